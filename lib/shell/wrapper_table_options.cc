#include "lib/shell/wrapper_table_options.h"

#include <algorithm>
#include <bitset>

namespace interlock {
namespace {

// "-19", "--19", "-+19"
bool is_number(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("-+"), text.size()));
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

OptionList::OptionList(std::string_view spelling) {
  while (!spelling.empty()) {
    const std::size_t end = std::min(spelling.find(' '), spelling.size());
    if (end > 0) add(spelling.substr(0, end));
    spelling.remove_prefix(std::min(end + 1, spelling.size()));
  }
}

const OptionList& OptionList::of(std::string_view spelling) {
  static std::map<std::string, std::unique_ptr<const OptionList>, std::less<>> read;
  const auto found = read.find(spelling);
  if (found != read.end()) return *found->second;
  const auto added = read.try_emplace(std::string(spelling)).first;
  added->second = std::make_unique<const OptionList>(added->first);  // whose names point into it
  return *added->second;
}

const OptionToken* OptionList::word(std::string_view name) const {
  const auto at = words_.lower_bound(name);
  if (at == words_.end() || !at->first.starts_with(name)) return nullptr;
  if (at->first == name) return at->second;
  if (!name.starts_with("--") || name.size() < 4) return nullptr;
  for (auto other = std::next(at); other != words_.end(); ++other) {
    if (!other->first.starts_with(name)) break;
    if (other->second != at->second) return nullptr;
  }
  return at->second;
}

void OptionList::add(std::string_view text) {
  auto token = std::make_unique<OptionToken>();
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (at + 1 < text.size()) token->role = text[at + 1];
    text = text.substr(0, at);
  }
  while (text.ends_with('=')) {
    token->kind = OptionToken::Kind::value;
    ++token->values;
    text.remove_suffix(1);
  }
  if (text.ends_with('?')) {
    token->kind = OptionToken::Kind::optional;
    text.remove_suffix(1);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    add_name(*token, text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  tokens_.push_back(std::move(token));
}

void OptionList::add_name(OptionToken& token, std::string_view name) {
  token.names.push_back(name);
  if (name == "-#") {
    numbers_ = true;
  } else if (name.starts_with("--") || name.starts_with('_')) {
    std::string spelled(name);
    if (spelled[0] == '_') spelled[0] = '-';
    if (!words_.emplace(spelled, &token).second) doubled_.push_back(spelled);
  } else {
    has_letters_ = true;
    for (const char c : name.substr(std::min<std::size_t>(1, name.size()))) {
      const OptionToken*& place = letters_[static_cast<unsigned char>(c)];
      if (place != nullptr) doubled_.push_back(std::string{'-', c});
      place = &token;
    }
  }
}

OptionReader::OptionReader(const WrapperRow& row, std::span<const Word> words)
    : options_(OptionList::of(row.options)),
      tight_((row.flags & flag::tight) != 0),
      words_(words) {}

OptionWord OptionReader::read(std::size_t index) const {
  const Word& word = words_[index];
  const std::string& text = word.text;
  const std::size_t equals = text.find('=');
  const std::size_t end = std::min(equals, text.size());
  OptionWord result;
  if (const OptionToken* token = options_.word(std::string_view(text).substr(0, end))) {
    std::optional<Word> value;
    if (equals != std::string::npos) value = word.substr(equals + 1);
    finish(*token, token->names.front(), std::move(value), index, result);
  } else if (options_.numbers() && is_number(text)) {
    return result;
  } else if (text.starts_with("--") || !options_.has_letters()) {
    result.may_take_another = equals == std::string::npos && !tight_;
    if (!tight_) result.seen.push_back({"", role::unknown, {}, {}, index, index + 1});
  } else {
    read_letters(index, result);
  }
  return result;
}

void OptionReader::finish(const OptionToken& token, std::string_view name,
                          std::optional<Word> value, std::size_t index, OptionWord& result) const {
  // getopt: "option doesn't allow an argument".
  if (token.kind == OptionToken::Kind::flag && value)
    result.seen.push_back({"", role::unknown, {}, {}, index, index + 1});
  SeenOption seen{name, token.role, std::move(value), std::nullopt, index, index + 1};
  if (token.kind == OptionToken::Kind::value) {
    int wanted = token.values;
    if (seen.value) --wanted;
    for (; wanted > 0 && index + result.length < words_.size(); --wanted) {
      const Word& taken = words_[index + result.length++];
      if (seen.value)
        seen.second = taken;
      else
        seen.value = taken;
    }
  }
  seen.end = index + result.length;
  if (token.role != role::none) result.seen.push_back(std::move(seen));
}

void OptionReader::read_letters(std::size_t index, OptionWord& result) const {
  const Word& word = words_[index];
  std::bitset<256> met;
  const std::size_t hole = word.known() ? word.text.size() : word.holes.front().begin;
  for (std::size_t i = 1; i < word.text.size(); ++i) {
    if (i >= hole) {
      result.may_take_another = !tight_;
      return;
    }
    const OptionToken* token = options_.letter(word.text[i]);
    const bool attached = i + 1 < word.text.size();
    if (token == nullptr) {
      // The rest may be this letter's value or more letters; nothing to be learnt from it.
      result.may_take_another = !attached && !tight_;
      if (result.seen.empty() || result.seen.back().role != role::unknown)
        result.seen.push_back({"", role::unknown, {}, {}, index, index + 1});
      if (attached && word.text[i + 1] == '=') return;
      continue;
    }
    if (token->kind == OptionToken::Kind::flag) {
      if (met[static_cast<unsigned char>(word.text[i])]) continue;
      met.set(static_cast<unsigned char>(word.text[i]));
      finish(*token, token->names.front(), std::nullopt, index, result);
      continue;
    }
    std::optional<Word> value;
    if (attached) value = word.substr(i + 1);
    finish(*token, token->names.front(), std::move(value), index, result);
    return;
  }
}

}  // namespace interlock
