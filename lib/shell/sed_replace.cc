// The text side of s and y.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/sed.h"

namespace interlock::sed {
namespace {

char change_case(char c, char how) {
  if ((how == 'U' || how == 'u') && c >= 'a' && c <= 'z') return static_cast<char>(c - 32);
  if ((how == 'L' || how == 'l') && c >= 'A' && c <= 'Z') return static_cast<char>(c + 32);
  return c;
}

std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

bool append_replacement(const Command& command, const std::vector<std::string_view>& groups,
                        std::string& result) {
  char first = 0;  // \u or \l waits for the next character that is there
  for (const Replacement& piece : command.replacement) {
    if (piece.first != 0) first = piece.first;
    const std::string_view group =
        piece.group < 0 ? std::string_view() : groups[static_cast<std::size_t>(piece.group)];
    for (const std::string_view text : {std::string_view(piece.text), group}) {
      for (const char c : text) {
        const char how = first != 0 ? first : piece.letter_case;
        if (how != 'E' && static_cast<unsigned char>(c) >= 128) return false;
        result += change_case(c, how);
        first = 0;
      }
    }
  }
  return true;
}

bool split_characters(std::string_view text, std::vector<std::string>& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      if (++i == text.size() || (text[i] != '\\' && text[i] != 'n')) return false;
      out.push_back(text[i] == 'n' ? "\n" : "\\");
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0) == 0x80) {
      out.back() += text[i];
    } else {
      out.emplace_back(1, text[i]);
    }
  }
  return true;
}

}  // namespace

std::optional<Substituted> substitute(const Command& command, std::string_view space,
                                      std::size_t limit, std::size_t& work) {
  if (!command.regex->suits(space)) return std::nullopt;
  Substituted result;
  std::vector<std::string_view> groups;
  std::size_t copied = 0;
  std::uint64_t count = 0;
  bool after_match = false;  // a match ended at `start`: none of nothing may follow
  for (std::size_t start = 0; start <= space.size();) {
    work += (space.size() - start) * command.regex->price() + k_search;
    if (work > k_max_work || result.text.size() > limit) return std::nullopt;
    const auto found = command.regex->find(space, start, groups);
    if (!found) return std::nullopt;
    if (!*found) break;
    const auto begin = static_cast<std::size_t>(groups[0].data() - space.data());
    const std::size_t end = begin + groups[0].size();
    const bool counts = begin < end || begin > start || !after_match;
    if (counts && ++count >= command.number) {
      result.text += space.substr(copied, begin - copied);
      if (!append_replacement(command, groups, result.text)) return std::nullopt;
      copied = end;
      result.replaced = true;
      if (!command.global) break;
    }
    after_match = end > begin;
    start = end;
    if (begin == end) {  // nothing was matched: one character on; GNU sed takes one byte
      if (end < space.size() && static_cast<unsigned char>(space[end]) >= 128) return std::nullopt;
      ++start;
    }
  }
  result.text += space.substr(copied);
  return result;
}

std::string transliterate(const Command& command, std::string_view space) {
  std::string result;
  for (std::size_t at = 0; at < space.size();) {
    const std::string_view character = space.substr(at, character_length(space, at));
    const auto row =
        std::lower_bound(command.map.begin(), command.map.end(), character,
                         [](const auto& a, std::string_view b) { return a.first < b; });
    const bool found = row != command.map.end() && row->first == character;
    result += found ? std::string_view(row->second) : character;
    at += character.size();
  }
  return result;
}

std::optional<std::vector<Replacement>> parse_replacement(std::string_view text) {
  std::vector<Replacement> pieces;
  Replacement piece;
  const auto flush = [&] {
    if (!piece.text.empty() || piece.group >= 0) {
      pieces.push_back(piece);
      piece.first = 0;
    }
    piece.text.clear();
    piece.group = -1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\n') return std::nullopt;
    if (c == '&') {
      piece.group = 0;
      flush();
      continue;
    }
    if (c != '\\') {
      piece.text += c;
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    c = text[i];
    constexpr std::string_view k_letters = "afnrtv", k_meant = "\a\f\n\r\t\v";
    const std::size_t named = k_letters.find(c);
    if (c >= '0' && c <= '9') {
      piece.group = c - '0';
      flush();
    } else if (c == 'U' || c == 'L' || c == 'E') {
      flush();
      if (piece.first != 0) return std::nullopt;  // \u\L: GNU sed is of two minds
      piece.letter_case = c;
    } else if (c == 'u' || c == 'l') {
      flush();
      if (piece.first != 0) return std::nullopt;
      piece.first = c;
    } else if (named != k_letters.npos) {
      piece.text += k_meant[named];
    } else if (std::string_view("cdox").find(c) != std::string_view::npos) {
      return std::nullopt;
    } else {
      piece.text += c;
    }
  }
  flush();
  return pieces;
}

std::optional<CharacterMap> parse_map(std::string_view from, std::string_view to) {
  std::vector<std::string> keys, values;
  if (!is_valid_utf8(from) || !is_valid_utf8(to)) return std::nullopt;
  if (!split_characters(from, keys) || !split_characters(to, values)) return std::nullopt;
  if (keys.size() != values.size()) return std::nullopt;
  CharacterMap map;
  for (std::size_t i = 0; i < keys.size(); ++i) map.emplace_back(keys[i], values[i]);
  std::sort(map.begin(), map.end());
  const auto repeated = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (std::adjacent_find(map.begin(), map.end(), repeated) != map.end()) return std::nullopt;
  return map;
}

}  // namespace interlock::sed
