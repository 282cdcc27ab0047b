// Redirections (bash manual 3.6): what a command reads, and the text that the line
// puts into files, so that `echo "psql" > x.sh; sh x.sh` is read as what it runs.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

using Kind = syntax::Redirection::Kind;

namespace {

constexpr std::size_t k_max_file = 1 << 20;

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The descriptor that a name like /dev/stdin or /dev/fd/3 means; -1 for any other file.
int named_descriptor(std::string_view path) {
  if (path == "/dev/stdin") return 0;
  if (path == "/dev/stdout") return 1;
  if (path == "/dev/stderr") return 2;
  for (const std::string_view prefix : {"/dev/fd/", "/proc/self/fd/"})
    if (path.starts_with(prefix) && is_number(path.substr(prefix.size())))
      return std::stoi(std::string(path.substr(prefix.size())));
  return -1;
}

}  // namespace

std::shared_ptr<Stream> stream_of(Input::Kind kind, Word text) {
  auto stream = std::make_shared<Stream>();
  stream->input.kind = kind;
  stream->input.text = std::move(text);
  return stream;
}

bool is_standard_input(std::string_view path) { return named_descriptor(path) == 0; }

Evaluator::Redirected Evaluator::redirect(const std::vector<syntax::Redirection>& redirections,
                                          State& state, const Frame& frame, bool lasting) {
  Redirected redirected;
  redirected.frame = frame;
  auto descriptors = state.descriptors;
  auto outputs = state.outputs;
  const auto absolute = [&](const Word& path) {
    return path.known() && state.directory.known()
               ? Word(normalise_path(state.directory.text, path.text))
               : path;
  };
  bool to_error = false;  // standard output goes where nobody in this line reads it
  for (const syntax::Redirection& redirection : redirections) {
    const bool reads = redirection.kind == Kind::input || redirection.kind == Kind::input_output ||
                       redirection.kind == Kind::here_document ||
                       redirection.kind == Kind::here_string ||
                       redirection.kind == Kind::duplicate_input;
    const int descriptor = redirection.descriptor.value_or(
        redirection.descriptor_variable.empty() ? (reads ? 0 : 1) : next_descriptor_--);
    if (!redirection.descriptor_variable.empty())
      state.assign(redirection.descriptor_variable, Word(std::to_string(descriptor)));
    Word target = redirection_target(redirection, state, frame, redirected.may_fail);
    std::shared_ptr<Stream> source;
    switch (redirection.kind) {
      case Kind::here_string:
        target.append(Word("\n"));
        [[fallthrough]];
      case Kind::here_document:
        source = stream_of(Input::Kind::text, target);
        break;
      case Kind::input:
      case Kind::input_output: {
        const int named = target.known() ? named_descriptor(target.text) : -1;
        const auto written = files_.find(
            target.known() ? normalise_path(state.directory.text, target.text) : std::string());
        if (target.text == "/dev/null")
          source = stream_of(Input::Kind::nothing, Word());
        else if (written != files_.end())
          source = stream_of(Input::Kind::text, written->second);
        else if (named == 0)
          source = redirected.frame.input;
        else if (named > 2 && descriptors.contains(named))
          source = descriptors[named];
        else
          source = stream_of(Input::Kind::file, target);
        if (source && written != files_.end()) source->file = written->first;
        if (redirection.kind == Kind::input_output) outputs[descriptor] = absolute(target);
        if (source && source->input.kind == Input::Kind::file && !read_file(target, state))
          redirected.may_fail = true;  // nothing runs where its input cannot be opened
        break;
      }
      case Kind::duplicate_input:
      case Kind::duplicate_output: {
        std::string_view number = target.text;
        if (number.size() > 1 && number.ends_with('-')) number.remove_suffix(1);
        if (target.text == "-") {
          outputs.erase(descriptor);
          if (descriptor == 0) source = stream_of(Input::Kind::nothing, Word());
        } else if (is_number(number)) {
          const int other = std::stoi(std::string(number));
          if (descriptor == 1 && other != 1) to_error = true;
          if (other == 0) source = redirected.frame.input;
          if (descriptors.contains(other)) source = descriptors[other];
          if (other == 1 || other == 2) source = nullptr;
          if (const auto file = outputs.find(other); file != outputs.end() && descriptor == 1) {
            redirected.file = file->second;  // exec 3>file; echo x >&3
            redirected.append = true;
          }
        } else if (redirection.descriptor) {
          redirected.may_fail = true;  // "ambiguous redirect": nothing runs
        } else if (redirection.kind == Kind::duplicate_output) {  // >&file
          redirected.outputs.push_back({1, target, false});
          redirected.outputs.push_back({2, target, false});
          redirected.file = target;
          redirected.append = false;
        }
        break;
      }
      case Kind::output:
      case Kind::clobber:
      case Kind::append:
      case Kind::output_both:
      case Kind::append_both: {
        const bool append =
            redirection.kind == Kind::append || redirection.kind == Kind::append_both;
        const bool both =
            redirection.kind == Kind::output_both || redirection.kind == Kind::append_both;
        redirected.outputs.push_back({descriptor, target, append});
        if (both) redirected.outputs.push_back({2, target, append});
        if (descriptor > 2) outputs[descriptor] = absolute(target);
        if (descriptor == 1) {
          const int named = target.known() ? named_descriptor(target.text) : -1;
          to_error = named == 2 || target.text == "/dev/null" || target.text == "/dev/tty";
          redirected.file.reset();
          if (!to_error && named != 1) {
            redirected.file = target;
            redirected.append = append;
          }
        }
        break;
      }
    }
    if (source) {
      if (descriptor == 0) {
        redirected.frame.input = source;
        redirected.input_named = true;
      } else {
        if (!lasting) redirected.before.emplace_back(descriptor, state.descriptors[descriptor]);
        descriptors[descriptor] = source;
      }
    }
  }
  if (lasting) {  // exec without a command: from here on
    state.descriptors = descriptors;
    state.outputs = outputs;
    if (redirected.input_named && frame.input) *frame.input = *redirected.frame.input;
  } else {
    // Seen by this command alone; what it starts inherits it.
    if (descriptors != state.descriptors) state.descriptors = descriptors;
    if (outputs != state.outputs) state.outputs = outputs;
  }
  if (redirected.file || to_error) {
    redirected.sink = std::make_unique<Sink>();
    redirected.frame.out = redirected.sink.get();
    if (to_error && !redirected.file) redirected.file.reset();
  }
  return redirected;
}

