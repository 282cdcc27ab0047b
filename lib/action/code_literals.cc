// A statement that goes through a dictionary, a method or a queue is still written out somewhere.
// So a driver that is given what nobody can follow may be given any statement that the code holds,
// and a function that starts programs any command line. Words for people are none.
#include "lib/action/code_literals.h"

#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/client_table.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

constexpr std::size_t k_most_lists = 16, k_most_looks = 4000, k_most_files = 64,
                      k_most_children = 300, k_longest_expression = 60;

// Functions whose texts are read by people, or compared with others.
constexpr std::string_view k_tell[] = {
    "abort",      "add_argument", "assert",    "bail_out",  "case",       "check",    "comment",
    "compare",    "compile",      "contain",   "contains",  "count",      "critical", "croak",
    "debug",      "describe",     "diag",      "die",       "echo",       "endswith", "equal",
    "error",      "eq",           "exception", "exit",      "expect",     "fail",     "fatal",
    "find",       "findall",      "finditer",  "fullmatch", "help",       "include",  "includes",
    "index",      "indexof",      "info",      "input",     "isinstance", "it",       "log",
    "match",      "matches",      "message",   "note",      "notice",     "option",   "p",
    "pp",         "print",        "printf",    "println",   "prompt",     "puts",     "question",
    "regex",      "regexp",       "raise",     "replace",   "say",        "search",   "secho",
    "startswith", "sub",          "success",   "test",      "throw",      "tobe",     "tocontain",
    "toequal",    "tomatch",      "trace",     "usage",     "warn",       "warning",  "write",
    "writeline"};
constexpr std::string_view k_told_keys[] = {"comment", "description", "desc",  "epilog", "help",
                                            "label",   "message",     "msg",   "name",   "prog",
                                            "prompt",  "summary",     "title", "usage"};
constexpr std::string_view k_told_endings[] = {"doc", "help", "hint", "note", "reason", "text"};
// Functions that list what a folder holds.
constexpr std::string_view k_listers[] = {"Dir",   "Path",    "children", "glob",    "globSync",
                                          "iglob", "listdir", "opendir",  "readdir", "readdirSync",
                                          "rglob", "scandir", "walk"};

// Behind them a list begins, and no index.
constexpr std::string_view k_words_before[] = {"and", "await",  "else", "in",
                                               "or",  "return", "yield"};
// A list of that name holds what must not be said.
constexpr std::string_view k_watched[] = {"ban",    "block",   "danger",  "deny", "destructive",
                                          "forbid", "keyword", "pattern", "risk", "unsafe"};
// They change how a text looks.
constexpr std::string_view k_styles[] = {"_",     "blue", "bold", "cyan",  "dedent", "format",
                                         "green", "grey", "red",  "style", "text",   "yellow"};
// The second word of a sentence, rarely of a command line.
constexpr std::string_view k_prose[] = {
    "and",  "are", "as",   "but",  "by", "can", "comes", "could", "did",   "does", "failed",
    "for",  "has", "if",   "in",   "is", "may", "must",  "needs", "not",   "or",   "should",
    "that", "the", "then", "this", "to", "was", "will",  "with",  "would", "timed"};

