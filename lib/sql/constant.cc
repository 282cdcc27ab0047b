#include "lib/sql/constant.h"

#include <algorithm>

#include "lib/base/text.h"

namespace interlock::sql {
namespace {

constexpr int k_deepest = 40;
constexpr std::size_t k_longest = 1 << 13;  // of a value; variables that double themselves end here
constexpr std::string_view k_unknown = "{?}";

Text unknown() { return {std::string(k_unknown), false, false}; }

// An unknown name or value that is quoted cannot become anything else.
Text quoted_unknown() { return {std::string(k_unknown), true, false}; }

Text known(std::string value) {
  if (value.size() > k_longest) return unknown();
  const bool any = !value.empty();
  return {std::move(value), true, any};
}

void append(Text& out, const Text& more) {
  out.complete = out.complete && more.complete;
  out.any = out.any || more.any;
  if (out.value.size() + more.value.size() <= k_longest)
    out.value += more.value;
  else
    out.complete = false;
}

std::string from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (char c : text) {
    int value = -1;
    if (c >= 'A' && c <= 'Z') value = c - 'A';
    if (c >= 'a' && c <= 'z') value = c - 'a' + 26;
    if (c >= '0' && c <= '9') value = c - '0' + 52;
    if (c == '+') value = 62;
    if (c == '/') value = 63;
    if (value < 0) continue;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>((bits >> held) & 0xFF);
    }
  }
  return out;
}

std::string from_hex(std::string_view text) {
  std::string out;
  int high = -1;
  for (char c : text) {
    int value = -1;
    if (c >= '0' && c <= '9') value = c - '0';
    const char lower = static_cast<char>(c | 32);
    if (lower >= 'a' && lower <= 'f') value = lower - 'a' + 10;
    if (value < 0) continue;
    if (high < 0) {
      high = value;
    } else {
      out += static_cast<char>(high * 16 + value);
      high = -1;
    }
  }
  return out;
}

std::string replace_all(std::string_view text, std::string_view old, std::string_view fresh) {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() <= k_longest;) {
    if (!old.empty() && text.compare(at, old.size(), old) == 0) {
      out += fresh;
      at += old.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

// format('%s %I', ..) of PostgreSQL.
Text format(const std::vector<Text>& arguments) {
  if (arguments.empty()) return unknown();
  Text out{"", arguments[0].complete, false};
  const std::string& pattern = arguments[0].value;
  std::size_t argument = 1;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%' || i + 1 >= pattern.size()) {
      out.value += pattern[i];
      out.any = out.any || pattern[i] != ' ';
      continue;
    }
    if (pattern[++i] == '%') {
      out.value += '%';
      continue;
    }
    std::size_t position = 0;
    while (i < pattern.size() && pattern[i] >= '0' && pattern[i] <= '9' && position < 1000)
      position = position * 10 + static_cast<std::size_t>(pattern[i++] - '0');
    if (i < pattern.size() && pattern[i] == '$')
      ++i;
    else
      position = 0;
    while (i < pattern.size() && std::string_view("sIL").find(pattern[i]) == std::string_view::npos)
      ++i;
    if (position != 0) argument = position;
    const bool quoted = i < pattern.size() && pattern[i] != 's';
    Text value = argument < arguments.size() ? arguments[argument] : unknown();
    if (!value.complete && quoted) value = quoted_unknown();
    append(out, value);
    ++argument;
    if (out.value.size() > k_longest) return unknown();
  }
  return out;
}

std::vector<Tokens> arguments_of(const Tokens& inside) {
  std::vector<Tokens> result;
  for (std::uint32_t from = 0; from < inside.size();) {
    const std::uint32_t comma = inside.find_op(from, ',');
    result.push_back(inside.part(from, comma));
    from = comma + 1;
  }
  return result;
}

