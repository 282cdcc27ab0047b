// Tables that end with the session: losing them loses nothing that was there before. Some say so by
// their names, others have been made so earlier in the text.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

// MySQL: tables whose rows are those of others.
bool shows_others(std::string_view engine) {
  const std::string lower = to_lower(engine);
  return lower == "merge" || lower == "mrg_myisam" || lower == "federated" || lower == "connect" ||
         lower == "spider";
}

// What names one table alone, whatever the server makes of case; empty when nothing does. X is x
// where it stands without quotes, but in MySQL, which the generic dialect may be, not on every file
// system.
std::string key_of(const std::string& name, bool quoted, Dialect dialect) {
  std::string lower = to_lower(name);
  if (dialect == Dialect::mysql || lower == name) return name;
  if (quoted) return "";
  return dialect == Dialect::generic ? name : lower;
}

// Is the table gone with the transaction, or made of the rows of others?
bool may_stand_for_others(const Tokens& t, std::uint32_t i) {
  for (; i < t.size(); i = t.next(i)) {
    if (t.is(i, "AS"_k) || t.is(i, "SELECT"_k) || t.is(i, "FROM"_k)) return false;
    if (t.is(i, "COMMIT"_k, "DROP"_k)) return true;
    if (t.is(i, "ENGINE"_k) && shows_others(t.raw(t.op(i + 1, '=') ? i + 2 : i + 1))) return true;
  }
  return false;
}

}  // namespace

// T-SQL: #t and @t; PostgreSQL: pg_temp.t; SQLite: temp.t.
bool Classifier::is_temporary(const std::string& name) const {
  if (name.empty()) return false;
  const std::string lower = to_lower(name);
  return name[0] == '#' || name[0] == '@' || lower.starts_with("pg_temp.") ||
         lower.starts_with("tempdb..#") || lower.starts_with("\"#") ||
         (lower.starts_with("temp.") && dialect_ == Dialect::sqlite) ||
         session_.temporaries.count(key_of(name, quotes_names_, dialect_)) != 0;
}

bool Classifier::all_temporary(const std::vector<std::string>& names, std::size_t from) const {
  return names.size() > from &&
         std::all_of(names.begin() + static_cast<std::ptrdiff_t>(from), names.end(),
                     [this](const std::string& name) { return is_temporary(name); });
}

// The table of CREATE TEMP TABLE or SELECT .. INTO TEMP, whose name stands at `name`.
void Classifier::make_temporary(const Tokens& t, std::uint32_t name) {
  std::uint32_t i = name;
  const bool unknown = t.kind(name) == Kind::hole, quoted = t.kind(name) == Kind::name;
  std::string written = render_name(t, i);
  const bool sure = session_.may_make_temporaries && !place_.nested && !place_.procedural &&
                    !place_.trigger && !unknown;
  if (!sure || may_stand_for_others(t, i)) return;
  if (is_temporary(written)) written = written.substr(written.rfind('.') + 1);  // temp.t
  if (written.find('.') != std::string::npos || written == "_") return;         // _: not known
  const std::string key = key_of(written, quoted, t.dialect());
  if (!key.empty()) session_.temporaries.insert(key);
}

void Classifier::forget_temporary(const std::string& name) {
  session_.temporaries.erase(name);
  session_.temporaries.erase(to_lower(name));
}

bool Classifier::quotes_names(const Tokens& t) const {
  if (session_.temporaries.empty()) return false;
  const std::uint32_t looked_at = place_.scanned ? std::min(t.size(), k_most_of_part) : t.size();
  for (std::uint32_t i = 0; i < looked_at; ++i)
    if (t.kind(i) == Kind::name) return true;
  return looked_at < t.size();
}

// They may never have been made, or belong to another session or database.
void Classifier::lose_temporaries(Keyword verb) {
  if (verb == "ROLLBACK"_k || verb == "ABORT"_k || verb == "DISCARD"_k || verb == "USE"_k ||
      verb == "RENAME"_k)
    session_.temporaries.clear();
}

}  // namespace interlock::sql
