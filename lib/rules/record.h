// How the image spells a rule, and the names of SQL classes by bit.
#pragma once

#include <string>
#include <vector>

#include "lib/rules/image.h"
#include "lib/rules/workflow_codec.h"
#include "lib/sql/sql.h"

namespace interlock {

template <class A>
void serial(A& a, RuleRecord& v) {
  serial_enum(a, v.kind, 6);
  serial_enum(a, v.on, 6);
  serial_enum(a, v.effect, 5);
  serial_enum(a, v.maturity, 4);
  serial(a, v.locked);
  serial(a, v.workflow);
  serial(a, v.part);
  serial(a, v.classes);
  serial(a, v.command);
  serial(a, v.dialects);
  serial(a, v.languages);
  serial(a, v.paths);
  serial(a, v.operations);
  serial(a, v.superseded);
  serial(a, v.tools);
  serial(a, v.arguments);
  serial(a, v.lacks);
  serial(a, v.kinds);
  serial(a, v.when);
}

template <class A>
void serial(A& a, RuleTexts& v) {
  serial(a, v.id);
  serial(a, v.reason);
  serial(a, v.pack);
  serial(a, v.tightened);
}

template <class A>
void serial(A& a, PackHead& v) {
  serial(a, v.name);
  serial(a, v.version);
  serial(a, v.owner);
  serial(a, v.signer);
  serial(a, v.file);
  serial_enum(a, v.layer, 4);
  serial(a, v.is_here);
}

template <class A>
void serial(A& a, Exception& v) {
  serial(a, v.rule);
  serial(a, v.path);
  serial(a, v.command);
  serial(a, v.digest);
  serial(a, v.owner);
  serial(a, v.reason);
  serial(a, v.expires);
  serial_enum(a, v.layer, 4);
}

template <class A>
void serial(A& a, PackSource& v) {
  serial(a, v.path);
  serial(a, v.size);
  serial(a, v.modified_ns);
  serial_enum(a, v.layer, 4);
  serial(a, v.is_trust);
}

inline std::vector<std::string> class_names(std::uint32_t bits) {
  std::vector<std::string> names;
  for (std::uint32_t bit = 1; bit != 0 && bit <= bits; bit <<= 1)
    if ((bits & bit) != 0) names.emplace_back(name_of(static_cast<SqlClass>(bit)));
  return names;
}

}  // namespace interlock
