// From a command to what it carries: finds the row, reads its options, and follows
// the row's shape. Sub-commands are rows of their own, so the same steps repeat.
#include "lib/shell/wrappers.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table.h"
#include "lib/shell/wrapper_table_parts.h"
#include "lib/shell/wrapper_table_reader.h"
#include "lib/shell/wrapper_table_text.h"

namespace interlock {
namespace {

constexpr int k_deepest = 24;  // rows opened inside each other: env -S 'env -S ...'

// Of a longer line only so much is read, and one unknown word stands for the rest: each reading
// copies its words.
constexpr std::size_t k_most_words = 8'000;

// "python3.11" -> "python", "ld-linux-x86-64.so.2" -> "ld.so".
const WrapperRow* find_program_row(std::string_view program) {
  if (program.find(' ') != std::string_view::npos) return nullptr;  // that is a sub-command's row
  if (const WrapperRow* row = find_wrapper_row(program)) return row;
  if (program.ends_with(".exe")) return find_program_row(program.substr(0, program.size() - 4));
  if (program.starts_with("ld-linux") || program.starts_with("ld-musl") ||
      (program.starts_with("ld-2.") && program.ends_with(".so")))
    return find_wrapper_row("ld.so");
  const std::size_t end = program.find_last_not_of("0123456789.-");
  if (end == std::string_view::npos || end + 1 == program.size()) return nullptr;
  const WrapperRow* row = find_wrapper_row(program.substr(0, end + 1));
  return row != nullptr && (row->flags & flag::numbered) != 0 ? row : nullptr;
}

bool declares_input(const WrapperRow& row) {
  return row.options.find("@I") != std::string_view::npos;
}

// Options in front of a sub-command that say how its words are read.
std::vector<Word> joining_options(const Reading& reading) {
  std::vector<Word> options;
  for (const SeenOption& option : reading.options)
    if (option.role == role::joins) options.emplace_back(option.name);
  return options;
}

void open_sub_command(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    add_option_texts(line, reading.options, out);
    const Carried base = carried_by(line, reading);
    if (reading.rest.empty()) {
      if ((line.row.flags & flag::door) != 0) add_shell(line, base, out);
      continue;
    }
    const Word& sub = reading.rest.front();
    if (!sub.known()) continue;
    const std::string name = std::string(line.row.name) + ' ' + sub.text;
    if (find_wrapper_row(name) != nullptr) {
      Carried inner = base;
      inner.via += ' ' + sub.text;
      std::vector<Word> words = joining_options(reading);  // pnpm -c exec 'text'
      words.insert(words.end(), reading.rest.begin() + 1, reading.rest.end());
      open_row(line, name, words, std::move(inner), out);
    } else if ((line.row.flags & flag::any_sub) != 0) {
      open_row(line, std::string(line.row.name) + " *", reading.rest, base, out);
    }
  }
}

// The command as it stands behind `--`, whatever is before it.
void open_after_dashes(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  add_option_texts(line, whole.options, out);
  const Carried carried = with_options(line.base, whole.options);
  if (whole.dashes)
    add_words(line, carried, line.words.subspan(*whole.dashes + 1), out);
  else if (whole.operands.size() > line.row.operands.size())
    add_words(line, carried, line.words.subspan(whole.operands[line.row.operands.size()].index),
              out);
  else if (!whole.has(role::text))
    add_words(line, carried, {}, out);
}

void open_words(const WrapperLine& line, Carry& out) {
  if ((line.row.flags & flag::dashes) != 0) return open_after_dashes(line, out);
  bool first = true;
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    if (first) add_option_texts(line, reading.options, out);
    first = false;
    Carried carried = carried_by(line, reading);
    if (line.row.shape == Shape::joined || (reading.has(role::joins) && !reading.rest.empty())) {
      if (reading.rest.empty())
        add_words(line, std::move(carried), {}, out);
      else
        add_text(std::move(carried), join_words(reading.rest), {}, line.base.via, out);
    } else if (line.row.shape == Shape::first) {
      if (!reading.rest.empty())
        add_text(std::move(carried), reading.rest.front(), reading.rest.subspan(1), line.base.via,
                 out);
    } else if (line.row.shape == Shape::scripts) {
      if (reading.rest.empty()) continue;
      carried.kind = Carried::Kind::package_script;
      carried.text = reading.rest.front();
      carried.words.assign(reading.rest.begin() + 1, reading.rest.end());
      out.push_back(std::move(carried));
    } else if (reading.rest.empty()) {
      if (reading.has(role::shell))
        add_shell(line, std::move(carried), out);
      else if (!reading.has(role::text))
        add_words(line, std::move(carried), {}, out);
    } else {
      add_words(line, std::move(carried), reading.rest, out);
    }
  }
}

void open_texts(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  add_option_texts(line, whole.options, out);
  const Carried carried = with_options(line.base, whole.options);
  if (line.row.shape == Shape::run_text) {
    if (!whole.has(role::text)) add_words(line, carried, {}, out);
    return;
  }
  for (const WholeLine::Operand& operand : whole.operands) {
    Carried one = carried;
    one.certain = one.certain && operand.certain;
    add_text(std::move(one), operand.word, {}, line.base.via, out);
  }
}

}  // namespace

bool is_shell_name(std::string_view program) {
  constexpr std::array<std::string_view, 12> k_shells = {
      "ash", "bash", "busybox", "dash", "ksh", "mksh", "osh", "rbash", "sh", "yash", "ysh", "zsh"};
  return std::find(k_shells.begin(), k_shells.end(), program) != k_shells.end();
}

void add_new_words(Carried carried, std::vector<Word> words, Carry& out) {
  if (words.empty()) return;
  carried.kind = Carried::Kind::words;
  carried.words = std::move(words);
  out.push_back(std::move(carried));
}

