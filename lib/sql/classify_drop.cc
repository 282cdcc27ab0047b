// DROP of what holds data, of what holds none, of accounts.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

enum class Holds { data, data_of_others, nothing, rights };

struct Object {
  std::string_view kind;
  Holds holds;  // data_of_others: a column's type, so only CASCADE loses data
};

constexpr Object k_objects[] = {
    {"ACCESS", Holds::nothing},
    {"ACCOUNT", Holds::rights},
    {"AGGREGATE", Holds::nothing},
    {"APPLICATION", Holds::rights},
    {"ASSEMBLY", Holds::nothing},
    {"ASYMMETRIC", Holds::rights},
    {"BUCKET", Holds::data},
    {"CAST", Holds::nothing},
    {"CATALOG", Holds::data},
    {"CERTIFICATE", Holds::rights},
    {"CLUSTER", Holds::data},
    {"COLLATION", Holds::data_of_others},
    {"COLLECTION", Holds::data},
    {"COLUMN", Holds::data},
    {"CONNECTION", Holds::nothing},
    {"CONSTRAINT", Holds::nothing},
    {"CONVERSION", Holds::nothing},
    {"CREDENTIAL", Holds::rights},
    {"DATABASE", Holds::data},
    {"DATABASES", Holds::data},
    {"DATASET", Holds::data},
    {"DEFAULT", Holds::nothing},
    {"DICTIONARY", Holds::data},
    {"DIRECTORY", Holds::nothing},
    {"DOMAIN", Holds::data_of_others},
    {"DYNAMIC", Holds::data},
    {"ENDPOINT", Holds::nothing},
    {"EVENT", Holds::nothing},
    {"EXTENSION", Holds::data},
    {"EXTERNAL", Holds::data},
    {"FOREIGN", Holds::data},
    {"FULLTEXT", Holds::nothing},
    {"FUNCTION", Holds::data_of_others},
    {"GRAPH", Holds::data},
    {"GROUP", Holds::rights},
    {"HYBRID", Holds::data},
    {"ICEBERG", Holds::data},
    {"INDEX", Holds::nothing},
    {"INDEXES", Holds::nothing},
    {"JOB", Holds::nothing},
    {"KEYSPACE", Holds::data},
    {"LANGUAGE", Holds::nothing},
    {"LIBRARY", Holds::nothing},
    {"LOCAL", Holds::data},
    {"LOGFILE", Holds::data},
    {"LOGIN", Holds::rights},
    {"MASTER", Holds::rights},
    {"MATERIALIZED", Holds::data},
    {"MESSAGE", Holds::nothing},
    {"MODEL", Holds::data},
    {"OPERATOR", Holds::nothing},
    {"OUTLINE", Holds::nothing},
    {"OWNED", Holds::data},
    {"PACKAGE", Holds::nothing},
    {"PARTITION", Holds::nothing},
    {"PIPE", Holds::nothing},
    {"PLUGGABLE", Holds::data},
    {"POLICY", Holds::nothing},
    {"PROC", Holds::nothing},
    {"PROCEDURAL", Holds::nothing},
    {"PROCEDURE", Holds::nothing},
    {"PROFILE", Holds::rights},
    {"PUBLICATION", Holds::nothing},
    {"QUEUE", Holds::data},
    {"RESOURCE", Holds::nothing},
    {"ROLE", Holds::rights},
    {"ROUTINE", Holds::data_of_others},
    {"ROW", Holds::nothing},
    {"RULE", Holds::nothing},
    {"SCHEMA", Holds::data},
    {"SECURITY", Holds::rights},
    {"SEQUENCE", Holds::data},
    {"SERVER", Holds::data},
    {"SERVICE", Holds::nothing},
    {"SHARE", Holds::data},
    {"SNAPSHOT", Holds::data},
    {"SPATIAL", Holds::nothing},
    {"STAGE", Holds::data},
    {"STATISTICS", Holds::nothing},
    {"STREAM", Holds::data},
    {"SUBSCRIPTION", Holds::nothing},
    {"SYMMETRIC", Holds::rights},
    {"SYNONYM", Holds::nothing},
    {"TABLE", Holds::data},
    {"TABLES", Holds::data},
    {"TABLESPACE", Holds::data},
    {"TAG", Holds::nothing},
    {"TASK", Holds::nothing},
    {"TEMP", Holds::nothing},
    {"TEMPORARY", Holds::nothing},
    {"TEXT", Holds::nothing},
    {"TRANSFORM", Holds::nothing},
    {"TRIGGER", Holds::nothing},
    {"TYPE", Holds::data_of_others},
    {"UNDO", Holds::data},
    {"UNIQUE", Holds::nothing},
    {"USER", Holds::rights},
    {"VIEW", Holds::data_of_others},
    {"VIRTUAL", Holds::data},
    {"VOLUME", Holds::data},
    {"WAREHOUSE", Holds::nothing},
    {"WORKLOAD", Holds::nothing},
};