// What a redirection names. A file's name has to be one word: "ambiguous redirect" runs nothing.
Word Evaluator::redirection_target(const syntax::Redirection& redirection, State& state,
                                   const Frame& frame, bool& may_fail) {
  if (redirection.kind == Kind::here_document || redirection.kind == Kind::here_string)
    return expand_one(redirection.target, state, frame);
  std::vector<Word> fields;
  expand_fields(redirection.target, state, frame, fields);
  if (fields.size() != 1 || fields[0].text.empty()) may_fail = true;
  Word target;
  for (Word& field : fields) target.append(field);
  target.may_split = false;
  return target;
}

// Runs what was redirected, or not, where a redirection may fail.
void Evaluator::perform(Redirected& redirected, State& state,
                        const std::function<void(State&, const Frame&)>& command) {
  if (redirected.may_fail)
    branch(state, redirected.frame, command);
  else
    command(state, redirected.frame);
  settle(redirected, state);
  for (auto one = redirected.before.rbegin(); one != redirected.before.rend(); ++one) {
    if (one->second)
      state.descriptors[one->first] = one->second;
    else
      state.descriptors.erase(one->first);
  }
}

void Evaluator::settle(Redirected& redirected, State& state) {
  std::vector<PendingOutput> pending = std::move(pending_);
  pending_.clear();
  Word printed;
  int producer = -1;
  if (redirected.sink && redirected.file) {
    printed = redirected.sink->texts.size() == 1 ? redirected.sink->texts.front()
                                                 : Word::unknown("$(...)");
    producer = redirected.sink->producer;
    const bool into_pending =
        std::any_of(pending.begin(), pending.end(),
                    [&](const PendingOutput& one) { return one.path == *redirected.file; });
    if (!into_pending) {
      Word path = *redirected.file;
      if (path.known() && state.directory.known())
        path = Word(normalise_path(state.directory.text, path.text));
      write_file(path, printed, redirected.append, producer);
      // bash reads a script while it runs it, and goes on where it was.
      if (path.known() && std::any_of(scripts_.begin(), scripts_.end(), [&](const auto& script) {
            return script.starts_with(path.text + '\n');
          })) {
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
    inner.in_pipe = true;
    inner.input =
        stream_of(Input::Kind::text, direct                    ? printed
                                     : written != files_.end() ? written->second
                                                               : Word::unknown(one.path.text));
    if (!direct && written == files_.end()) inner.input->input.kind = Input::Kind::command;
    inner.input->input.producer = producer;
    run_list(*one.list, copy, inner);
    finish(copy, inner);
  }
}

void Evaluator::write_file(const Word& path, const Word& content, bool append, int command) {
  if (!spend(1 + content.text.size() / 256)) return;
  line_.writes.push_back({path, content, append, command});
  if (!path.known()) return;
  Word& file = files_[path.text];
  const auto old = context_.files != nullptr && append && file.text.empty()
                       ? context_.files->read(path.text)
                       : std::nullopt;
  if (!append) file = Word();
  if (old) file = Word(*old);
  if (file.text.size() + content.text.size() > k_max_file)
    file = Word::unknown("<" + path.text + ">");
  else
    file.append(content);
}

std::optional<Word> Evaluator::read_file(const Word& path, const State& state) const {
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

}  // namespace interlock