void add_words(const WrapperLine& line, Carried carried, std::span<const Word> rest, Carry& out) {
  if (!rest.empty()) {
    std::vector<Word> words(rest.begin(), rest.end());
    if ((line.row.flags & flag::strips) != 0) words.front() = package_program(words.front());
    return add_new_words(std::move(carried), std::move(words), out);
  }
  if ((line.row.flags & flag::door) != 0) add_shell(line, std::move(carried), out);
}

void add_text(Carried carried, Word text, std::span<const Word> arguments, std::string_view via,
              Carry& out) {
  carried.kind = Carried::Kind::shell_text;
  carried.text = std::move(text);
  carried.words.assign(arguments.begin(), arguments.end());
  carried.via = via;
  out.push_back(std::move(carried));
}

void add_shell(const WrapperLine& line, Carried carried, Carry& out) {
  const bool fed = line.command.input.kind != Input::Kind::inherited && !carried.own_input;
  carried.kind = fed ? Carried::Kind::stdin_shell : Carried::Kind::door;
  out.push_back(std::move(carried));
}

void add_option_texts(const WrapperLine& line, std::span<const SeenOption> options, Carry& out) {
  const Carried carried = with_options(line.base, options);
  for (const SeenOption& option : options)
    if (option.role == role::text && option.value)
      add_text(carried, *option.value, {}, line.base.via, out);
}

Carried carried_by(const WrapperLine& line, const Reading& reading) {
  Carried carried = with_options(line.base, reading.options);
  for (const NamedWord& assignment : reading.assignments) carried.assignments.push_back(assignment);
  carried.certain = carried.certain && reading.certain;
  if (declares_input(line.row) && reading.certain && !reading.has(role::input))
    carried.own_input = true;
  return carried;
}

void open_row(const WrapperLine& line, std::string_view row, std::span<const Word> words,
              Carried base, Carry& out) {
  const WrapperRow* found = find_wrapper_row(row);
  if (found == nullptr) return;
  if (line.depth >= k_deepest || words.size() > 2 * k_most_words)  // whatever it runs, unseen
    return add_new_words(std::move(base), {Word::unknown("...")}, out);
  open_wrapper({line.command, *found, words, std::move(base), line.depth + 1}, out);
}

void open_wrapper(const WrapperLine& given, Carry& out) {
  WrapperLine line = given;
  if ((line.row.flags & flag::remote) != 0) line.base.is_remote = true;
  if ((line.row.flags & flag::maybe) != 0) line.base.certain = false;
  if ((line.row.flags & flag::own_input) != 0) line.base.own_input = true;
  switch (line.row.shape) {
    case Shape::words:
    case Shape::joined:
    case Shape::first:
    case Shape::scripts:
      return open_words(line, out);
    case Shape::texts:
    case Shape::run_text:
      return open_texts(line, out);
    case Shape::subs:
      return open_sub_command(line, out);
    case Shape::alias:
      return open_row(line, line.row.operands, line.words, line.base, out);
    case Shape::renamed: {
      std::vector<Word> words = {Word(line.row.operands)};
      words.insert(words.end(), line.words.begin(), line.words.end());
      return add_new_words(line.base, std::move(words), out);
    }
    case Shape::handler:
      return line.row.handle(line, out);
  }
}

std::vector<Carried> carried_commands(const SimpleCommand& command) {
  Carry out;
  if (command.argv.empty()) return out;
  const std::string_view program = known_base_name(command.argv.front());
  const WrapperRow* row = program.empty() ? nullptr : find_program_row(program);
  if (row == nullptr) return out;
  Carried base;
  base.via = program;
  std::span<const Word> words = std::span(command.argv).subspan(1);
  std::vector<Word> shortened;
  if (words.size() > k_most_words) {
    shortened.assign(words.begin(), words.begin() + k_most_words);
    shortened.push_back(Word::unknown("...", true));
    words = shortened;
  }
  open_wrapper({command, *row, words, base, 0}, out);
  if (!shortened.empty()) {
    base.certain = false;
    add_new_words(std::move(base), {Word::unknown("...")}, out);
  }
  return out;
}

bool is_wrapper(std::string_view program) { return find_program_row(program) != nullptr; }

std::vector<std::string_view> wrapper_names() {
  std::vector<std::string_view> names;
  for (const WrapperRow& row : wrapper_rows())
    if (row.name.find(' ') == std::string_view::npos) names.push_back(row.name);
  return names;
}

std::vector<std::string> check_wrapper_table() {
  std::vector<std::string> complaints;
  std::string_view before;
  for (const WrapperRow& row : wrapper_rows()) {
    const std::string name(row.name);
    if (row.name <= before) complaints.push_back(name + ": out of order or twice");
    before = row.name;
    if ((row.shape == Shape::handler) != (row.handle != nullptr))
      complaints.push_back(name + ": handler and shape do not agree");
    if (row.shape == Shape::alias && find_wrapper_row(row.operands) == nullptr)
      complaints.push_back(name + ": alias of a missing row");
    if (row.shape == Shape::subs && (row.flags & flag::any_sub) != 0 &&
        find_wrapper_row(name + " *") == nullptr)
      complaints.push_back(name + ": no row for other sub-commands");
    if (const std::size_t cut = name.rfind(' '); cut != std::string::npos) {
      const WrapperRow* parent = find_wrapper_row(std::string_view(name).substr(0, cut));
      if (parent == nullptr || (parent->shape != Shape::subs && parent->shape != Shape::handler))
        complaints.push_back(name + ": no row for the program itself");
    }
    for (std::string& complaint : check_option_spelling(row))
      complaints.push_back(std::move(complaint));
  }
  return complaints;
}

}  // namespace interlock
