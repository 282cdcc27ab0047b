#include "lib/action/builder.h"

#include <algorithm>

#include "lib/base/text.h"

namespace interlock {
namespace {

// A blank inside a word must never look like the border of two words.
std::string canonical_of(const std::vector<Word>& argv) {
  std::string text;
  for (const Word& word : argv) {
    if (&word != &argv.front()) text += ' ';
    for (const char c : word.text) {
      if (c == ' ' || c == '\t')
        text += "\u00A0";
      else if (c >= '\n' && c <= '\r')
        text += "\u2028";
      else
        text += c;
    }
  }
  return text;
}

const char* kind_name(Unknown::Kind kind) {
  switch (kind) {
    case Unknown::Kind::program:
      return "program";
    case Unknown::Kind::shell_text:
      return "shell-text";
    case Unknown::Kind::script:
      return "script";
    case Unknown::Kind::door:
      return "door";
    case Unknown::Kind::too_much:
      return "too-much";
    case Unknown::Kind::syntax:
      return "syntax";
  }
  return "syntax";
}

}  // namespace

bool is_one_hole(const Word& word) {
  return word.holes.size() == 1 && word.holes[0].begin == 0 &&
         word.holes[0].end == word.text.size() && !word.text.empty();
}

std::string fill_holes(const Word& word, std::string_view prefix) {
  if (word.known()) return word.text;
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text.append(word.text, at, hole.begin - at);
    text += prefix;
    std::size_t kept = 0;
    for (std::size_t i = hole.begin; i < hole.end && kept < 32; ++i) {
      const char c = word.text[i];
      const bool plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      if (plain) text += c;
      kept += plain;
    }
    if (kept == 0) text += 'x';
    at = hole.end;
  }
  return text.append(word.text, at);
}

std::string command_line_of(const std::vector<Word>& argv) {
  std::string line;
  for (const Word& word : argv) {
    if (&word != &argv.front()) line += ' ';
    if (word.known()) {
      line += shell_quote(word.text);
      continue;
    }
    std::size_t at = 0;
    for (const Hole& hole : word.holes) {
      if (hole.begin > at)
        line += shell_quote(std::string_view(word.text).substr(at, hole.begin - at));
      line +=
          "\"${" + fill_holes(word.substr(hole.begin, hole.end - hole.begin), "unknown_") + "}\"";
      at = hole.end;
    }
    if (at < word.text.size()) line += shell_quote(std::string_view(word.text).substr(at));
  }
  return line;
}

Builder::Builder(const Call& call, const ActionContext& context)
    : call_(call), context_(context), files_(context.files) {}

bool Builder::spend(std::size_t cost) {
  if (work_ > cost) {
    work_ -= cost;
    return true;
  }
  work_ = 0;
  if (!exhausted_) {
    exhausted_ = true;
    add_opaque("too-much", "the call does more than can be followed", "", -1);
  }
  return false;
}

void Builder::add_opaque(std::string kind, std::string what, std::string text, int command) {
  OpaqueAction action;
  action.kind = std::move(kind);
  action.what = std::move(what);
  action.text = shorten(text, 4096);
  if (command >= 0) action.program = program(command);
  action.command = command;
  actions_.opaque.push_back(std::move(action));
}

void Builder::run_call(const std::string& text) {
  // A here-document that holds a patch is applied by Codex itself, whatever its length.
  if (text.size() > k_longest_line && text.find("*** Begin Patch") == std::string::npos) {
    add_opaque("too-much",
               "the line has " + std::to_string(text.size()) +
                   " bytes, and no shell is started with more than " +
                   std::to_string(k_longest_line),
               "", -1);
    return;
  }
  const ShellContext context{call_.cwd, context_.home, &files_, &shell_work_};
  const int begin = append_line(understand_shell(text, context), -1, "", false);
  work_through(begin);
}

void Builder::run_shell(const std::string& text, int parent, const std::string& via, bool quiet) {
  if (trim(text).empty()) return;
  if (nesting_ >= k_max_nesting) {
    add_opaque("too-much", "commands are nested too deeply", text, parent);
    return;
  }
  if (!spend(1000 + 2 * text.size() +
             (actions_.line.commands.size() > k_max_commands ? k_work : 0)))
    return;
  ShellContext context{call_.cwd, context_.home, &files_, &shell_work_};
  Word directory(call_.cwd);
  if (parent >= 0) directory = command(parent).directory;
  if (!directory.known()) directory.text = normalise_path("/", directory.text);
  context.directory = directory.text;
  CommandLine line = understand_shell(text, context);
  if (!directory.known())  // what it knows of the directory is only its spelling
    for (SimpleCommand& one : line.commands)
      if (one.directory.known() && one.directory.text.starts_with(directory.text))
        one.directory.holes = {{0, directory.text.size()}};
  ++nesting_;
  work_through(append_line(std::move(line), parent, via, quiet));
  --nesting_;
}

