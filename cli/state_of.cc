#include "cli/state_of.h"

namespace interlock {

Result<std::string> state_directory(const Globals& globals) {
  if (!globals.state.empty()) return globals.state;
  const auto places = places_of(globals.environment);
  if (!places) return places.error();
  return places->state;
}

Result<Store> open_state(const Globals& globals) {
  const auto directory = state_directory(globals);
  if (!directory) return directory.error();
  return Store::open(*directory, Store::Use::read);
}

Result<std::vector<SessionRow>> list_sessions(const Globals& globals) {
  const auto directory = state_directory(globals);
  if (!directory) return directory.error();
  auto log = read_audit(*directory, "", 0);
  if (!log) return log.error();
  return std::move(log->sessions);
}

std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n')
      shown += ' ';
    else if (byte < 0x20 || byte == 0x7f)
      shown += '?';
    else
      shown += c;
  }
  return shown;
}

std::string padded(std::string_view text, std::size_t width) {
  return std::string(text) + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

}  // namespace interlock
