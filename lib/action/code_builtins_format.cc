// Texts put together by a format: "{}".format(..), "%s" % x, sprintf.
#include <algorithm>
#include <cstdlib>

#include "lib/action/code_builtins_parts.h"
#include "lib/base/text.h"

namespace interlock {

static constexpr std::size_t k_longest_key = 65;  // with its signs

// "{} {name}".format(..), "%s" % x, sprintf("%s", x): what is not known stays a hole.
Word format_text(const Word& format, const std::vector<CodeArgument>& arguments, bool percent) {
  Word out;
  const std::string& text = format.text;
  std::size_t next = 0;
  auto hole = format.holes.begin();
  // Where the name that begins at `from` ends; a sign that is far away ends none.
  const auto end_of_key = [&](std::size_t from, std::string_view signs) {
    const std::size_t length =
        std::string_view(text).substr(from, k_longest_key).find_first_of(signs);
    return length == std::string_view::npos ? length : from + length;
  };
  const auto value_of = [&](std::string_view key) -> const CodeValue* {
    for (const CodeArgument& argument : arguments) {
      if (!key.empty() && argument.key == key) return &argument.value;
      if (!key.empty() && argument.value.kind == CodeValue::Kind::object)
        if (const CodeValue* item = argument.value.find(key)) return item;
    }
    std::size_t index = next;
    if (!key.empty() && key[0] >= '0' && key[0] <= '9')
      index = static_cast<std::size_t>(std::atoi(std::string(key.substr(0, 3)).c_str()));
    else if (!key.empty())
      return nullptr;
    else
      ++next;
    return index < arguments.size() ? &arguments[index].value : nullptr;
  };
  const auto put = [&](std::string_view key, std::string_view spelling) {
    const CodeValue* value = value_of(key);
    if (value != nullptr && value->is_text())
      out.append(value->text);
    else
      out.append(Word::unknown(value != nullptr && !value->text.text.empty()
                                   ? value->text.text
                                   : std::string(spelling)));
  };
  for (std::size_t i = 0; i < text.size() && out.text.size() < k_longest_built_text;) {
    const char c = text[i], after = i + 1 < text.size() ? text[i + 1] : '\0';
    while (hole != format.holes.end() && hole->end <= i) ++hole;
    if (hole != format.holes.end() && hole->begin <= i) {
      out.append(format.substr(i, hole->end - i));
      i = hole->end;
      continue;
    }
    if (percent && c == '%' && after == '%') {
      out.text += '%';
      i += 2;
    } else if (!percent && (c == '{' || c == '}') && after == c) {
      out.text += c;
      i += 2;
    } else if (percent && c == '%') {
      std::size_t end = i + 1;
      std::string_view key;
      if (after == '(' || after == '{' || after == '<') {
        const std::size_t close = end_of_key(end, ")}>");
        if (close == std::string::npos) {
          out.text += c;
          ++i;
          continue;
        }
        key = std::string_view(text).substr(end + 1, close - end - 1);
        end = close + 1;
      }
      while (end < text.size() &&
             std::string_view("0123456789.$+-# ").find(text[end]) != std::string::npos &&
             end < i + 16)
        ++end;
      const bool letter = end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') ||
                                                (text[end] >= 'A' && text[end] <= 'Z'));
      if (!letter || (text[end] == ' ')) {
        out.text += c;
        ++i;
        continue;
      }
      put(key, text.substr(i, end + 1 - i));
      i = end + 1;
    } else if (!percent && c == '{') {
      const std::size_t close = end_of_key(i, "}");
      if (close == std::string::npos) {
        out.text += c;
        ++i;
        continue;
      }
      std::string_view key = std::string_view(text).substr(i + 1, close - i - 1);
      key = key.substr(0, key.find_first_of(":!"));
      put(key, text.substr(i, close + 1 - i));
      i = close + 1;
    } else {
      out.text += c;
      ++i;
    }
  }
  return out;
}

}  // namespace interlock
