// Words: every expansion that the text determines, in bash's order (manual 3.5).
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/brace.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/lex.h"
#include "lib/shell/pattern.h"

namespace interlock {

using syntax::Part;

namespace {

constexpr std::size_t k_max_words = 1024;               // of one brace expansion or glob
constexpr std::size_t k_max_fields = 16 * k_max_words;  // of one command
constexpr std::size_t k_max_holes = 4096;               // in one word
constexpr std::size_t k_work_of_a_part = 10;            // of each word that braces make

// name, name+ or name[subscript]
bool is_assignment_target(std::string_view text) {
  if (text.ends_with('+')) text.remove_suffix(1);
  if (text.ends_with(']')) text = text.substr(0, text.find('['));
  return lex::is_name(text);
}

// Where a tilde-prefix may begin (bash manual 3.5.2): where the word does, and in one that looks
// like an assignment behind the sign and each colon.
std::vector<std::size_t> tilde_places(std::string_view text, Tildes tildes, bool is_posix) {
  std::vector<std::size_t> places;
  if (text.starts_with('~')) places.push_back(0);
  std::size_t at = text.find(tildes == Tildes::value ? ':' : '=');
  if (at == std::string_view::npos || tildes == Tildes::start) return places;
  if (tildes == Tildes::word && (is_posix || !is_assignment_target(text.substr(0, at))))
    return places;
  for (; at != std::string_view::npos; at = text.find(':', at + 1))
    if (at + 1 < text.size() && text[at + 1] == '~') places.push_back(at + 1);
  return places;
}

struct Piece {
  std::string text;
  bool is_tilde = false;
};

// Unquoted text at the start of a word. A quoted part right behind a prefix makes it plain text.
std::vector<Piece> split_at_tildes(const std::string& text, Tildes tildes, bool is_whole,
                                   bool is_posix) {
  std::vector<Piece> pieces;
  std::size_t copied = 0;
  for (const std::size_t place : tilde_places(text, tildes, is_posix)) {
    const std::size_t end = std::min(text.find_first_of("/:", place), text.size());
    if (end == text.size() && !is_whole) continue;
    pieces.push_back({text.substr(copied, place - copied)});
    pieces.push_back({text.substr(place, end - place), true});
    copied = end;
  }
  pieces.push_back({text.substr(copied)});
  return pieces;
}

Word home_of(const std::string& prefix, const std::string& home, const State& state) {
  if (prefix == "~+" || prefix == "~0")  // which dash leaves as it is
    return state.is_posix ? Word::unknown(prefix) : state.directory;
  // Of the stack of directories, which pushd fills.
  if (prefix.size() > 1 && prefix[1] >= '1' && prefix[1] <= '9') return Word(prefix);
  if (prefix != "~") return Word::unknown(prefix);
  const Variable* set = state.find("HOME");
  if (set != nullptr && !set->unset && !set->values.empty()) return set->values.front();
  return home.empty() || state.is_remote ? Word::unknown(prefix) : Word(home);
}

// The text of a word in which no expansion is looked for, as most words are.
const std::string* plain_text(const syntax::Word& word) {
  if (word.parts.size() != 1) return nullptr;
  const Part& part = word.parts.front();
  const bool is_plain = part.kind == Part::Kind::quoted
                            ? !part.is_dollar
                            : part.kind == Part::Kind::literal && !part.unreadable &&
                                  !part.text.empty() &&
                                  part.text.find_first_of("*?[]{}()~\\$") == std::string::npos;
  return is_plain && part.text.find(k_mark) == std::string::npos ? &part.text : nullptr;
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
  if (fields.size() > k_max_fields) return;  // said below, when it came to be
  if (const std::string* plain = plain_text(word); plain && fields.size() < k_max_fields) {
    if (spend(1 + plain->size() / 256)) fields.emplace_back(*plain);
    return;
  }
  bool complete = true;
  std::vector<BraceWord> words = expand_braces(word, k_max_words, &complete);
  if (words.size() > 1 && state.is_posix) {  // dash knows no braces; a bash of that name does
    const auto pick = choices_ == nullptr
                          ? std::nullopt
                          : choices_->choose("{" + std::to_string(word.span.begin), 2);
    if (pick != 1) words = {BraceWord()};
    for (const Part& part : word.parts)
      if (pick == 0) words[0].push_back({&part, ""});
    if (!pick) fields.push_back(Word::unknown(std::string(spelling(word.span, frame)), true));
    if (!pick) return;
  }
  for (const BraceWord& pieces : words) {
    if (words.size() > 1 && makes_expansion(pieces)) {
      fields.push_back(Word::unknown(std::string(spelling(word.span, frame)), true));
      continue;
    }
    std::vector<Segment> segments;
    bool first = true, ends_in_dollar = false;
    for (const BracePiece& piece : pieces) {
      if (piece.part != nullptr && piece.part->kind == Part::Kind::literal &&
          piece.part->unreadable && spend(state.weight()))
        state.fail_line();
      if (piece.part != nullptr && piece.part->kind != Part::Kind::literal) {
        if (words.size() > 1 && !spend(k_work_of_a_part)) return;
        expand_parts({piece.part, 1}, state, frame, false, segments, Tildes::none);
        if (piece.part->kind != Part::Kind::quoted) ends_in_dollar = false;
      } else {
        std::string text = piece.part != nullptr ? piece.part->text : piece.text;
        if (const Word plain = unmark(text); !plain.text.empty() || !plain.known())
          ends_in_dollar = plain.text.ends_with('$') &&
                           !plain.has_hole_in(plain.text.size() - 1, plain.text.size());
        if (first)
          for (const Piece& one :
               split_at_tildes(text, Tildes::word, pieces.size() == 1, state.is_posix))
            segments.push_back(one.is_tilde ? Segment{home_of(one.text, context_.home, state), true}
                                            : literal(one.text, false));
        else
          segments.push_back(literal(text, false));
      }
      first = false;
    }
    // A word whose last `$` is no expansion is not split: $x$ is one field.
    for (Segment& segment : segments)
      if (ends_in_dollar) segment.expanded = segment.word.may_split = false;
    for (const Field& field : split_fields(segments, state)) {
      if (!spend(1 + field.word.text.size() / 256)) return;
      if (field.pattern.empty() || state.modes.no_globs)
        fields.push_back(field.word);
      else
        expand_globs(field, state, fields);
    }
    if (fields.size() > k_max_fields) {
      complete = false;
      break;
    }
  }
  if (!complete) fields.push_back(Word::unknown(shorten(spelling(word.span, frame), 80), true));
}

// Literal text; the holes of a text that was given at run time split like an expansion.
Segment Evaluator::literal(const std::string& text, bool quoted) const {
  Word word = unmark(text);
  for (Hole& hole : word.holes)  // `$` and a name that is not known is one expansion
    if (hole.begin > 0 && word.text[hole.begin - 1] == '$' &&
        !word.has_hole_in(hole.begin - 1, hole.begin))
      --hole.begin;
  const bool known = word.known();
  if (!known && !quoted) word.may_split = true;
  return {std::move(word), quoted, !known && !quoted, false};
}

void Evaluator::expand_parts(std::span<const Part> parts, State& state, const Frame& frame,
                             bool quoted, std::vector<Segment>& segments, Tildes tildes) {
  for (const Part& part : parts) {
    if (exhausted_) return;
    if (part.is_dollar && state.is_posix) {
      segments.push_back({Word::unknown("$" + shell_quote(part.text)), true, false, false});
      continue;
    }
    switch (part.kind) {
      case Part::Kind::literal: {
        if (part.unreadable) state.fail_line();
        if (tildes != Tildes::none && &part == &parts.front())
          for (const Piece& one :
               split_at_tildes(part.text, tildes, parts.size() == 1, state.is_posix))
            segments.push_back(one.is_tilde ? Segment{home_of(one.text, context_.home, state), true}
                                            : literal(one.text, false));
        else
          segments.push_back(literal(part.text, quoted));
        break;
      }
      case Part::Kind::quoted:
        segments.push_back({unmark(part.text), true, false, false});
        break;
      case Part::Kind::double_quoted:
        segments.push_back({Word(), true, false, false});
        expand_parts(part.parts, state, part.text.empty() ? frame : frame.inside(part.text), true,
                     segments, Tildes::none);
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

Word Evaluator::expand_one(const syntax::Word& word, State& state, const Frame& frame,
                           Tildes tildes) {
  std::vector<Segment> segments;
  expand_parts(word.parts, state, frame, false, segments, tildes);
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

// A pattern, in which what was quoted is escaped; or a replacement, in which `&` stands for what
// the pattern matched, unless it was quoted (bash 5.2, patsub_replacement).
std::string Evaluator::expand_pattern(const syntax::Word& word, State& state, const Frame& frame,
                                      bool* known, bool* ampersand) {
  std::vector<Segment> segments;
  expand_parts(word.parts, state, frame, false, segments, Tildes::start);
  std::string pattern;
  if (ampersand != nullptr)
    *ampersand = std::any_of(segments.begin(), segments.end(), [](const Segment& segment) {
      return !segment.quoted && segment.word.text.find('&') != std::string::npos;
    });
  for (const Segment& segment : segments) {
    if (!segment.word.known()) *known = false;
    if (ampersand == nullptr)
      add_to_pattern(pattern, segment.word.text, segment.quoted);
    else if (*ampersand && segment.quoted)
      for (const char c : segment.word.text) pattern.append(c == '&' || c == '\\' ? "\\" : "") += c;
    else
      pattern += segment.word.text;
  }
  return pattern;
}

}  // namespace interlock
