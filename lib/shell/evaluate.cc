// Lists, pipelines and compound commands: which parts bash reaches, and with what
// state. Where a condition is not known both ways are taken, on copies of the state
// that are joined where the ways meet.
#include <algorithm>
#include <variant>

#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"

namespace interlock {

using namespace syntax;

namespace {

constexpr int k_rounds = 3;        // of a loop whose condition is not known
constexpr int k_known_rounds = 200;  // of a loop whose words or input are known

Frame doubtful(Frame frame) {
  frame.certain = false;
  return frame;
}

}  // namespace

void Sink::append(const interlock::Word& text) {
  for (interlock::Word& known : texts) known.append(text);
}

void Sink::merge(const Sink& other) {
  for (const interlock::Word& text : other.texts)
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  if (texts.size() > k_max_values) texts = {interlock::Word::unknown("$(...)")};
  producer = std::max(producer, other.producer);
}

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

void Evaluator::run_text(const std::string& text, State& state, Frame frame,
                         const std::string& what) {
  if (frame.depth > k_max_depth) {
    note_unknown(Unknown::Kind::too_much, "commands are nested too deeply", interlock::Word(text),
                 frame.parent);
    return;
  }
  if (!spend(16 + text.size() / 16)) return;
  frame.source = std::make_shared<const std::string>(text);
  auto tree = std::make_shared<const ParsedShell>(parse_shell(*frame.source));
  trees_.push_back(tree);
  run_list(tree->list, state, frame);
  if (!tree->error) return;
  if (frame.depth == 0) line_.error = tree->error;
  note_unknown(Unknown::Kind::syntax, "bash cannot read " + what + ": " + tree->error->message,
               interlock::Word(text), frame.parent);
}

void Evaluator::finish(State& state, const Frame& frame) {
  const auto traps = std::move(state.traps);
  state.traps.clear();
  state.flow = State::Flow::on;
  for (const auto& [signal, text] : traps) {
    Frame inner = doubtful(frame);
    inner.via = "trap " + signal;
    ++inner.depth;
    run_text(text, state, inner, "the trap of " + signal);
  }
}

void Evaluator::run_list(const List& list, State& state, const Frame& frame) {
  for (const AndOr& and_or : list.items) {
    if (state.flow != State::Flow::on || exhausted_) return;
    run_and_or(and_or, state, frame);
  }
}

void Evaluator::join(State& state, State other) {
  for (State* side : {&state, &other}) {
    const bool jumps = side->flow != State::Flow::on && side->flow != State::Flow::exits;
    if (jumps && !leaving_.empty()) leaving_.back().push_back(*side);
  }
  spend(state.weight() + other.weight());
  state = merge_states(state, other);
}

// Runs `taken` on a copy; afterwards it may or may not have happened.
void Evaluator::branch(State& state, const Frame& frame,
                       const std::function<void(State&, const Frame&)>& taken) {
  if (!spend(state.weight())) return;
  State copy = state;
  Frame inner = doubtful(frame);
  Sink sink;
  if (frame.out != nullptr) {
    sink = *frame.out;
    inner.out = &sink;
  }
  taken(copy, inner);
  if (frame.out != nullptr) frame.out->merge(sink);
  join(state, std::move(copy));
}

void Evaluator::run_and_or(const AndOr& and_or, State& state, const Frame& frame) {
  if (!and_or.background) {
    run_items(and_or, state, frame);
    if (state.errexit && state.status != 0) state.doubtful = true;
    return;
  }
  if (!spend(state.weight())) return;
  State copy = state;  // a background list is a subshell
  Frame inner = frame;
  inner.background = true;
  run_items(and_or, copy, inner);
  finish(copy, inner);
  state.status = 0;
}

void Evaluator::run_items(const AndOr& and_or, State& state, const Frame& frame) {
  for (const AndOr::Item& item : and_or.items) {
    if (state.flow != State::Flow::on || exhausted_) return;
    const bool wants_success = item.before == AndOr::Operator::and_if;
    const bool joined = item.before != AndOr::Operator::none;
    if (joined && !state.status)
      branch(state, frame, [&](State& copy, const Frame& inner) {
        run_pipeline(item.pipeline, copy, inner);
      });
    else if (!joined || (*state.status == 0) == wants_success)
      run_pipeline(item.pipeline, state, frame);
  }
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
    std::vector<std::shared_ptr<Stream>> inputs{input};
    for (std::size_t i = 0; i < pipeline.commands.size() && !exhausted_; ++i) {
      const bool last = i + 1 == pipeline.commands.size();
      std::vector<std::shared_ptr<Stream>> outputs;
      Sink after;
      for (const std::shared_ptr<Stream>& stream : inputs) {
        if (!spend(state.weight())) return;
        State copy = state;
        copy.status = 0;
        Frame inner = frame;
        inner.in_pipe = true;
        inner.input = stream;
        if (inputs.size() > 1) inner.certain = false;
        Sink sink;
        if (last && frame.out != nullptr) sink = *frame.out;
        inner.out = last && frame.out == nullptr ? nullptr : &sink;
        run_command(pipeline.commands[i], copy, inner);
        finish(copy, inner);
        status = copy.status;
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
    state.status = status;
  }
  if (pipeline.negated && state.status) state.status = *state.status == 0 ? 1 : 0;
}

void Evaluator::run_command(const Command& command, State& state, const Frame& frame) {
  if (!spend(4)) return;
  if (std::holds_alternative<Simple>(command.node)) {
    run_simple(command, state, frame);
    return;
  }
  Redirected redirected = redirect(command.redirections, state, frame, false);
  run_compound(command, state, redirected.frame);
  settle(redirected, state);
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
      self.run_list(*node.body, copy, frame);
      self.finish(copy, frame);
      state.status = copy.status;
    }
    void operator()(const If& node) { self.run_if(node, state, frame); }
    void operator()(const Loop& node) { self.run_loop(node, state, frame); }
    void operator()(const For& node) { self.run_for(node, state, frame); }
    void operator()(const ArithmeticFor& node) { self.run_arithmetic_for(node, state, frame); }
    void operator()(const Case& node) { self.run_case(node, state, frame); }
    void operator()(const Function& node) {
      state.functions[node.name] = {FunctionBody{node.body, frame.source, false}};
      self.line_.functions.push_back(node.name);
      state.status = 0;
    }
    void operator()(const Conditional& node) { self.run_conditional(node, state, frame); }
    void operator()(const Arithmetic& node) { self.run_arithmetic(node.expression, state, frame); }
    void operator()(const Coproc& node) {
      if (!self.spend(state.weight())) return;
      State copy = state;
      Frame inner = frame;
      inner.background = true;
      inner.via = "coproc";
      inner.input = std::make_shared<Stream>();
      inner.input->input.kind = Input::Kind::command;
      inner.input->input.text = interlock::Word::unknown("<coproc>");
      inner.out = nullptr;
      self.run_command(*node.body, copy, inner);
      state.status = 0;
    }
  };
  std::visit(Visitor{*this, command, state, frame}, command.node);
}

