// Programs that run a command for each item of a list: xargs, find, fd. Items that the
// line itself holds give concrete commands, others a hole in their place.
#include "lib/shell/wrapper_table_lists.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// xargs' own quoting: both quotes are literal inside, a backslash takes one character. Nothing for
// a quote that its line does not close, which xargs refuses.
std::optional<std::vector<Word>> xargs_items(const Word& text, bool lines) {
  std::vector<Word> items;
  Word item;
  bool open = false;
  char quote = 0;
  std::size_t hole = 0;
  const auto close = [&] {
    if (open) items.push_back(std::move(item));
    item = Word();
    open = false;
  };
  for (std::size_t at = 0; at < text.text.size() && items.size() < k_most_items;) {
    if (hole < text.holes.size() && text.holes[hole].begin == at) {
      const Hole here = text.holes[hole++];
      const std::string_view source(text.text);
      item.append(Word::unknown(source.substr(at, here.end - at), quote == 0 && !lines));
      open = true;
      at = here.end;
      continue;
    }
    const char c = text.text[at++];
    if (quote != 0) {
      if (c == '\n') return std::nullopt;
      if (c == quote)
        quote = 0;
      else
        item.text += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == '\\' && at < text.text.size()) {
      item.text += text.text[at++];
      open = true;
    } else if (c == '\n' || (is_blank(c) && (!lines || !open))) {
      close();
    } else {
      item.text += c;
      open = true;
    }
  }
  if (quote != 0) return std::nullopt;
  close();
  return items;
}

char delimiter_in(const Word& word) {
  const std::string_view text = word.text;
  if (text.size() < 2 || text[0] != '\\') return text.empty() ? '\n' : text[0];
  switch (text[1]) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '0':
      return '\0';
    default:
      return text[1];
  }
}

bool all_known(const std::vector<Word>& words) {
  return std::all_of(words.begin(), words.end(), [](const Word& word) { return word.known(); });
}

class Xargs {
 public:
  Xargs(const WrapperLine& line, const Reading& reading, Carry& out)
      : line_(line), reading_(reading), out_(out) {
    inner_.assign(reading.rest.begin(), reading.rest.end());
    if (inner_.empty()) inner_.emplace_back("echo");
    carried_ = carried_by(line, reading);
    carried_.own_input = true;
    for (const SeenOption& option : reading.options)
      if (option.role == 'R')
        replaced_ = option.value ? option.value->text : "{}";
      else if ((option.role == 'N' || option.role == 'L') && option.value &&
               option.value->text.find_first_not_of("0123456789") != std::string::npos)
        carried_.certain = false;  // "invalid number"
    if (const Word* file = reading.value('A')) carried_.file = *file;
  }

  void run() {
    const Input& input = line_.command.input;
    const bool computable = input.kind == Input::Kind::text && !reading_.has('A') &&
                            !reading_.has('E') &&
                            !(input.text.holes.size() == 1 && is_one_hole(input.text));
    if (!computable || !run_known(input.text) || bytes_ > k_most_bytes) run_unknown();
  }

 private:
  static bool is_one_hole(const Word& word) {
    return word.holes[0].begin == 0 && word.holes[0].end == word.text.size();
  }

  bool run_known(const Word& text) {
    std::vector<Word> items;
    if (reading_.has('0')) {
      items = split_at(text, '\0', k_most_items);
    } else if (const Word* delimiter = reading_.value('D')) {
      if (!delimiter->known()) return false;
      items = split_at(text, delimiter_in(*delimiter), k_most_items);
    } else {
      auto read = xargs_items(text, !replaced_.empty());
      if (!read) return false;
      items = std::move(*read);
    }
    if (items.size() >= k_most_items) return false;
    for (Word& item : items)  // what is not known may be any number of items
      if (!item.known() && replaced_.empty()) item.may_split = true;
    std::size_t group = items.size();
    if (!replaced_.empty())
      group = 1;
    else if (reading_.has('L'))
      group = 1;  // items of a line stay together: see below
    else if (reading_.has('N'))
      group = number_in(reading_.value('N'), group);
    group = std::max<std::size_t>(group, 1);
    if (reading_.has('L') && replaced_.empty()) {
      if (number_in(reading_.value('L'), 1) != 1) return false;
      return run_lines(text);
    }
    if (items.size() / group > k_most_commands) return false;
    if (items.empty() && (reading_.has('r') || !replaced_.empty())) return true;
    if (items.empty()) {
      emit({}, true);
      return true;
    }
    for (std::size_t at = 0; at < items.size(); at += group)
      emit({items.begin() + static_cast<std::ptrdiff_t>(at),
            items.begin() + static_cast<std::ptrdiff_t>(std::min(at + group, items.size()))},
           true);
    return true;
  }

