// A script too long to be followed: each of its commands as it stands, wherever it stands. Whether
// and with which values it comes to be run is not asked.
#include <functional>
#include <utility>

#include "lib/shell/evaluator.h"
#include "lib/shell/parse.h"

namespace interlock {
namespace {

using namespace syntax;

// Hands out the words of every simple command, with a hole for each expansion.
class Reading {
 public:
  using Take = std::function<void(std::vector<interlock::Word>)>;
  explicit Reading(const Take& take) : take_(take) {}

  void list(const List& list) const {
    for (const AndOr& and_or : list.items)
      for (const AndOr::Item& item : and_or.items)
        for (const Command& one : item.pipeline.commands) command(one);
  }
  void command(const Command& one) const {
    for (const Redirection& redirection : one.redirections) word(redirection.target);
    std::visit(*this, one.node);
  }

  void operator()(const Simple& node) const {
    for (const Assignment& assignment : node.assignments) assigned(assignment);
    for (const Simple::Declared& declared : node.declared) assigned(declared.assignment);
    std::vector<interlock::Word> words;
    for (const syntax::Word& one : node.words) words.push_back(word(one));
    if (!words.empty()) take_(std::move(words));
  }
  void operator()(const Group& node) const { maybe(node.body); }
  void operator()(const Subshell& node) const { maybe(node.body); }
  void operator()(const If& node) const {
    for (const If::Branch& branch : node.branches) {
      maybe(branch.condition);
      maybe(branch.body);
    }
    maybe(node.otherwise);
  }
  void operator()(const Loop& node) const {
    maybe(node.condition);
    maybe(node.body);
  }
  void operator()(const For& node) const {
    for (const syntax::Word& one : node.words) word(one);
    maybe(node.body);
  }
  void operator()(const ArithmeticFor& node) const { maybe(node.body); }
  void operator()(const Case& node) const {
    word(node.subject);
    for (const Case::Item& item : node.items) maybe(item.body);
  }
  void operator()(const Function& node) const { command(*node.body); }
  void operator()(const Conditional& node) const {
    for (const syntax::Word& one : node.words) word(one);
  }
  void operator()(const Arithmetic& node) const { word(node.expression); }
  void operator()(const Coproc& node) const { command(*node.body); }

 private:
  void maybe(const std::unique_ptr<List>& body) const {
    if (body) list(*body);
  }
  void maybe(const std::unique_ptr<syntax::Word>& inner) const {
    if (inner) word(*inner);
  }
  void assigned(const Assignment& assignment) const {
    word(assignment.value);
    for (const Assignment::Element& element : assignment.elements) word(element.value);
  }
  interlock::Word word(const syntax::Word& one) const {
    interlock::Word text;
    for (const Part& part : one.parts) add(part, false, text);
    return text;
  }
  void add(const Part& part, bool quoted, interlock::Word& out) const {
    switch (part.kind) {
      case Part::Kind::literal:
      case Part::Kind::quoted:
      case Part::Kind::extended_glob:
        out.append(interlock::Word(part.text));
        return;
      case Part::Kind::double_quoted:
        for (const Part& inner : part.parts) add(inner, true, out);
        return;
      case Part::Kind::parameter:
        maybe(part.parameter->index);
        maybe(part.parameter->operand);
        maybe(part.parameter->second);
        break;
      case Part::Kind::command:
      case Part::Kind::process_input:
      case Part::Kind::process_output:
        maybe(part.list);
        break;
      case Part::Kind::arithmetic:
        maybe(part.inner);
        break;
    }
    out.append(interlock::Word::unknown("$_", !quoted));
  }

  const Take& take_;
};

}  // namespace

void Evaluator::read_commands(const std::string& text, State& state, const Frame& frame) {
  if (!spend(64 + text.size() / 5)) return;
  Frame each = frame.in_doubt();
  each.source = std::make_shared<const std::string>(text);
  each.aliases = nullptr;
  const ParsedShell tree = parse_shell(*each.source);
  if (tree.error)
    return note_unreadable(*tree.error, "the text that " + frame.via + " runs",
                           interlock::Word(text), frame.parent);
  const std::size_t known = line_.unknowns.size();
  const Reading::Take take = [&](std::vector<interlock::Word> words) {
    if (exhausted_ || !spend(state.weight())) return;
    State copy = state;
    run_no_function(std::move(words), {}, copy, each, {});
  };
  Reading(take).list(tree.list);
  // What its variables hold was not looked at: that they are not known says nothing.
  if (!exhausted_) line_.unknowns.resize(known);
}

}  // namespace interlock
