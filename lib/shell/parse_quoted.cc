// Quotes: '..', $'..', "..", `..`, and text that is read as if it stood in double quotes.
#include "lib/shell/parse_internal.h"

namespace interlock {

void Parser::read_single_quoted(Parts& parts) {
  const std::size_t begin = pos_;
  const std::size_t close = find('\'', begin + 1);
  if (close >= end_) {
    fail_unclosed(begin, "'");
    return;
  }
  pos_ = close + 1;
  add_text(parts, Part::Kind::quoted, slice(begin + 1, close), begin);
}

// The cursor stands on the quote of $'..'.
void Parser::read_ansi_quoted(Parts& parts) {
  const std::size_t begin = pos_;
  std::size_t close = begin + 1;
  while (close < end_ && text_[close] != '\'') close += text_[close] == '\\' ? 2 : 1;
  if (close >= end_) {
    fail_unclosed(begin, "$'");
    return;
  }
  pos_ = close + 1;
  add_text(parts, Part::Kind::quoted, lex::decode_ansi_c(slice(begin + 1, close)), begin);
}

void Parser::read_double_quoted(Parts& parts) {
  if (take_kept(parts, false)) return;
  const std::size_t begin = pos_++;
  Parts inside;
  read_quoted_text(inside, QuotedUntil::quote);
  if (!failed_ && pos_ >= end_) fail_unclosed(begin, "\"");
  if (failed_) return;
  ++pos_;
  add_part(parts, Part::Kind::double_quoted, begin).parts = std::move(inside);
}

// Returns the end of what could be read.
std::size_t Parser::read_quoted_text(Parts& parts, QuotedUntil until) {
  const bool in_brace = until == QuotedUntil::brace;
  std::size_t good = pos_;
  while (!failed_) {
    good = pos_;
    while (pos_ < end_ && !lex::is(static_cast<unsigned char>(text_[pos_]), lex::k_live) &&
           !(in_brace && std::string_view("}'<>").find(text_[pos_]) < 4))
      ++pos_;
    if (pos_ > good) add_text(parts, Part::Kind::literal, slice(good, pos_), good);
    good = pos_;
    if (pos_ >= end_) return good;
    const char c = text_[pos_];
    if (c == '\\') {
      read_quoted_backslash(parts, until);
    } else if (c == '`') {
      read_backquoted(parts, until != QuotedUntil::range);
    } else if (c == '<' || c == '>') {
      if (at_process_substitution() && !in_document_) {
        read_process_text_in_brace(parts);
      } else {
        ++pos_;
        add_text(parts, Part::Kind::literal, slice(good, pos_), good);
      }
    } else if (c == '$' && in_brace && !in_document_ && !options_.posix && peek_second() == '\'') {
      read_ansi_quoted_in_brace(parts);
    } else if (c == '$') {
      read_dollar(parts, true);
    } else if (c == '}' || (c == '"' && until == QuotedUntil::quote)) {
      return good;
    } else if (c == '\'') {
      read_single_quoted_in_brace(parts);
    } else if (in_brace) {
      read_double_quoted(parts);
    } else {
      ++pos_;
      if (until != QuotedUntil::unquoted) add_text(parts, Part::Kind::literal, "\"", good);
    }
  }
  return good;
}

void Parser::read_quoted_backslash(Parts& parts, QuotedUntil until) {
  const std::size_t begin = pos_++;
  const char next = pos_ < end_ ? text_[pos_] : '\0';
  if (next == '\n' && pos_ < end_) {
    ++pos_;
    return;
  }
  const bool escapes = next == '$' || next == '`' || next == '\\' ||
                       (next == '"' && until != QuotedUntil::range) ||
                       (next == '}' && until == QuotedUntil::brace);
  if (escapes) ++pos_;
  add_text(parts, Part::Kind::literal, slice(pos_ - 1, pos_), begin);
  if (escapes || until != QuotedUntil::brace || pos_ >= end_) return;
  ++pos_;  // the backslash stays, but what follows it closes nothing
  add_text(parts, Part::Kind::literal, slice(pos_ - 1, pos_), pos_ - 1);
}

void Parser::read_quoted_range(Parts& parts, std::size_t begin, std::size_t end) {
  read_leniently(parts, begin, end, [&] { return read_quoted_text(parts, QuotedUntil::range); });
}

// In "${x:-'..'}" single quotes are text, but what closes the brace does not count inside.
void Parser::read_single_quoted_in_brace(Parts& parts) {
  const std::size_t begin = pos_;
  const std::size_t close = find('\'', begin + 1);
  if (close >= end_) {
    fail_unclosed(begin, "'");
    return;
  }
  add_text(parts, Part::Kind::literal, "'", begin);
  read_leniently(parts, begin + 1, close,
                 [&] { return read_quoted_text(parts, QuotedUntil::unquoted); });
  if (failed_) return;
  pos_ = close + 1;
  add_text(parts, Part::Kind::literal, "'", close);
}

// In "${x:-<(..)}" likewise: bash finds the end of the list, and does not run it.
void Parser::read_process_text_in_brace(Parts& parts) {
  const std::size_t begin = pos_++;
  peek();
  ++pos_;
  const std::size_t inside = pos_;
  bury_list(read_substituted_list());
  if (failed_ || !count_reread(begin)) return;
  const std::size_t end = pos_;
  add_text(parts, Part::Kind::literal, slice(begin, inside), begin);
  read_quoted_range(parts, inside, end);
  if (!failed_) pos_ = end;
}

// In "${x:-$'..'}" bash decodes while reading and expands what comes out.
void Parser::read_ansi_quoted_in_brace(Parts& parts) {
  Parts decoded;
  const std::size_t begin = pos_++;
  peek();
  read_ansi_quoted(decoded);
  if (failed_) return;
  const Nest nest(*this);
  Parser nested(decoded[0].text, options_, limits_, depth_);
  nested.read_quoted_range(parts, 0, decoded[0].text.size());
  if (limits_.exceeded) fail(begin, nested.message_);
}

// The text of `..` is a script of its own: bash reads it when the command runs, line by line.
void Parser::read_backquoted(Parts& parts, bool in_double_quotes) {
  if (take_kept(parts, in_double_quotes)) return;
  const Nest nest(*this);
  if (failed_) return;
  const std::size_t begin = pos_;
  std::size_t close = begin + 1;
  while (close < end_ && text_[close] != '`') close += text_[close] == '\\' ? 2 : 1;
  if (close >= end_) {
    fail_unclosed(begin, "`");
    return;
  }
  const std::string code = lex::unescape_backquoted(slice(begin + 1, close), in_double_quotes);
  Parser nested(code, options_, limits_, depth_);
  if (pos_ >= extglob_from_) nested.extglob_from_ = 0;
  auto list = std::make_unique<syntax::List>();
  nested.read_units(*list);
  if (limits_.exceeded) {
    fail(begin, nested.message_);
    return;
  }
  pos_ = close + 1;
  Part& part = add_part(parts, Part::Kind::command, begin);
  part.backquoted = true;
  part.unreadable = nested.failed_;
  if (spend(code.size())) part.text = code;
  part.list = std::move(list);
}

}  // namespace interlock