  bool run_lines(const Word& text) {
    const std::vector<Word> lines = split_at(text, '\n', k_most_items);
    if (lines.size() > k_most_commands) return false;
    for (const Word& one : lines) {
      auto items = xargs_items(one, false);
      if (!items) return false;
      if (!items->empty()) emit(std::move(*items), true);
    }
    return true;
  }

  void run_unknown() {
    if (!replaced_.empty())
      emit({Word::unknown(replaced_)}, false);
    else
      emit({}, false);
  }

  void emit(std::vector<Word> items, bool listed) {
    if (bytes_ > k_most_bytes && listed) return;
    Carried carried = carried_;
    const bool whole = listed && all_known(items);
    carried.certain = carried.certain && whole;
    carried.appends_unknown = !whole && replaced_.empty();
    std::vector<Word> words;
    if (replaced_.empty()) {
      words = inner_;
      words.insert(words.end(), items.begin(), items.end());
    } else {
      for (const Word& word : inner_) words.push_back(replace_all(word, replaced_, items.front()));
    }
    for (const Word& word : words) bytes_ += sizeof(Word) + word.text.size();
    add_new_words(std::move(carried), std::move(words), out_);
  }

  const WrapperLine& line_;
  const Reading& reading_;
  Carry& out_;
  std::vector<Word> inner_;
  Carried carried_;
  std::size_t bytes_ = 0;
  std::string replaced_;  // -I; empty: items are appended
};

// The words of -exec with holes where the program puts what it has found.
void add_for_each(const WrapperLine& line, Words words, bool batch, bool own_input,
                  std::span<const std::string_view> places, bool appends, Carry& out) {
  Carried carried = line.base;
  carried.certain = false;
  carried.own_input = own_input;
  std::vector<Word> filled;
  bool placed = false;
  for (const Word& word : words) {
    Word done = word;
    for (const std::string_view place : places) {
      placed = placed || contains_known(done, place);
      done = replace_all(done, place, Word::unknown(place, batch));
    }
    filled.push_back(std::move(done));
  }
  carried.appends_unknown = appends && !placed;
  add_new_words(std::move(carried), std::move(filled), out);
}

constexpr std::array<std::string_view, 1> k_find_places = {"{}"};
constexpr std::array<std::string_view, 5> k_fd_places = {"{//}", "{/.}", "{/}", "{.}", "{}"};

}  // namespace

void carry_xargs(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words))
    if (!reading.has(role::stops)) Xargs(line, reading, out).run();
}

void carry_find(const WrapperLine& line, Carry& out) {
  const Words words = line.words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& text = words[at].text;
    const bool asks = text == "-ok" || text == "-okdir";
    if (!words[at].known() || !(asks || text == "-exec" || text == "-execdir")) continue;
    const std::size_t begin = at + 1;
    bool hole = false, batch = false;
    std::size_t end = begin;
    for (; end < words.size(); ++end) {
      const Word& word = words[end];
      hole = hole || begins_with_hole(word);
      if (word.text == ";") break;
      batch = word.text == "+" && end > begin && words[end - 1].text == "{}";
      if (batch) break;
    }
    at = end;
    if (end == words.size() && !hole) return;  // find refuses a command without an end
    add_for_each(line, words.subspan(begin, end - begin), batch, asks, k_find_places, false, out);
  }
}

void carry_fd(const WrapperLine& line, Carry& out) {
  const Words words = line.words;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string& text = words[at].text;
    if (text == "--") return;
    const bool cluster = text.size() > 1 && text[0] == '-' && text[1] != '-';
    const bool batch = text == "--exec-batch" || (cluster && text.back() == 'X');
    if (!batch && text != "--exec" && !(cluster && text.back() == 'x')) continue;
    const std::size_t begin = at + 1;
    std::size_t end = begin;
    while (end < words.size() && words[end].text != ";") ++end;
    at = end;
    add_for_each(line, words.subspan(begin, end - begin), batch, true, k_fd_places, true, out);
  }
}

}  // namespace interlock
