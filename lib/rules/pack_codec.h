// How the image spells the structs of pack.h. Examples stay in the packs.
#pragma once

#include "lib/rules/codec.h"
#include "lib/rules/pack.h"

namespace interlock {

template <class A>
void serial(A& a, CommandPattern& v) {
  serial(a, v.programs);
  serial(a, v.verbs);
  serial(a, v.with);
  serial(a, v.without);
  serial(a, v.assigns);
  serial(a, v.value);
  serial(a, v.match);
  serial(a, v.unless);
}

template <class A>
void serial(A& a, When& v) {
  serial(a, v.environments);
  serial(a, v.directories);
  serial(a, v.permission_modes);
}

template <class A>
void serial(A& a, ToolGrammar& v) {
  serial(a, v.programs);
  serial(a, v.family);
  serial(a, v.short_values);
  serial(a, v.long_values);
  serial(a, v.flags);
  serial(a, v.short_flags);
  serial(a, v.short_optional);
  serial(a, v.reparses);
}

}  // namespace interlock
