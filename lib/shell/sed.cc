// Runs a sed script over its input. Work is counted: a script can loop and a line can grow.
#include "lib/shell/sed.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/sed_addresses.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock::sed {
namespace {

enum class Next { command, jump, end_cycle, next_cycle, restart, quit, quit_silently, fail };

class Machine {
 public:
  Machine(const std::vector<Command>& script, std::string_view input, const Mode& mode)
      : script_(script),
        mode_(mode),
        lines_(text_programs::split_lines(input, mode.line_end)),
        ranges_(script.size()) {}

  std::optional<std::string> run() {
    bool restarted = false;
    while (restarted || number_ < lines_.size()) {
      if (!restarted) read_line();
      restarted = false;
      replaced_ = false;
      const Next next = run_cycle();
      if (next == Next::fail || work_ > k_max_work || out_.size() > mode_.limit)
        return std::nullopt;
      if (next != Next::next_cycle && next != Next::restart && next != Next::quit_silently &&
          !mode_.quiet)
        print(space_);
      if (next == Next::quit_silently) appended_.clear();
      flush();
      if (next == Next::quit) put("");
      if (next == Next::quit || next == Next::quit_silently) break;
      restarted = next == Next::restart;
    }
    return std::move(out_);
  }

 private:
  void read_line() {
    std::string_view line = lines_[number_++];
    space_ends_ = line.back() == mode_.line_end;
    if (space_ends_) line.remove_suffix(1);
    space_ = line;
  }

  void put(std::string_view text) {
    if (lacks_end_) out_ += mode_.line_end;
    lacks_end_ = false;
    out_ += text;
  }

  void print(std::string_view text) {
    put(text);
    if (space_ends_)
      out_ += mode_.line_end;
    else
      lacks_end_ = true;
  }

  void flush() {
    if (!appended_.empty()) put(appended_);
    appended_.clear();
  }

  bool is_last() const { return number_ == lines_.size(); }

  Next run_cycle() {
    for (std::size_t at = 0; at < script_.size();) {
      work_ += 20;
      const Command& command = script_[at];
      const auto selected = selects(command, ranges_[at], {number_, lines_.size(), space_, work_});
      if (!selected || work_ > k_max_work) return Next::fail;
      if (*selected == command.negated) {
        at = command.name == '{' ? command.target : at + 1;
        continue;
      }
      const Next next = execute(command);
      if (next == Next::jump)
        at = command.target;
      else if (next == Next::command)
        ++at;
      else
        return next;
    }
    return Next::end_cycle;
  }

  Next execute(const Command& command) {
    work_ += space_.size();
    if (space_.size() + held_.size() + appended_.size() + out_.size() > 2 * mode_.limit)
      return Next::fail;
    switch (command.name) {
      case '{':
      case ':':
        return Next::command;
      case '=':
        put(std::to_string(number_) + "\n");
        return Next::command;
      case 'a':
        appended_ += command.text;
        return Next::command;
      case 'i':
        put(command.text);
        return Next::command;
      case 'c':
        put(command.text);
        return Next::next_cycle;
      case 'd':
        return Next::next_cycle;
      case 'D':
        return delete_first_line();
      case 'g':
        space_.clear();
        return append(space_, space_ends_, held_, held_ends_);
      case 'G':
        space_ += mode_.line_end;
        return append(space_, space_ends_, held_, held_ends_);
      case 'h':
        held_.clear();
        return append(held_, held_ends_, space_, space_ends_);
      case 'H':
        held_ += mode_.line_end;
        return append(held_, held_ends_, space_, space_ends_);
      case 'x':
        std::swap(space_, held_);
        std::swap(space_ends_, held_ends_);
        return Next::command;
      case 'z':
        space_.clear();
        return Next::command;
      case 'n':
        return read_next(false);
      case 'N':
        return read_next(true);
      case 'p':
        print(space_);
        return Next::command;
      case 'P':
        print_first_line();
        return Next::command;
      case 'q':
        return Next::quit;
      case 'Q':
        return Next::quit_silently;
      case 's':
        return substitute(command) ? Next::command : Next::fail;
      case 'y':
        space_ = transliterate(command, space_);
        return Next::command;
      case 'b':
        return Next::jump;
      case 't':
        return std::exchange(replaced_, false) ? Next::jump : Next::command;
      case 'T':
        return std::exchange(replaced_, false) ? Next::command : Next::jump;
      default:
        return Next::fail;
    }
  }

  Next append(std::string& to, bool& to_ends, const std::string& from, bool from_ends) const {
    to += from;
    to_ends = from_ends;
    return Next::command;
  }

  void print_first_line() {
    const std::size_t end = space_.find(mode_.line_end);
    if (end == std::string::npos) return print(space_);
    put(space_.substr(0, end + 1));
  }

  Next delete_first_line() {
    const std::size_t end = space_.find(mode_.line_end);
    if (end == std::string::npos) return Next::next_cycle;
    space_.erase(0, end + 1);
    return Next::restart;
  }

  Next read_next(bool append) {
    if (is_last()) return Next::end_cycle;
    if (!append && !mode_.quiet) print(space_);
    flush();
    std::string before = append ? space_ + mode_.line_end : std::string();
    read_line();
    if (append) space_.insert(0, before);
    return Next::command;
  }

  bool substitute(const Command& command) {
    const auto changed = sed::substitute(command, space_, mode_.limit, work_);
    if (!changed) return false;
    if (!changed->replaced) return true;
    space_ = changed->text;
    replaced_ = true;
    if (command.print) print(space_);
    return true;
  }

  const std::vector<Command>& script_;
  Mode mode_;
  std::vector<std::string_view> lines_;
  std::vector<Range> ranges_;
  std::size_t number_ = 0;  // of the line last read
  std::string space_, held_, appended_, out_;
  bool space_ends_ = true, held_ends_ = true;  // a newline is printed behind them
  bool lacks_end_ = false;                     // what was printed last had none
  bool replaced_ = false;                      // since the last line or t
  std::size_t work_ = 0;
};

}  // namespace

std::optional<std::string> run_script(const std::vector<Command>& script, std::string_view input,
                                      const Mode& mode) {
  if (!is_valid_utf8(input)) return std::nullopt;
  return Machine(script, input, mode).run();
}

}  // namespace interlock::sed
