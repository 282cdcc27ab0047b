// Statements and functions that run text: EXECUTE, DO, PREPARE, dblink_exec(..), xp_cmdshell ..
#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/functions.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

constexpr std::uint32_t k_longest_assignment = 4096;  // tokens; bounds nested := chains

bool is_text(const Tokens& t, std::uint32_t i) {
  return i < t.size() &&
         (t.kind(i) == Kind::string ||
          (t.kind(i) == Kind::name && t.dialect() == Dialect::generic && t.raw(i)[0] == '"'));
}

// The place of one string among the arguments; size() when there is none.
std::uint32_t find_text(const Tokens& t) {
  std::uint32_t i = 0;
  while (i < t.size() && t.kind(i) != Kind::string) i = t.next(i);
  return i;
}

}  // namespace

void Classifier::assignment(const Tokens& t, std::uint32_t name, std::uint32_t value,
                            std::uint32_t end) {
  if (name >= t.size() || end > value + k_longest_assignment || !session_.may_assign()) return;
  std::string key =
      to_lower(t.kind(name) == Kind::name ? unquoted(t, name) : std::string(t.raw(name)));
  Text text = evaluate(t.part(value, end), session_.variables);
  if (t.op(value - 1, "+=")) {
    Text before = session_.variables[key];
    before.value += text.value;
    before.complete = before.complete && text.complete;
    before.any = before.any || text.any;
    if (before.value.size() > (1u << 13)) before = Text{"{?}", false, false};
    text = std::move(before);
  }
  session_.variables[std::move(key)] = std::move(text);
}

void Classifier::run_text(const Tokens& expression) {
  const Text text = evaluate(expression, session_.variables);
  if (text.any)
    join(session_.nested_text(text.value, expression.syntax(), place_.inner(expression), false));
  if (text.complete && text.any) {
    if (found_.classes.bits == 0) add(SqlClass::read);  // a text without a statement
    return;
  }
  add(SqlClass::dynamic);
  found_.certain = false;
}

// PREPARE x AS .., PREPARE x FROM '..', PREPARE TRANSACTION.
void Classifier::prepare(const Tokens& t) {
  if (t.is(1, "TRANSACTION"_k)) return add(SqlClass::transaction);
  add(SqlClass::session);
  const std::string name = to_lower(t.raw(1));
  const std::uint32_t as = t.find(2, "AS"_k), from = t.find(2, "FROM"_k);
  const SqlClasses before = found_.classes;
  found_.classes = {};
  if (as < from)
    within(t.from(as + 1));
  else if (from < t.size())
    run_text(t.from(from + 1));
  SqlClasses later = found_.classes;
  if (later.bits == 0) later.add(SqlClass::dynamic);  // nothing that we could read
  session_.prepared[name] = later;
  join(before);
}

void Classifier::execute(const Tokens& t) {
  if (t.is(1, "AS"_k)) return add(SqlClass::privilege);  // T-SQL: as another user
  if (t.is(1, "IMMEDIATE"_k)) {
    if (t.is(2, "FROM"_k)) {
      found_.include = is_text(t, 3) ? unquoted(t, 3) : std::string(t.raw(3));
      return add(SqlClass::dynamic);
    }
    return run_text(t.part(2, std::min(t.find(2, "USING"_k), t.find(2, "INTO"_k))));
  }
  if (t.is(1, "PROCEDURE"_k) || t.is(1, "FUNCTION"_k) || t.is(1, "TASK"_k)) return call(t.from(1));
  const std::uint32_t end =
      std::min({t.find(1, "USING"_k), t.find(1, "INTO"_k), t.find(1, "AT"_k)});
  if (t.op(1, '(')) return run_text(t.part(1, t.next(1)));
  if (is_text(t, 1) || place_.procedural) {
    const auto known = session_.prepared.find(to_lower(t.raw(1)));
    if (known != session_.prepared.end()) return join(known->second);
    const bool procedure = t.dialect() == Dialect::mssql;
    if (!procedure) return run_text(t.part(1, end));
  }
  const auto known = session_.prepared.find(to_lower(t.raw(1)));
  if (known != session_.prepared.end()) return join(known->second);
  if (t.dialect() == Dialect::postgres || t.dialect() == Dialect::mysql) {
    add(SqlClass::dynamic);
    found_.certain = false;
    return;
  }
  if (t.raw(1).substr(0, 1) == "@" && !t.op(2, '=')) {
    const auto variable = session_.variables.find(to_lower(t.raw(1)));
    if (variable != session_.variables.end()) return run_text(t.part(1, 2));
  }
  execute_procedure(t.from(1));
}

// [@result =] procedure arguments, of T-SQL.
void Classifier::execute_procedure(const Tokens& t) {
  std::uint32_t i = t.op(1, '=') ? 2 : 0;
  const std::string written = render_name(t, i);
  const std::string name = plain_name(written);
  const Tokens arguments = t.from(i);
  add(SqlClass::write);
  mention(written);
  join(session_.call_routine(name, t.syntax(), place_));
  const Function* known = find_function(name);
  if (known == nullptr) {
    if (name_runs_sql(name)) text_arguments(arguments, true);
    return;
  }
  found_.classes.add(known->does);
  switch (known->argument) {
    case Argument::none:
      return;
    case Argument::sql:
      return text_arguments(arguments, false);
    case Argument::program: {
      const std::uint32_t text = find_text(arguments);
      if (text < arguments.size()) found_.shell = unquoted(arguments, text);
      return;
    }
  }
}

