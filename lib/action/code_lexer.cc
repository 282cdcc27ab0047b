#include "lib/action/code_lexer.h"

#include <algorithm>
#include <array>

#include "lib/action/code_lexer_parts.h"

namespace interlock {
namespace {

constexpr std::size_t k_longest = 0x7fffffff;
constexpr std::size_t k_most_tokens = 200'000;  // about a megabyte of ordinary code

constexpr std::array<std::string_view, 30> k_long_signs = {
    "...", "===", "!==", "**=", "<=>", "::", "->", "=>", "..", "?.", "**", "==", "!=", "<=", ">=",
    "&&",  "||",  "??",  "+=",  "-=",  ".=", ":=", "=~", "!~", "|>", "|&", "<-", "<<", "++", "--"};

// Names after which an operand follows, so that a slash begins a pattern.
constexpr std::array<std::string_view, 24> k_before_operand = {
    "and",  "case",   "do",    "else",   "elsif",  "grep",  "if",    "in",
    "join", "map",    "match", "not",    "of",     "or",    "print", "push",
    "puts", "return", "split", "typeof", "unless", "until", "when",  "while"};

bool is_plain_word(const CodeString& string) {
  const std::string& text = string.value.text;
  if (!string.value.known() || text.empty() || text.size() > 40) return false;
  if (text == "*") return true;  // every key of a store
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_name_part(c) || std::string_view(".:/@-").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string quoted_in_skeleton(const CodeString& string) {
  const bool plain = string.kind == CodeString::Kind::text && is_plain_word(string);
  return '\'' + (plain ? string.value.text : "?") + '\'';
}

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || (c >= '0' && c <= '9'); }

Language language_named(std::string_view name) {
  if (name == "python") return Language::python;
  if (name == "node") return Language::node;
  if (name == "perl") return Language::perl;
  if (name == "ruby") return Language::ruby;
  if (name == "php") return Language::php;
  if (name == "lua") return Language::lua;
  if (name == "awk") return Language::awk;
  if (name == "r") return Language::r;
  return Language::other;
}

LexedCode lex_code(std::string_view text, Language language) {
  if (text.size() > k_longest) text = text.substr(0, k_longest);
  return CodeLexer(text, language).lex();
}

LexedCode CodeLexer::lex() {
  if (text_.starts_with("#!")) skip_to(std::min(text_.find('\n'), text_.size()));
  if (is(Language::php)) {  // a file begins outside of the code, the word behind -r does not
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
    if (starts("<?")) skip_to(at_ + (starts("<?php") ? 5 : 2));
  }
  while (at_ < text_.size() && code_.tokens.size() < k_most_tokens)
    if (!step()) at_ = text_.size();
  code_.is_complete = at_ >= text_.size();
  return std::move(code_);
}

// One token, comment or blank; false at __END__.
bool CodeLexer::step() {
  const char c = peek();
  if (c == '\n') {
    read_newline();
    return true;
  }
  if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
    ++at_;
    blank_ = true;
    return true;
  }
  if (c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {  // the line goes on
    at_ += peek(1) == '\n' ? 2 : 3;
    blank_ = true;
    return true;
  }
  if (at_line_start() && (starts("__END__") || starts("__DATA__")) &&
      (is(Language::perl) || is(Language::ruby)))
    return false;
  if (at_line_start() && skip_documentation()) return true;
  if (skip_comment()) {
    blank_ = true;
    return true;
  }
  if (is(Language::php) && starts("?>")) {
    const std::size_t tag = text_.find("<?", at_);
    if (tag == std::string_view::npos) return false;
    skip_to(tag + (text_.substr(tag, 5) == "<?php" ? 5 : 2));
    push(Token::Kind::newline, at_);
    return true;
  }
  if (read_prefixed() || read_quote()) return true;
  const bool sigil = (c == '$' || c == '@') && (is(Language::perl) || is(Language::ruby));
  if (is_name_start(c) || sigil || (c == '$' && (is(Language::php) || is(Language::node))))
    read_name();
  else if (c >= '0' && c <= '9')
    read_number();
  else
    read_sign();
  return true;
}

// =pod .. =cut of perl, =begin .. =end of ruby.
bool CodeLexer::skip_documentation() {
  std::string_view end;
  if (is(Language::perl) && peek() == '=' && is_name_start(peek(1))) end = "\n=cut";
  if (is(Language::ruby) && starts("=begin")) end = "\n=end";
  if (end.empty()) return false;
  const std::size_t found = text_.find(end, at_);
  skip_to(found == std::string_view::npos ? text_.size() : found + end.size());
  skip_to(std::min(text_.find('\n', at_), text_.size()));
  return true;
}

bool CodeLexer::skip_comment() {
  const auto to_line_end = [&] {
    std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::size_t tag =
        is(Language::php) ? text_.substr(at_, end - at_).find("?>") : std::string_view::npos;
    if (tag != std::string_view::npos) end = at_ + tag;
    skip_to(end);
    return true;
  };
  const auto to = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text_.find(end, from);
    skip_to(found == std::string_view::npos ? text_.size() : found + end.size());
    return true;
  };
  const bool alone = at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || at_line_start();
  switch (language_) {
    case Language::python:
    case Language::perl:
    case Language::ruby:
    case Language::awk:
    case Language::r:
      return peek() == '#' && to_line_end();
    case Language::php:
      if (peek() == '#' && peek(1) != '[') return to_line_end();
      [[fallthrough]];
    case Language::node:
      if (starts("//")) return to_line_end();
      return starts("/*") && to("*/", at_ + 2);
    case Language::lua: {
      if (!starts("--")) return false;
      std::size_t level = 0;
      if (peek(2) == '[') {
        while (peek(3 + level) == '=') ++level;
        if (peek(3 + level) == '[') return to("]" + std::string(level, '=') + "]", at_ + 4 + level);
      }
      return to_line_end();
    }
    case Language::other:
      if (starts("/*")) return to("*/", at_ + 2);
      return alone && (peek() == '#' || starts("//")) && to_line_end();
  }
  return false;
}

void CodeLexer::push(Token::Kind kind, std::size_t begin) {
  Token token;
  token.kind = kind;
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(at_);
  const std::string_view spelled = text_.substr(begin, at_ - begin);
  const bool continues = kind == Token::Kind::sign && code_.skeleton.ends_with('\n') &&
                         (spelled == "." || spelled == "?." || spelled == "&." || spelled == "->");
  if (continues)
    code_.skeleton.pop_back();  // a chain goes on in this line: the rules see it as one
  else if (blank_ && kind != Token::Kind::newline)
    code_.skeleton += ' ';
  blank_ = false;
  if (kind == Token::Kind::newline)
    code_.skeleton += '\n';
  else if (kind != Token::Kind::string)
    code_.skeleton.append(spelled);
  code_.tokens.push_back(token);
}

void CodeLexer::push_string(std::size_t begin, CodeString string) {
  push(Token::Kind::string, begin);
  code_.tokens.back().string = static_cast<std::int32_t>(code_.strings.size());
  code_.skeleton += quoted_in_skeleton(string);
  code_.strings.push_back(std::move(string));
}

void CodeLexer::read_newline() {
  const std::size_t begin = at_++;
  if (!pending_.empty()) read_pending();
  const std::size_t end = at_;
  at_ = begin + 1;
  if (code_.tokens.empty() || code_.tokens.back().kind != Token::Kind::newline)
    push(Token::Kind::newline, begin);
  at_ = end;
  blank_ = false;
}

void CodeLexer::read_name() {
  const std::size_t begin = at_;
  const bool variables = is(Language::perl) || is(Language::ruby);
  if (peek() == '$' || (variables && peek() == '@')) {
    const char sigil = text_[at_++];
    if (peek() == '@' && is(Language::ruby)) ++at_;
    const char c = peek();
    if (!is_name_part(c)) {
      if (is(Language::perl) && sigil == '$' && c == '{' && is_name_start(peek(1))) {
        const std::size_t close = text_.substr(at_, 64).find('}');
        if (close != std::string_view::npos) {
          skip_to(at_ + close + 1);
          return push(Token::Kind::name, begin);
        }
      }
      const bool special = is(Language::perl) && sigil == '$' && c > ' ' && c != '{' && c != '$' &&
                           c != '(' && c != ')' && c != '[';
      if (special) ++at_;  // $' $" $/ $, are variables, not quotes
      if (is(Language::perl) && sigil == '$' && c == '#') {  // $#list, $#{..}
        while (is_name_part(peek())) ++at_;
      }
      if (is(Language::node) && sigil == '$') return push(Token::Kind::name, begin);
      return push(special ? Token::Kind::name : Token::Kind::sign, begin);
    }
  }
  while (is_name_part(peek()) || (is(Language::node) && peek() == '$') ||
         (is(Language::perl) && starts("::") && is_name_start(peek(2)))) {
    at_ += is(Language::perl) && peek() == ':' ? 2 : 1;
  }
  if (is(Language::ruby) && (peek() == '?' || peek() == '!') && peek(1) != '=') ++at_;
  if (is(Language::r))
    while (is_name_part(peek()) || peek() == '.') ++at_;
  push(Token::Kind::name, begin);
}

void CodeLexer::read_number() {
  const std::size_t begin = at_;
  while (is_name_part(peek()) || (peek() == '.' && peek(1) >= '0' && peek(1) <= '9')) ++at_;
  push(Token::Kind::number, begin);
}

bool CodeLexer::value_before() const {
  if (code_.tokens.empty()) return false;
  const Token& last = code_.tokens.back();
  const std::string_view spelled = code_.text(last, text_);
  switch (last.kind) {
    case Token::Kind::number:
    case Token::Kind::string:
      return true;
    case Token::Kind::name:
      if (is(Language::ruby) && blank_ && peek() == '/' && peek(1) != ' ')
        return false;  // puts /x/
      return std::find(k_before_operand.begin(), k_before_operand.end(), spelled) ==
             k_before_operand.end();
    case Token::Kind::sign:
      return spelled == ")" || spelled == "]" || spelled == "}" || spelled == "++" ||
             spelled == "--";
    case Token::Kind::newline:
      return false;
  }
  return false;
}

void CodeLexer::read_sign() {
  const std::size_t begin = at_;
  std::size_t length = 1;
  const bool may_be_long =
      std::string_view(".=!*<:->?&|+~").find(peek(1)) != std::string_view::npos;
  for (const std::string_view sign : k_long_signs)
    if (may_be_long && starts(sign)) {
      length = sign.size();
      break;
    }
  at_ += length;
  push(Token::Kind::sign, begin);
  const char c = text_[begin];
  const auto index = static_cast<std::int32_t>(code_.tokens.size()) - 1;
  if (length > 1) return;
  if (c == '(' || c == '[' || c == '{') {
    open_.push_back(index);
  } else if ((c == ')' || c == ']' || c == '}') && !open_.empty()) {
    Token& partner = code_.tokens[static_cast<std::size_t>(open_.back())];
    partner.match = index;
    code_.tokens.back().match = open_.back();
    open_.pop_back();
  }
}

}  // namespace interlock
