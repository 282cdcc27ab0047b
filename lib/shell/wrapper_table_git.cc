// git, which runs what its configuration names: helpers, aliases, editors; and helpers at large.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// Texts that are set everywhere to switch a helper off, and run nothing.
bool is_idle(std::string_view text) {
  constexpr std::string_view k_idle[] = {"", ":", "cat", "echo", "false", "none", "true"};
  return std::find(std::begin(k_idle), std::end(k_idle), trim(text)) != std::end(k_idle);
}

// Does git run the value of this key? Sections in the middle may bear any name.
bool runs_value(std::string_view key) {
  constexpr std::string_view k_keys[] = {"core.alternaterefscommand",
                                         "core.askpass",
                                         "core.editor",
                                         "core.fsmonitor",
                                         "core.gitproxy",
                                         "core.pager",
                                         "core.sshcommand",
                                         "diff.external",
                                         "gpg.program",
                                         "interactive.difffilter",
                                         "sendemail.cccmd",
                                         "sendemail.tocmd",
                                         "sequence.editor",
                                         "uploadpack.packobjectshook"};
  if (std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys)) return true;
  struct Between {
    std::string_view begin, end;
  };
  constexpr Between k_between[] = {
      {"browser.", ".cmd"},    {"browser.", ".path"},       {"diff.", ".command"},
      {"diff.", ".textconv"},  {"difftool.", ".cmd"},       {"filter.", ".clean"},
      {"filter.", ".process"}, {"filter.", ".smudge"},      {"gpg.", ".program"},
      {"man.", ".cmd"},        {"merge.", ".driver"},       {"mergetool.", ".cmd"},
      {"pager.", ""},          {"remote.", ".receivepack"}, {"remote.", ".uploadpack"},
      {"trailer.", ".cmd"},    {"trailer.", ".command"}};
  return std::any_of(std::begin(k_between), std::end(k_between), [&](const Between& row) {
    return key.starts_with(row.begin) && key.ends_with(row.end);
  });
}

class Git {
 public:
  Git(const WrapperLine& line, const Reading& reading, Carry& out)
      : line_(line), reading_(reading), base_(carried_by(line, reading)), out_(out) {}

  void run() {
    if (reading_.rest.empty()) return;
    const Word& sub = reading_.rest.front();
    const Words arguments = reading_.rest.subspan(1);
    for (const SeenOption& option : reading_.options)
      if (option.role == 'g' && option.value) read_setting(*option.value, sub.text, arguments);
    for (const auto& [key, value] : given_settings())
      read_setting(Word(key + '=').append(value), sub.text, arguments);
    for (const Word& word : arguments)
      if (word.text.starts_with("ext::"))
        add_helper(line_, unescaped(word.substr(5)), "git ext::", out_);
    if (!sub.known()) return;
    if (sub.text == "config") return read_config(arguments);
    Carried inner = base_;
    inner.via += ' ' + sub.text;
    open_row(line_, "git " + sub.text, arguments, std::move(inner), out_);
  }

 private:
  // GIT_CONFIG_KEY_0=key GIT_CONFIG_VALUE_0=value, and GIT_CONFIG_PARAMETERS="'key=value' ..".
  std::vector<NamedWord> given_settings() const {
    std::vector<NamedWord> settings;
    constexpr std::string_view k_key = "GIT_CONFIG_KEY_";
    const std::array lists = {&line_.command.assignments, &line_.command.exported};
    for (const auto* list : lists)
      for (const NamedWord& one : *list) {
        if (one.name == "GIT_CONFIG_PARAMETERS")
          for (const Word& setting : split_words(one.value)) {
            const std::size_t equals = setting.text.find('=');
            if (equals != std::string::npos)
              settings.push_back({setting.text.substr(0, equals), setting.substr(equals + 1)});
          }
        if (!one.name.starts_with(k_key) || !one.value.known()) continue;
        const std::string value = "GIT_CONFIG_VALUE_" + one.name.substr(k_key.size());
        for (const auto* values : lists)
          for (const NamedWord& two : *values)
            if (two.name == value) settings.push_back({one.value.text, two.value});
      }
    return settings;
  }

