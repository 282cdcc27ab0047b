// Words: every expansion that the text determines, in bash's order (manual 3.5).
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/brace.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/pattern.h"

namespace interlock {

using syntax::Part;

namespace {

constexpr std::size_t k_max_words = 1024;  // of one brace expansion or glob
constexpr std::size_t k_max_holes = 4096;  // in one word

bool is_assignment_name(std::string_view text) {
  return !text.empty() && (text[0] < '0' || text[0] > '9') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

}  // namespace

std::string_view Evaluator::spelling(syntax::Span span, const Frame& frame) const {
  if (!frame.source || span.begin >= frame.source->size()) return {};
  return std::string_view(*frame.source).substr(span.begin, span.end - span.begin);
}

std::vector<Word> Evaluator::expand_words(const std::vector<syntax::Word>& words, State& state,
                                          const Frame& frame) {
  std::vector<Word> expanded;
  for (const syntax::Word& word : words) {
    expand_fields(word, state, frame, expanded);
    if (exhausted_) break;
  }
  return expanded;
}

void Evaluator::expand_fields(const syntax::Word& word, State& state, const Frame& frame,
                              std::vector<Word>& fields) {
  bool complete = true;
  const std::vector<BraceWord> words = expand_braces(word, k_max_words, &complete);
  for (const BraceWord& pieces : words) {
    if (words.size() > 1 && makes_expansion(pieces)) {
      fields.push_back(Word::unknown(std::string(spelling(word.span, frame)), true));
      continue;
    }
    std::vector<Segment> segments;
    bool first = true, ends_in_dollar = false;
    for (const BracePiece& piece : pieces) {
      if (piece.part != nullptr && piece.part->kind == Part::Kind::literal &&
          piece.part->unreadable)
        state.fail_line();
      if (piece.part != nullptr && piece.part->kind != Part::Kind::literal) {
        expand_parts({piece.part, 1}, state, frame, false, segments, false);
        if (piece.part->kind != Part::Kind::quoted) ends_in_dollar = false;
      } else {
        std::string text = piece.part != nullptr ? piece.part->text : piece.text;
        if (text.find('$') != std::string::npos) ends_in_dollar = true;
        if (first && text.starts_with('~')) {
          const std::size_t end = std::min(text.find('/'), text.size());
          // A quoted part right behind the name makes it plain text.
          if (end < text.size() || pieces.size() == 1) {
            const std::string name = text.substr(0, end);
            Word home = Word::unknown(name);
            if (name == "~" && !context_.home.empty() && !state.is_remote)
              home = Word(context_.home);
            if (const Variable* set = name == "~" ? state.find("HOME") : nullptr)
              if (!set->unset && !set->values.empty()) home = set->values.front();
            if (name == "~+" || name == "~0") home = state.directory;
            // Of the stack of directories, which pushd fills.
            if (name.size() > 1 && name[1] >= '1' && name[1] <= '9') home = Word(name);
            segments.push_back({home, true, false, false});
            text = text.substr(end);
          }
        }
        // In a word like an assignment, as in one: `dd of=~/x`.
        const std::size_t equals = text.find("=~");
        if (first && equals != std::string::npos && is_assignment_name(text.substr(0, equals)) &&
            !context_.home.empty() && !state.is_remote && state.find("HOME") == nullptr) {
          const std::size_t after = equals + 2;
          const bool bare =
              after == text.size() ? pieces.size() == 1 : text[after] == '/' || text[after] == ':';
          if (bare) text = text.substr(0, equals + 1) + context_.home + text.substr(after);
        }
        segments.push_back(literal(text, false));
      }
      first = false;
    }
    // A word whose last `$` is no expansion is not split: $x$ is one field.
    for (Segment& segment : segments)
      if (ends_in_dollar) segment.expanded = segment.word.may_split = false;
    for (const Field& field : split_fields(segments, state)) {
      if (!spend(1 + field.word.text.size() / 256)) return;
      if (field.pattern.empty() || state.no_globs)
        fields.push_back(field.word);
      else
        expand_globs(field, state, fields);
    }
    if (fields.size() > 64 * k_max_words) {
      complete = false;
      break;
    }
  }
  if (!complete) fields.push_back(Word::unknown(shorten(spelling(word.span, frame), 80), true));
}

// Literal text; the holes of a text that was given at run time split like an expansion.
Segment Evaluator::literal(const std::string& text, bool quoted) const {
  Word word = unmark(text);
  const bool known = word.known();
  if (!known && !quoted) word.may_split = true;
  return {std::move(word), quoted, !known && !quoted, false};
}

void Evaluator::expand_parts(std::span<const Part> parts, State& state, const Frame& frame,
                             bool quoted, std::vector<Segment>& segments, bool tilde) {
  for (const Part& part : parts) {
    if (exhausted_) return;
    if (part.is_dollar && state.is_posix) {
      segments.push_back({Word::unknown("$" + shell_quote(part.text)), true, false, false});
      continue;
    }
    switch (part.kind) {
      case Part::Kind::literal: {
        if (part.unreadable) state.fail_line();
        const bool home = tilde && &part == &parts.front() && part.text.starts_with('~') &&
                          (part.text.size() == 1 || part.text[1] == '/' || part.text[1] == ':');
        if (home && (part.text.size() > 1 || parts.size() == 1)) {
          segments.push_back({context_.home.empty() ? Word::unknown("~") : Word(context_.home),
                              true, false, false});
          segments.push_back({Word(part.text.substr(1)), quoted, false, false});
        } else {
          segments.push_back(literal(part.text, quoted));
        }
        break;
      }
      case Part::Kind::quoted:
        segments.push_back({unmark(part.text), true, false, false});
        break;
      case Part::Kind::double_quoted:
        segments.push_back({Word(), true, false, false});
        expand_parts(part.parts, state, part.text.empty() ? frame : frame.inside(part.text), true,
                     segments, false);
        break;
      case Part::Kind::parameter:
        expand_parameter(part, state, frame, quoted, segments);
        break;
      case Part::Kind::command:
        segments.push_back({substitute(part, state, frame), quoted, !quoted, false});
        break;
      case Part::Kind::arithmetic:
        segments.push_back(
            {expand_arithmetic(*part.inner, state, frame, spelling(part.span, frame)), quoted,
             !quoted, false});
        break;
      case Part::Kind::process_input:
      case Part::Kind::process_output:
        segments.push_back({process_path(part, state, frame), true, false, false});
        break;
      case Part::Kind::extended_glob:
        segments.push_back({Word(part.text), quoted, false, false});
        break;
    }
  }
}

Word Evaluator::expand_one(const syntax::Word& word, State& state, const Frame& frame) {
  std::vector<Segment> segments;
  expand_parts(word.parts, state, frame, false, segments, true);
  Word whole;
  bool list_break = false;
  for (const Segment& segment : segments) {
    if (segment.field_break) {
      list_break = true;
      continue;
    }
    if (list_break) whole.append(Word(" "));
    list_break = false;
    whole.append(segment.word);
    if (whole.text.size() > k_longest_word || whole.holes.size() > k_max_holes)
      return Word::unknown(shorten(spelling(word.span, frame), 80));
  }
  whole.may_split = false;
  spend(whole.text.size() / 256);
  return whole;
}

std::string Evaluator::expand_pattern(const syntax::Word& word, State& state, const Frame& frame,
                                      bool* known) {
  std::vector<Segment> segments;
  expand_parts(word.parts, state, frame, false, segments, true);
  std::string pattern;
  for (const Segment& segment : segments) {
    if (!segment.word.known()) *known = false;
    add_to_pattern(pattern, segment.word.text, segment.quoted);
  }
  return pattern;
}

}  // namespace interlock
