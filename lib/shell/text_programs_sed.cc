// The command line of sed.
#include "lib/shell/sed.h"
#include "lib/shell/text_programs_impl.h"

namespace interlock::text_programs {

Output run_sed(const Call& call) {
  static constexpr LongOption k_names[] = {
      {"expression", 'e', ':'}, {"quiet", 'n'},      {"silent", 'n'},   {"regexp-extended", 'E'},
      {"separate", 's'},        {"unbuffered", 'u'}, {"null-data", 'z'}};
  const auto options = read_options(call.arguments, "e:nErsuz", k_names);
  if (!options) return std::nullopt;
  auto operands = options->operands;
  std::string script;
  bool given = false;
  for (const Option& option : options->options) {
    if (option.letter != 'e') continue;
    if (given) script += '\n';
    script += option.value;
    given = true;
  }
  if (!given) {
    if (operands.empty()) return std::nullopt;
    script = operands[0];
    operands.erase(operands.begin());
  }
  if (!reads_input(operands)) return std::nullopt;
  const auto commands = sed::parse_script(script, options->has('E') || options->has('r'));
  if (!commands) return std::nullopt;
  sed::Mode mode;
  mode.quiet = options->has('n');
  mode.line_end = options->has('z') ? '\0' : '\n';
  mode.limit = call.limit;
  return sed::run_script(*commands, call.input, mode);
}

}  // namespace interlock::text_programs
