// Redirections (bash manual 3.6): what a command reads, and where what it prints goes.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/descriptors.h"
#include "lib/shell/evaluator.h"

namespace interlock {

using Kind = syntax::Redirection::Kind;

namespace {

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::shared_ptr<Stream> stream_of(Input::Kind kind, Word text) {
  auto stream = std::make_shared<Stream>();
  stream->input.kind = kind;
  stream->input.text = std::move(text);
  return stream;
}

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
  const auto open_sink = [&] {
    redirected.sinks.push_back(std::make_unique<Sink>());  // 2>&1 may write to the one before
    redirected.frame.out = redirected.sinks.back().get();
    redirected.file.reset();
  };
  const auto duplicate = [&](int descriptor, int other) {
    const Writer* found = redirected.frame.writer_of(other);
    const bool doubtful = found != nullptr && found->doubtful;
    Sink* const sink = other == 1 ? redirected.frame.out : found != nullptr ? found->sink : nullptr;
    if (descriptor != 1) return redirected.frame.set_writer(descriptor, sink, doubtful);
    if (other == 1) return;
    open_sink();  // where nobody in this line reads it
    if (doubtful) sink->append(Word::unknown("$(...)", true));
    if (sink != nullptr && !doubtful) redirected.frame.out = sink;
  };
  for (const syntax::Redirection& redirection : redirections) {
    const bool reads = redirection.kind == Kind::input || redirection.kind == Kind::input_output ||
                       redirection.kind == Kind::here_document ||
                       redirection.kind == Kind::here_string ||
                       redirection.kind == Kind::duplicate_input;
    const int descriptor = redirection.descriptor.value_or(
        redirection.descriptor_variable.empty() ? (reads ? 0 : 1) : next_descriptor_--);
    if (!redirection.descriptor_variable.empty())
      state.assign(redirection.descriptor_variable, Word(std::to_string(descriptor)));
    // Behind one that fails bash looks at no other.
    Word target = redirection_target(
        redirection, state, redirected.may_fail ? frame.in_doubt() : frame, redirected.may_fail);
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
        if (state.is_posix && (number.size() != 1 || (number != "-" && !is_number(number))))
          redirected.may_fail = state.doubtful = true;  // "Bad fd number": dash ends here
        if (number.size() > 1 && number.ends_with('-')) number.remove_suffix(1);
        if (target.text == "-") {
          outputs.erase(descriptor);
          redirected.may_not_open = redirected.may_not_open || descriptor == 1;  // nor write
          if (descriptor == 0) source = stream_of(Input::Kind::nothing, Word());
        } else if (is_number(number)) {
          const int other = std::stoi(std::string(number));
          duplicate(descriptor, other);
          if (other == 0) source = redirected.frame.input;
          if (descriptors.contains(other)) source = descriptors[other];
          if (other == 1 || other == 2) source = nullptr;
          if (const auto file = outputs.find(other); file != outputs.end() && descriptor == 1) {
            redirected.file = file->second;  // exec 3>file; echo x >&3
            redirected.append = true;
          }
        } else if (redirection.descriptor || redirection.kind == Kind::duplicate_input) {
          redirected.may_fail = true;  // "ambiguous redirect": nothing runs
        } else if (redirection.kind == Kind::duplicate_output) {  // >&file
          redirected.may_not_open = true;
          redirected.outputs.push_back({1, target, false});
          redirected.outputs.push_back({2, target, false});
          open_sink();
          redirected.file = target;
          redirected.append = false;
          redirected.frame.set_writer(2, redirected.frame.out, false);
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
        redirected.may_not_open = redirected.may_not_open || !target.text.starts_with("/dev/");
        redirected.outputs.push_back({descriptor, target, append});
        if (both) redirected.outputs.push_back({2, target, append});
        if (descriptor > 2) outputs[descriptor] = absolute(target);
        const int named = target.known() ? named_descriptor(target.text) : -1;
        if (named == 1 || named == 2 || redirected.frame.writer_of(named) != nullptr) {
          duplicate(descriptor, named);
        } else if (descriptor == 1) {
          open_sink();
          if (target.text != "/dev/null" && target.text != "/dev/tty") {
            redirected.file = target;
            redirected.append = append;
            redirected.lasts = lasting;
          }
        } else {
          redirected.frame.set_writer(descriptor, nullptr, false);
        }
        if (both) redirected.frame.set_writer(2, redirected.frame.out, false);
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
  return redirected;
}

// What a redirection names. A file's name has to be one word: "ambiguous redirect" runs nothing.
Word Evaluator::redirection_target(const syntax::Redirection& redirection, State& state,
                                   const Frame& frame, bool& may_fail) {
  if (redirection.kind == Kind::here_document || redirection.kind == Kind::here_string) {
    const bool before = state.broken;
    Word text = expand_one(redirection.target, state, frame);
    if (before || !state.broken) return text;
    may_fail = true;
    return Word::unknown(text.text);
  }
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
  if (redirected.may_fail) {
    const std::optional<int> before = state.status;
    state.status = 1;
    branch(state, redirected.frame, [&](State& copy, const Frame& frame) {
      copy.status = before;
      command(copy, frame);
    });
  } else {
    command(state, redirected.frame);
  }
  if (redirected.may_not_open && state.status == 0) state.status.reset();
  settle(redirected, state);
  for (auto one = redirected.before.rbegin(); one != redirected.before.rend(); ++one) {
    if (one->second)
      state.descriptors[one->first] = one->second;
    else
      state.descriptors.erase(one->first);
  }
}

}  // namespace interlock
