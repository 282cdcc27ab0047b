// Triggers and rules: their bodies run by themselves, whenever somebody writes to a table.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

// What a body may not do every time that it runs. An UPDATE of all rows is left: a counter is one.
constexpr std::uint32_t k_standing = static_cast<std::uint32_t>(SqlClass::delete_all) |
                                     static_cast<std::uint32_t>(SqlClass::truncate) |
                                     static_cast<std::uint32_t>(SqlClass::drop);

// REFERENCING OLD AS o, NEW TABLE AS n, WITH EXECUTE AS OWNER: this AS does not begin the body.
bool is_in_head(const Tokens& t, std::uint32_t as) {
  const std::string before = to_lower(t.raw(as - 1));
  return before == "old" || before == "new" || before == "table" || before == "row" ||
         before == "execute" || before == "old_table" || before == "new_table";
}

bool is_event(const Tokens& t, std::uint32_t i) {  // AFTER INSERT, DELETE; INSTEAD OF UPDATE
  return t.op(i - 1, ',') || t.is(i - 1, "FOR"_k) || t.is(i - 1, "AFTER"_k) ||
         t.is(i - 1, "BEFORE"_k) || t.is(i - 1, "OF"_k) || t.is(i - 1, "OR"_k);
}

std::uint32_t find_body(const Tokens& t, std::uint32_t i) {
  constexpr Keyword k_first[] = {"BEGIN"_k,   "DECLARE"_k,  "DELETE"_k, "DROP"_k,
                                 "EXECUTE"_k, "IF"_k,       "MERGE"_k,  "CALL"_k,
                                 "INSERT"_k,  "TRUNCATE"_k, "UPDATE"_k, "SET"_k};
  for (; i < t.size(); i = t.next(i)) {
    if (t.is(i, "AS"_k) && !is_in_head(t, i)) return i + 1;
    const bool first =
        t.word(i) != Keyword::none &&
        std::find(std::begin(k_first), std::end(k_first), t.word(i)) != std::end(k_first);
    if (first && !is_event(t, i) && !t.is(i, "EXECUTE"_k, "AS"_k)) return i;
  }
  return i;
}

}  // namespace

// `body` is kept in no list: its statements do not run now.
void Classifier::standing(const Tokens& body) {
  if (body.empty()) return;
  const std::size_t before = session_.count();
  const Token& last = body.at(body.size() - 1);
  const std::string text(body.text().substr(body.at(0).begin, last.end - body.at(0).begin));
  Place inner = place_.inner(body);
  inner.trigger = true;
  SqlClasses classes = session_.nested_text(text, body.syntax(), inner, true);
  session_.forget(before);
  classes.bits &= k_standing;
  join(classes);
}

// `i` stands behind the name.
void Classifier::trigger(const Tokens& t, std::uint32_t i) {
  const std::uint32_t on = t.find(i, "ON"_k);
  std::uint32_t body = find_body(t, on < t.size() ? on + 1 : i);
  if (!t.is(body, "EXECUTE"_k) || !(t.is(body + 1, "FUNCTION"_k) || t.is(body + 1, "PROCEDURE"_k)))
    return standing(t.from(body));
  const std::size_t before = session_.count();
  Place inner = place_;
  inner.trigger = true;
  body += 2;
  SqlClasses classes = session_.call_routine(plain_name(render_name(t, body)), t.syntax(), inner);
  session_.forget(before);
  classes.bits &= k_standing;
  join(classes);
}

// CREATE RULE r AS ON event TO t DO [ALSO | INSTEAD] command, or (command; command).
void Classifier::rule(const Tokens& t, std::uint32_t i) {
  std::uint32_t body = t.find(i, "DO"_k) + 1;
  if (t.is(body, "INSTEAD"_k) || to_lower(t.raw(body)) == "also") ++body;
  standing(t.op(body, '(') ? t.inside(body) : t.from(body));
}

}  // namespace interlock::sql
