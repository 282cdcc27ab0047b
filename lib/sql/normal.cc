#include "lib/sql/normal.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/constant.h"

namespace interlock::sql {
namespace {

std::string quote_name(std::string_view name) {
  std::string result = "\"";
  for (char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

bool needs_quotes(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return true;
  return !std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
  });
}

// A sign that belongs to the number after it: "= -1", "(-1", "LIMIT -1".
bool is_sign_of_number(const Tokens& tokens, std::uint32_t i) {
  const Token& sign = tokens.at(i);
  if (sign.kind != Kind::op || (sign.op != '-' && sign.op != '+') || sign.end != sign.begin + 1)
    return false;
  if (i + 1 >= tokens.size() || tokens.kind(i + 1) != Kind::number) return false;
  if (i == 0) return true;
  const Token& before = tokens.at(i - 1);
  if (before.kind == Kind::op) return before.op != ')' && before.op != ']';
  return before.kind == Kind::word && before.keyword != Keyword::none &&
         before.keyword != "END"_k && before.keyword != "NULL"_k;
}

char sign_of(const Token& t) {  // of an operator of one character
  return t.kind == Kind::op && t.end == t.begin + 1 ? t.op : '\0';
}

bool is_cast(const Tokens& tokens, std::uint32_t i) {
  return tokens.at(i).op == ':' && tokens.op(i, "::");
}

bool blank_between(const Tokens& tokens, std::uint32_t left, std::uint32_t right) {
  const Token& before = tokens.at(left);
  const char closing = sign_of(tokens.at(right)), opening = sign_of(before);
  if (closing == ',' || closing == ';' || closing == ')' || closing == ']' || closing == '.' ||
      closing == '[')
    return false;
  if (opening == '(' || opening == '[' || opening == '.') return false;
  if (is_cast(tokens, left) || is_cast(tokens, right))
    return opening == ':' || closing == ':';  // ": ::" are two signs, ":::" others
  if (closing != '(') return true;
  return !(before.kind == Kind::name ||
           (before.kind == Kind::word && before.keyword == Keyword::none));
}

void append(std::string& out, const Tokens& tokens, std::uint32_t i) {
  const Token& token = tokens.at(i);
  switch (token.kind) {
    case Kind::word:
      out += token.keyword == Keyword::none ? tokens.raw(i) : text_of(token.keyword);
      return;
    case Kind::name:
      out += quote_name(unquoted(tokens, i));
      return;
    case Kind::op:
      out += tokens.raw(i);
      return;
    case Kind::string:
    case Kind::number:
    case Kind::parameter:
    case Kind::hole:
      out += '?';
      return;
  }
}

}  // namespace

std::string render(const Tokens& tokens) {
  std::string out;
  if (!tokens.empty()) out.reserve(tokens.at(tokens.size() - 1).end - tokens.at(0).begin);
  std::uint32_t left = tokens.size();  // none yet
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (is_sign_of_number(tokens, i)) continue;
    if (left != tokens.size() && blank_between(tokens, left, i)) out += ' ';
    append(out, tokens, i);
    left = i;
  }
  return out;
}

std::string render_name(const Tokens& tokens, std::uint32_t& from) {
  std::string result;
  std::uint32_t i = from;
  while (tokens.is_name(i) || tokens.op(i, '*')) {
    const Kind kind = tokens.kind(i);
    if (kind == Kind::name || kind == Kind::string) {
      const std::string name = unquoted(tokens, i);
      result += needs_quotes(name) ? quote_name(name) : name;
    } else {
      result += tokens.raw(i);
    }
    ++i;
    if (!tokens.op(i, '.')) break;
    while (tokens.op(i, '.')) {  // T-SQL: base..table
      result += '.';
      ++i;
    }
  }
  from = i;
  return result;
}

std::string plain_name(std::string_view rendered) {
  std::string name = to_lower(
      rendered.substr(rendered.rfind('.') == std::string_view::npos ? 0 : rendered.rfind('.') + 1));
  std::erase(name, '"');
  return name;
}

bool same_tokens(const Tokens& left, const Tokens& right) {
  if (left.size() != right.size() || left.empty()) return false;
  for (std::uint32_t i = 0; i < left.size(); ++i) {
    const std::string_view a = left.raw(i), b = right.raw(i);
    if (a.size() != b.size()) return false;
    if (left.kind(i) == Kind::string ? a != b : to_lower(a) != to_lower(b)) return false;
  }
  return true;
}

std::uint32_t skip_top(const Tokens& t, std::uint32_t i) {
  if (!t.is(i, "TOP"_k) || !t.op(i + 1, '(')) return i;
  i = t.next(i + 1);
  return to_lower(t.raw(i)) == "percent" ? i + 1 : i;
}

}  // namespace interlock::sql
