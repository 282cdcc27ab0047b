#include "lib/shell/sed_addresses.h"

#include <vector>

namespace interlock::sed {
namespace {

std::optional<bool> matches(const PosixRegex& regex, const Line& line) {
  line.work += line.space.size() * regex.price() + k_search;
  std::vector<std::string_view> groups;
  if (line.work > k_max_work || !regex.suits(line.space)) return std::nullopt;
  return regex.find(line.space, 0, groups);
}

std::optional<bool> at_address(const Address& address, const Line& line) {
  switch (address.kind) {
    case Address::Kind::none:
      return true;
    case Address::Kind::line:
      return line.number == address.line;
    case Address::Kind::last:
      return line.number == line.last;
    case Address::Kind::step:
      if (address.step == 0) return line.number == address.line;
      return line.number >= address.line && (line.number - address.line) % address.step == 0;
    case Address::Kind::regex:
      return matches(*address.regex, line);
    case Address::Kind::plus:
    case Address::Kind::multiple:
      break;
  }
  return std::nullopt;
}

std::optional<bool> in_range(const Command& command, Range& range, const Line& line) {
  std::optional<bool> ends = line.number >= range.end;
  if (command.to.kind == Address::Kind::regex) ends = at_address(command.to, line);
  if (!ends) return ends;
  range.active = !*ends;
  range.closed = *ends;
  // n or N may have gone past the end
  return command.to.kind != Address::Kind::line || line.number <= range.end;
}

bool begin_range(const Command& command, Range& range, const Line& line) {
  const std::uint64_t count = command.to.line;
  range.end = line.number;
  switch (command.to.kind) {
    case Address::Kind::line:
      range.end = count;
      break;
    case Address::Kind::plus:
      range.end = line.number + count;
      break;
    case Address::Kind::multiple:
      if (count > 0) range.end = (line.number / count + 1) * count;
      break;
    case Address::Kind::last:
      range.end = line.last;
      break;
    case Address::Kind::regex:
      range.end = ~std::uint64_t{0};
      break;
    case Address::Kind::none:
    case Address::Kind::step:
      break;
  }
  range.active = range.end > line.number;
  range.closed = !range.active;
  return command.from.kind != Address::Kind::line || line.number == command.from.line ||
         line.number <= range.end;
}

}  // namespace

std::optional<bool> selects(const Command& command, Range& range, const Line& line) {
  if (command.to.kind == Address::Kind::none) return at_address(command.from, line);
  if (range.active) return in_range(command, range, line);
  // A number as begin: from that line on, once.
  if (command.from.kind == Address::Kind::line) {
    if (range.closed || line.number < command.from.line) return false;
    if (command.from.line == 0) return in_range(command, range, line);
  } else {
    const auto begins = at_address(command.from, line);
    if (!begins || !*begins) return begins;
  }
  return begin_range(command, range, line);
}

}  // namespace interlock::sed
