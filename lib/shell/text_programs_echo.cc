// echo of bash, and the four dialects of backslash escapes that bash knows.
#include <algorithm>

#include "lib/shell/text_programs.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock {
namespace text_programs {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// UTF-8 as bash writes it: surrogates and numbers beyond Unicode included.
void append_code_point(std::string& out, std::uint32_t c) {
  if (c >= 0x80000000u) return;
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  int following = 1;
  for (std::uint32_t limit = 0x800; c >= limit && following < 5; limit <<= 5) ++following;
  const std::uint32_t lead = (0xff00u >> (following + 1)) & 0xffu;
  out += static_cast<char>(lead | (c >> (6 * following)));
  for (int i = following - 1; i >= 0; --i)
    out += static_cast<char>(0x80u | ((c >> (6 * i)) & 0x3fu));
}

class Decoder {
 public:
  Decoder(std::string_view text, Escapes escapes) : text_(text), escapes_(escapes) {}

  Decoded run() {
    while (at_ < text_.size() && !done_.stopped) {
      const char c = text_[at_++];
      if (c == '\\' && at_ < text_.size())
        escape(text_[at_++]);
      else
        done_.text += c;
    }
    return std::move(done_);
  }

 private:
  bool echo() const { return escapes_ == Escapes::echo; }
  bool ansi_c() const { return escapes_ == Escapes::ansi_c; }

  void keep(char c) {
    done_.text += '\\';
    done_.text += c;
  }

  void escape(char c) {
    switch (c) {
      case 'a':
        done_.text += '\a';
        return;
      case 'b':
        done_.text += '\b';
        return;
      case 'e':
      case 'E':
        done_.text += '\x1b';
        return;
      case 'f':
        done_.text += '\f';
        return;
      case 'n':
        done_.text += '\n';
        return;
      case 'r':
        done_.text += '\r';
        return;
      case 't':
        done_.text += '\t';
        return;
      case 'v':
        done_.text += '\v';
        return;
      case '\\':
        done_.text += '\\';
        return;
      case '\'':
      case '"':
      case '?':
        if (echo() || escapes_ == Escapes::argument)
          keep(c);
        else
          done_.text += c;
        return;
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
        return octal(c);
      case 'x':
        return hexadecimal();
      case 'u':
        return code_point(c, 4);
      case 'U':
        return code_point(c, 8);
      case 'c':
        return control();
      default:
        keep(c);
    }
  }

  void octal(char c) {
    if (echo() && c != '0') return keep(c);
    int more = (echo() || escapes_ == Escapes::argument) && c == '0' ? 3 : 2;
    int value = c - '0';
    for (; more > 0 && at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '7'; --more)
      value = value * 8 + (text_[at_++] - '0');
    done_.text += static_cast<char>(value & 0xff);
  }

  void hexadecimal() {
    const bool braced = ansi_c() && at_ < text_.size() && text_[at_] == '{';
    if (braced) ++at_;
    int digits = 0;
    unsigned value = 0;
    while (at_ < text_.size() && hex_value(text_[at_]) >= 0 && (braced || digits < 2)) {
      value = value * 16 + static_cast<unsigned>(hex_value(text_[at_++]));
      ++digits;
    }
    if (!braced && digits == 0) return keep('x');
    if (braced && at_ < text_.size() && text_[at_] == '}') ++at_;
    done_.text += static_cast<char>(value & 0xff);
  }

  void code_point(char c, int most) {
    int digits = 0;
    std::uint32_t value = 0;
    for (; digits < most && at_ < text_.size() && hex_value(text_[at_]) >= 0; ++digits)
      value = value * 16 + static_cast<std::uint32_t>(hex_value(text_[at_++]));
    if (digits == 0)
      keep(c);
    else
      append_code_point(done_.text, value);
  }

  void control() {
    if (echo() || escapes_ == Escapes::argument) {
      done_.stopped = true;
    } else if (!ansi_c() || at_ == text_.size()) {
      keep('c');
    } else {
      const char c = text_[at_++];
      if (c == '\\' && at_ < text_.size() && text_[at_] == '\\') ++at_;
      const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
      done_.text += c == '?' ? '\x7f' : static_cast<char>(upper & 0x1f);
    }
  }

  std::string_view text_;
  Escapes escapes_;
  std::size_t at_ = 0;
  Decoded done_;
};

}  // namespace

Decoded decode(std::string_view text, Escapes escapes) { return Decoder(text, escapes).run(); }

