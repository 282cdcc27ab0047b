// Lists, and-or lists, pipelines, and the choice of what kind of command stands here.
#include <algorithm>
#include <iterator>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

// Reserved words that end a list, so that no command begins with them.
constexpr std::string_view k_closing[] = {"do", "done", "elif", "else", "esac", "fi", "then", "}"};

constexpr std::string_view k_opening[] = {"[[", "case",   "coproc", "for",   "function",
                                          "if", "select", "until",  "while", "{"};

static_assert(std::is_sorted(std::begin(k_closing), std::end(k_closing)));
static_assert(std::is_sorted(std::begin(k_opening), std::end(k_opening)));

template <std::size_t n>
bool is_one_of(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

}  // namespace

bool Parser::at_command() {
  const int c = peek();
  if (c < 0 || c == '\n' || c == ')' || c == ';' || c == '|') return false;
  if (c == '&') return at_redirection();
  return after_word_ || !is_one_of(k_closing, peek_plain());
}

// newline_list { and-or ( ; | & | newline ) }, up to what cannot begin a command.
std::unique_ptr<syntax::List> Parser::read_list(bool may_be_empty) {
  auto list = std::make_unique<syntax::List>();
  take_newlines();
  while (!failed_ && at_command()) {
    list->items.push_back(read_and_or());
    if (failed_) break;
    take_blanks();
    const int c = peek();
    if (c == '\n') {
      take_newlines();
    } else if (c == '&' || (c == ';' && peek_second() != ';' && peek_second() != '&')) {
      list->items.back().background = c == '&';
      ++pos_;
      after_word_ = false;
      take_newlines();
    } else {
      break;
    }
  }
  if (list->items.empty()) {
    if (!may_be_empty) fail_unexpected();
    list->span = span_from(pos_);
  } else {
    list->span = {list->items.front().span.begin, list->items.back().span.end};
  }
  return list;
}

syntax::AndOr Parser::read_and_or() {
  syntax::AndOr result;
  const std::size_t begin = pos_;
  auto before = syntax::AndOr::Operator::none;
  while (spend(sizeof(syntax::AndOr) + sizeof(syntax::AndOr::Item) + 16)) {
    syntax::AndOr::Item& item = result.items.emplace_back();
    item.before = before;
    read_pipeline(item.pipeline);
    result.span = span_from(begin);
    if (failed_) break;
    take_blanks();
    if (take("&&"))
      before = syntax::AndOr::Operator::and_if;
    else if (take("||"))
      before = syntax::AndOr::Operator::or_if;
    else
      break;
    after_word_ = false;
    take_newlines();
  }
  return result;
}

// `!` and `time` in any order and number; says whether a command may be missing.
bool Parser::read_pipeline_prefix(syntax::Pipeline& pipeline) {
  bool any = false;
  const bool opens_substitution = pos_ == substitution_begin_;
  while (!failed_) {
    take_blanks();
    const std::string_view word = peek_plain();
    if (word == "!" && !at_glob_word()) {
      take(word);
      pipeline.negated = !pipeline.negated;
    } else if (word == "time" && !options_.posix) {
      take(word);
      pipeline.timed = true;
      take_blanks();
      if (peek_plain() == "-p") {
        take("-p");
        take_blanks();
      }
      if (peek_plain() == "--") take("--");
    } else {
      break;
    }
    any = true;
    after_word_ = false;
  }
  const int c = peek();
  if (c == ')') return pipeline.timed && !pipeline.negated && opens_substitution;
  return any && (c < 0 || c == '\n' || (c == ';' && peek_second() != ';' && peek_second() != '&'));
}

void Parser::read_pipeline(syntax::Pipeline& pipeline) {
  take_blanks();
  const std::size_t begin = pos_;
  if (!read_pipeline_prefix(pipeline)) {
    while (!failed_) {
      pipeline.commands.push_back(read_command());
      pipeline.span = span_from(begin);
      if (failed_) return;
      take_blanks();
      if (peek() != '|' || peek_second() == '|') break;
      ++pos_;
      const bool errors_too = !options_.posix && peek() == '&';
      if (errors_too) ++pos_;
      pipeline.errors_too.push_back(errors_too);
      after_word_ = false;
      take_newlines();
    }
  }
  pipeline.span = span_from(begin);
}

syntax::Command Parser::read_command() {
  syntax::Command command;
  const Nest nest(*this);
  if (!spend(sizeof(syntax::Command) + 16)) return command;
  take_blanks();
  const std::size_t begin = pos_;
  if (!at_command()) {
    fail_unexpected();
  } else if (read_compound(command)) {
    after_word_ = false;
    read_redirections(command);
  } else if (!failed_) {
    read_simple(command);
    if (command.node.index() == 0) after_word_ = true;  // else a function, whose body says
  }
  command.span = span_from(begin);
  return command;
}

void Parser::read_redirections(syntax::Command& command) {
  while (!failed_) {
    take_blanks();
    syntax::Redirection redirection;
    if (!read_redirection(redirection)) return;
    command.redirections.push_back(std::move(redirection));
    after_word_ = true;
  }
}

bool Parser::is_opening(std::string_view word) const {
  if (options_.posix &&
      (word == "[[" || word == "coproc" || word == "function" || word == "select"))
    return false;
  return is_one_of(k_opening, word);
}

// False when a simple command stands here (or reading failed).
bool Parser::read_compound(syntax::Command& command) {
  if (failed_) return false;
  if (peek() == '(') {
    read_parenthesis(command);
    return true;
  }
  const std::string_view word = peek_plain();
  if (is_opening(word)) return read_reserved_command(command, std::string(word));
  if (word == "in" || (word == "]]" && !options_.posix) || (word == "!" && !at_glob_word()))
    return fail_unexpected();
  return false;
}

// At the beginning of a command `!(..)` is a pattern only after `shopt -s extglob`; before, it
// is `! (..)`. Likewise `@() { ..; }` defines a function.
bool Parser::at_glob_word() {
  return options_.extended_globs && !options_.posix && pos_ >= extglob_from_ &&
         lex::is(peek(), lex::k_glob) && peek_second() == '(';
}

bool Parser::read_reserved_command(syntax::Command& command, std::string_view word) {
  take(word);
  after_word_ = false;
  if (word == "if") read_if(command);
  if (word == "while" || word == "until") read_loop(command, word == "until");
  if (word == "for" || word == "select") read_for(command, word == "select");
  if (word == "case") read_case(command);
  if (word == "{") read_group(command);
  if (word == "[[") read_conditional(command);
  if (word == "function") read_function(command);
  if (word == "coproc") read_coproc(command);
  return true;
}

}  // namespace interlock