void Evaluator::run_if(const If& node, State& state, const Frame& frame) {
  // Each untaken branch leaves its state in `ends`; all of them meet at `fi`.
  std::vector<State> ends;
  std::vector<Sink> outputs;
  Frame inner = frame;
  bool settled = false;  // a branch that is surely taken was seen
  for (const If::Branch& part : node.branches) {
    run_list(*part.condition, state, inner);
    if (state.flow != State::Flow::on || exhausted_) settled = true;
    if (settled) break;
    if (state.status && *state.status != 0) continue;
    if (state.status) {
      run_list(*part.body, state, inner);
      settled = true;
      break;
    }
    if (!spend(state.weight())) return;
    State copy = state;
    Frame body = doubtful(inner);
    Sink sink;
    if (frame.out != nullptr) {
      sink = *frame.out;
      body.out = &sink;
    }
    run_list(*part.body, copy, body);
    ends.push_back(std::move(copy));
    outputs.push_back(std::move(sink));
    inner.certain = false;
  }
  if (!settled) {
    state.status = 0;
    if (node.otherwise) run_list(*node.otherwise, state, inner);
  }
  for (State& end : ends) join(state, std::move(end));
  if (frame.out != nullptr)
    for (const Sink& sink : outputs) frame.out->merge(sink);
}

