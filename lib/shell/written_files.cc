// The text that a line puts into files, so that `echo "psql" > x.sh; sh x.sh` is read as what it
// runs.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/descriptors.h"
#include "lib/shell/evaluator.h"

namespace interlock {

constexpr std::size_t k_max_file = 1 << 20;

void Evaluator::settle(Redirected& redirected, State& state) {
  std::vector<PendingOutput> pending = std::move(pending_);
  pending_.clear();
  Word printed;
  int producer = -1;
  if (!redirected.sinks.empty() && redirected.file) {
    const Sink& sink = *redirected.sinks.back();
    const bool known = sink.texts.size() == 1 && !redirected.lasts;
    printed = known ? sink.texts.front() : Word::unknown("$(...)");
    producer = sink.producer;
    const bool into_pending =
        std::any_of(pending.begin(), pending.end(),
                    [&](const PendingOutput& one) { return one.path == *redirected.file; });
    if (!into_pending) {
      Word path = *redirected.file;
      if (path.known() && state.directory.known())
        path = Word(normalise_path(state.directory.text, path.text));
      write_file(path, printed, redirected.append, producer);
      bool is_running = false;
      for (RunningScript& script : scripts_)
        if (path.known() && script.name.starts_with(path.text + '\n'))
          is_running = script.is_changed = true;
      if (is_running) {
        state.doubtful = true;
        note_unknown(Unknown::Kind::shell_text,
                     path.text + " goes on with what it writes into itself", printed,
                     redirected.frame.parent);
      }
      if (producer >= 0 && path.known() && !redirected.append) note_copy(path.text, producer);
    }
  }
  for (const PendingOutput& one : pending) {  // >(list) reads what was written
    const bool direct = redirected.file && *redirected.file == one.path;
    const auto written = files_.find(one.path.text);
    State copy = state;
    Frame inner = one.frame;
    inner.out = nullptr;
    inner.writers.clear();
    inner.in_pipe = true;
    inner.input =
        stream_of(Input::Kind::text, direct                    ? printed
                                     : written != files_.end() ? written->second
                                                               : Word::unknown(one.path.text));
    if (!direct && written == files_.end()) inner.input->input.kind = Input::Kind::command;
    inner.input->input.producer = producer;
    const std::size_t first = line_.writes.size();
    run_list(*one.list, copy, inner);
    finish(copy, inner);
    note_unsettled(first);  // bash does not wait for it
  }
}

// Of the files that were written since, and in the background, nobody knows when they are there.
void Evaluator::note_unsettled(std::size_t first_write) {
  for (std::size_t i = first_write; i < line_.writes.size(); ++i)
    if (const Word& path = line_.writes[i].path; path.known()) unsettled_.insert(path.text);
}

// "$tmp" is written and "$tmp" is run: whatever it is called, it is most often the same file.
static std::string name_of_file(const Word& path) {
  return path.known() ? path.text : '?' + path.text;
}

void Evaluator::write_file(const Word& path, const Word& content, bool append, int command) {
  if (!spend(8 + path.text.size() / 16 + content.text.size() / 256)) return;
  line_.writes.push_back({path, content, append, command});
  Word& file = files_[name_of_file(path)];
  const auto old = context_.files != nullptr && path.known() && append && file.text.empty()
                       ? context_.files->read(path.text)
                       : std::nullopt;
  if (!append) file = Word();
  if (old) file = Word(*old);
  if (file.text.size() + content.text.size() > k_max_file)
    file = Word::unknown("<" + path.text + ">");
  else
    file.append(content);
}

std::string name_elsewhere(std::string_view path) { return ':' + normalise_path("/", path); }

std::optional<Word> Evaluator::read_file(const Word& path, const State& state) const {
  if (!path.known()) {
    if (const auto same = files_.find(name_of_file(path)); same != files_.end())
      return same->second;
    if (const auto source = copied_from(name_of_file(path))) return read_file(Word(*source), state);
  }
  if (!path.known() || !state.directory.known()) return std::nullopt;
  const std::string absolute = normalise_path(state.directory.text, path.text);
  const auto written = files_.find(absolute);
  if (written != files_.end()) return written->second;
  const int named = named_descriptor(absolute);
  if (named > 2) {
    const auto open = state.descriptors.find(named);
    if (open != state.descriptors.end()) return text_of(*open->second, state);
  }
  if (named >= 0 || context_.files == nullptr || state.is_remote) return std::nullopt;
  if (const auto text = context_.files->read(absolute)) return Word(*text);
  if (const auto source = copied_from(absolute))
    if (const auto text = context_.files->read(*source)) return Word(*text);
  return std::nullopt;
}

Word Evaluator::text_of(const Stream& stream, const State& state) const {
  switch (stream.input.kind) {
    case Input::Kind::inherited:
      return Word::unknown("<stdin>");
    case Input::Kind::nothing:
      return Word();
    case Input::Kind::text:
      return stream.input.text.substr(stream.position);
    case Input::Kind::command:
      return stream.input.text;
    case Input::Kind::file:
      if (auto text = read_file(stream.input.text, state)) return text->substr(stream.position);
      return Word::unknown("<" + stream.input.text.text);
  }
  return Word::unknown("<stdin>");
}

// A file of the project, whichever machine works in it: a container has it mounted.
std::optional<Word> Evaluator::read_project(const Word& path, const State& state) const {
  if (!state.is_remote) return read_file(path, state);
  const bool is_placed = path.text.starts_with('/') || state.directory.known();
  if (!path.known() || !is_placed || context_.files == nullptr) return std::nullopt;
  const std::string absolute = normalise_path(state.directory.text, path.text);
  const std::string elsewhere = name_elsewhere(absolute);
  if (const auto sent = files_.find(elsewhere); sent != files_.end()) return sent->second;
  if (const auto source = copied_from(elsewhere))
    if (const auto text = context_.files->read(*source)) return Word(*text);
  const std::string project = context_.directory + '/';
  const bool above = project.starts_with(absolute.substr(0, absolute.rfind('/') + 1));
  if (!above && !absolute.starts_with(project)) return std::nullopt;  // its own file
  const auto text = context_.files->read(absolute);
  return text ? std::optional(Word(*text)) : std::nullopt;
}

}  // namespace interlock
