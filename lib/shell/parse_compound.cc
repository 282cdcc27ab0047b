// if, while, until, for, select, case, { }, ( ), function, coproc.
#include "lib/shell/parse_internal.h"

namespace interlock {

using syntax::Command;

void Parser::read_if(Command& command) {
  syntax::If result;
  bool more = true;
  while (more && !failed_) {
    syntax::If::Branch& branch = result.branches.emplace_back();
    branch.condition = read_list(false);
    if (!expect_reserved("then")) break;
    branch.body = read_list(false);
    more = take_reserved("elif");
  }
  if (!failed_ && take_reserved("else")) result.otherwise = read_list(false);
  expect_reserved("fi");
  command.node = std::move(result);
}

void Parser::read_loop(Command& command, bool until) {
  syntax::Loop result;
  result.until = until;
  result.condition = read_list(false);
  if (expect_reserved("do")) result.body = read_list(false);
  expect_reserved("done");
  command.node = std::move(result);
}

// do .. done, or { .. }.
std::unique_ptr<syntax::List> Parser::read_for_body() {
  take_newlines();
  const bool braces = take_reserved("{");
  if (!braces && !expect_reserved("do")) return std::make_unique<syntax::List>();
  auto body = read_list(false);
  expect_reserved(braces ? "}" : "done");
  return body;
}

void Parser::read_for(Command& command, bool select) {
  take_blanks();
  if (!select && !options_.posix && peek() == '(' && peek_second() == '(')
    return read_arithmetic_for(command);
  syntax::For result;
  result.select = select;
  const std::size_t begin = pos_;
  bury(read_word());
  result.name = copy_source(begin, pos_);
  if (pos_ == begin) fail_unexpected();
  if (options_.posix && !failed_ && !lex::is_name(result.name))
    fail(begin, "the variable of for has no name");  // bash sees that when it runs
  take_blanks();
  after_word_ = true;
  const bool semicolon = !failed_ && peek() == ';' && peek_second() != ';';
  if (semicolon) {
    ++pos_;
    after_word_ = false;
  }
  take_newlines();
  if (!semicolon && peek_plain() == "in") {
    take("in");
    for (take_blanks(); !failed_ && peek() >= 0; take_blanks()) {
      if (lex::is(peek(), lex::k_meta) && !at_process_substitution()) break;
      result.words.push_back(read_word());
    }
    if (peek() == ';' && peek_second() != ';')
      ++pos_;
    else if (peek() != '\n')
      fail_unexpected();
    after_word_ = false;
  } else {
    result.over_parameters = true;
    if (peek_plain() == "do") after_word_ = false;
  }
  result.body = read_for_body();
  command.node = std::move(result);
}

void Parser::read_arithmetic_for(Command& command) {
  const std::size_t begin = pos_;
  take("((");
  const std::size_t inside = pos_;
  syntax::ArithmeticFor result;
  syntax::Word whole;
  if (!read_expression(whole, '(', ')')) fail_unclosed(begin, "((");
  const std::size_t close = pos_;
  if (!failed_ && (close + 1 >= end_ || text_[close + 1] != ')')) fail_unexpected();
  keep(whole.parts);
  bury(std::move(whole));
  int semicolons = 0;
  if (!failed_ && count_reread(begin)) {
    read_range(inside, close, [&] {
      syntax::Word more;
      syntax::Word* const expressions[] = {&result.initial, &result.condition, &result.step};
      while (scan_expression(semicolons < 3 ? *expressions[semicolons] : more, {0, 0, ';'})) {
        ++semicolons;
        ++pos_;
      }
    });
    if (semicolons != 2) fail(inside, "for (( needs three expressions");
  }
  if (!failed_) {
    pos_ = close + 2;
    after_word_ = false;
    take_blanks();
    if (peek() == ';' && peek_second() != ';') ++pos_;
    result.body = read_for_body();
  }
  command.node = std::move(result);
}

void Parser::read_case(Command& command) {
  syntax::Case result;
  take_blanks();
  const std::size_t begin = pos_;
  result.subject = read_word();
  if (pos_ == begin) fail_unexpected();
  take_newlines();
  if (!failed_ && peek_plain() != "in") fail_unexpected();
  if (!failed_) take("in");
  after_word_ = false;
  take_newlines();
  while (!failed_ && !take_reserved("esac")) {
    syntax::Case::Item& item = result.items.emplace_back();
    if (read_case_item(item)) continue;
    expect_reserved("esac");
    break;
  }
  command.node = std::move(result);
}

// [(] pattern { | pattern } ) list [ ;; | ;& | ;;& ]; false when no further item can follow.
bool Parser::read_case_item(syntax::Case::Item& item) {
  if (peek() == '(') ++pos_;
  do {
    take_blanks();
    const std::size_t begin = pos_;
    item.patterns.push_back(read_word());
    if (pos_ == begin) return fail_unexpected();
    take_blanks();
  } while (!failed_ && take("|"));
  if (!expect(')')) return false;
  item.body = read_list(true);
  if (failed_) return false;
  for (const char* end : {";;&", ";;", ";&"}) {
    if (!take(end)) continue;
    item.end = end;
    after_word_ = false;
    take_newlines();
    return true;
  }
  return false;
}

void Parser::read_group(Command& command) {
  syntax::Group result;
  result.body = read_list(false);
  expect_reserved("}");
  command.node = std::move(result);
}

void Parser::read_subshell(Command& command) {
  syntax::Subshell result;
  ++pos_;
  after_word_ = false;
  result.body = read_list(false);
  expect(')');
  command.node = std::move(result);
}

// `((` begins arithmetic when its parenthesis closes as `))`; otherwise two subshells.
void Parser::read_parenthesis(Command& command) {
  if (options_.posix || peek_second() != '(') return read_subshell(command);
  const std::size_t begin = pos_;
  take("((");
  syntax::Arithmetic result;
  if (!read_expression(result.expression, '(', ')')) {
    fail_unclosed(begin, "((");
    return;
  }
  ++pos_;
  if (pos_ < end_ && text_[pos_] == ')') {
    ++pos_;
    command.node = std::move(result);
    return;
  }
  keep(result.expression.parts);
  bury(std::move(result.expression));
  if (!count_reread(begin)) return;
  pos_ = begin;
  read_subshell(command);
}

void Parser::read_function(Command& command) {
  take_blanks();
  const std::size_t begin = pos_;
  bury(read_word());
  if (pos_ == begin) fail_unexpected();
  if (failed_) return;
  std::string name = copy_source(begin, pos_);
  take_blanks();
  const std::size_t after_name = pos_;
  if (take("(")) {
    take_blanks();
    if (!take(")")) pos_ = after_name;
  }
  read_function_body(command, std::move(name));
}

// After `name ()`. dash allows a simple command or a function as the body, so we do.
void Parser::read_function_body(Command& command, std::string name) {
  after_word_ = false;
  take_newlines();
  if (failed_) return;
  auto body = std::make_shared<Command>(read_command());
  if (std::holds_alternative<syntax::Simple>(body->node) ||
      std::holds_alternative<syntax::Function>(body->node))
    dash_only_ = true;
  syntax::Function result;
  result.name = std::move(name);
  result.body = std::move(body);
  command.node = std::move(result);
}

void Parser::read_coproc(Command& command) {
  const Nest nest(*this);
  syntax::Coproc result;
  result.name = "COPROC";
  result.body = std::make_unique<Command>();
  Command& body = *result.body;
  take_blanks();
  const std::size_t begin = pos_;
  if (failed_ || !at_command() || peek_plain() == "coproc" || peek_plain() == "function") {
    fail_unexpected();
  } else if (!read_compound(body)) {
    read_simple(body, &result);
  }
  const auto* const simple = std::get_if<syntax::Simple>(&body.node);
  after_word_ = simple != nullptr && (simple->words.size() != 1 || !simple->assignments.empty() ||
                                      !body.redirections.empty());
  read_redirections(body);
  body.span = span_from(begin);
  command.node = std::move(result);
}

}  // namespace interlock
