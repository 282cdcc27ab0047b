// Reads sed scripts of GNU sed, one-line a, i, c and labels included.
#include <algorithm>

#include "lib/shell/sed.h"
#include "lib/shell/sed_cursor.h"

namespace interlock::sed {
namespace {

constexpr std::size_t k_max_commands = 200;

class Reader : private Cursor {
 public:
  Reader(std::string_view text, bool extended) : Cursor(text), extended_(extended) {}

  std::optional<std::vector<Command>> run() {
    if (text_.substr(0, 2) == "#n") return std::nullopt;
    while (true) {
      skip(" \t\n;");
      if (at_ >= text_.size()) break;
      if (text_[at_] == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      if (commands_.size() == k_max_commands || !command()) return std::nullopt;
    }
    if (!open_.empty() || !resolve()) return std::nullopt;
    return std::move(commands_);
  }

 private:
  bool address(Address& address, bool second) {
    if (is_digit()) {
      address.kind = Address::Kind::line;
      address.line = *number_or_zero();
      if (peek() == '~' && !second) {
        ++at_;
        address.kind = Address::Kind::step;
        const auto step = number();
        if (!step) return false;
        address.step = *step;
      }
    } else if (peek() == '$') {
      ++at_;
      address.kind = Address::Kind::last;
    } else if (second && (peek() == '+' || peek() == '~')) {
      address.kind = text_[at_++] == '+' ? Address::Kind::plus : Address::Kind::multiple;
      const auto count = number();
      if (!count) return false;
      address.line = *count;
    } else if (peek() == '/' || peek() == '\\') {
      char delimiter = text_[at_++];
      if (delimiter == '\\') {
        delimiter = peek();
        ++at_;
        if (delimiter == '\\' || delimiter == '\n' || delimiter == '\0') return false;
      }
      const auto pattern = delimited(delimiter, true);
      if (!pattern) return false;
      const bool ignore_case = peek() == 'I';
      at_ += ignore_case;
      if (peek() == 'M') return false;
      address.kind = Address::Kind::regex;
      address.regex = PosixRegex::compile(*pattern, extended_, ignore_case, false);
      return address.regex != nullptr;
    }
    return true;
  }

  std::optional<std::uint64_t> number_or_zero() {
    const auto value = number();
    return value ? value : std::optional<std::uint64_t>(~std::uint64_t{0});
  }

  bool command() {
    Command command;
    if (!address(command.from, false)) return false;
    skip(" \t");
    if (command.from.kind != Address::Kind::none && peek() == ',') {
      ++at_;
      skip(" \t");
      if (!address(command.to, true) || command.to.kind == Address::Kind::none) return false;
      skip(" \t");
    }
    const bool from_zero = command.from.kind == Address::Kind::line && command.from.line == 0;
    if (from_zero && command.to.kind != Address::Kind::regex) return false;
    if (peek() == '!') {
      ++at_;
      command.negated = true;
      skip(" \t");
      if (peek() == '!') return false;
    }
    if (at_ >= text_.size()) return false;
    command.name = text_[at_++];
    return arguments(command);
  }

  bool arguments(Command& command) {
    const bool addressed = command.from.kind != Address::Kind::none;
    switch (command.name) {
      case '{':
        open_.push_back(commands_.size());
        commands_.push_back(std::move(command));
        return open_.size() < 40;
      case '}':
        if (open_.empty() || addressed) return false;
        commands_[open_.back()].target = commands_.size();
        open_.pop_back();
        return end(command, false);
      case '=':
      case 'd':
      case 'D':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'n':
      case 'N':
      case 'p':
      case 'P':
      case 'x':
      case 'z':
        return end(command, true);
      case 'q':
      case 'Q':
        if (command.to.kind != Address::Kind::none) return false;
        skip(" \t");
        number();
        return end(command, true);
      case 'a':
      case 'i':
      case 'c':
        return text_argument(command);
      case 's':
        return substitution(command) && end(command, true);
      case 'y':
        return transliteration(command) && end(command, true);
      case ':':
        if (addressed) return false;
        [[fallthrough]];
      case 'b':
      case 't':
      case 'T': {
        skip(" \t");
        const std::size_t begin = at_;
        while (at_ < text_.size() &&
               std::string_view(" \t\n;}").find(text_[at_]) == std::string_view::npos)
          ++at_;
        command.text = text_.substr(begin, at_ - begin);
        if (peek() == '}' ||
            (command.name == ':' && (command.text.empty() || peek() == ' ' || peek() == '\t')))
          return false;
        return end(command, true);
      }
      default:
        return false;  // w r e and kin touch the machine; the rest we do not know
    }
  }

  // Behind a command only blanks, and then ; newline } or #.
  bool end(Command& command, bool keep) {
    skip(" \t");
    if (at_ < text_.size() && std::string_view("\n;}#").find(peek()) == std::string_view::npos)
      return false;
    if (keep) commands_.push_back(std::move(command));
    return true;
  }

  // "a text" or "a\", newline and lines of text.
  bool text_argument(Command& command) {
    if (command.to.kind != Address::Kind::none && command.name == 'c') return false;
    skip(" \t");
    if (peek() == '\\') {
      ++at_;
      if (peek() != '\n') return false;
      ++at_;
    }
    const std::size_t stop = std::min(text_.find('\n', at_), text_.size());
    command.text = text_.substr(at_, stop - at_);
    if (command.text.empty() || command.text.find('\\') != std::string::npos) return false;
    at_ = stop;
    command.text += '\n';
    commands_.push_back(std::move(command));
    return true;
  }

  bool substitution(Command& command) {
    const char delimiter = peek();
    ++at_;
    if (delimiter == '\0' || delimiter == '\\' || delimiter == '\n') return false;
    const auto pattern = delimited(delimiter, true);
    const auto replacement = pattern ? delimited(delimiter, false) : std::nullopt;
    if (!replacement) return false;
    bool ignore_case = false;
    for (;; ++at_) {
      if (peek() == 'g')
        command.global = true;
      else if (peek() == 'p')
        command.print = true;
      else if (peek() == 'i' || peek() == 'I')
        ignore_case = true;
      else if (is_digit()) {
        const auto value = number();
        if (!value || *value == 0) return false;
        command.number = *value;
        --at_;
      } else
        break;
    }
    auto pieces = parse_replacement(*replacement);
    if (!pieces) return false;
    command.replacement = std::move(*pieces);
    int highest = 0;
    for (const Replacement& piece : command.replacement) highest = std::max(highest, piece.group);
    command.regex = PosixRegex::compile(*pattern, extended_, ignore_case, highest > 0);
    return command.regex && highest <= command.regex->group_count();
  }

  bool transliteration(Command& command) {
    const char delimiter = peek();
    ++at_;
    if (delimiter == '\0' || delimiter == '\\' || delimiter == '\n') return false;
    const auto from = delimited(delimiter, false),
               to = from ? delimited(delimiter, false) : std::nullopt;
    auto map = to ? parse_map(*from, *to) : std::nullopt;
    if (!map) return false;
    command.map = std::move(*map);
    return true;
  }

  // Branches learn where their labels stand.
  bool resolve() {
    for (Command& command : commands_) {
      if (command.name != 'b' && command.name != 't' && command.name != 'T') continue;
      command.target = commands_.size();
      if (command.text.empty()) continue;
      const auto label = std::find_if(
          commands_.begin(), commands_.end(),
          [&](const Command& other) { return other.name == ':' && other.text == command.text; });
      if (label == commands_.end()) return false;
      command.target = static_cast<std::size_t>(label - commands_.begin());
    }
    return true;
  }

  bool extended_;
  std::vector<Command> commands_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::optional<std::vector<Command>> parse_script(std::string_view script, bool extended) {
  return Reader(script, extended).run();
}

}  // namespace interlock::sed
