// The tree as text. Every structure that the parser saw is spelled out, in one
// spelling each: 'quoted', "double quoted", ${parameter}, $(list), [if] { .. } then { .. }.
#include "lib/shell/parse.h"

namespace interlock {
namespace {

using namespace syntax;

class Renderer {
 public:
  explicit Renderer(bool one_line) : one_line_(one_line) {}

  std::string take() { return std::move(out_); }

  void list(const List& list) {
    bool first = true;
    for (const AndOr& item : list.items) {
      if (!first) separate();
      first = false;
      and_or(item);
    }
  }

 private:
  void separate() {
    out_ += one_line_ ? "; " : "\n" + std::string(depth_ * 2, ' ');
  }

  void block(const List* body) {
    out_ += '{';
    open();
    if (body != nullptr) list(*body);
    close();
    out_ += '}';
  }
  void open() {
    ++depth_;
    out_ += one_line_ ? " " : "\n" + std::string(depth_ * 2, ' ');
  }
  void close() {
    --depth_;
    out_ += one_line_ ? " " : "\n" + std::string(depth_ * 2, ' ');
  }

  void and_or(const AndOr& item) {
    for (const AndOr::Item& each : item.items) {
      if (each.before == AndOr::Operator::and_if) out_ += " && ";
      if (each.before == AndOr::Operator::or_if) out_ += " || ";
      pipeline(each.pipeline);
    }
    if (item.background) out_ += " &";
  }

  void pipeline(const Pipeline& pipeline) {
    if (pipeline.timed) out_ += "[time] ";
    if (pipeline.negated) out_ += "[not] ";
    for (std::size_t i = 0; i < pipeline.commands.size(); ++i) {
      if (i > 0) out_ += pipeline.errors_too[i - 1] ? " |& " : " | ";
      command(pipeline.commands[i]);
    }
  }

  void command(const Command& command) {
    const std::size_t begin = out_.size();
    std::visit([this](const auto& node) { render(node); }, command.node);
    for (const Redirection& redirection : command.redirections) {
      if (out_.size() > begin) out_ += ' ';
      this->redirection(redirection);
    }
  }

  void render(const Simple& simple) {
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
  void render(const Group& group) {
    out_ += "[group] ";
    block(group.body.get());
  }
  void render(const Subshell& subshell) {
    out_ += "[subshell] ";
    block(subshell.body.get());
  }
  void render(const If& node) {
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
  void render(const Loop& loop) {
    out_ += loop.until ? "[until] " : "[while] ";
    block(loop.condition.get());
    out_ += " do ";
    block(loop.body.get());
  }
  void render(const For& node) {
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
  void render(const ArithmeticFor& node) {
    out_ += "[for ((";
    word(node.initial);
    out_ += ';';
    word(node.condition);
    out_ += ';';
    word(node.step);
    out_ += "))] ";
    block(node.body.get());
  }
  void render(const Case& node) {
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
  void render(const Function& function) {
    out_ += "[function ";
    text(function.name);
    out_ += "] ";
    if (function.body != nullptr) command(*function.body);
  }
  void render(const Conditional& conditional) {
    out_ += "[test]";
    for (const Word& each : conditional.words) {
      out_ += ' ';
      word(each);
    }
  }
  void render(const Arithmetic& arithmetic) {
    out_ += "[((";
    word(arithmetic.expression);
    out_ += "))]";
  }
  void render(const Coproc& coproc) {
    out_ += "[coproc ";
    text(coproc.name);
    out_ += "] ";
    if (coproc.body != nullptr) command(*coproc.body);
  }

  void assignment(const Assignment& assignment) {
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
  void index(const Word* index) {
    if (index == nullptr) return;
    out_ += '[';
    word(*index);
    out_ += ']';
  }

  void redirection(const Redirection& redirection) {
    if (redirection.descriptor) out_ += std::to_string(*redirection.descriptor);
    if (!redirection.descriptor_variable.empty()) out_ += "{" + redirection.descriptor_variable + "}";
    switch (redirection.kind) {
      case Redirection::Kind::input: out_ += '<'; break;
      case Redirection::Kind::output: out_ += '>'; break;
      case Redirection::Kind::clobber: out_ += ">|"; break;
      case Redirection::Kind::append: out_ += ">>"; break;
      case Redirection::Kind::input_output: out_ += "<>"; break;
      case Redirection::Kind::here_document: out_ += "<<"; break;
      case Redirection::Kind::here_string: out_ += "<<<"; break;
      case Redirection::Kind::duplicate_input: out_ += "<&"; break;
      case Redirection::Kind::duplicate_output: out_ += ">&"; break;
      case Redirection::Kind::output_both: out_ += "&>"; break;
      case Redirection::Kind::append_both: out_ += "&>>"; break;
    }
    word(redirection.target);
  }

  void word(const Word& word) { parts(word.parts); }

  void parts(const std::vector<Part>& parts) {
    for (const Part& each : parts) part(each);
  }

  void part(const Part& part) {
    switch (part.kind) {
      case Part::Kind::literal: text(part.text); break;
      case Part::Kind::quoted:
        out_ += '\'';
        text(part.text);
        out_ += '\'';
        break;
      case Part::Kind::double_quoted:
        out_ += '"';
        parts(part.parts);
        out_ += '"';
        break;
      case Part::Kind::parameter: parameter(*part.parameter); break;
      case Part::Kind::command: substitution(part.backquoted ? "$`(" : "$(", *part.list); break;
      case Part::Kind::arithmetic:
        out_ += "$((";
        word(*part.inner);
        out_ += "))";
        break;
      case Part::Kind::process_input: substitution("<(", *part.list); break;
      case Part::Kind::process_output: substitution(">(", *part.list); break;
      case Part::Kind::extended_glob:
        out_ += part.text[0];
        out_ += '(';
        parts(part.parts);
        out_ += ')';
        break;
    }
  }

  void substitution(std::string_view begin, const List& body) {
    out_ += begin;
    const bool outer = one_line_;
    one_line_ = true;
    list(body);
    one_line_ = outer;
    out_ += ')';
  }

  void parameter(const Parameter& parameter) {
    out_ += "${";
    if (parameter.length) out_ += '#';
    if (parameter.indirect || parameter.names) out_ += '!';
    text(parameter.name);
    if (parameter.names) out_ += '*';
    index(parameter.index.get());
    out_ += parameter.op;
    if (parameter.operand != nullptr) word(*parameter.operand);
    if (parameter.second != nullptr) {
      out_ += parameter.op == ":" ? ':' : '/';
      word(*parameter.second);
    }
    out_ += '}';
  }

  // Control characters and backslashes escaped, so that a line stays a line.
  void text(std::string_view text) {
    constexpr char k_hex[] = "0123456789abcdef";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '\n') out_ += "\\n";
      else if (c == '\t') out_ += "\\t";
      else if (c == '\\') out_ += "\\\\";
      else if (byte < 0x20 || byte == 0x7f) {
        out_ += "\\x";
        out_ += k_hex[byte >> 4];
        out_ += k_hex[byte & 15];
      } else {
        out_ += c;
      }
    }
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool one_line_;
};

}  // namespace

std::string render_tree(const List& list) {
  Renderer renderer(false);
  renderer.list(list);
  std::string text = renderer.take();
  return text.empty() ? text : text + "\n";
}

std::string render_line(const List& list) {
  Renderer renderer(true);
  renderer.list(list);
  return renderer.take();
}

}  // namespace interlock
