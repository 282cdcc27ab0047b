// Reads one option word of a wrapper by the spelling that its row gives, and the spelling itself.
// Inside of wrapper_table_reader; the language is told in wrapper_table.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/wrapper_table.h"
#include "lib/shell/wrapper_table_reader.h"

namespace interlock {

struct OptionToken {
  std::vector<std::string_view> names;
  enum class Kind { flag, value, optional } kind = Kind::flag;
  int values = 0;
  char role = role::none;
};

// The options of a row, ready to be asked.
class OptionList {
 public:
  explicit OptionList(std::string_view spelling);
  // Read once: a script may start one wrapper a thousand times. Good until the process ends.
  static const OptionList& of(std::string_view spelling);

  const OptionToken* letter(char c) const { return letters_[static_cast<unsigned char>(c)]; }
  bool has_letters() const { return has_letters_; }
  bool numbers() const { return numbers_; }
  // Exact, or a prefix that fits only one; `name` has its dashes.
  const OptionToken* word(std::string_view name) const;
  const std::vector<std::string>& doubled() const { return doubled_; }

 private:
  void add(std::string_view text);
  void add_name(OptionToken& token, std::string_view name);

  std::vector<std::unique_ptr<OptionToken>> tokens_;
  const OptionToken* letters_[256] = {};
  std::map<std::string, const OptionToken*, std::less<>> words_;
  std::vector<std::string> doubled_;
  bool has_letters_ = false;
  bool numbers_ = false;
};

// One option word: what it says, and how many words behind it belong to it.
struct OptionWord {
  std::vector<SeenOption> seen;
  std::size_t length = 1;         // words read, itself included
  bool may_take_another = false;  // unknown: the next word may be its value
};

class OptionReader {
 public:
  OptionReader(const WrapperRow& row, std::span<const Word> words);

  OptionWord read(std::size_t index) const;

 private:
  void finish(const OptionToken& token, std::string_view name, std::optional<Word> value,
              std::size_t index, OptionWord& result) const;
  void read_letters(std::size_t index, OptionWord& result) const;

  const OptionList& options_;
  bool tight_;
  std::span<const Word> words_;
};

}  // namespace interlock