Text characters(const std::vector<Tokens>& arguments) {  // CHR(68), CHAR(68, 82, 79, 80)
  std::string out;
  for (const Tokens& argument : arguments) {
    if (argument.kind(0) != Kind::number) return unknown();
    unsigned value = 0;
    for (char c : argument.raw(0)) {
      if (c < '0' || c > '9' || value > 255) return unknown();
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    out += static_cast<char>(value);
  }
  return known(out);
}

Text call(std::string_view name, const Tokens& inside, const Variables& variables, int depth) {
  const std::vector<Tokens> parts = arguments_of(inside);
  if (name == "chr" || name == "char" || name == "nchar" || name == "unichr")
    return characters(parts);
  if (name == "cast" || name == "convert") {
    const std::uint32_t as = inside.find(0, "AS"_k);
    if (as < inside.size()) return evaluate(inside.part(0, as), variables, depth);
    const std::uint32_t with = inside.find(0, "USING"_k);
    if (with < inside.size()) return evaluate(inside.part(0, with), variables, depth);
    return parts.empty() ? unknown() : evaluate(parts.back(), variables, depth);
  }
  std::vector<Text> values;
  for (const Tokens& part : parts) values.push_back(evaluate(part, variables, depth));
  if (values.empty()) return unknown();
  Text& first = values[0];
  if (name == "concat") {
    Text out = known("");
    for (const Text& value : values) append(out, value);
    return out;
  }
  if (name == "concat_ws") {
    Text out = known("");
    for (std::size_t i = 1; i < values.size(); ++i) {
      if (i > 1) append(out, first);
      append(out, values[i]);
    }
    return out;
  }
  if (name == "format" || name == "printf") return format(values);
  if (!first.complete && (name == "quote_ident" || name == "quote_literal" ||
                          name == "quote_nullable" || name == "quotename"))
    return quoted_unknown();
  if (name == "coalesce" || name == "nullif" || name == "ifnull" || name == "trim" ||
      name == "btrim" || name == "ltrim" || name == "rtrim" || name == "quote_ident" ||
      name == "quotename" || name == "quote_literal" || name == "quote_nullable" ||
      name == "convert_from" || name == "convert_to" || name == "to_char" || name == "text" ||
      name == "min" || name == "max" || name == "string_agg" || name == "group_concat")
    return first;
  if (!first.complete) return first;
  if (name == "upper" || name == "ucase") return known(to_upper(first.value));
  if (name == "lower" || name == "lcase" || name == "initcap") return known(to_lower(first.value));
  if (name == "reverse") return known(std::string(first.value.rbegin(), first.value.rend()));
  if (name == "unhex") return known(from_hex(first.value));
  if (name == "from_base64") return known(from_base64(first.value));
  if (name == "decode" && values.size() == 2)
    return known(to_lower(values[1].value) == "hex" ? from_hex(first.value)
                                                    : from_base64(first.value));
  if (name == "replace" && values.size() == 3)
    return known(replace_all(first.value, values[1].value, values[2].value));
  if (name == "repeat") return first;
  return unknown();
}

// One operand of a concatenation.
Text operand(const Tokens& part, const Variables& variables, int depth) {
  if (part.empty()) return known("");
  const Kind kind = part.kind(0);
  std::uint32_t rest = 1;
  Text value = unknown();
  if (kind == Kind::string ||
      (kind == Kind::name && part.dialect() == Dialect::generic && part.raw(0)[0] == '"')) {
    value = known(unquoted(part, 0));
    while (rest < part.size() && part.kind(rest) == Kind::string)
      append(value, known(unquoted(part, rest++)));
  } else if (kind == Kind::number) {
    const std::string_view raw = part.raw(0);
    value = known(raw.size() > 2 && raw[0] == '0' && (raw[1] | 32) == 'x' ? from_hex(raw.substr(2))
                                                                          : std::string(raw));
  } else if (part.op(0, '(')) {
    value = evaluate(part.inside(0), variables, depth + 1);
    rest = part.next(0);
  } else if (part.is(0, "SELECT"_k)) {
    const std::uint32_t end = std::min(part.find(1, "FROM"_k), part.find(1, "INTO"_k));
    return evaluate(part.part(1, end), variables, depth + 1);
  } else if (kind == Kind::word && part.op(1, '(')) {
    value = call(to_lower(part.raw(0)), part.inside(1), variables, depth + 1);
    rest = part.next(1);
  } else if (kind == Kind::word && part.raw(0).substr(0, 1) == "_" &&
             part.kind(1) == Kind::string) {
    value = known(unquoted(part, 1));  // MySQL: _utf8'text'
    rest = 2;
  } else if (kind == Kind::word || kind == Kind::name) {
    const auto found =
        variables.find(to_lower(kind == Kind::word ? std::string(part.raw(0)) : unquoted(part, 0)));
    if (found != variables.end()) value = found->second;
    if (part.op(rest, '.')) return unknown();
  }
  if (rest < part.size() && !part.op(rest, "::") && !part.is(rest, "COLLATE"_k) &&
      !part.is(rest, "AS"_k))
    value.complete = false;
  return value;
}

}  // namespace

Text evaluate(const Tokens& expression, const Variables& variables, int depth) {
  if (depth > k_deepest) return unknown();
  Text out = known("");
  std::uint32_t from = 0;
  for (std::uint32_t i = 0; i <= expression.size(); i = expression.next(i)) {
    const bool joint = i >= expression.size() || expression.op(i, "||") || expression.op(i, '+');
    if (!joint) continue;
    append(out, operand(expression.part(from, i), variables, depth));
    from = i + 1;
  }
  return out;
}

}  // namespace interlock::sql
