// Programs that reach another machine, and those that start a local command to get there.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

// ssh -o: "ProxyCommand=cmd" and "ProxyCommand cmd" alike, names in any case.
void add_ssh_option(const WrapperLine& line, const Word& option, Carry& out) {
  const std::size_t end = std::min(option.text.find_first_of("= \t"), option.text.size());
  const std::string name = to_lower(std::string_view(option.text).substr(0, end));
  const std::size_t begin = option.text.find_first_not_of("= \t", end);
  if (begin == std::string::npos) return;
  Word text = option.substr(begin);
  if (text.text == "none") return;
  Carried carried = line.base;
  if (name == "remotecommand") {
    carried.is_remote = true;
  } else if (name == "proxycommand" || name == "localcommand" || name == "knownhostscommand") {
    carried.is_remote = false;
    carried.own_input = true;
    carried.certain = carried.certain && name == "proxycommand";
  } else {
    return;
  }
  add_text(std::move(carried), std::move(text), {}, line.base.via + " -o", out);
}

void add_ssh_options(const WrapperLine& line, std::span<const SeenOption> options, Carry& out) {
  for (const SeenOption& option : options)
    if (option.role == 'o' && option.value) add_ssh_option(line, *option.value, out);
}

// The command among a module's arguments: `chdir=/srv psql -c x`, `cmd="psql -c x" chdir=/srv`.
Word free_form(const Word& arguments) {
  for (const Word& word : split_words(arguments)) {
    const std::size_t equals = word.text.find('=');
    const std::string_view key = std::string_view(word.text).substr(0, equals);
    if (equals != std::string::npos && key == "cmd") return word.substr(equals + 1);
    const bool is_option =
        equals != std::string::npos && (key == "chdir" || key == "creates" || key == "removes" ||
                                        key == "executable" || key == "stdin" || key == "warn");
    if (is_option) continue;
    const std::size_t begin = arguments.text.find(word.text);
    return begin == std::string::npos ? arguments : arguments.substr(begin);
  }
  return arguments;
}

}  // namespace

// ssh reads options on both sides of the host; the words behind them become one text for the
// remote user's shell.
void carry_ssh(const WrapperLine& line, Carry& out) {
  WrapperRow behind = line.row;
  behind.operands = "";
  bool first = true;
  for (Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.operands.empty()) continue;
    for (Reading& more : read_until_command(behind, reading.rest)) {
      more.options.insert(more.options.begin(), reading.options.begin(), reading.options.end());
      more.certain = more.certain && reading.certain;
      if (first) add_ssh_options(line, more.options, out);
      first = false;
      if (more.has(role::stops)) continue;
      Carried carried = carried_by(line, more);
      carried.is_remote = true;
      const bool has_remote_command =
          more.rest.empty() && std::any_of(out.begin(), out.end(), [](const Carried& other) {
            return other.is_remote && other.kind == Carried::Kind::shell_text;
          });
      if (!more.rest.empty())
        add_text(std::move(carried), join_words(more.rest), {}, line.base.via, out);
      else if (!has_remote_command)
        add_shell(line, std::move(carried), out);
    }
  }
}

// scp, sftp: only what -o and -S start.
void carry_scp(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  add_ssh_options(line, whole.options, out);
  const Word* program = whole.value('S');
  if (program == nullptr || known_base_name(*program) == "ssh") return;
  Carried carried = line.base;
  carried.appends_unknown = true;
  add_new_words(std::move(carried), {*program}, out);
}

// rsync starts `RSH host rsync --server ...` here and RSYNC-PATH there.
void carry_rsync(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (const Word* shell = whole.value('e')) {
    std::vector<Word> words = split_words(*shell);
    if (!words.empty()) {
      for (const char* word : {"host", "rsync", "--server"}) words.emplace_back(word);
      add_new_words(line.base, std::move(words), out);
    }
  }
  if (const Word* path = whole.value('P')) {
    Carried carried = line.base;
    carried.is_remote = true;
    Word text = *path;
    text.append(Word(" --server"));
    add_text(std::move(carried), std::move(text), {}, "rsync --rsync-path", out);
  }
}

// EXEC:words,options  SYSTEM:text,options
void carry_socat(const WrapperLine& line, Carry& out) {
  for (const WholeLine::Operand& operand : read_whole_line(line.row, line.words).operands) {
    const Word& address = operand.word;
    const std::size_t colon = address.text.find(':');
    if (colon == std::string::npos) continue;
    const std::string kind = to_lower(std::string_view(address.text).substr(0, colon));
    Word value = address.substr(colon + 1);
    char quote = 0;
    std::size_t end = 0;
    for (; end < value.text.size() && (quote != 0 || value.text[end] != ','); ++end) {
      const char c = value.text[end];
      if (c == '\\')
        ++end;
      else if (quote != 0 && c == quote)
        quote = 0;
      else if (quote == 0 && (c == '"' || c == '\''))
        quote = c;
    }
    value = value.substr(0, std::min(end, value.text.size()));
    Carried carried = line.base;
    carried.own_input = true;
    if (kind == "exec")
      add_new_words(std::move(carried), split_words(value), out);
    else if (kind == "system" || kind == "shell")
      add_text(std::move(carried), std::move(value), {}, "socat", out);
  }
}

// -e program, -c text where the build has them (elsewhere they are options of TLS).
void carry_netcat(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  Carried carried = line.base;
  carried.own_input = true;
  if (const Word* program = whole.value('e')) add_new_words(carried, split_words(*program), out);
  if (const Word* text = whole.value('C')) add_text(carried, *text, {}, line.base.via + " -c", out);
}

// ansible hosts -m shell -a 'text'; without -m it is the module `command`, which takes words.
void carry_ansible(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  const Word* arguments = whole.value('A');
  if (arguments == nullptr) return;
  const Word* module = whole.value('M');
  std::string_view name = module == nullptr ? "command" : std::string_view(module->text);
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos)
    name.remove_prefix(dot + 1);
  if (name != "shell" && name != "command" && name != "raw") return;
  Carried carried = line.base;
  carried.is_remote = true;
  carried.own_input = true;
  add_text(std::move(carried), free_form(*arguments), {}, line.base.via, out);
}

}  // namespace interlock
