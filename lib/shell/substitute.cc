// Command substitution and process substitution.
#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

using syntax::Part;

namespace {

// No command but redirections: nothing is printed.
const syntax::Command* only_redirects(const syntax::List& list) {
  if (list.items.size() != 1 || list.items[0].items.size() != 1 || list.items[0].background)
    return nullptr;
  const syntax::Pipeline& pipeline = list.items[0].items[0].pipeline;
  if (pipeline.commands.size() != 1) return nullptr;
  const auto* simple = std::get_if<syntax::Simple>(&pipeline.commands[0].node);
  const bool bare = simple && simple->words.empty() && simple->assignments.empty();
  return bare && !pipeline.commands[0].redirections.empty() ? &pipeline.commands[0] : nullptr;
}

// `$(< file)`: that redirection and no other (bash 5.2, Command Substitution).
bool prints_file(const std::vector<syntax::Redirection>& redirections) {
  const syntax::Redirection& first = redirections.front();
  return redirections.size() == 1 && first.kind == syntax::Redirection::Kind::input &&
         first.descriptor.value_or(0) == 0 && first.descriptor_variable.empty();
}

// A hole at the end may be empty: then the newlines in front of it are the last ones, and so they
// become part of it.
Word without_last_newlines(Word text) {
  const std::string& bytes = text.text;
  std::size_t end = bytes.size();
  const std::size_t known = text.holes.empty() ? 0 : text.holes.back().end;
  while (end > known && bytes[end - 1] == '\n') --end;
  text = text.substr(0, end);
  std::size_t first = end, holes = text.holes.size();  // of what may be at the end
  for (std::size_t begin = end, hole = holes; hole > 0 && text.holes[hole - 1].end == begin;) {
    begin = text.holes[--hole].begin;
    const std::size_t before = hole > 0 ? text.holes[hole - 1].end : 0;
    while (begin > before && bytes[begin - 1] == '\n') first = --begin, holes = hole;
  }
  if (first == end) return text;
  text.holes.resize(holes);
  text.holes.push_back({first, end});
  return text;
}

}  // namespace

// $(list): runs it on a copy of the state and takes what it prints.
Word Evaluator::substitute(const Part& part, State& state, const Frame& frame) {
  const Word unknown = Word::unknown(shorten(spelling(part.span, frame), 200));
  if (!part.list || frame.depth >= k_max_depth || !spend(state.weight())) return unknown;
  State copy = state;
  copy.traps.clear();
  ++substitutions_;
  Sink sink;
  Frame inner = frame;
  inner.out = &sink;
  inner.loops = 0;
  if (part.backquoted) inner = inner.inside(part.text);
  inner.via = "command substitution";
  ++inner.depth;
  Choices* outer = choices_;
  choices_ = nullptr;
  if (const syntax::Command* reader = only_redirects(*part.list)) {
    Redirected redirected = redirect(reader->redirections, copy, inner, false);
    if (prints_file(reader->redirections) && redirected.frame.input)
      sink.append(text_of(*redirected.frame.input, copy));
    settle(redirected, copy);
  } else {
    run_list(*part.list, copy, inner);
  }
  finish(copy, inner);
  choices_ = outer;
  state.status = part.unreadable ? std::nullopt : status_after(state, copy);
  if (copy.broken && !state.broken) return unknown;
  if (sink.texts.size() > 1 && choices_ == nullptr) return unknown;
  std::optional<std::size_t> pick = 0;
  if (sink.texts.size() > 1 && choices_ != nullptr)
    pick = choices_->choose("$(" + std::to_string(part.span.begin), sink.texts.size());
  if (!pick) return unknown;
  Word text = sink.texts[*pick];
  if (std::optional<Word> other = without_blanks_of_no_words(text)) {
    const std::string key = "echo $(" + std::to_string(part.span.begin);
    const auto reading = choices_ == nullptr ? std::nullopt : choices_->choose(key, 2);
    if (reading && *reading == 1) text = std::move(*other);
  }
  text = without_last_newlines(std::move(text));
  if (text.text.find('\0') != std::string::npos) text = without_nul(text);
  if (text.text.size() > k_longest_word) return unknown;
  if (text.holes.size() == 1 && text.holes[0].begin == 0 && text.holes[0].end == text.text.size())
    return unknown;
  return text;
}

// <(list) and >(list): a file name that stands for what the list prints or reads.
Word Evaluator::process_path(const Part& part, State& state, const Frame& frame) {
  const std::string path = "/dev/fd/" + std::to_string(next_descriptor_--);
  Frame inner = frame;
  inner.via = "process substitution";
  inner.loops = 0;
  ++inner.depth;
  if (part.unreadable) {
    state.fail_line();
    inner.certain = false;
  }
  if (!part.list || inner.depth > k_max_depth || !spend(state.weight())) return Word(path);
  if (part.kind == Part::Kind::process_output) {
    pending_.push_back({part.list.get(), inner, Word(path)});
    return Word(path);
  }
  State copy = state;
  copy.traps.clear();
  Sink sink;
  inner.out = &sink;
  // One that prints when nobody reads any more is killed, and what stands behind it does not run.
  if (part.list->items.size() > 1) inner.certain = false;
  Choices* outer = choices_;
  choices_ = nullptr;
  run_list(*part.list, copy, inner);
  finish(copy, inner);
  choices_ = outer;
  std::optional<std::size_t> pick = 0;
  if (sink.texts.size() > 1 && choices_ != nullptr)
    pick = choices_->choose("<(" + std::to_string(part.span.begin), sink.texts.size());
  if (sink.texts.size() > 1 && choices_ == nullptr) pick.reset();
  write_file(Word(path), pick ? sink.texts[*pick] : Word::unknown("<(...)"), false, sink.producer);
  return Word(path);
}

}  // namespace interlock
