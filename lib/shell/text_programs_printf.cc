// printf of bash: the format is used again until the arguments are.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "lib/shell/text_programs.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock {
namespace {

using text_programs::Decoded;
using text_programs::Escapes;

constexpr std::size_t k_max_output = 1 << 20;
constexpr int k_max_width = 4096;
constexpr std::size_t k_max_pieces = 10'000;

constexpr char k_text = 0, k_stop = 1;

// One conversion of the format, the text between two, or a fault where bash stops printing.
struct Piece {
  char conversion = k_text;
  std::string text;
  std::string flags;
  bool width_argument = false, precision_argument = false;
  std::optional<int> width, precision;
};

std::optional<int> read_number(std::string_view format, std::size_t& at) {
  int value = 0;
  for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
    value = value * 10 + (format[at] - '0');
    if (value > k_max_width) return std::nullopt;
  }
  return value;
}

bool read_conversion(std::string_view format, std::size_t& at, Piece& piece) {
  for (; at < format.size() && std::string_view("#-+ 0").find(format[at]) != std::string_view::npos;
       ++at)
    piece.flags += format[at];
  if (at < format.size() && format[at] == '*') {
    piece.width_argument = true;
    ++at;
  } else if (at < format.size() && format[at] >= '0' && format[at] <= '9') {
    if (!(piece.width = read_number(format, at))) return false;
  }
  if (at < format.size() && format[at] == '.') {
    ++at;
    if (at < format.size() && format[at] == '*') {
      piece.precision_argument = true;
      ++at;
    } else if (!(piece.precision = read_number(format, at))) {
      return false;
    }
  }
  while (at < format.size() &&
         std::string_view("hjlLtz").find(format[at]) != std::string_view::npos)
    ++at;
  if (at < format.size() && (format[at] == '(' || format[at] == 'n' || format[at] == 'Q'))
    return false;
  const bool good = at < format.size() && std::string_view("diouxXeEfFgGaAcsbq").find(format[at]) !=
                                              std::string_view::npos;
  piece.conversion = good ? format[at++] : k_stop;
  return true;
}

std::optional<std::vector<Piece>> parse_format(std::string_view format) {
  std::vector<Piece> pieces;
  std::string text;
  for (std::size_t at = 0; at < format.size();) {
    if (pieces.size() > k_max_pieces) return std::nullopt;
    if (format[at] == '\\' && format.substr(at + 1, 1) != "%") {
      // The longest escape is \UNNNNNNNN; what of it is one is decoded, the rest comes again.
      std::size_t end = std::min(at + 2, format.size());
      const char kind = end == at + 2 ? format[at + 1] : '\0';
      const bool octal = kind >= '0' && kind <= '7';
      std::size_t most = octal ? 2 : kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
      const std::string_view digits = octal ? "01234567" : "0123456789abcdefABCDEF";
      for (; most > 0 && end < format.size() && digits.find(format[end]) != digits.npos; --most)
        ++end;
      text += text_programs::decode(format.substr(at, end - at), Escapes::format).text;
      at = end;
    } else if (format[at] != '%') {
      text += format[at++];
    } else if (at + 1 < format.size() && format[at + 1] == '%') {
      text += '%';
      at += 2;
    } else {
      if (!text.empty()) pieces.emplace_back().text = std::move(text);
      text.clear();
      if (!read_conversion(format, ++at, pieces.emplace_back())) return std::nullopt;
      if (pieces.back().conversion == k_stop) return pieces;
    }
  }
  if (!text.empty()) pieces.emplace_back().text = std::move(text);
  return pieces;
}

// Which characters the number of a quoted argument ('A) is taken of.
std::optional<long long> quoted_character(const std::string& text) {
  if (text.empty() || (text[0] != '\'' && text[0] != '"')) return std::nullopt;
  if (text.size() == 1) return 0;
  const auto lead = static_cast<unsigned char>(text[1]);
  const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  long long value = lead & (more == 0 ? 0x7f : 0x3f >> more);
  for (int i = 0; i < more; ++i)
    value = (value << 6) | (2u + static_cast<unsigned>(i) < text.size()
                                ? text[2u + static_cast<unsigned>(i)] & 0x3f
                                : 0);
  return value;
}

// What cannot be read as a number counts as far as it can be.
long long parse_integer(const std::string& text) {
  const std::optional<long long> code = quoted_character(text);
  return code ? *code : std::strtoll(text.c_str(), nullptr, 0);
}

class Printer {
 public:
  Printer(const std::vector<Piece>& pieces, std::span<const Word> arguments)
      : pieces_(pieces), arguments_(arguments) {
    for (const Piece& piece : pieces)
      consumed_ += (piece.conversion > k_stop) + piece.width_argument + piece.precision_argument;
  }

  std::optional<Word> run() {
    const bool splits = std::any_of(arguments_.begin(), arguments_.end(),
                                    [](const Word& word) { return word.may_split; });
    if (splits && consumed_ != 1) return std::nullopt;
    do {
      const std::size_t begin = out_.text.size();
      const bool split = at_ < arguments_.size() && arguments_[at_].may_split;
      for (const Piece& piece : pieces_) {
        if (!print(piece)) return std::nullopt;
        if (stopped_) return out_;
        if (out_.text.size() > k_max_output) return std::nullopt;
      }
      // As many rounds as there are words in it, none included: all of the round is unknown.
      if (split && begin < out_.text.size()) {
        while (!out_.holes.empty() && out_.holes.back().begin >= begin) out_.holes.pop_back();
        out_.holes.push_back({begin, out_.text.size()});
      }
    } while (consumed_ > 0 && at_ < arguments_.size());
    out_.may_split = false;
    return out_;
  }

