// Here-documents: owed when `<<` is read, paid at the next newline.
#include <algorithm>

#include "lib/shell/parse_internal.h"

namespace interlock {

void Parser::add_document(syntax::Redirection& redirection, bool strip_tabs) {
  const std::size_t begin = pos_;
  bury(read_word());
  if (!failed_ && pending_.size() >= k_most_pending)
    fail(begin, "too many here-documents on one line");
  if (failed_ || !count_reread(begin)) return;
  const lex::Delimiter delimiter = lex::read_delimiter(slice(begin, pos_));
  redirection.target.span = span_from(begin);
  Part& body = add_part(redirection.target.parts,
                        delimiter.quoted ? Part::Kind::quoted : Part::Kind::double_quoted, begin);
  pending_.push_back({&body, delimiter.text, delimiter.quoted, strip_tabs});
}

void Parser::read_documents() {
  const auto documents = std::move(pending_);
  pending_.clear();
  const std::size_t begin = pos_;
  for (const PendingDocument& document : documents) {
    if (failed_) return;
    if (document.newline != std::string_view::npos && document.newline + 1 != begin)
      fail(begin, "a here-document inside a substitution, on a line that goes on");
    else
      read_document(document);
  }
}

// A document that is still owed where its substitution closes: bash takes it from the next line
// of the text, even when that line is inside a quote. Such a text is not read (read_documents).
void Parser::settle_documents() {
  if (failed_) return;
  for (PendingDocument& document : pending_) {
    if (document.newline != std::string_view::npos) continue;
    if (next_newline_ < pos_) next_newline_ = std::min(text_.find('\n', pos_), text_.size());
    document.newline = next_newline_ < end_ ? next_newline_ : std::string_view::npos;
  }
}

// The body is everything up to a line that is the delimiter, or up to the end of the text. With
// an unquoted delimiter a backslash at its end joins a line to the next one, before anything else.
void Parser::read_document(const PendingDocument& document) {
  const std::size_t begin = pos_;
  std::size_t body_end = end_;
  std::string body;
  bool verbatim = true;  // body is text_[begin, body_end)
  std::string joined;
  while (pos_ < end_) {
    const std::size_t line_begin = pos_;
    std::string_view line;
    joined.clear();
    for (bool more = true; more;) {
      const std::size_t newline = find('\n', pos_);
      line = slice(pos_, newline);
      std::size_t backslashes = 0;
      while (backslashes < line.size() && line[line.size() - 1 - backslashes] == '\\')
        ++backslashes;
      pos_ = std::min(newline + 1, end_);
      more = !document.quoted && backslashes % 2 == 1 && newline < end_;
      if (!more && joined.empty() && verbatim) break;
      if (more) line.remove_suffix(1);
      if (more) verbatim = false;
      joined += line;
    }
    if (!joined.empty()) line = joined;
    if (document.strip_tabs && line != document.delimiter) {
      const std::size_t tabs = std::min(line.find_first_not_of('\t'), line.size());
      if (tabs > 0) verbatim = false;
      line.remove_prefix(tabs);
    }
    body_end = line_begin;
    if (line == document.delimiter) break;
    if (substitutions_ > 0 && line.substr(0, document.delimiter.size()) == document.delimiter &&
        line.find(')', document.delimiter.size()) != std::string_view::npos) {
      // Inside $( bash lets the delimiter be followed by the ) that closes it.
      pos_ = text_.find(document.delimiter, line_begin) + document.delimiter.size();
      break;
    }
    body += line;
    body += '\n';
    body_end = end_;
    if (pos_ == end_ && text_[end_ - 1] != '\n') verbatim = false;
  }
  if (!count_reread(begin)) return;  // nested documents copy their bodies again and again
  Part& part = *document.body;
  part.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(body_end)};
  if (document.quoted) {
    part.text = std::move(body);
    return;
  }
  // bash looks into the body only when the command runs.
  if (verbatim) {
    in_document_ = true;
    read_quoted_range(part.parts, begin, body_end);
    in_document_ = false;
    return;
  }
  const Nest nest(*this);
  Parser nested(body, options_, limits_, depth_);
  nested.in_document_ = true;
  nested.read_quoted_range(part.parts, 0, body.size());
  if (spend(body.size())) part.text = body;
  if (limits_.exceeded) fail(begin, nested.message_);
}

}  // namespace interlock
