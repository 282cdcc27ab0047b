// GNU parallel and the one of moreutils: a command text for each item, filled in where the
// replacement strings stand.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_lists.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// One way to fill parallel's replacement strings.
struct Filling {
  std::vector<Word> values;
};

class Parallel {
 public:
  Parallel(const WrapperLine& line, const Reading& reading, Carry& out)
      : line_(line), reading_(reading), out_(out), carried_(carried_by(line, reading)) {
    const Word* servers = reading.value('S');
    if (servers != nullptr && servers->text != ":") carried_.is_remote = true;
    for (const SeenOption& option : reading.options)
      if (option.role == 'R' && option.value) braces_ = option.value->text;
  }

  void run() {
    split_sources();
    if (reading_.has('p') || reading_.has('F')) return emit_template();
    if (!listed_ && !from_input()) {
      if (command_.empty()) return add_shell(line_, carried_, out_);
      carried_.certain = false;
      fillings_ = {{{Word::unknown("{}")}}};
    }
    if (fillings_.size() > k_most_commands) {
      carried_.certain = false;
      if (!command_.empty())
        fillings_ = {{{Word::unknown("{}")}}};
      else
        fillings_.resize(k_most_commands);
    }
    for (const Filling& filling : fillings_) emit(filling);
    if (bytes_ > k_most_bytes && !command_.empty()) {
      bytes_ = 0;
      carried_.certain = false;
      emit({{Word::unknown("{}")}});
    }
  }

 private:
  static bool is_source(const Word& word) {
    return word.known() && (word.text == ":::" || word.text == ":::+" || word.text == "::::" ||
                            word.text == "::::+");
  }

  void split_sources() {
    Words rest = reading_.rest;
    std::size_t at = 0;
    while (at < rest.size() && !is_source(rest[at])) ++at;
    command_ = rest.first(at);
    if (at == rest.size()) return split_moreutils();
    listed_ = true;
    fillings_ = {{}};
    for (int sources = 0; at < rest.size() && sources < 12; ++sources) {
      const std::string mark = rest[at++].text;
      std::vector<Word> items;
      while (at < rest.size() && !is_source(rest[at])) items.push_back(rest[at++]);
      if (mark.starts_with("::::")) items = {Word::unknown("{}")};
      if (items.size() > k_most_items) items.resize(k_most_items);
      combine(items, mark.ends_with('+'));
    }
    if (reading_.has('X'))
      merge(fillings_.size());
    else if (reading_.has('N'))
      merge(number_in(reading_.value('N'), 1));
  }

  void combine(const std::vector<Word>& items, bool linked) {
    const std::size_t most = command_.empty() ? k_most_items : k_most_commands;
    std::vector<Filling> combined;
    for (std::size_t i = 0; i < fillings_.size(); ++i) {
      for (std::size_t item = 0;
           item < (linked ? std::min<std::size_t>(1, items.size()) : items.size()); ++item) {
        if (combined.size() > most) break;
        combined.push_back(fillings_[i]);
        combined.back().values.push_back(items[linked ? i % items.size() : item]);
      }
    }
    fillings_ = std::move(combined);
  }

  // -N, -X: several items fill one command.
  void merge(std::size_t group) {
    std::vector<Filling> merged;
    for (std::size_t i = 0; i < fillings_.size(); ++i) {
      if (i % std::max<std::size_t>(group, 1) == 0) merged.push_back({});
      for (Word& value : fillings_[i].values) merged.back().values.push_back(std::move(value));
    }
    fillings_ = std::move(merged);
  }

  // The other program of this name: parallel command -- items
  void split_moreutils() {
    const auto dashes = std::find_if(command_.begin(), command_.end(),
                                     [](const Word& word) { return word.text == "--"; });
    if (dashes == command_.end()) return;
    listed_ = true;
    const auto before = static_cast<std::size_t>(dashes - command_.begin());
    for (const Word& item : command_.subspan(before + 1)) {
      if (fillings_.size() > k_most_items) break;
      fillings_.push_back({{item}});
    }
    command_ = command_.first(before);
  }

  bool from_input() {
    const Input& input = line_.command.input;
    if (input.kind != Input::Kind::text || reading_.has('A') || !input.text.known()) return false;
    for (Word& item : split_at(input.text, reading_.has('0') ? '\0' : '\n', k_most_items))
      fillings_.push_back({{std::move(item)}});
    if (fillings_.size() >= k_most_items) fillings_.clear();
    if (reading_.has('X'))
      merge(fillings_.size());
    else if (reading_.has('N'))
      merge(number_in(reading_.value('N'), 1));
    carried_.own_input = true;
    return !fillings_.empty();
  }

  void emit_template() {
    if (!command_.empty()) add_text(carried_, template_text(), {}, line_.base.via, out_);
  }

  Word template_text() const {
    return reading_.has('q') ? quote_words(command_) : join_words(command_);
  }

  void emit(const Filling& filling) {
    if (bytes_ > k_most_bytes) return;
    if (command_.empty())
      return add_text(carried_, join_words(filling.values), {}, line_.base.via, out_);
    Word text = template_text();
    const Word all = quote_words(filling.values);
    bool filled = contains_known(text, braces_);
    text = replace_all(text, braces_, all);
    for (const char* cut : {"{.}", "{/}", "{//}", "{/.}"}) {
      if (!contains_known(text, cut)) continue;
      filled = true;
      text = replace_all(text, cut, Word::unknown(cut));
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(filling.values.size(), 9); ++i) {
      const std::string place = "{" + std::to_string(i + 1) + "}";
      if (!contains_known(text, place)) continue;
      filled = true;
      text = replace_all(text, place, quote_word(filling.values[i]));
    }
    if (!filled) {
      text.append(Word(" "));
      text.append(all);
    }
    bytes_ += sizeof(Carried) + text.text.size();
    add_text(carried_, std::move(text), {}, line_.base.via, out_);
  }

  const WrapperLine& line_;
  const Reading& reading_;
  Carry& out_;
  Carried carried_;
  Words command_;
  bool listed_ = false;
  std::string braces_ = "{}";
  std::vector<Filling> fillings_;
  std::size_t bytes_ = 0;
};

}  // namespace

void carry_parallel(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words))
    if (!reading.has(role::stops)) Parallel(line, reading, out).run();
}

}  // namespace interlock
