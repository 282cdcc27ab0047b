// A text is read unit by unit, as bash does: a unit is what bash reads before it
// runs anything, one line or the lines of a compound command. An error drops its
// unit and what follows.
#include "lib/shell/parse.h"

#include <algorithm>

#include "lib/shell/parse_internal.h"

namespace interlock {
namespace {

// A tree takes far more room than its text, so hostile text is cut here: at some 40,000 simple
// commands, of which the evaluator takes fewer.
constexpr std::size_t k_tree_bytes = 12u << 20;
constexpr std::size_t k_reread_bytes = 64u << 10;
// What a parser's own stack can bear, whatever the caller asks for.
constexpr int k_deepest = 400;

std::string place(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? offset + 1 : offset - newline;
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

}  // namespace

ParsedShell Parser::read_text() {
  ParsedShell result;
  read_units(result.list, &result.units);
  result.bytes = k_tree_bytes - limits_.tree_bytes;
  if (failed_) line_error_ = SyntaxError{message_, error_offset_, limits_.exceeded};
  if (line_error_) {
    const std::size_t offset = line_error_->offset;
    result.error =
        SyntaxError{place(text_, offset) + line_error_->message, offset, limits_.exceeded};
  }
  return result;
}

void Parser::read_units(syntax::List& list, std::vector<ParsedUnit>* units) {
  const std::size_t extglob = std::min(slice(pos_, end_).find("extglob"), end_) + pos_;
  take_newlines();
  while (!failed_ && peek() >= 0) {
    syntax::List unit;
    dash_only_ = extended_glob_ = false;
    if (!read_unit(unit)) {
      if (!recover()) break;
      continue;
    }
    if (units != nullptr) units->push_back({list.items.size(), pos_, extended_glob_, dash_only_});
    for (syntax::AndOr& item : unit.items) list.items.push_back(std::move(item));
    if (extglob < pos_ && extglob_from_ == std::string_view::npos) extglob_from_ = pos_;
    take_newlines();
  }
  if (!list.items.empty()) list.span = {list.items.front().span.begin, list.items.back().span.end};
}

// An error in the parentheses of name=(..) drops its unit and the rest of its line, and bash
// goes on with the next line.
bool Parser::recover() {
  const std::size_t newline = line_only_ ? find('\n', error_offset_) : end_;
  if (limits_.exceeded || newline >= end_) return false;
  if (!line_error_) line_error_ = SyntaxError{message_, error_offset_, limits_.exceeded};
  failed_ = line_only_ = after_word_ = false;
  pending_.clear();
  pos_ = newline;
  take_newlines();
  return true;
}

// and-or lists up to the end of the line.
bool Parser::read_unit(syntax::List& list) {
  while (!failed_) {
    take_blanks();
    if (!at_command()) return fail_unexpected();
    list.items.push_back(read_and_or());
    if (failed_) break;
    take_blanks();
    const int c = peek();
    if (c == '&' || c == ';') {
      if (c == ';' && (peek_second() == ';' || peek_second() == '&')) return fail_unexpected();
      list.items.back().background = c == '&';
      ++pos_;
      after_word_ = false;
      take_blanks();
    } else if (c >= 0 && c != '\n') {
      return fail_unexpected();
    }
    if (peek() < 0) {
      if (!pending_.empty()) read_documents();
      break;
    }
    if (peek() == '\n') {
      take_newline();
      break;
    }
  }
  return !failed_;
}

ParsedShell parse_shell(std::string_view text, ParseOptions options, int depth_limit) {
  ParseLimits limits;
  limits.depth = std::min(depth_limit, k_deepest);
  limits.tree_bytes = k_tree_bytes;
  limits.reread_bytes = k_reread_bytes + 4 * text.size();
  if (text.size() >= 0xFFFFFFFFu) {
    ParsedShell result;
    result.error = SyntaxError{"line 1, column 1: the text is too long", 0, true};
    return result;
  }
  return Parser(text, options, limits, 0).read_text();
}

const syntax::Simple* only_simple_command(const ParsedShell& parsed) {
  if (parsed.error || parsed.list.items.size() != 1) return nullptr;
  const auto& steps = parsed.list.items.front().items;
  if (steps.size() != 1 || steps.front().pipeline.commands.size() != 1) return nullptr;
  return std::get_if<syntax::Simple>(&steps.front().pipeline.commands.front().node);
}

}  // namespace interlock
