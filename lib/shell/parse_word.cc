// Words and quotes.
#include <cstring>

#include "lib/shell/parse_internal.h"

namespace interlock {

syntax::Part& Parser::add_part(Parts& parts, Part::Kind kind, std::size_t begin) {
  spend(2 * sizeof(Part));
  Part& part = parts.emplace_back();
  part.kind = kind;
  part.span = span_from(begin);
  return part;
}

// Text of one kind in a row is one part.
void Parser::add_text(Parts& parts, Part::Kind kind, std::string_view text, std::size_t begin) {
  if (parts.empty() || parts.back().kind != kind) add_part(parts, kind, begin);
  parts.back().text += text;
  parts.back().span.end = static_cast<std::uint32_t>(pos_);
}

void Parser::bury(syntax::Word&& word) {
  if (!pending_.empty() && !word.parts.empty()) buried_.push_back(std::move(word.parts));
}

void Parser::bury_list(std::unique_ptr<syntax::List> list) {
  if (!pending_.empty()) buried_lists_.push_back(std::move(list));
}

syntax::Word Parser::read_word(Until until) {
  syntax::Word word;
  if (!spend(2 * sizeof(syntax::Word))) return word;
  peek();
  const std::size_t begin = pos_;
  read_parts(word.parts, until);
  word.span = span_from(begin);
  return word;
}

// Returns the end of what could be read.
std::size_t Parser::read_parts(Parts& parts, Until until) {
  const bool inner = until != Until::meta && until != Until::regex;
  const int special = lex::k_quoting | lex::k_meta | (inner ? lex::k_inner : lex::k_glob);
  int nesting = 0;
  std::size_t good = pos_;
  while (!failed_ && pos_ < end_) {
    good = pos_;
    while (pos_ < end_ && !lex::is(static_cast<unsigned char>(text_[pos_]), special)) ++pos_;
    if (pos_ > good) add_text(parts, Part::Kind::literal, slice(good, pos_), good);
    if (failed_) break;
    good = pos_;
    if (pos_ == end_ || !read_special(parts, until, nesting)) break;
  }
  return failed_ ? good : pos_;
}

// The character at the cursor may be special; false when it ends the word.
bool Parser::read_special(Parts& parts, Until until, int& nesting) {
  const char c = text_[pos_];
  switch (c) {
    case '\\':
      read_backslash(parts);
      return true;
    case '\'':
      read_single_quoted(parts);
      return true;
    case '"':
      read_double_quoted(parts);
      return true;
    case '`':
      read_backquoted(parts, false);
      return true;
    case '$':
      read_dollar(parts, false);
      return true;
    case '<':
    case '>':
      if (!at_process_substitution()) break;
      read_process_substitution(parts);
      return true;
    case '?':
    case '*':
    case '+':
    case '@':
    case '!':
      if (until != Until::meta && until != Until::regex) break;
      if (!options_.extended_globs || options_.posix || peek_second() != '(') break;
      read_extended_glob(parts);
      return true;
    default:
      break;
  }
  if (failed_) return false;
  switch (until) {
    case Until::meta:
      if (lex::is(static_cast<unsigned char>(c), lex::k_meta)) return false;
      break;
    case Until::regex:
      if (c == '(') {
        read_regex_group(parts);
        return true;
      }
      if (c != '|' && lex::is(static_cast<unsigned char>(c), lex::k_meta)) return false;
      break;
    case Until::brace:
      if (c == '}') return false;
      break;
    case Until::slash:
      if (c == '}' || c == '/') return false;
      break;
    case Until::index:
      if (c == '}') return false;
      [[fallthrough]];
    case Until::bracket:
      if (c == ']' && nesting-- == 0) return false;
      if (c == '[') ++nesting;
      break;
    case Until::range:
      break;
  }
  ++pos_;
  add_text(parts, Part::Kind::literal, slice(pos_ - 1, pos_), pos_ - 1);
  return true;
}

void Parser::read_regex_group(Parts& parts) {
  const std::size_t begin = pos_;
  add_text(parts, Part::Kind::literal, "(", begin);
  read_matched_pattern(parts);
  if (!failed_) add_text(parts, Part::Kind::literal, ")", pos_ - 1);
}

// What stands in the parentheses of a pattern. bash finds their end by counting, and reads the
// text between when it runs.
void Parser::read_matched_pattern(Parts& parts) {
  const Nest nest(*this);
  const std::size_t inside = ++pos_;
  syntax::Word counted;
  if (!scan_expression(counted, {'(', ')', 0, Brackets::Dollar::text}))
    fail_unclosed(inside - 1, "(");
  keep(counted.parts);
  bury(std::move(counted));
  const std::size_t close = pos_;
  if (failed_ || !count_reread(inside)) return;
  read_leniently(parts, inside, close, [&] { return read_parts(parts, Until::range); });
  if (!failed_) pos_ = close + 1;
}

// Reads [begin, end), which bash reads only when the command runs. An expansion that cannot be read
// is an error then; here it is text, and reading goes on behind its first character, so that
// nothing live is lost. `read` returns the end of what it could read.
void Parser::read_leniently(Parts& parts, std::size_t begin, std::size_t end,
                            const std::function<std::size_t()>& read) {
  while (begin < end && !failed_) {
    std::size_t good = begin;
    if (read_range(begin, end, [&] { good = read(); }) || failed_) return;
    if (good >= end) {  // all was read, and yet something is owed
      if (!parts.empty()) parts.back().unreadable = true;
      return;
    }
    add_text(parts, Part::Kind::literal, slice(good, good + 1), good);
    parts.back().unreadable = true;
    begin = good + 1;
    if (limits_.reread_bytes < end - begin) {
      limits_.exceeded = true;
      fail(begin, "too many expansions that cannot be read");
      return;
    }
    limits_.reread_bytes -= end - begin;
  }
}

void Parser::read_backslash(Parts& parts) {
  const std::size_t begin = pos_;
  if (pos_ + 1 >= end_) {
    ++pos_;
    add_text(parts, Part::Kind::quoted, "\\", begin);
    return;
  }
  pos_ += 2;
  const char next = text_[begin + 1];
  if (next == '\n') return;
  if (in_elements_ && substitutions_ > 0 && std::string_view("()'\"`;&|<>").find(next) < 11) {
    // bash 5.2 looks for the end of $(a=(\))) as if the backslash were not there.
    fail(begin, "a backslash in an array inside a substitution means two things at once");
    return;
  }
  add_text(parts, Part::Kind::quoted, slice(begin + 1, begin + 2), begin);
}

// Off, unless the shell says so, or a command before it that has switched it on.
void Parser::note_extended_glob() {
  if (in_condition_) return;
  (pos_ < extglob_from_ ? dash_only_ : extended_glob_) = true;
}

// The text as typed, and its parts, for what is live in it.
void Parser::read_extended_glob(Parts& parts) {
  note_extended_glob();
  const Nest nest(*this);
  if (failed_) return;
  const std::size_t begin = pos_++;
  peek();
  Parts inside;
  read_matched_pattern(inside);
  if (failed_) return;
  Part& part = add_part(parts, Part::Kind::extended_glob, begin);
  part.text = copy_source(begin, pos_);
  part.parts = std::move(inside);
}

void Parser::read_process_substitution(Parts& parts) {
  const std::size_t begin = pos_;
  const auto kind = text_[pos_] == '<' ? Part::Kind::process_input : Part::Kind::process_output;
  ++pos_;
  peek();
  const bool is_matched = peek_second() == '(';
  bool clean = true;
  ++pos_;
  auto list = is_matched ? read_matched_list(pos_, &clean) : read_substituted_list();
  if (failed_) return;
  Part& part = add_part(parts, kind, begin);
  part.list = std::move(list);
  part.unreadable = !clean;
}

}  // namespace interlock