// Backslashes before what bash would take for syntax; $'..' when something is not printable.
std::string quote_for_q(std::string_view text) {
  if (text.empty()) return "''";
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 32 && c < 127; });
  std::string out = plain ? "" : "$'";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (plain) {
      const bool first = i == 0, after = !first && (text[i - 1] == ':' || text[i - 1] == '=');
      if (std::string_view(" '\"\\|&;()<>!{}*[]?^$`,").find(c) != std::string_view::npos ||
          (c == '#' && first) || (c == '~' && (first || after)))
        out += '\\';
      out += c;
      continue;
    }
    constexpr std::string_view k_named = "\a\b\x1b\f\n\r\t\v", k_letters = "abEfnrtv";
    const std::size_t named = k_named.find(c);
    const auto byte = static_cast<unsigned char>(c);
    if (named != k_named.npos)
      (out += '\\') += k_letters[named];
    else if (c == '\\' || c == '\'')
      (out += '\\') += c;
    else if (byte < 32 || byte == 127)
      for (const int shift : {9, 6, 3, 0})
        out += shift == 9 ? '\\' : static_cast<char>('0' + ((byte >> shift) & 7));
    else
      out += c;
  }
  if (!plain) out += '\'';
  return out;
}

}  // namespace text_programs

namespace {

// Could the word be options of echo once its holes are filled?
bool may_be_options(const Word& word) {
  if (word.known()) return false;
  const std::string_view start = std::string_view(word.text).substr(0, word.holes[0].begin);
  return start.empty() || (start[0] == '-' && start.find_first_not_of("neE", 1) == start.npos);
}

// -n, -e, -E and clusters of them; any other word is text.
bool is_options(const Word& word) {
  return word.known() && word.text.size() > 1 && word.text[0] == '-' &&
         word.text.find_first_not_of("neE", 1) == std::string::npos;
}

// $nothing is no word: echo writes no blank for it.
bool may_be_no_word(const Word& word) {
  std::size_t covered = 0;
  for (const Hole& hole : word.holes) {
    if (hole.begin != covered || hole.is_filled) return false;
    covered = hole.end;
  }
  return word.may_split && covered == word.text.size();
}

// Decodes the known stretches of a word; a \c there ends everything.
bool append_decoded(Word& out, const Word& word) {
  std::size_t at = 0;
  for (std::size_t i = 0; i <= word.holes.size(); ++i) {
    const bool last = i == word.holes.size();
    const std::size_t end = last ? word.text.size() : word.holes[i].begin;
    const text_programs::Decoded part = text_programs::decode(
        std::string_view(word.text).substr(at, end - at), text_programs::Escapes::echo);
    out.append(Word(part.text));
    if (part.stopped) return false;
    if (last) break;
    out.append(word.substr(word.holes[i].begin, word.holes[i].end - word.holes[i].begin));
    at = word.holes[i].end;
  }
  return true;
}

}  // namespace

std::optional<Word> run_echo(std::span<const Word> arguments) {
  bool newline = true, escapes = false;
  std::size_t at = 0;
  for (; at < arguments.size() && is_options(arguments[at]); ++at) {
    for (const char c : std::string_view(arguments[at].text).substr(1)) {
      if (c == 'n')
        newline = false;
      else
        escapes = c == 'e';
    }
  }
  const auto rest = arguments.subspan(at);
  // An unknown first word may switch the escapes on or off: that matters when there are any.
  if (!rest.empty() && may_be_options(rest[0]) &&
      std::any_of(rest.begin(), rest.end(),
                  [](const Word& word) { return word.text.find('\\') != std::string::npos; }))
    return std::nullopt;
  Word out;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (i > 0) out.append(" ");
    const std::size_t first_hole = out.holes.size();
    if (!escapes)
      out.append(rest[i]);
    else if (!append_decoded(out, rest[i]))
      return out;
    if (rest.size() > 1 && may_be_no_word(rest[i]))
      for (std::size_t j = first_hole; j < out.holes.size(); ++j)
        out.holes[j].may_be_no_word = true;
  }
  if (newline) out.append("\n");
  out.may_split = false;
  return out;
}

std::string decode_escapes(std::string_view text, bool ansi_c) {
  using text_programs::Escapes;
  std::string decoded = text_programs::decode(text, ansi_c ? Escapes::ansi_c : Escapes::echo).text;
  if (ansi_c) decoded.resize(std::min(decoded.find('\0'), decoded.size()));  // as a C string ends
  return decoded;
}

}  // namespace interlock
