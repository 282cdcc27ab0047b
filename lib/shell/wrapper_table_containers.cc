// What runs inside a container: docker run, compose run, kubectl exec and kin.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

// registry/team/flyway:10, or a service of that name, most likely starts flyway.
void add_guess(Carried carried, std::string_view name, Words words, Carry& out) {
  const std::string_view tool = tool_named_by(name);
  if (tool.empty() || words.empty() || words.front().text == tool) return;
  std::vector<Word> guessed = {Word(tool)};
  guessed.insert(guessed.end(), words.begin(), words.end());
  carried.certain = false;
  add_new_words(std::move(carried), std::move(guessed), out);
}

// The words as the image starts them.
void add_image_words(const WrapperLine& line, Carried carried, const Word& image, Words words,
                     bool interactive, Carry& out) {
  const ImageHabit habit = image.known() ? image_habit(image.text) : ImageHabit{};
  std::vector<Word> inner;
  if (!habit.entrypoint.empty())
    inner.emplace_back(habit.entrypoint);
  else if (!words.empty() && is_dashed(words.front()) && !habit.for_options.empty())
    inner.emplace_back(habit.for_options);
  else if (words.empty() && interactive && !habit.without_words.empty())
    inner.emplace_back(habit.without_words);
  inner.insert(inner.end(), words.begin(), words.end());
  if (habit.entrypoint.empty()) add_guess(carried, image.text, words, out);
  add_words(line, std::move(carried), inner, out);
}

void add_entrypoint_words(const WrapperLine& line, Carried carried, const Word& entrypoint,
                          bool split, Words words, Carry& out) {
  std::vector<Word> inner;
  if (split)
    inner = split_words(entrypoint);
  else if (!entrypoint.text.empty())
    inner.push_back(entrypoint);
  inner.insert(inner.end(), words.begin(), words.end());
  add_words(line, std::move(carried), inner, out);
}

void add_health_check(const WrapperLine& line, const Reading& reading, Carry& out) {
  const Word* check = reading.value('H');
  if (check == nullptr || check->text == "none") return;
  Carried carried = line.base;
  carried.certain = false;
  carried.own_input = true;
  add_text(std::move(carried), *check, {}, line.base.via + " --health-cmd", out);
}

}  // namespace

void carry_image(const WrapperLine& line, Carry& out) {
  bool first = true;
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops) || reading.operands.empty()) continue;
    if (first) add_health_check(line, reading, out);
    first = false;
    Carried carried = carried_by(line, reading);
    if (const Word* entrypoint = reading.value('E');
        entrypoint != nullptr && !entrypoint->text.empty())
      add_entrypoint_words(line, std::move(carried), *entrypoint, false, reading.rest, out);
    else
      add_image_words(line, std::move(carried), reading.operands.front(), reading.rest,
                      reading.has(role::input), out);
  }
}

// compose run: the service's name may tell its tool, its image stands in a file.
void carry_service(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops) || reading.operands.empty()) continue;
    Carried carried = carried_by(line, reading);
    if (const Word* entrypoint = reading.value('E')) {
      add_entrypoint_words(line, std::move(carried), *entrypoint, true, reading.rest, out);
    } else {
      add_guess(carried, reading.operands.front().text, reading.rest, out);
      add_words(line, std::move(carried), reading.rest, out);
    }
  }
}

// kubectl exec POD [-c container] -- words; without `--`, an older spelling.
void carry_pod(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = with_options(line.base, whole.options);
  if (!whole.has(role::input) && line.row.options.find("@I") != std::string_view::npos)
    carried.own_input = true;
  Words rest;
  if (whole.dashes)
    rest = line.words.subspan(*whole.dashes + 1);
  else if (whole.operands.size() > 1)
    rest = line.words.subspan(whole.operands[1].index);
  add_words(line, std::move(carried), rest, out);
}

// kubectl run NAME --image=IMAGE [--command] -- words
void carry_pod_image(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  if (whole.has(role::stops)) return;
  Carried carried = with_options(line.base, whole.options);
  if (!whole.has(role::input)) carried.own_input = true;
  Words rest;
  if (whole.dashes)
    rest = line.words.subspan(*whole.dashes + 1);
  else if (whole.operands.size() > 1)
    rest = line.words.subspan(whole.operands[1].index);
  const Word* image = whole.value('M');
  if (image == nullptr || whole.has('K'))
    add_words(line, std::move(carried), rest, out);
  else
    add_image_words(line, std::move(carried), *image, rest, whole.has(role::input), out);
}

}  // namespace interlock
