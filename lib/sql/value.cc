#include "lib/sql/value.h"

#include <algorithm>
#include <cstdlib>

#include "lib/base/text.h"
#include "lib/sql/constant.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

constexpr int k_deepest = 40;
constexpr std::uint32_t k_most = 500;  // tokens of an expression that is computed

Value constant() { return {Value::Kind::constant, 0, {}}; }
Value text_value(std::string text) { return {Value::Kind::string, 0, std::move(text)}; }

bool is_arithmetic(const Tokens& t, std::uint32_t i) {
  for (char c : {'+', '-', '*', '/', '%', '&', '|', '^'})
    if (t.op(i, c)) return true;
  return t.op(i, "||") || t.op(i, "<<") || t.op(i, ">>") || t.is(i, "DIV"_k) || t.is(i, "MOD"_k);
}

double applied(double left, std::string_view op, double right, bool& known) {
  if (op == "+") return left + right;
  if (op == "-") return left - right;
  if (op == "*") return left * right;
  if (op == "/" && right != 0) return left / right;
  known = false;
  return 0;
}

Value operand(const Tokens& t, int depth);

// 1 + 2 * 3: sums of products, from left to right.
Value arithmetic(const Tokens& t, int depth) {
  double sum = 0, product = 0;
  bool known = true, open = false, joined = false;
  std::string_view sum_op = "+", op = "+";
  std::uint32_t from = 0;
  for (std::uint32_t i = 1; i <= t.size(); i = t.next(i)) {
    const bool binary = i < t.size() && i > from && is_arithmetic(t, i);
    if (i < t.size() && !binary) continue;
    const Value value = operand(t.part(from, i), depth);
    if (value.kind == Value::Kind::null || (from == 0 && i >= t.size())) return value;
    open = open || value.kind == Value::Kind::open;
    if (value.kind != Value::Kind::number) known = false;
    if (op == "+" || op == "-") {
      sum = joined ? applied(sum, sum_op, product, known) : 0;
      sum_op = op;
      product = value.number;
      joined = true;
    } else {
      product = applied(product, op, value.number, known);
    }
    if (i < t.size()) op = t.raw(i);
    from = i + 1;
  }
  if (open) return {};
  return known ? Value::of(applied(sum, sum_op, product, known)) : constant();
}

// Functions that answer the same for every row. Of others without arguments nobody knows.
constexpr std::string_view k_of_statement =
    " connection_id curdate current_database current_schema current_user curtime database "
    "db_name getdate getutcdate host_name inet_server_port last_insert_id "
    "last_insert_rowid localtimestamp now pg_backend_pid pg_postmaster_start_time pi "
    "schema session_user sqlite_version statement_timestamp suser_sname sysdate "
    "sysdatetime system_user transaction_timestamp txid_current unix_timestamp user "
    "user_name utc_date utc_timestamp version ";

bool is_of_statement(std::string_view name) {
  return k_of_statement.find(' ' + to_lower(name) + ' ') != std::string_view::npos;
}

// Words without parentheses that do. USER may be a column elsewhere.
bool is_of_session(const Tokens& t) {
  if (t.kind(0) != Kind::word) return false;
  constexpr std::string_view k_names[] = {"current_catalog",   "current_date", "current_role",
                                          "current_schema",    "current_time", "current_user",
                                          "current_timestamp", "session_user", "system_user"};
  const std::string name = to_lower(t.raw(0));
  return std::find(std::begin(k_names), std::end(k_names), name) != std::end(k_names) ||
         (name == "user" && t.dialect() == Dialect::postgres);
}

// Nothing but literals, operators and functions of them: 'a' IN 'abc' of POSITION.
bool has_no_column(const Tokens& t) {
  for (std::uint32_t i = 0; i < t.size(); ++i) {
    const Kind kind = t.kind(i);
    if (kind == Kind::op || kind == Kind::number || kind == Kind::string) continue;
    const bool links = t.is(i, "IN"_k) || t.is(i, "FROM"_k) || t.is(i, "FOR"_k) || t.is(i, "AS"_k);
    if (!links && !(kind == Kind::word && t.op(i + 1, '(') && !t.op(i + 2, ')'))) return false;
  }
  return true;
}