bool is_told_key(std::string_view key) {
  if (key.size() > 40) return false;
  const std::string name = to_lower(key);
  return is_among(k_told_keys, name) ||
         std::any_of(std::begin(k_told_endings), std::end(k_told_endings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_watched(std::string_view list) {
  const std::string name = to_lower(list.substr(0, 40));
  return std::any_of(std::begin(k_watched), std::end(k_watched),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

bool is_missed(const CodeValue& value) {
  switch (value.kind) {
    case CodeValue::Kind::unknown:
      return true;
    case CodeValue::Kind::text:
      return is_one_hole(value.text) || value.text.text.empty();
    case CodeValue::Kind::file:
      return !value.text.known();
    case CodeValue::Kind::list:
      return value.items.empty() || is_missed(value.items.front());
    case CodeValue::Kind::object:
      return false;
  }
  return false;
}

// "psql", "./reset.sh": may begin a command line. Sentences begin with a capital letter.
bool is_program_name(std::string_view word) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
           c == '/';
  };
  return !word.empty() && word.size() < 80 && word.front() != '-' &&
         std::all_of(word.begin(), word.end(), fits);
}

// A program and its options alone are part of a command line: ["sh", "-c"].
bool says_what(const std::vector<std::string_view>& words) {
  if (words.size() > 2 && is_among(k_prose, words[1])) return false;
  return std::any_of(words.begin() + !words.empty(), words.end(),
                     [](std::string_view word) { return !word.empty() && !word.starts_with('-'); });
}

}  // namespace

bool tells_people(std::string_view function) {
  if (function.size() > 40) return false;
  const std::string name = to_lower(function);
  return is_among(k_tell, name) || name.ends_with("error") || name.ends_with("exception") ||
         name.starts_with("assert") || name.starts_with("log");
}

bool CodeLiterals::is_told(std::size_t i) const {
  constexpr std::size_t k_farthest = 60;
  const std::size_t begin = i > k_farthest ? i - k_farthest : 0;
  for (std::size_t at = i; at > begin; --at) {
    const CodeToken& token = scanner_.code_.tokens[at - 1];
    if (token.kind != Kind::sign || token.match < 0) continue;
    if (static_cast<std::size_t>(token.match) >= at)  // it stands in this bracket
      return at > 1 && scanner_.values_.is(at - 1, "(") &&
             tells_people(scanner_.values_.spelled(at - 2));
    at = static_cast<std::size_t>(token.match) + 1;
  }
  return false;
}

void CodeLiterals::hear(const CodeSink& sink, const CodeCallee& callee,
                        const std::vector<CodeArgument>& arguments) {
  using enum CodeSink::Kind;
  const std::string_view before =
      callee.first > 0 ? scanner_.values_.spelled(callee.first - 1) : "";
  if (before == "def" || before == "function" || before == "sub") return;
  const bool is_heard = sink.kind < eval && sink.kind != sql_body && sink.kind != sql_file &&
                        sink.kind != django && sink.kind != python_main;
  if (arguments.empty() || !is_heard) return;
  const bool is_sql = sink.kind == sql || sink.kind == sql_if_driver;
  if (is_sql && !scanner_.has_driver_) return;
  const CodeArgument* first = &arguments.front();
  for (const CodeArgument& one : arguments)
    if (one.key == (is_sql ? "sql" : "args") || one.key == (is_sql ? "query" : "cmd")) first = &one;
  const bool may_be_handle =
      is_sql && arguments.size() > 1 && (sink.owner == "-" || sink.name.ends_with("Context"));
  if (may_be_handle && is_missed(first->value)) first = &arguments[1];  // mysqli_query($c, "..")
  if (!is_missed(first->value)) return;
  (is_sql ? sql_ : commands_) = true;
  const std::vector<CodeValue>& items = first->value.items;
  if (!is_sql && items.size() > 1 && lists_.size() < k_most_lists) lists_.push_back(items);
}

void CodeLiterals::look() {
  if (!sql_ && !commands_) return;
  const std::vector<CodeToken>& tokens = scanner_.code_.tokens;
  std::size_t looks = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (looks > k_most_looks) {
      scanner_.findings_.too_much = true;
      return;
    }
    if (tokens[i].kind == Kind::string) {
      looks += scanner_.values_.string_at(i).value.text.find(' ') != std::string::npos;
      look_at_string(i);
    } else if (tokens[i].kind == Kind::sign && tokens[i].match >= 0) {
      if (static_cast<std::size_t>(tokens[i].match) < i) {
        if (!open_.empty()) open_.pop_back();
        continue;
      }
      if (scanner_.values_.is(i, "[") || scanner_.values_.is(i, "(")) look_at_list(i);
      open_.push_back(i);
    }
  }
}

CodeLiterals::Place CodeLiterals::place_of(std::size_t i) const {
  const CodeEvaluator& values = scanner_.values_;
  Place place;
  const bool named =
      i >= 2 && (values.is(i - 1, "=") || values.is(i - 1, ":") || values.is(i - 1, "=>"));
  if (named && values.is_kind(i - 2, Kind::name)) place.key = values.spelled(i - 2);
  if (named && values.is_kind(i - 2, Kind::string)) place.key = values.string_at(i - 2).value.text;
  if (open_.empty()) {
    if (i > 0 && values.is_kind(i - 1, Kind::name)) place.function = values.spelled(i - 1);
    return place;
  }
  const std::size_t open = open_.back();
  if (values.is(open, "{") || values.is(open, "[")) place.is_item = true;
  const bool called = open > 0 && values.is_kind(open - 1, Kind::name);
  if (called && !values.is(open, "{")) place.function = values.spelled(open - 1);
  if (!called && values.is(open, "(")) place.is_item = true;
  // puts "x" inside of a block
  if (i > open + 1 && values.is_kind(i - 1, Kind::name)) place.function = values.spelled(i - 1);
  return place;
}

// Printed, compared, or a description.
bool CodeLiterals::is_text_for_people(std::size_t i) const {
  const CodeEvaluator& values = scanner_.values_;
  const auto compares = [&](std::size_t at) {
    return values.is(at, "==") || values.is(at, "===") || values.is(at, "!=") ||
           values.is(at, "!==") || values.is(at, "in") || values.is(at, "=~");
  };
  if (compares(i + 1) || (i > 0 && compares(i - 1))) return true;
  const bool starts = i == 0 || values.is_kind(i - 1, Kind::newline);
  const bool ends = i + 1 >= scanner_.code_.tokens.size() || values.is_kind(i + 1, Kind::newline);
  if (starts && ends && open_.empty()) return true;  // a docstring
  const Place place = place_of(i);
  if (!open_.empty() && open_.back() >= 2) {  // raise Trouble("..")
    const std::string_view before = values.spelled(open_.back() - 2);
    if (before == "raise" || before == "throw") return true;
  }
  if (tells_people(place.function) || tells_people(place.key) || is_told_key(place.key))
    return true;
  if (is_among(k_styles, place.function) && open_.size() > 1 && open_[open_.size() - 2] > 0 &&
      tells_people(values.spelled(open_[open_.size() - 2] - 1)))
    return true;  // print(bold("psql is gone"))
  return std::any_of(open_.begin(), open_.end(), [&](std::size_t open) {  // FORBIDDEN = ["..", ..]
    return open > 1 && values.is(open - 1, "=") && is_watched(values.spelled(open - 2));
  });
}

void CodeLiterals::look_at_string(std::size_t i) {
  const CodeString& string = scanner_.values_.string_at(i);
  if (string.kind != CodeString::Kind::text && string.kind != CodeString::Kind::tagged) return;
  if (string.value.text.empty() || is_text_for_people(i)) return;
  if (sql_) take_sql(i);
  if (commands_) take_command(i);
}

void CodeLiterals::take_sql(std::size_t i) {
  const Word& literal = scanner_.values_.string_at(i).value;
  if (literal.known() && literal.text.size() < 200 &&
      literal.text.find_first_of(" \n") == std::string::npos) {
    const bool lists = is_among(k_listers, place_of(i).function);
    if ((lists || literal.text.ends_with(".sql")) &&
        scanner_.findings_.sql_files.size() < k_most_files &&
        scanner_.seen_.insert("<" + literal.text).second)
      scanner_.findings_.sql_files.push_back({literal, "a name"});
    return;
  }
  std::size_t at = i;
  CodeValue value = scanner_.values_.evaluate(
      at, std::min(scanner_.code_.tokens.size(), i + k_longest_expression));
  if (!value.is_text()) value = CodeValue::of_text(literal);
  scanner_.add_sql_value(value, "query", 0);
}

void CodeLiterals::take_command(std::size_t i) {
  const Word& literal = scanner_.values_.string_at(i).value;
  const std::string& text = literal.text;
  const std::size_t blank = text.find(' ');
  const std::string first = text.substr(0, blank);
  if (literal.has_hole_in(0, first.size()) || !is_program_name(first)) return;
  if (children_ >= k_most_children) return;
  if (blank != std::string::npos && !says_what(split(text, ' '))) return;
  ++children_;
  if (blank != std::string::npos)
    return scanner_.add_child(shell_text_of(literal), {}, "a text that may be run");
  const std::vector<const ClientRow*> rows = client_rows(base_name(first));
  if (std::none_of(rows.begin(), rows.end(),
                   [](const ClientRow* row) { return row->verbs.empty(); }))
    return;
  for (std::vector<CodeValue> words : lists_) {
    words.front() = CodeValue::of_text(literal);
    scanner_.add_child_words(words, {}, "words that may be run");
  }
}

// ["alembic", "downgrade"] among others, or given to a function that collects.
void CodeLiterals::look_at_list(std::size_t i) {
  CodeEvaluator& values = scanner_.values_;
  const bool says = i > 0 && is_among(k_words_before, values.spelled(i - 1));
  const bool indexes =
      i > 0 && !says &&
      (values.is_kind(i - 1, Kind::name) || values.is(i - 1, ")") || values.is(i - 1, "]"));
  if (!commands_ || indexes || !values.is_kind(i + 1, Kind::string) || is_text_for_people(i))
    return;
  std::size_t at = i;
  const CodeValue list = values.evaluate(at, std::min(scanner_.code_.tokens.size(), i + 400));
  if (list.kind != CodeValue::Kind::list || list.items.size() < 2) return;
  const CodeValue& first = list.items.front();
  if (!first.is_known_text() || !is_program_name(first.text.text)) return;
  const Place place = place_of(i);
  bool among = says || place.is_item || !place.function.empty(), whole = false;
  for (const CodeValue& item : list.items) {
    const bool option = item.text.text.starts_with('-');
    among = among || option || item.kind == CodeValue::Kind::list;
    whole = whole || (&item != &first && !option && !is_missed(item));
  }
  if (among && whole && ++children_ <= k_most_children)
    scanner_.add_child_words(list.items, {}, "words that may be run");
}

}  // namespace interlock