constexpr bool by_kind(const Object& a, const Object& b) { return a.kind < b.kind; }
static_assert(std::is_sorted(std::begin(k_objects), std::end(k_objects), by_kind));

const Object* find_object(std::string_view upper) {
  const auto* found =
      std::lower_bound(std::begin(k_objects), std::end(k_objects), upper,
                       [](const Object& o, std::string_view kind) { return o.kind < kind; });
  return found != std::end(k_objects) && found->kind == upper ? found : nullptr;
}

}  // namespace

// A list of names: a, b.c, "d".
void Classifier::names(const Tokens& t, std::uint32_t i) {
  while (i < t.size()) {
    if (t.is(i, "ONLY"_k)) ++i;
    const std::string name = render_name(t, i);
    if (name.empty()) return;
    mention(name);
    if (found_.objects.size() >= k_most_objects) return;
    if (t.op(i, '*')) ++i;
    if (t.op(i, '(')) i = t.next(i);
    if (!t.op(i, ',')) return;
    ++i;
  }
}

void Classifier::drop(const Tokens& t) {
  std::uint32_t i = 1;
  const std::string kind = to_upper(t.raw(1));
  const Object* object = find_object(kind);
  if (t.size() < 3) found_.certain = false;
  if (kind == "PREPARE") return add(SqlClass::session);
  bool cascades = false;
  for (std::uint32_t at = 2; at < t.size(); at = t.next(at))
    if (t.is(at, "CASCADE"_k) &&
        (at + 1 >= t.size() || t.is(at + 1, "CONSTRAINTS"_k) || t.op(at + 1, ';')))
      cascades = true;
  // Words between DROP and the name: MATERIALIZED VIEW, USER MAPPING FOR, IF EXISTS, TABLE ..
  while (i < 8 && (find_object(to_upper(t.raw(i))) != nullptr || t.word(i) != Keyword::none) &&
         i + 1 < t.size() && !t.op(i + 1, ',') && !t.op(i + 1, '.') && !t.is(i + 1, "CASCADE"_k) &&
         !t.is(i + 1, "RESTRICT"_k))
    ++i;
  const std::size_t before = found_.objects.size();
  names(t, i);
  if (object == nullptr) {
    // Some engine's object. What nobody knows is taken for data.
    add(SqlClass::drop);
    add(SqlClass::unknown);
    found_.certain = false;
    return;
  }
  const bool temporary = kind == "TEMPORARY" || kind == "TEMP" ||
                         (kind == "TABLE" && all_temporary(found_.objects, before));
  for (std::size_t n = before; n < found_.objects.size(); ++n) forget_temporary(found_.objects[n]);
  if (temporary) return add(SqlClass::create);
  const bool mapping = kind == "USER" && t.is(2, "MAPPING"_k);
  switch (object->holds) {
    case Holds::data:
      if (kind == "SERVER" && t.is(2, "ROLE"_k)) return add(SqlClass::privilege);
      if (kind == "SERVER" && t.is(2, "AUDIT"_k)) return add(SqlClass::privilege);
      add(SqlClass::drop);
      break;
    case Holds::data_of_others:
    case Holds::nothing:
      add(cascades ? SqlClass::drop : SqlClass::drop_other);
      break;
    case Holds::rights:
      add(SqlClass::privilege);
      if (cascades && !mapping) add(SqlClass::drop);
      break;
  }
}

}  // namespace interlock::sql