Value function_value(const Tokens& t, std::uint32_t open, int depth) {
  const Tokens inside = t.inside(open);
  if (inside.empty()) return is_of_statement(t.raw(0)) ? constant() : Value{};
  if (is_random(t)) return {};
  const std::uint32_t as = inside.find(0, "AS"_k);
  if (t.is(0, "CAST"_k) && as < inside.size()) return value_of(inside.part(0, as), depth);
  for (std::uint32_t from = 0; from < inside.size();) {
    const std::uint32_t comma = inside.find_op(from, ',');
    const Tokens argument = inside.part(from, comma);
    const Value value = value_of(argument, depth);
    if (value.kind == Value::Kind::open && !has_no_column(argument)) return {};
    if (t.is(0, "COALESCE"_k) && value.kind != Value::Kind::null) return value;
    from = comma + 1;
  }
  return constant();
}

// A subquery without a condition looks at no row of the statement around it.
bool is_alone(const Tokens& t) {
  return t.is(0, "SELECT"_k) && t.find(1, "FROM"_k) < t.size() &&
         t.find(1, "WHERE"_k) >= t.size() && t.find(1, "ON"_k) >= t.size() &&
         t.find(1, "USING"_k) >= t.size() && t.find_op(1, '.') >= t.size() &&
         t.find_op(t.find(1, "FROM"_k), '(') >= t.size() && !is_random(t);
}

Value operand(const Tokens& whole, int depth) {
  Tokens t = unwrapped(whole);
  bool negative = false, tilde = false;
  while (t.op(0, '-') || t.op(0, '+') || t.op(0, '~')) {
    negative = negative != t.op(0, '-');
    tilde = tilde || t.op(0, '~');
    t = t.from(1);
  }
  if (t.empty()) return {};
  if (t.op(0, '(') && t.next(0) >= t.size()) return value_of(t, depth + 1);
  Value value;
  const Kind kind = t.kind(0);
  if (t.size() == 1 && kind == Kind::number) {
    const auto number = number_in(t.raw(0));
    value = number ? Value::of(*number) : constant();
  } else if (kind == Kind::string) {
    std::string text = unquoted(t, 0);
    std::uint32_t i = 1;
    while (t.kind(i) == Kind::string && i < t.size()) text += unquoted(t, i++);
    if (i < t.size()) return {};
    value = text_value(std::move(text));
  } else if (t.size() == 1 && (t.is(0, "TRUE"_k) || t.is(0, "FALSE"_k))) {
    value = Value::of(t.is(0, "TRUE"_k) ? 1 : 0);
  } else if (t.size() == 1 && t.is(0, "NULL"_k)) {
    value.kind = Value::Kind::null;
  } else if (t.size() == 1 && (is_of_session(t) || t.raw(0).starts_with("@@"))) {
    value = constant();
  } else if (t.is(0, "SELECT"_k)) {
    if (t.find(1, "FROM"_k) == t.size() && t.find(1, "WHERE"_k) == t.size())
      value = value_of(t.from(1), depth + 1);
  } else if (kind == Kind::word && t.size() == 2 && t.kind(1) == Kind::string) {
    value = constant();  // DATE '2020-01-01'
  } else if (kind == Kind::word && t.op(1, '(') && t.next(1) >= t.size()) {
    value = function_value(t, 1, depth + 1);
  } else if (t.is(0, "ARRAY"_k) && t.op(1, '[')) {
    value = {};
  }
  if (tilde && value.kind == Value::Kind::number) return constant();
  if (negative) value.number = -value.number;
  return value;
}

}  // namespace

Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

Truth inverted(Truth truth) {
  switch (truth) {
    case Truth::no:
      return Truth::yes;
    case Truth::yes:
      return Truth::no;
    case Truth::null:
    case Truth::open:
    case Truth::constant:
      return truth;
  }
  return truth;
}

std::optional<double> number_in(std::string_view text) {
  const std::string copy(text.substr(0, 64));
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end == copy.c_str()) return std::nullopt;
  return value;
}