  // -c key=value; keys are compared without case.
  void read_setting(const Word& setting, const std::string& sub, Words arguments) {
    const std::size_t equals = setting.text.find('=');
    if (equals == std::string::npos || setting.has_hole_in(0, equals)) return;
    const std::string key = to_lower(std::string_view(setting.text).substr(0, equals));
    Word value = setting.substr(equals + 1);
    if (key.starts_with("alias.")) {
      if (key.substr(6) == to_lower(sub)) add_alias(value, sub, arguments);
    } else if (runs_value(key)) {
      add_helper(line_, std::move(value), "git " + key, out_);
    } else if (key == "credential.helper" ||
               (key.starts_with("credential.") && key.ends_with(".helper"))) {
      if (value.text.starts_with('!')) add_helper(line_, value.substr(1), "git " + key, out_);
      if (value.text.starts_with('/')) add_helper(line_, std::move(value), "git " + key, out_);
    } else if (key == "core.fsmonitor" && value.text.find_first_of("/ ") != std::string::npos) {
      add_helper(line_, std::move(value), "git " + key, out_);
    }
  }

  void add_alias(const Word& value, const std::string& sub, Words arguments) {
    Carried carried = base_;
    carried.certain = false;
    if (value.text.starts_with('!')) {
      Word text = value.substr(1);
      if (!arguments.empty()) {
        text.append(Word(" "));
        text.append(quote_words(arguments));
      }
      return add_text(std::move(carried), std::move(text), {}, "git alias", out_);
    }
    std::vector<Word> words = split_words(value);
    if (words.empty() || words.front().text == sub) return;
    words.insert(words.begin(), Word("git"));
    words.insert(words.end(), arguments.begin(), arguments.end());
    add_new_words(std::move(carried), std::move(words), out_);
  }

  // git config alias.NAME '!text' only stores it; the next `git NAME` runs it. Others likewise.
  void read_config(Words arguments) {
    for (const Word& word : arguments)
      if (word.text.starts_with("--get") || word.text.starts_with("--unset") ||
          word.text == "--list" || word.text == "-l")
        return;
    for (std::size_t at = 0; at + 1 < std::min<std::size_t>(arguments.size(), 12); ++at) {
      const std::string key = to_lower(arguments[at].text);
      const Word& value = arguments[at + 1];
      if (key.starts_with("alias.") && value.text.starts_with('!'))
        add_helper(line_, value.substr(1), "git alias", out_);
      else if (value.holes.empty() || value.holes.front().begin > 0)
        read_setting(Word(key + '=').append(value), "", {});
    }
  }

  // ext:: writes a blank inside a word as "% ".
  static Word unescaped(Word word) { return replace_all(word, "% ", Word("\\ ")); }

  const WrapperLine& line_;
  const Reading& reading_;
  Carried base_;
  Carry& out_;
};

}  // namespace

void add_helper(const WrapperLine& line, Word text, const std::string& via, Carry& out) {
  if (text.known() && is_idle(text.text)) return;
  Carried carried = line.base;
  carried.certain = false;
  add_text(std::move(carried), std::move(text), {}, via, out);
}

void add_variable_helpers(const WrapperLine& line, std::span<const std::string_view> names,
                          Carry& out) {
  for (const auto* list : {&line.command.assignments, &line.command.exported})
    for (const NamedWord& variable : *list)
      if (std::find(names.begin(), names.end(), variable.name) != names.end())
        add_helper(line, variable.value, line.base.via + " " + variable.name, out);
}

void carry_git(const WrapperLine& line, Carry& out) {
  constexpr std::string_view k_variables[] = {"EDITOR",
                                              "GIT_ASKPASS",
                                              "GIT_EDITOR",
                                              "GIT_EXTERNAL_DIFF",
                                              "GIT_PAGER",
                                              "GIT_PROXY_COMMAND",
                                              "GIT_SEQUENCE_EDITOR",
                                              "GIT_SSH",
                                              "GIT_SSH_COMMAND",
                                              "PAGER",
                                              "VISUAL"};
  add_variable_helpers(line, k_variables, out);
  for (const Reading& reading : read_until_command(line.row, line.words))
    if (!reading.has(role::stops)) Git(line, reading, out).run();
}

}  // namespace interlock
