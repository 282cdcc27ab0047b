// Words and their parts as text.
#include "lib/shell/render_internal.h"

namespace interlock::syntax {

void Renderer::word(const Word& word) { parts(word.parts); }

void Renderer::parts(const std::vector<Part>& parts) {
  for (const Part& each : parts) part(each);
}

void Renderer::part(const Part& part) {
  switch (part.kind) {
    case Part::Kind::literal:
      text(part.text);
      break;
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
    case Part::Kind::parameter:
      parameter(*part.parameter);
      break;
    case Part::Kind::command:
      substitution(part.backquoted ? "$`(" : "$(", *part.list);
      break;
    case Part::Kind::arithmetic:
      out_ += "$((";
      word(*part.inner);
      out_ += "))";
      break;
    case Part::Kind::process_input:
      substitution("<(", *part.list);
      break;
    case Part::Kind::process_output:
      substitution(">(", *part.list);
      break;
    case Part::Kind::extended_glob:
      out_ += part.text[0];
      out_ += '(';
      parts(part.parts);
      out_ += ')';
      break;
  }
}

void Renderer::substitution(std::string_view begin, const List& body) {
  out_ += begin;
  const bool outer = one_line_;
  one_line_ = true;
  list(body);
  one_line_ = outer;
  out_ += ')';
}

void Renderer::parameter(const Parameter& parameter) {
  out_ += "${";
  if (parameter.length) out_ += '#';
  if (parameter.indirect || parameter.names != 0) out_ += '!';
  text(parameter.name);
  if (parameter.names != 0) out_ += parameter.names;
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
void Renderer::text(std::string_view text) {
  constexpr char k_hex[] = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n')
      out_ += "\\n";
    else if (c == '\t')
      out_ += "\\t";
    else if (c == '\\')
      out_ += "\\\\";
    else if (byte < 0x20 || byte == 0x7f) {
      out_ += "\\x";
      out_ += k_hex[byte >> 4];
      out_ += k_hex[byte & 15];
    } else {
      out_ += c;
    }
  }
}

}  // namespace interlock::syntax
