// Arguments, environment and standard input of the code: what is surely taken from them has a
// value; where a function that runs things gets what nobody knows, each of them may be it.
#include "lib/action/code_inputs.h"

#include <algorithm>
#include <utility>

#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_candidates = 24;
constexpr std::size_t k_max_candidate = 1u << 16;  // bytes
constexpr std::size_t k_max_substitutions = 2000;

using Candidate = std::vector<Word>;

// Names by which code reads its arguments, its environment and its standard input.
constexpr std::string_view k_argument_names[] = {
    "$ARGV", "$argv", "@ARGV",       "ARGV",      "Args",       "OptionParser", "arg",
    "args",  "argv",  "commandArgs", "parseArgs", "parse_args", "pop",          "shift"};
constexpr std::string_view k_environment_names[] = {"$ENV",    "$_ENV",    "$_SERVER",   "%ENV",
                                                    "ENV",     "ENVIRON",  "Getenv",     "env",
                                                    "environ", "environb", "expandvars", "getenv"};
constexpr std::string_view k_input_names[] = {
    "$_",           "$stdin",    "ARGF",     "STDIN",     "Stdin",     "fgets",
    "fileinput",    "gets",      "input",    "open",      "raw_input", "read",
    "readFileSync", "readLines", "readline", "readlines", "stdin"};

CodeValue list_of(const std::vector<Word>& words) {
  CodeValue list;
  list.kind = CodeValue::Kind::list;
  for (const Word& word : words)
    if (list.items.size() < k_max_code_items) list.items.push_back(CodeValue::of_text(word));
  return list;
}

bool is_resolved(const CodeValue& value) {
  switch (value.kind) {
    case CodeValue::Kind::unknown:
      return false;
    case CodeValue::Kind::text:
      return value.text.known();
    case CodeValue::Kind::file:
      return value.text.known() && !is_input_name(value.text.text);
    case CodeValue::Kind::list:
    case CodeValue::Kind::object:
      return std::all_of(value.items.begin(), value.items.end(), is_resolved);
  }
  return false;
}

// The text with `candidate` in each of its holes.
Word substituted(const Word& text, const Candidate& candidate) {
  const Word one = candidate.size() == 1 ? candidate.front() : Word(command_line_of(candidate));
  Word out;
  std::size_t at = 0;
  for (const Hole& hole : text.holes) {
    out.append(text.substr(at, hole.begin - at)).append(one);
    at = hole.end;
    if (out.text.size() > k_max_candidate) return out;
  }
  return out.append(text.substr(at));
}

CodeValue substituted(const CodeValue& value, const Candidate& candidate) {
  switch (value.kind) {
    case CodeValue::Kind::unknown:
      return candidate.size() == 1 ? CodeValue::of_text(candidate.front()) : list_of(candidate);
    case CodeValue::Kind::text:
      return value.text.known() ? value : CodeValue::of_text(substituted(value.text, candidate));
    case CodeValue::Kind::file:
      return is_resolved(value) ? value
                                : CodeValue::of_text(substituted(Word::unknown("-"), candidate));
    case CodeValue::Kind::list:
    case CodeValue::Kind::object: {
      CodeValue result = value;
      for (CodeValue& item : result.items) item = substituted(item, candidate);
      return result;
    }
  }
  return value;
}

}  // namespace

bool is_input_name(std::string_view file) {
  return file == "0" || file == "-" || file == "/dev/stdin" || file == "php://stdin" ||
         file.starts_with('*');
}

void CodeScanner::take_inputs() {
  if (inputs_ == nullptr) return;
  std::vector<Word> words{Word(inputs_->script)};
  words.insert(words.end(), inputs_->arguments.begin(), inputs_->arguments.end());
  const CodeValue whole = list_of(words), behind = list_of(inputs_->arguments);
  CodeValue environment;
  environment.kind = CodeValue::Kind::object;
  for (const NamedWord& one : inputs_->environment) {
    environment.keys.push_back(one.name);
    environment.items.push_back(CodeValue::of_text(one.value));
    if (language_ == Language::node)
      values_.assign("process.env." + one.name, CodeValue::of_text(one.value));
  }
  const auto give = [&](std::initializer_list<const char*> names, const CodeValue& value) {
    if (!value.items.empty())
      for (const char* name : names) values_.assign(name, value);
  };
  switch (language_) {
    case Language::python:
      give({"sys.argv", "argv"}, whole);
      return give({"os.environ", "environ"}, environment);
    case Language::node: {
      std::vector<Word> node = std::move(words);
      if (inputs_->is_file || inputs_->script == "-")
        node.insert(node.begin(), Word("node"));
      else
        node.front() = Word("node");
      give({"process.argv", "argv"}, list_of(node));
      return give({"process.env"}, environment);
    }
    case Language::perl:
      return give({"@ARGV", "$ARGV"}, behind);
    case Language::ruby:
      give({"ARGV", "$*"}, behind);
      return give({"ENV"}, environment);
    case Language::php:
      give({"$argv"}, whole);
      return give({"$_ENV"}, environment);
    case Language::lua:
      return give({"arg"}, whole);
    case Language::awk:
      return give({"ENVIRON"}, environment);
    case Language::r:
    case Language::other:
      return;
  }
}