// One round of a loop's body; false when the loop surely ends here.
bool Evaluator::run_body(const List& body, State& state, const Frame& frame) {
  leaving_.emplace_back();
  run_list(body, state, frame);
  std::vector<State> left = std::move(leaving_.back());
  leaving_.pop_back();
  bool goes_on = true;
  if (state.flow == State::Flow::breaks || state.flow == State::Flow::continues) {
    if (state.levels > 1) {
      --state.levels;
      return false;
    }
    goes_on = state.flow == State::Flow::continues;
    state.flow = State::Flow::on;
  } else if (state.flow != State::Flow::on) {
    return false;
  }
  for (State& early : left) {
    if (early.flow == State::Flow::returns) {
      if (!leaving_.empty()) leaving_.back().push_back(early);
      continue;
    }
    early.flow = State::Flow::on;
    early.doubtful = state.doubtful;
    join(state, std::move(early));
    if (&early == &left.front()) continue;
  }
  return goes_on;
}

void Evaluator::run_loop(const Loop& node, State& state, const Frame& frame) {
  for (int round = 0; round < k_known_rounds && !exhausted_; ++round) {
    const auto before = state.variables;
    const std::size_t read_before = frame.input ? frame.input->position : 0;
    if (!spend(state.weight())) return;
    run_list(*node.condition, state, frame);
    if (state.flow != State::Flow::on) break;
    const std::optional<int> status = state.status;
    if (status && (*status == 0) == node.until) break;
    bool goes_on = true;
    if (status) {
      goes_on = run_body(*node.body, state, frame);
    } else {
      if (round >= k_rounds) break;
      branch(state, frame, [&](State& copy, const Frame& inner) {
        goes_on = run_body(*node.body, copy, inner);
      });
    }
    const std::size_t read_after = frame.input ? frame.input->position : 0;
    const bool same = read_before == read_after && before == state.variables;
    if (!goes_on || state.flow != State::Flow::on || same) break;  // another round brings nothing new
  }
  if (state.flow == State::Flow::on) state.status.reset();
}

void Evaluator::run_for(const For& node, State& state, const Frame& frame) {
  with_choices(state, [&](State& pass) {
    std::vector<interlock::Word> words;
    if (node.over_parameters) {
      words = pass.parameters;
      if (!pass.parameters_known) words.push_back(interlock::Word::unknown("$@", true));
    } else {
      words = expand_words(node.words, pass, frame);
    }
    Choices* outer = choices_;
    choices_ = nullptr;
    pass.status = 0;
    int round = 0;
    for (const interlock::Word& word : words) {
      if (!spend(4) || ++round > k_known_rounds) break;
      const auto body = [&](State& copy, const Frame& inner) {
        copy.assign(node.name, word);
        return run_body(*node.body, copy, inner);
      };
      bool goes_on = true;
      if (word.may_split || node.select)
        branch(pass, frame, [&](State& copy, const Frame& inner) { goes_on = body(copy, inner); });
      else
        goes_on = body(pass, frame);
      if (!goes_on || pass.flow != State::Flow::on) break;
    }
    if (round > k_known_rounds) {  // the rest in one round, with the variable unknown
      pass.assign(node.name, interlock::Word::unknown('$' + node.name));
      branch(pass, frame, [&](State& copy, const Frame& inner) { run_body(*node.body, copy, inner); });
    }
    choices_ = outer;
  });
}

