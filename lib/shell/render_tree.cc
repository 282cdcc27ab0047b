// The tree as text. Every structure that the parser saw is spelled out, in one
// spelling each: 'quoted', "double quoted", ${parameter}, $(list), [if] { .. } then { .. }.
#include "lib/shell/parse.h"
#include "lib/shell/render_internal.h"

namespace interlock {
namespace syntax {

void Renderer::list(const List& list) {
  bool first = true;
  for (const AndOr& item : list.items) {
    if (!first) separate();
    first = false;
    and_or(item);
  }
}

void Renderer::separate() { out_ += one_line_ ? "; " : "\n" + std::string(depth_ * 2, ' '); }

void Renderer::block(const List* body) {
  out_ += '{';
  open();
  if (body != nullptr) list(*body);
  close();
  out_ += '}';
}

void Renderer::open() {
  ++depth_;
  out_ += one_line_ ? " " : "\n" + std::string(depth_ * 2, ' ');
}

void Renderer::close() {
  --depth_;
  out_ += one_line_ ? " " : "\n" + std::string(depth_ * 2, ' ');
}

void Renderer::and_or(const AndOr& item) {
  for (const AndOr::Item& each : item.items) {
    if (each.before == AndOr::Operator::and_if) out_ += " && ";
    if (each.before == AndOr::Operator::or_if) out_ += " || ";
    pipeline(each.pipeline);
  }
  if (item.background) out_ += " &";
}

void Renderer::pipeline(const Pipeline& pipeline) {
  if (pipeline.timed) out_ += "[time] ";
  if (pipeline.negated) out_ += "[not] ";
  for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
    if (i > 0) out_ += pipeline.errors_too[i - 1] ? " |& " : " | ";
    command(pipeline.commands[i]);
  }
}

void Renderer::command(const Command& command) {
  const std::size_t begin = out_.size();
  std::visit([this](const auto& node) { render(node); }, command.node);
  for (const Redirection& redirection : command.redirections) {
    if (out_.size() > begin) out_ += ' ';
    this->redirection(redirection);
  }
}

void Renderer::render(const Simple& simple) {
  const std::size_t begin = out_.size();
  const auto gap = [this, begin] {
    if (out_.size() > begin) out_ += ' ';
  };
  for (const Assignment& assignment : simple.assignments) {
    gap();
    this->assignment(assignment);
  }
  std::size_t declared = 0;
  for (std::size_t i = 0; i < simple.words.size(); ++i) {
    gap();
    word(simple.words[i]);
    for (; declared < simple.declared.size() && simple.declared[declared].after == i; ++declared) {
      gap();
      this->assignment(simple.declared[declared].assignment);
    }
  }
}

void Renderer::render(const Group& group) {
  out_ += "[group] ";
  block(group.body.get());
}

void Renderer::render(const Subshell& subshell) {
  out_ += "[subshell] ";
  block(subshell.body.get());
}

void Renderer::render(const If& node) {
  for (std::size_t i = 0; i < node.branches.size(); ++i) {
    out_ += i == 0 ? "[if] " : " elif ";
    block(node.branches[i].condition.get());
    out_ += " then ";
    block(node.branches[i].body.get());
  }
  if (node.otherwise != nullptr) {
    out_ += " else ";
    block(node.otherwise.get());
  }
}

void Renderer::render(const Loop& loop) {
  out_ += loop.until ? "[until] " : "[while] ";
  block(loop.condition.get());
  out_ += " do ";
  block(loop.body.get());
}

void Renderer::render(const For& node) {
  out_ += node.select ? "[select " : "[for ";
  text(node.name);
  if (!node.over_parameters) out_ += " in";
  for (const Word& each : node.words) {
    out_ += ' ';
    word(each);
  }
  out_ += "] ";
  block(node.body.get());
}

void Renderer::render(const ArithmeticFor& node) {
  out_ += "[for ((";
  word(node.initial);
  out_ += ';';
  word(node.condition);
  out_ += ';';
  word(node.step);
  out_ += "))] ";
  block(node.body.get());
}

void Renderer::render(const Case& node) {
  out_ += "[case ";
  word(node.subject);
  out_ += ']';
  for (const Case::Item& item : node.items) {
    out_ += " (";
    for (const Word& pattern : item.patterns) {
      if (&pattern != &item.patterns.front()) out_ += " | ";
      word(pattern);
    }
    out_ += ") ";
    block(item.body.get());
    out_ += item.end;
  }
}

void Renderer::render(const Function& function) {
  out_ += "[function ";
  text(function.name);
  out_ += "] ";
  if (function.body != nullptr) command(*function.body);
}

void Renderer::render(const Conditional& conditional) {
  out_ += "[test]";
  for (const Word& each : conditional.words) {
    out_ += ' ';
    word(each);
  }
}

void Renderer::render(const Arithmetic& arithmetic) {
  out_ += "[((";
  word(arithmetic.expression);
  out_ += "))]";
}

void Renderer::render(const Coproc& coproc) {
  out_ += "[coproc ";
  text(coproc.name);
  out_ += "] ";
  if (coproc.body != nullptr) command(*coproc.body);
}

void Renderer::assignment(const Assignment& assignment) {
  out_ += assignment.name;
  index(assignment.index.get());
  out_ += assignment.append ? "+=" : "=";
  if (!assignment.is_array) {
    word(assignment.value);
    return;
  }
  out_ += '(';
  for (const Assignment::Element& element : assignment.elements) {
    if (&element != &assignment.elements.front()) out_ += ' ';
    index(element.index.get());
    if (element.index != nullptr) out_ += '=';
    word(element.value);
  }
  out_ += ')';
}

void Renderer::index(const Word* index) {
  if (index == nullptr) return;
  out_ += '[';
  word(*index);
  out_ += ']';
}

void Renderer::redirection(const Redirection& redirection) {
  if (redirection.descriptor) out_ += std::to_string(*redirection.descriptor);
  if (!redirection.descriptor_variable.empty()) out_ += "{" + redirection.descriptor_variable + "}";
  switch (redirection.kind) {
    case Redirection::Kind::input:
      out_ += '<';
      break;
    case Redirection::Kind::output:
      out_ += '>';
      break;
    case Redirection::Kind::clobber:
      out_ += ">|";
      break;
    case Redirection::Kind::append:
      out_ += ">>";
      break;
    case Redirection::Kind::input_output:
      out_ += "<>";
      break;
    case Redirection::Kind::here_document:
      out_ += "<<";
      break;
    case Redirection::Kind::here_string:
      out_ += "<<<";
      break;
    case Redirection::Kind::duplicate_input:
      out_ += "<&";
      break;
    case Redirection::Kind::duplicate_output:
      out_ += ">&";
      break;
    case Redirection::Kind::output_both:
      out_ += "&>";
      break;
    case Redirection::Kind::append_both:
      out_ += "&>>";
      break;
  }
  word(redirection.target);
}

}  // namespace syntax

std::string render_tree(const syntax::List& list) {
  syntax::Renderer renderer(false);
  renderer.list(list);
  std::string text = renderer.take();
  return text.empty() ? text : text + "\n";
}

std::string render_line(const syntax::List& list) {
  syntax::Renderer renderer(true);
  renderer.list(list);
  return renderer.take();
}

}  // namespace interlock
