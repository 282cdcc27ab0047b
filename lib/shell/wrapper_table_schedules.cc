// Programs that run a command later, again, behind a lock or into a record.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {

// util-linux: script [options] [file] [-- command]; BSD: script [options] file command...
void carry_script(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  add_option_texts(line, whole.options, out);
  if (whole.dashes && *whole.dashes + 1 < line.words.size())
    return add_words(line, line.base, line.words.subspan(*whole.dashes + 1), out);
  if (whole.operands.size() < 2) {
    if (out.empty()) add_shell(line, line.base, out);
    return;
  }
  Carried carried = line.base;
  carried.certain = false;
  add_words(line, std::move(carried), line.words.subspan(whole.operands[1].index), out);
}

// flock FILE words, flock FILE -c text; sg GROUP [-c] text
void carry_flock(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    if (const Word* text = reading.value(role::text)) {
      add_text(carried_by(line, reading), *text, {}, line.base.via + " -c", out);
      continue;
    }
    const bool text = reading.rest.size() > 1 &&
                      (reading.rest[0].text == "-c" || reading.rest[0].text == "--command");
    if (text)
      add_text(carried_by(line, reading), reading.rest[1], {}, line.base.via + " -c", out);
    else if (line.row.name == "sg" && !reading.rest.empty())
      add_text(carried_by(line, reading), reading.rest[0], {}, line.base.via, out);
    else
      add_words(line, carried_by(line, reading), reading.rest, out);
  }
}

void carry_watch(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops) || reading.rest.empty()) continue;
    if (reading.has('x'))
      add_words(line, carried_by(line, reading), reading.rest, out);
    else
      add_text(carried_by(line, reading), join_words(reading.rest), {}, line.base.via, out);
  }
}

void carry_at(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = line.base;
  if (const Word* file = whole.value('f')) {
    carried.kind = Carried::Kind::script;
    carried.text = *file;
    out.push_back(std::move(carried));
  } else {
    add_shell(line, std::move(carried), out);
  }
}

// `crontab -` with a table that the line itself holds: five fields of time (or @daily), then text.
void carry_crontab(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  const bool from_input = whole.operands.empty() || whole.operands[0].word.text == "-";
  const Input& input = line.command.input;
  const bool shown = input.kind == Input::Kind::text || input.kind == Input::Kind::command;
  if (whole.has(role::stops) || !from_input || !shown) return;
  for (Word entry : split_at(input.text, '\n', 1'000)) {
    // What `crontab -l` printed ends with its line.
    if (!entry.holes.empty() && entry.holes[0].begin == 0) entry = entry.substr(entry.holes[0].end);
    std::size_t at = entry.text.find_first_not_of(" \t");
    if (at == std::string::npos || entry.text[at] == '#') continue;
    const int fields = entry.text[at] == '@' ? 1 : 5;
    for (int field = 0; field < fields && at != std::string::npos; ++field) {
      at = entry.text.find_first_of(" \t", at);
      if (at != std::string::npos) at = entry.text.find_first_not_of(" \t", at);
    }
    if (at == std::string::npos) continue;
    Carried carried = line.base;
    carried.certain = false;
    carried.own_input = true;
    add_text(std::move(carried), entry.substr(at), {}, line.base.via, out);
  }
}

}  // namespace interlock
