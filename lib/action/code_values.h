// Expressions of a scripting language -> what they surely are: literals joined, decoded, formatted,
// put into lists, and variables that were given such values. The rest is a hole with its spelling.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/action/code_lexer.h"
#include "lib/shell/word.h"

namespace interlock {

inline constexpr int k_max_code_depth = 24;
inline constexpr std::size_t k_max_code_items = 4096;  // of one list

struct CodeValue {
  enum class Kind {
    unknown,  // `text` is one hole
    text,
    list,    // items
    object,  // items with keys
    file,    // what the file named `text` holds, or an open file of that name
  };
  Kind kind = Kind::unknown;
  Word text;
  std::vector<CodeValue> items;
  std::vector<std::string> keys;

  static CodeValue of_text(Word word) { return {Kind::text, std::move(word), {}, {}}; }
  bool is_text() const { return kind == Kind::text; }
  bool is_known_text() const { return kind == Kind::text && text.known(); }
  // The item under `key` of an object; null when there is none.
  const CodeValue* find(std::string_view key) const;
};

struct CodeArgument {
  std::string key;  // of a keyword argument
  CodeValue value;
  std::vector<CodeValue> others;   // that it may have too: branches, older assignments
  std::size_t begin = 0, end = 0;  // tokens

  std::vector<const CodeValue*> all() const;  // `value` and `others`
};

class CodeEvaluator {
 public:
  CodeEvaluator(std::string_view source, const LexedCode& code, Language language)
      : source_(source), code_(code), language_(language) {}

  std::string_view spelled(std::size_t i) const {
    return i < code_.tokens.size() ? code_.text(code_.tokens[i], source_) : std::string_view();
  }
  bool is(std::size_t i, std::string_view sign) const {
    return i < code_.tokens.size() && code_.tokens[i].kind != CodeToken::Kind::string &&
           spelled(i) == sign;
  }
  bool is_kind(std::size_t i, CodeToken::Kind kind) const {
    return i < code_.tokens.size() && code_.tokens[i].kind == kind;
  }
  const CodeString& string_at(std::size_t i) const {
    return code_.strings[static_cast<std::size_t>(code_.tokens[i].string)];
  }
  // Index of the closing bracket of the one at `i`, or `end` when there is none.
  std::size_t close_of(std::size_t i, std::size_t end) const;

  // The expression that begins at `i`; afterwards `i` stands behind what was understood.
  CodeValue evaluate(std::size_t& i, std::size_t end, int depth = 0);
  // Between brackets: tokens [begin, end). Of what is `assigned` only a name has further values.
  std::vector<CodeArgument> arguments(std::size_t begin, std::size_t end, int depth = 0);
  CodeArgument argument(std::size_t begin, std::size_t end, int depth, bool assigned = false);
  // Where the statement that `i` stands in ends.
  std::size_t statement_end(std::size_t i);

  Word literal(const CodeString& string) { return filled(string.value); }

  void assign(const std::string& name, CodeValue value);
  // Puts `value` behind what the variable holds, the items of a list to those of a list.
  struct Growth {
    bool in_front = false;
    bool is_doubtful = false;  // it may be left out, so that the older value stays one
    bool makes_list = false;   // of what is no list yet
  };
  void grow(const std::string& name, const CodeValue& value, Growth how);
  const std::vector<CodeValue>* values_of(const std::string& name) const;

  bool is_exhausted() const { return steps_ == 0; }

 private:
  CodeValue primary(std::size_t& i, std::size_t end, int depth);
  bool is_list_operator(std::size_t i) const;
  CodeValue name_value(std::size_t& i, std::size_t end, int depth);
  CodeValue postfix(CodeValue value, std::size_t& i, std::size_t end, int depth, std::size_t begin);
  CodeValue list_value(std::size_t begin, std::size_t end, int depth);
  CodeValue object_value(std::size_t begin, std::size_t end, int depth);
  CodeValue unknown(std::size_t begin, std::size_t end) const;
  Word filled(const Word& text);  // interpolated variables that are known put in
  CodeValue hole_value(std::string_view expression);
  CodeValue joined(CodeValue left, const CodeValue& right);
  bool charge(const CodeValue& value);  // for a copy of it; false when the budget is gone
  bool is_member_sign(std::size_t i) const;
  bool is_concatenation(std::size_t i) const;
  void skip_lines(std::size_t& i, std::size_t end) const;
  bool step();
  void add_others(CodeArgument& argument, std::size_t end);
  std::string many_valued(std::size_t begin, std::size_t end) const;
  std::string_view source_;
  const LexedCode& code_;
  Language language_;
  std::unordered_map<std::string, std::vector<CodeValue>> variables_;
  std::size_t steps_ = 250'000, others_left_ = 2'000;
  std::size_t bytes_ = 8u << 20;  // of text that was put together
};

}  // namespace interlock
