// Lists and pipelines: which parts bash reaches, and with what state. Where a condition is not
// known both ways are taken, on copies of the state that are joined where the ways meet.
#include <algorithm>
#include <variant>

#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"
#include "lib/shell/pattern.h"

namespace interlock {

using namespace syntax;

// The trees of a line and its scripts; those of texts that are read again and again are charged.
constexpr std::size_t k_free_tree_bytes = 6 << 20;
constexpr std::size_t k_tree_bytes_of_a_step = 50;

Evaluator::Evaluator(const ShellContext& context, CommandLine& line)
    : context_(context),
      line_(line),
      work_(context.work == nullptr ? k_shell_work : *context.work) {}

bool Evaluator::spend(std::size_t cost) {
  if (work_ > cost) {
    work_ -= cost;
    return true;
  }
  if (!exhausted_) {
    exhausted_ = true;
    note_unknown(Unknown::Kind::too_much, "the command line does more than can be followed",
                 interlock::Word::unknown("..."), -1);
  }
  return false;
}

// Is there something in it that this shell does not accept?
static bool stops_shell(const ParsedUnit& unit, const State& state) {
  return (unit.dash_only && !state.is_posix) || (unit.extended_glob && !state.modes.extended_globs);
}

void Evaluator::run_text(const std::string& text, State& state, Frame frame,
                         const std::string& what, Origin origin) {
  if (frame.depth > k_max_depth) {
    note_unknown(Unknown::Kind::too_much, "commands are nested too deeply", interlock::Word(text),
                 frame.parent);
    return;
  }
  if (!spend(64 + text.size() / 16)) return;
  frame.source = std::make_shared<const std::string>(text);
  auto tree = std::make_shared<const ParsedShell>(parse_shell(*frame.source));
  tree_bytes_ += tree->bytes;
  if (tree_bytes_ > k_free_tree_bytes && !spend(tree->bytes / k_tree_bytes_of_a_step)) return;
  trees_.push_back(tree);
  // A shell that is no bash stops where bash's own syntax begins.
  std::size_t stop = text.size() + 1;
  if (state.is_posix) {
    ParseOptions posix;
    posix.posix = true;
    if (const auto error = parse_shell(text, posix).error) stop = error->offset;
  }
  // Commands that read what stands behind them in the script leave less of it.
  const std::size_t base = origin == Origin::script ? frame.input->position : 0;
  std::size_t read = base;
  const auto run_rest = [&] {
    const std::string& all = frame.input->input.text.text;
    run_text(all.substr(std::min(frame.input->position, all.size())), state, frame, what, origin);
  };
  auto unit = tree->units.begin();
  for (std::size_t i = 0; i < tree->list.items.size(); ++i) {
    const bool begins = unit != tree->units.end() && unit->first == i;
    if (begins && origin != Origin::alias) go_on_after_error(state);
    if (exhausted_ || (state.flow != State::Flow::on && !state.failed)) break;
    if (state.flow != State::Flow::on && !begins) continue;
    if (begins) {
      const bool is_changed = std::ranges::any_of(scripts_, &RunningScript::is_changed);
      if (unit->end > stop || is_changed || stops_shell(*unit, state)) state.doubtful = true;
      if (origin == Origin::script) {
        if (frame.input->position != read) return run_rest();
        frame.input->position = read = base + unit->end;
      }
      if (origin != Origin::alias)
        frame.aliases =
            state.aliases.names.empty() ? nullptr : std::make_shared<const Aliases>(state.aliases);
      ++unit;
    }
    run_and_or(tree->list.items[i], state, frame);
  }
  if (origin != Origin::alias) go_on_after_error(state);
  if (origin == Origin::script && frame.input->position != read && state.flow == State::Flow::on)
    return run_rest();
  if (!tree->error) return;
  state.fail_line();  // an alias or an unclosed substitution: bash reads no more than this
  if (frame.depth == 0) line_.error = tree->error;
  note_unreadable(*tree->error, what, interlock::Word(text), frame.parent);
}

void Evaluator::note_unreadable(const SyntaxError& error, const std::string& what,
                                interlock::Word text, int command) {
  if (error.is_limit)
    note_unknown(Unknown::Kind::too_much, what + " is too much to be read: " + error.message,
                 std::move(text), command);
  else
    note_unknown(Unknown::Kind::syntax, "bash cannot read " + what + ": " + error.message,
                 std::move(text), command);
}

// Behind a line that an error may have ended: what it did up to there may be all that it did.
void Evaluator::go_on_after_error(State& state) {
  if (!state.failed) return;
  State failed = *state.failed;
  state.failed.reset();
  if (failed.scopes.size() > state.scopes.size()) failed.parameters = state.parameters;
  while (failed.scopes.size() > state.scopes.size()) failed.leave_scope();
  join(state, std::move(failed));
}

void Evaluator::run_list(const List& list, State& state, const Frame& frame) {
  for (const AndOr& and_or : list.items) {
    if (state.flow != State::Flow::on || exhausted_) return;
    run_and_or(and_or, state, frame);
  }
}

void Evaluator::run_and_or(const AndOr& and_or, State& state, const Frame& frame) {
  if (!and_or.background) {
    run_items(and_or, state, frame);
    if (state.modes.errexit && state.status != 0) state.doubtful = true;
    return;
  }
  if (!spend(state.weight())) return;
  const std::size_t written = line_.writes.size();
  State copy = state;  // a background list is a subshell
  Frame inner = frame;
  inner.background = true;
  inner.loops = 0;
  run_items(and_or, copy, inner);
  finish(copy, inner);
  note_unsettled(written);
  state.status = 0;
}

void Evaluator::run_pipeline(const Pipeline& pipeline, State& state, const Frame& frame) {
  if (pipeline.commands.empty()) {
    state.status = pipeline.negated ? 1 : 0;
    return;
  }
  if (pipeline.commands.size() == 1) {
    run_command(pipeline.commands.front(), state, frame);
  } else {
    // Every command of a pipeline runs in a subshell; each reads what the one before prints.
    std::shared_ptr<Stream> input = frame.input;
    std::optional<int> status;
    bool is_doubtful = false;    // one before the last may fail, and pipefail counts it
    std::optional<State> ended;  // of the last one, where it runs in this shell
    std::vector<std::shared_ptr<Stream>> inputs{input};
    for (std::size_t i = 0; i < pipeline.commands.size() && !exhausted_; ++i) {
      const bool last = i + 1 == pipeline.commands.size();
      std::vector<std::shared_ptr<Stream>> outputs;
      Sink after;
      for (const std::shared_ptr<Stream>& stream : inputs) {
        if (!spend(state.weight())) return;
        const bool stays = last && state.modes.keeps_last;
        State copy = state;
        Frame inner = frame;
        inner.in_pipe = true;
        if (!stays) inner.loops = 0;
        inner.input = stream;
        if (inputs.size() > 1) inner.certain = false;
        Sink sink;
        if (last && frame.out != nullptr) {
          sink = *frame.out;
          inner.print_into(sink);
        } else {
          inner.out = last ? nullptr : &sink;
        }
        if (!last && pipeline.errors_too[i] && pipeline.commands[i].redirections.empty())
          inner.set_writer(2, &sink, false);
        run_command(pipeline.commands[i], copy, inner);
        if (!stays) finish(copy, inner);
        status = status_after(state, copy);
        is_doubtful = is_doubtful || (!last && state.modes.pipefail && status != 0);
        if (stays) {
          if (&stream == &inputs.front())
            ended = std::move(copy);
          else
            join(*ended, std::move(copy));
        }
        if (&stream == &inputs.front())
          after = sink;
        else
          after.merge(sink);
      }
      if (last && frame.out != nullptr) *frame.out = after;
      for (const interlock::Word& text : after.texts) {
        auto next = std::make_shared<Stream>();
        next->input.kind = text.holes.size() == 1 && text.holes[0].begin == 0 &&
                                   text.holes[0].end == text.text.size()
                               ? Input::Kind::command
                               : Input::Kind::text;
        next->input.text = text;
        next->input.producer = after.producer;
        outputs.push_back(std::move(next));
      }
      inputs = std::move(outputs);
    }
    if (ended) state = std::move(*ended);
    state.status = is_doubtful && status == 0 ? std::nullopt : status;
  }
  if (pipeline.negated && state.status) state.status = *state.status == 0 ? 1 : 0;
}

void Evaluator::run_command(const Command& command, State& state, const Frame& frame) {
  if (!spend(4)) return;
  if (std::holds_alternative<Simple>(command.node)) {
    if (!frame.aliases || !run_alias(command, state, frame)) run_simple(command, state, frame);
    return;
  }
  Redirected redirected = redirect(command.redirections, state, frame, false);
  perform(redirected, state, [&](State& inner_state, const Frame& inner) {
    run_compound(command, inner_state, inner);
  });
}

void Evaluator::run_compound(const Command& command, State& state, const Frame& frame) {
  struct Visitor {
    Evaluator& self;
    const Command& command;
    State& state;
    const Frame& frame;

    void operator()(const Simple&) {}
    void operator()(const Group& node) { self.run_list(*node.body, state, frame); }
    void operator()(const Subshell& node) {
      if (!self.spend(state.weight())) return;
      State copy = state;
      copy.traps.clear();
      Frame inner = frame;
      inner.loops = 0;
      self.run_list(*node.body, copy, inner);
      self.finish(copy, frame);
      state.status = status_after(state, copy);
    }
    void operator()(const If& node) { self.run_if(node, state, frame); }
    void operator()(const Loop& node) { self.run_loop(node, state, frame); }
    void operator()(const For& node) { self.run_for(node, state, frame); }
    void operator()(const ArithmeticFor& node) { self.run_arithmetic_for(node, state, frame); }
    void operator()(const Case& node) { self.run_case(node, state, frame); }
    void operator()(const Function& node) {
      state.functions[node.name] = {
          FunctionBody{node.body, frame.source, state.modes.exports_all, frame.aliases}};
      self.line_.functions.push_back(node.name);
      if (node.name == "command_not_found_handle")  // bash calls it by itself
        self.branch(state, frame, [&](State& copy, const Frame& inner) {
          self.run_function(node.name, {interlock::Word(node.name)}, copy, inner);
        });
      state.status = 0;
    }
    void operator()(const Conditional& node) { self.run_conditional(node, state, frame); }
    void operator()(const Arithmetic& node) { self.run_arithmetic(node.expression, state, frame); }
    void operator()(const Coproc& node) {
      if (!self.spend(state.weight())) return;
      const auto name =
          node.given ? self.expand_one(*node.given, state, frame) : interlock::Word(node.name);
      if (name.known() && !lex::is_name(name.text)) {  // "not a valid identifier"
        state.status = 1;
        return;
      }
      const std::size_t written = self.line_.writes.size();
      State copy = state;
      Frame inner = name.known() ? frame : frame.in_doubt();
      inner.background = true;
      inner.via = "coproc";
      inner.input = std::make_shared<Stream>();
      inner.input->input.kind = Input::Kind::command;
      inner.input->input.text = interlock::Word::unknown("<coproc>");
      Sink sink;
      inner.out = &sink;
      self.run_command(*node.body, copy, inner);
      self.finish(copy, inner);
      self.note_unsettled(written);
      Variable ends;  // what it prints, and what it reads
      for (const char* index : {"0", "1"})
        ends.set_element(index, interlock::Word(std::to_string(self.next_descriptor_--)));
      state.descriptors[self.next_descriptor_ + 2] =
          stream_of(Input::Kind::text,
                    sink.texts.size() == 1 ? sink.texts[0] : interlock::Word::unknown("<coproc>"));
      if (name.known()) state.variables[name.text] = std::move(ends);
      state.status = 0;
    }
  };
  std::visit(Visitor{*this, command, state, frame}, command.node);
}

}  // namespace interlock