bool CodeScanner::takes_input(std::size_t begin, std::size_t end) const {
  end = std::min(end, code_.tokens.size());
  for (std::size_t i = begin; i < end && i < begin + 200; ++i) {
    if (!values_.is_kind(i, Kind::name)) continue;
    const std::string_view name = values_.spelled(i);
    if (is_among(k_argument_names, name) || is_among(k_environment_names, name) ||
        name == "stdin" || name == "STDIN" || carried_.contains(std::string(name)))
      return true;
  }
  return false;
}

// What may stand for a value that nobody knows. Arguments: each one, and all from each on.
void CodeScanner::collect_candidates() {
  if (inputs_ == nullptr || inputs_->empty()) return;
  const std::vector<Word>& words = inputs_->arguments;
  const auto add = [&](Candidate candidate) {
    std::size_t size = 0;
    for (const Word& word : candidate) size += word.text.size();
    const bool is_blank = size == 0 || (candidate.size() == 1 && is_one_hole(candidate[0]));
    if (size <= k_max_candidate && !is_blank && candidates_.size() < k_max_candidates)
      candidates_.push_back(std::move(candidate));
  };
  for (std::size_t i = 0; i < words.size() && i < k_max_candidates / 2; ++i) {
    if (i + 1 < words.size()) add({words.begin() + static_cast<std::ptrdiff_t>(i), words.end()});
    add({words[i]});
  }
  bool environment = false, input = false;
  for (std::size_t i = 0; i < code_.tokens.size(); ++i) {
    if (values_.is_kind(i, Kind::string)) {
      const std::string& text = values_.string_at(i).value.text;
      environment = environment || text.find("ENV") != std::string::npos ||
                    text.find("env") != std::string::npos;
      input =
          input || text.find("stdin") != std::string::npos || text.find("$_") != std::string::npos;
    } else if (values_.is_kind(i, Kind::name)) {
      environment = environment || is_among(k_environment_names, values_.spelled(i));
      input = input || is_among(k_input_names, values_.spelled(i));
    } else if (values_.is(i, "<>") || (values_.is(i, "<") && values_.is(i + 1, ">"))) {
      input = true;
    }
  }
  if (environment)  // a word alone rarely is a command: EDITOR=vi
    for (const NamedWord& one : inputs_->environment)
      if (one.value.text.find(' ') != std::string::npos) add({one.value});
  if (input)
    for (const Word& text : inputs_->input) add({text});
}

void CodeScanner::act_on_inputs(const CodeSink& sink, const Callee& callee,
                                const Arguments& arguments) {
  using enum CodeSink::Kind;
  if (candidates_.empty() || sink.kind >= file_open) return;
  const bool known =
      std::all_of(arguments.begin(), arguments.end(), [](const CodeArgument& argument) {
        return is_resolved(argument.value) &&
               std::all_of(argument.others.begin(), argument.others.end(), is_resolved);
      });
  if (known) return;
  const auto takes = [this](const CodeArgument& argument) {
    return takes_input(argument.begin, argument.end);
  };
  if (inputs_->is_file && std::none_of(arguments.begin(), arguments.end(), takes)) return;
  const std::vector<Candidate> candidates = std::exchange(candidates_, {});  // not in themselves
  for (const Candidate& candidate : candidates) {
    if (++substitutions_ > k_max_substitutions) {
      findings_.too_much = true;
      break;
    }
    std::vector<CodeArgument> filled = arguments;
    for (CodeArgument& argument : filled) {
      argument.value = substituted(argument.value, candidate);
      for (CodeValue& other : argument.others) other = substituted(other, candidate);
    }
    act(sink, callee, filled);
  }
  candidates_ = candidates;
}

}  // namespace interlock