 private:
  const Word* next() { return at_ < arguments_.size() ? &arguments_[at_++] : nullptr; }

  // Width and precision from the arguments.
  bool take_stars(Piece& piece) {
    for (const bool is_width : {true, false}) {
      if (!(is_width ? piece.width_argument : piece.precision_argument)) continue;
      const Word* word = next();
      if (word && !word->known()) return false;
      const long long value = word ? parse_integer(word->text) : 0;
      if (value > k_max_width || value < -k_max_width) return false;
      if (is_width) {
        if (value < 0) piece.flags += '-';
        piece.width = static_cast<int>(value < 0 ? -value : value);
      } else if (value >= 0) {
        piece.precision = static_cast<int>(value);
      }
    }
    return true;
  }

  bool print(const Piece& given) {
    if (given.conversion == k_text || given.conversion == k_stop) {
      out_.append(Word(given.text));
      stopped_ = given.conversion == k_stop;
      return true;
    }
    Piece piece = given;
    if (!take_stars(piece)) return false;
    const Word* word = next();
    if (word && !word->known()) return print_unknown(piece, *word);
    const std::string text = word ? word->text : "";
    switch (piece.conversion) {
      case 's':
        return print_text(piece, text);
      case 'c':
        return print_text(piece, text.empty() ? std::string(1, '\0') : text.substr(0, 1));
      case 'q':  // whether a character beyond ASCII is printable is the locale's business
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 128; }) &&
               print_text(piece, text_programs::quote_for_q(text));
      case 'b': {
        const Decoded decoded = text_programs::decode(text, Escapes::argument);
        stopped_ = decoded.stopped;
        return print_text(piece, decoded.text);
      }
      case 'd':
      case 'i':
      case 'o':
      case 'u':
      case 'x':
      case 'X':
        return print_integer(piece, text);
      default:
        return print_float(piece, text);
    }
  }

  bool print_unknown(const Piece& piece, const Word& word) {
    const bool plain = !piece.width && !piece.precision;
    if (piece.conversion == 's' && plain) {
      out_.append(word);
      return true;
    }
    if (std::string_view("diouxX").find(piece.conversion) != std::string_view::npos) {
      out_.append(Word::unknown(word.text));  // some number
      return true;
    }
    return false;
  }

  bool print_text(const Piece& piece, std::string text) {
    if (piece.precision && piece.conversion != 'c')
      text.resize(std::min(text.size(), static_cast<std::size_t>(*piece.precision)));
    const std::size_t width = static_cast<std::size_t>(piece.width.value_or(0));
    const std::string pad(width > text.size() ? width - text.size() : 0, ' ');
    const bool left = piece.flags.find('-') != std::string::npos;
    out_.append(Word(left ? text + pad : pad + text));
    return true;
  }

  std::string specification(const Piece& piece, std::string_view modifier) const {
    std::string text = "%" + piece.flags;
    if (piece.width) text += std::to_string(*piece.width);
    if (piece.precision) text += "." + std::to_string(*piece.precision);
    text += modifier;
    return text + piece.conversion;
  }

  template <class Number>
  bool print_number(const Piece& piece, std::string_view modifier, Number number) {
    std::array<char, 2 * k_max_width + 5200> buffer;
    const int size =
        std::snprintf(buffer.data(), buffer.size(), specification(piece, modifier).c_str(), number);
    if (size < 0 || static_cast<std::size_t>(size) >= buffer.size()) return false;
    out_.append(Word(std::string(buffer.data(), static_cast<std::size_t>(size))));
    return true;
  }

  bool print_integer(const Piece& piece, const std::string& text) {
    if (quoted_character(text) || piece.conversion == 'd' || piece.conversion == 'i')
      return print_number(piece, "ll", parse_integer(text));
    return print_number(piece, "ll", std::strtoull(text.c_str(), nullptr, 0));
  }

  bool print_float(const Piece& piece, const std::string& text) {
    if (const std::optional<long long> code = quoted_character(text))
      return print_number(piece, "L", static_cast<long double>(*code));
    return print_number(piece, "L", std::strtold(text.c_str(), nullptr));
  }

  const std::vector<Piece>& pieces_;
  std::span<const Word> arguments_;
  std::size_t consumed_ = 0;  // arguments a round takes
  std::size_t at_ = 0;
  bool stopped_ = false;
  Word out_;
};

}  // namespace

std::optional<Word> run_printf(std::span<const Word> arguments) {
  if (!arguments.empty() && arguments[0] == Word("--"))
    arguments = arguments.subspan(1);
  else if (!arguments.empty() && arguments[0].text.size() > 1 && arguments[0].text[0] == '-')
    return std::nullopt;
  if (arguments.empty() || !arguments[0].known() || arguments[0].may_split) return std::nullopt;
  const auto pieces = parse_format(arguments[0].text);
  if (!pieces) return std::nullopt;
  return Printer(*pieces, arguments.subspan(1)).run();
}

}  // namespace interlock