void Evaluator::run_arithmetic_for(const ArithmeticFor& node, State& state, const Frame& frame) {
  run_arithmetic(node.initial, state, frame);
  for (int round = 0; round < k_known_rounds && !exhausted_; ++round) {
    state.status = 0;
    if (!node.condition.parts.empty()) run_arithmetic(node.condition, state, frame);
    const std::optional<int> status = state.status;
    if (status && *status != 0) break;
    bool goes_on = true;
    if (status) {
      goes_on = run_body(*node.body, state, frame);
    } else {
      if (round >= k_rounds) break;
      branch(state, frame, [&](State& copy, const Frame& inner) {
        goes_on = run_body(*node.body, copy, inner);
      });
    }
    if (!goes_on || state.flow != State::Flow::on) break;
    run_arithmetic(node.step, state, frame);
  }
  if (state.flow == State::Flow::on) state.status.reset();
}

void Evaluator::run_case(const Case& node, State& state, const Frame& frame) {
  with_choices(state, [&](State& pass) {
    const interlock::Word subject = expand_one(node.subject, pass, frame);
    std::vector<State> ends;
    std::vector<Sink> outputs;
    Frame inner = frame;
    bool falls = false;    // ;& : the next body runs whatever its pattern
    bool settled = false;  // a branch that is surely taken has ended the case
    pass.status = 0;
    for (const Case::Item& item : node.items) {
      bool surely = falls, maybe = falls;
      for (const syntax::Word& pattern : item.patterns) {
        bool known = true;
        const std::string text = expand_pattern(pattern, pass, inner, &known);
        if (!known || (!subject.known() && text != "*"))
          maybe = true;
        else if (matches_pattern(text, subject.text))
          surely = maybe = true;
      }
      if (!maybe) continue;
      const bool stays = item.end == ";&" || item.end == ";;&";
      Choices* outer = choices_;
      choices_ = nullptr;
      if (surely && ends.empty() && !stays) {
        run_list(*item.body, pass, inner);
        settled = true;
      } else {
        State copy = pass;
        Frame body = doubtful(inner);
        Sink sink;
        if (frame.out != nullptr) {
          sink = *frame.out;
          body.out = &sink;
        }
        if (!spend(copy.weight())) return;
        run_list(*item.body, copy, body);
        if (stays) join(pass, copy);
        ends.push_back(std::move(copy));
        outputs.push_back(std::move(sink));
        inner.certain = false;
        settled = surely && !stays;
      }
      choices_ = outer;
      falls = item.end == ";&";
      if (settled) break;
    }
    for (State& end : ends) join(pass, std::move(end));
    if (frame.out != nullptr)
      for (const Sink& sink : outputs) frame.out->merge(sink);
  });
}

void Evaluator::run_conditional(const Conditional& node, State& state, const Frame& frame) {
  with_choices(state, [&](State& pass) {
    // Expanded for what its substitutions run; the simplest forms give a status.
    std::vector<interlock::Word> words;
    bool plain = true;
    for (const syntax::Word& word : node.words) {
      bool known = true;
      const bool pattern = words.size() == 2 && (words[1].text == "==" || words[1].text == "=" ||
                                                 words[1].text == "!=");
      if (pattern && node.words.size() == 3) {
        words.emplace_back(expand_pattern(word, pass, frame, &known));
        if (!known) plain = false;
      } else {
        words.push_back(expand_one(word, pass, frame));
        if (!words.back().known()) plain = false;
      }
    }
    pass.status.reset();
    if (!plain) return;
    if (words.size() == 3 && words[1].text.find('=') != std::string::npos && words[1].text != "=~") {
      const bool equal = matches_pattern(words[2].text, words[0].text);
      pass.status = equal == (words[1].text != "!=") ? 0 : 1;
    } else if (words.size() == 2 && (words[0].text == "-n" || words[0].text == "-z")) {
      pass.status = words[1].text.empty() == (words[0].text == "-z") ? 0 : 1;
    }
  });
}

void Evaluator::run_arithmetic(const syntax::Word& expression, State& state, const Frame& frame) {
  const interlock::Word result = expand_arithmetic(expression, state, frame, "((...))");
  state.status.reset();
  if (result.known()) state.status = result.text == "0" ? 1 : 0;
}

}  // namespace interlock