Value value_of(const Tokens& expression, int depth) {
  if (depth > k_deepest) return {};
  Tokens t = unwrapped(expression);
  std::uint32_t end = 0;  // casts and collations change no value that matters here
  while (end < t.size() && !t.op(end, "::") && !t.is(end, "COLLATE"_k) && !t.is(end, "ESCAPE"_k))
    end = t.next(end);
  t = unwrapped(t.part(0, end));
  if (t.empty() || t.is(0, "CASE"_k)) return {};
  if (is_alone(t)) return constant();
  if (t.size() > k_most) {  // nobody computes so much by hand; a column anywhere makes it open
    for (std::uint32_t i = 0; i < t.size(); ++i)
      if (t.kind(i) != Kind::op && t.kind(i) != Kind::number && t.kind(i) != Kind::string)
        return {};
    return constant();
  }
  return arithmetic(t, depth + 1);
}

Truth compare_values(const Value& left, std::string_view op, const Value& right) {
  if (left.kind == Value::Kind::open || right.kind == Value::Kind::open) return Truth::open;
  if (left.kind == Value::Kind::null || right.kind == Value::Kind::null)
    return op == "<=>" ? truth_of(left.kind == right.kind) : Truth::null;
  if (left.kind == Value::Kind::constant || right.kind == Value::Kind::constant)
    return Truth::constant;
  if (left.kind == Value::Kind::string && right.kind == Value::Kind::string) {
    if (op == "LIKE" && right.text.find_first_of("%_") != std::string::npos) return Truth::constant;
    const Truth exact = ordered(left.text, op, right.text);
    const Truth loose = ordered(to_lower(left.text), op, to_lower(right.text));
    return exact == loose ? exact : Truth::constant;  // collations differ
  }
  const double a =
      left.kind == Value::Kind::number ? left.number : number_in(left.text).value_or(0);
  const double b =
      right.kind == Value::Kind::number ? right.number : number_in(right.text).value_or(0);
  return ordered(a, op, b);
}

Tokens unwrapped(Tokens t) {
  while (t.op(0, '(') && t.next(0) >= t.size()) t = t.inside(0);
  return t;
}

bool is_random(const Tokens& t) {
  for (std::uint32_t i = 0; i < t.size() && i < 200; ++i) {
    if (t.kind(i) != Kind::word || !t.op(i + 1, '(')) continue;
    const std::string name = to_lower(t.raw(i));
    for (std::string_view one : {"random", "rand", "uuid", "newid", "gen_random_uuid", "nextval",
                                 "clock_timestamp", "random_bytes"})
      if (name == one) return true;
  }
  return false;
}

bool is_key(const Tokens& t) {
  if (t.empty() || t.size() > 5) return false;
  for (std::uint32_t i = 0; i < t.size(); ++i)
    if ((i % 2 == 1) != t.op(i, '.')) return false;
  std::uint32_t from = 0;
  const std::string name = plain_name(render_name(t, from));
  for (std::string_view one : {"id", "rowid", "_rowid_", "oid", "ctid", "tableoid", "xmin"})
    if (name == one) return true;
  return false;
}

bool never_null(const Tokens& whole) {
  const Tokens t = unwrapped(whole);
  const Value value = value_of(t);
  if (value.kind != Value::Kind::open) return value.kind != Value::Kind::null;
  if (is_key(t)) return true;
  const std::string name = to_lower(t.raw(0));
  const bool falls_back = name == "coalesce" || name == "ifnull" || name == "isnull" ||
                          name == "nvl";  // to what is no null
  if (!falls_back || !t.op(1, '(') || t.next(1) < t.size()) return false;
  const Tokens inside = t.inside(1);
  for (std::uint32_t from = 0; from < inside.size();) {
    const std::uint32_t comma = inside.find_op(from, ',');
    const Tokens one = inside.part(from, comma);
    from = comma + 1;
    const Value fallback = value_of(one);
    if (is_key(one) || (fallback.kind != Value::Kind::open && fallback.kind != Value::Kind::null))
      return true;
  }
  return false;
}

Truth key_holds(std::string_view op, double limit) {
  if (op == ">" || op == "<>" || op == "!=") return limit <= 0 ? Truth::yes : Truth::open;
  if (op == ">=" || op == "!<") return limit <= 1 ? Truth::yes : Truth::open;
  if ((op == "<" || op == "<=") && limit >= 1e9) return Truth::yes;
  return Truth::open;
}

std::string_view mirrored(std::string_view op) {
  if (op == "<") return ">";
  if (op == ">") return "<";
  if (op == "<=") return ">=";
  if (op == ">=") return "<=";
  return op;
}

}  // namespace interlock::sql