void Builder::run_words(std::vector<Word> argv, int parent, const std::string& via, Input input) {
  if (argv.empty() || nesting_ >= k_max_nesting || !spend(200)) return;
  CommandLine line;
  SimpleCommand one;
  one.argv = std::move(argv);
  one.input = std::move(input);
  if (one.input.producer >= 0) one.input.producer = -1;
  if (parent >= 0) {
    one.directory = command(parent).directory;
    one.in_pipe = command(parent).in_pipe;
  }
  line.commands.push_back(std::move(one));
  ++nesting_;
  work_through(append_line(std::move(line), parent, via, false));
  --nesting_;
}

int Builder::order_of(int index) const {
  if (index < 0 || static_cast<std::size_t>(index) >= orders_.size()) return index < 0 ? -1 : index;
  return orders_[static_cast<std::size_t>(index)];
}

int Builder::append_line(CommandLine&& line, int parent, const std::string& via, bool quiet) {
  CommandLine& whole = actions_.line;
  const int shift = static_cast<int>(whole.commands.size());
  const std::size_t first_write = whole.writes.size();
  SimpleCommand carrier;
  if (parent >= 0) {
    const SimpleCommand& one = command(parent);
    carrier.depth = one.depth + 1;
    carrier.certain = one.certain && !quiet;
    carrier.background = one.background;
    carrier.is_remote = one.is_remote;
    if (one.assignments.size() + one.exported.size() <= 64) {
      carrier.exported = one.exported;
      carrier.exported.insert(carrier.exported.end(), one.assignments.begin(),
                              one.assignments.end());
    }
  }
  for (SimpleCommand& one : line.commands) {
    if (parent >= 0) {
      one.depth += carrier.depth;
      one.certain = one.certain && carrier.certain;
      one.background = one.background || carrier.background;
      one.is_remote = one.is_remote || carrier.is_remote;
      one.exported.insert(one.exported.begin(), carrier.exported.begin(), carrier.exported.end());
    }
    if (one.parent >= 0)
      one.parent += shift;
    else {
      one.parent = parent;
      if (one.via.empty()) one.via = via;
    }
    if (one.input.producer >= 0) one.input.producer += shift;
    CommandAction action;
    action.command = static_cast<int>(whole.commands.size());
    action.program = std::string(known_base_name(one.argv.front()));
    action.canonical = canonical_of(one.argv);
    actions_.commands.push_back(std::move(action));
    orders_.push_back(parent >= 0 ? order_of(parent) : static_cast<int>(whole.commands.size()));
    whole.commands.push_back(std::move(one));
  }
  for (WrittenFile& write : line.writes) {
    write.command = write.command >= 0 ? write.command + shift : parent;
    whole.writes.push_back(std::move(write));
  }
  for (Unknown& unknown : line.unknowns) {
    unknown.command = unknown.command >= 0 ? unknown.command + shift : parent;
    // Code that builds its commands at run time is ordinary; only text from outside counts there.
    const bool counts = !quiet || unknown.kind == Unknown::Kind::shell_text ||
                        unknown.kind == Unknown::Kind::door ||
                        unknown.kind == Unknown::Kind::too_much;
    if (!counts || (quiet && unknown.what.find("unknown_") != std::string::npos)) continue;
    add_opaque(kind_name(unknown.kind), unknown.what, unknown.text.text, unknown.command);
    whole.unknowns.push_back(std::move(unknown));
  }
  for (std::string& name : line.functions) whole.functions.push_back(std::move(name));
  for (NamedWord& variable : line.variables) whole.variables.push_back(std::move(variable));
  if (parent < 0 && shift == 0) whole.error = line.error;
  take_writes(first_write);
  return shift;
}

void Builder::work_through(int begin) {
  const int end = static_cast<int>(actions_.line.commands.size());
  for (int index = begin; index < end; ++index) {
    if (!spend(20)) return;
    act_on_client(*this, index);
    act_on_interpreter(*this, index);
    act_on_files(*this, index);
  }
}

}  // namespace interlock
