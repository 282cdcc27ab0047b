#include "lib/codex/reply.h"

#include "lib/codex/json_text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_reason = 30'000;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Text of a terminal could hide or repaint what a person reads: control characters other than
// newline and tab become U+FFFD.
std::string printable(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  std::string kept;
  kept.reserve(valid.size());
  for (const char c : valid) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F)
      kept += "\xEF\xBF\xBD";
    else
      kept += c;
  }
  return kept;
}

std::string cut_end(std::string text, std::size_t limit) {
  constexpr std::string_view k_mark = " [cut]";
  if (text.size() <= limit) return text;
  std::size_t end = limit - k_mark.size();
  while (end > 0 && continues_character(text[end])) --end;
  text.resize(end);
  return text.append(k_mark);
}

// The middle goes: a check's output says what it is at its start and what came of it at its end.
std::string cut_middle(std::string text, std::size_t limit) {
  constexpr std::string_view k_mark = "\n[... cut ...]\n";
  if (text.size() <= limit) return text;
  const std::size_t room = limit > k_mark.size() ? limit - k_mark.size() : 0;
  std::size_t head = room / 2;
  std::size_t tail = text.size() - (room - head);
  while (head > 0 && continues_character(text[head])) --head;
  while (tail < text.size() && continues_character(text[tail])) ++tail;
  return text.substr(0, head).append(k_mark).append(text, tail, std::string::npos);
}

}  // namespace

Reply Reply::refusal(std::string_view reason) {
  const std::string clean = cut_end(printable(reason), k_max_reason);
  std::string_view sentence = trim_unicode(clean);
  while (sentence.ends_with('.')) sentence = trim_unicode(sentence.substr(0, sentence.size() - 1));
  if (sentence.empty()) sentence = "interlock refused this call and a rule gave no reason for it";
  return {.exit_code = 2, .out = {}, .error = std::string(sentence)};
}

Reply Reply::context(std::string_view event, std::string_view text, std::size_t limit) {
  const std::string clean = to_valid_utf8(text);
  const std::string_view said = trim_unicode(clean);
  if (said.empty()) return silence();
  std::string out = "{\"hookSpecificOutput\":{\"hookEventName\":";
  append_json_string(out, event);
  out += ",\"additionalContext\":";
  append_json_string(out, cut_middle(std::string(said), limit));
  out += "}}";
  return {.exit_code = 0, .out = std::move(out), .error = {}};
}

}  // namespace interlock