// `only_sql`: the function is not known, its arguments count when they look like statements.
void Classifier::text_arguments(const Tokens& arguments, bool only_sql) {
  for (std::uint32_t from = 0; from < arguments.size();) {
    const std::uint32_t comma = arguments.find_op(from, ',');
    Tokens one = arguments.part(from, comma);
    from = comma + 1;
    if (one.op(1, '=') || one.op(1, "=>") || one.op(1, ":=")) one = one.from(2);  // @stmt = N'..'
    const Text text = evaluate(one, session_.variables);
    if (text.any && looks_like_sql(text.value))
      join(session_.nested_text(text.value, arguments.syntax(), place_.inner(arguments), false));
    else if (!only_sql && !text.complete && comma >= arguments.size() && from <= comma + 1 &&
             one.size() == arguments.size()) {
      add(SqlClass::dynamic);
      found_.certain = false;
    }
  }
}

void Classifier::do_block(const Tokens& t) {
  const std::uint32_t body = find_text(t);
  const std::uint32_t language = t.find(1, "LANGUAGE"_k);
  const bool block = (t.dialect() == Dialect::postgres || t.dialect() == Dialect::generic) &&
                     body < t.size() && (body == 1 || (body == 3 && language == 1));
  if (!block) return add(SqlClass::read);  // MySQL: DO expression
  std::string name = language < t.size() ? to_lower(t.raw(language + 1)) : "plpgsql";
  std::erase_if(name, [](char c) { return c == '\'' || c == '"'; });
  if (name != "plpgsql" && name != "sql") {
    add(SqlClass::code);
    add(SqlClass::dynamic);
    found_.certain = false;
    return;
  }
  add(SqlClass::session);
  join(session_.nested_text(unquoted(t, body), t.syntax(), place_.inner(t), true));
}

void Classifier::call(const Tokens& t) {
  add(SqlClass::write);
  std::uint32_t i = 1;
  const std::string name = render_name(t, i);
  mention(name);
  if (!t.op(i, '('))
    join(session_.call_routine(plain_name(name), t.syntax(), place_));  // else calls() does
}

// The function whose name stands at i, before its parenthesis.
void Classifier::one_call(const Tokens& t, std::uint32_t i) {
  if (t.kind(i) == Kind::word && t.raw(i).size() < 3 && session_.routines.empty()) return;
  const std::string name =
      to_lower(t.kind(i) == Kind::name ? unquoted(t, i) : std::string(t.raw(i)));
  const Function* known = find_function(name);
  if (!session_.routines.empty()) join(session_.call_routine(name, t.syntax(), place_));
  if (known == nullptr) {
    if (name_runs_sql(name)) text_arguments(t.inside(i + 1), true);
    return;
  }
  found_.classes.add(known->does);
  if (name == "set_config") set_config(t.inside(i + 1));
  switch (known->argument) {
    case Argument::none:
      return;
    case Argument::sql:
      return text_arguments(t.inside(i + 1), false);
    case Argument::program: {
      const Tokens arguments = t.inside(i + 1);
      const std::uint32_t text = find_text(arguments);
      if (text < arguments.size()) found_.shell = unquoted(arguments, text);
      return;
    }
  }
}

void Classifier::calls(const Tokens& t) {
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    const Token& token = t.at(i);
    if (token.kind == Kind::op && token.op == '(') {
      const Keyword word = t.word(i + 1);
      const bool holds = (word == "DELETE"_k && (t.is(i + 2, "FROM"_k) || t.is_name(i + 2))) ||
                         (word == "UPDATE"_k && t.is_name(i + 2)) ||
                         (word == "INSERT"_k && t.is(i + 2, "INTO"_k)) ||
                         (word == "MERGE"_k && t.is_name(i + 2)) ||
                         (word == "TRUNCATE"_k && t.is(i + 2, "TABLE"_k)) ||
                         (word == "DROP"_k && t.is(i + 2, "TABLE"_k));
      if (holds) within(t.inside(i));
      const bool called = i > 0 && (t.kind(i - 1) == Kind::name || t.kind(i - 1) == Kind::word);
      if (called && (t.word(i - 1) == Keyword::none)) one_call(t, i - 1);
    } else if (token.keyword == "INTO"_k &&
               (t.is(i + 1, "OUTFILE"_k) || t.is(i + 1, "DUMPFILE"_k))) {
      add(SqlClass::code);
    } else if (token.keyword == "NEXT"_k && to_lower(t.raw(i + 1)) == "value") {
      add(SqlClass::write);
    } else if (token.kind == Kind::op && token.op == ':' && t.op(i, ":=") && i > 0 &&
               t.raw(i - 1).substr(0, 1) == "@") {
      std::uint32_t end = i + 1;
      while (end < t.size() && end < i + 32 && !t.op(end, ',') && !t.op(end, ')') &&
             !t.is(end, "FROM"_k))
        end = t.next(end);
      assignment(t, i - 1, i + 1, std::min(end, t.size()));
    }
  }
}

}  // namespace interlock::sql
