// Source text of a scripting language -> names, numbers, signs and strings, so that
// nobody takes a comment or a string for code. Knows quoting, not grammar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

enum class Language { python, node, perl, ruby, php, lua, awk, r, other };

Language language_named(std::string_view name);  // "python" -> python; other for the rest

struct CodeToken {
  enum class Kind : std::uint8_t {
    name,  // identifiers and keywords, with the sigil of $x @x %x
    number,
    string,   // `string` is its index in LexedCode::strings
    sign,     // one operator or bracket
    newline,  // ends a statement in most languages; `;` is a sign
  };
  Kind kind = Kind::sign;
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  std::int32_t string = -1;
  std::int32_t match = -1;  // of a bracket: index of its partner
};

struct CodeString {
  enum class Kind : std::uint8_t {
    text,
    command,  // `..` of perl, ruby, php; qx, %x
    tagged,   // template literal of JavaScript
    words,    // %w[..], qw(..): the value is the words, one blank between
    pattern,  // a regular expression
  };
  Kind kind = Kind::text;
  Word value;  // escapes decoded; holes where the language interpolates
  // What stands in the holes that hold expressions, to be looked at as code.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> inner;
};

struct LexedCode {
  std::vector<CodeToken> tokens;
  std::vector<CodeString> strings;
  std::string skeleton;
  bool is_complete = true;  // false: there were too many tokens to read on

  std::string_view text(const CodeToken& token, std::string_view source) const {
    return source.substr(token.begin, token.end - token.begin);
  }
};

// 'flush', and '?' for what is more than one plain word.
std::string quoted_in_skeleton(const CodeString& string);

// Linear in the text; never fails.
LexedCode lex_code(std::string_view text, Language language);

}  // namespace interlock
