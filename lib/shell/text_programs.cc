// The table of programs, what they share, and the few that are too small for a file.
#include "lib/shell/text_programs.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "lib/shell/text_programs_impl.h"

namespace interlock {
namespace text_programs {

bool Options::has(char letter) const { return last(letter).has_value(); }

std::optional<std::string_view> Options::last(char letter) const {
  for (auto option = options.rbegin(); option != options.rend(); ++option)
    if (option->letter == letter) return option->value;
  return std::nullopt;
}

namespace {

// `--name` or `--name=value`; an unambiguous beginning of a name will do.
bool read_long(std::span<const std::string_view> arguments, std::size_t& at,
               std::span<const LongOption> names, Options& found) {
  const std::string_view text = arguments[at].substr(2);
  const std::string_view name = text.substr(0, text.find('='));
  const LongOption* match = nullptr;
  bool ambiguous = false;
  for (const LongOption& row : names) {
    if (row.name.substr(0, name.size()) != name) continue;
    if (row.name.size() == name.size()) {
      match = &row;
      ambiguous = false;
      break;
    }
    ambiguous = ambiguous || match != nullptr;
    if (!match) match = &row;
  }
  if (!match || ambiguous) return false;
  const bool has_value = name.size() < text.size();
  if (has_value && match->argument == 0) return false;
  std::string_view value = has_value ? text.substr(name.size() + 1) : std::string_view();
  if (!has_value && match->argument == ':') {
    if (++at == arguments.size()) return false;
    value = arguments[at];
  }
  found.options.push_back(Option{match->letter, value});
  return true;
}

bool read_cluster(std::span<const std::string_view> arguments, std::size_t& at,
                  std::string_view letters, Options& found) {
  const std::string_view text = arguments[at];
  for (std::size_t i = 1; i < text.size(); ++i) {
    const std::size_t row = text[i] == ':' ? letters.npos : letters.find(text[i]);
    if (row == letters.npos) return false;
    if (row + 1 >= letters.size() || letters[row + 1] != ':') {
      found.options.push_back(Option{text[i], {}});
      continue;
    }
    std::string_view value = text.substr(i + 1);
    if (value.empty()) {
      if (++at == arguments.size()) return false;
      value = arguments[at];
    }
    found.options.push_back(Option{text[i], value});
    return true;
  }
  return true;
}

}  // namespace

std::optional<Options> read_options(std::span<const std::string_view> arguments,
                                    std::string_view letters, std::span<const LongOption> names,
                                    bool permute) {
  Options found;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string_view text = arguments[at];
    if (text.size() < 2 || text[0] != '-') {
      found.operands.push_back(text);
      if (permute) continue;
      ++at;
    } else if (text == "--") {
      ++at;
    } else {
      if (text[1] == '-' ? !read_long(arguments, at, names, found)
                         : !read_cluster(arguments, at, letters, found))
        return std::nullopt;
      continue;
    }
    found.operands.insert(found.operands.end(), arguments.begin() + static_cast<std::ptrdiff_t>(at),
                          arguments.end());
    break;
  }
  return found;
}

bool reads_input(const std::vector<std::string_view>& operands) {
  return operands.empty() || (operands.size() == 1 && operands[0] == "-");
}

std::optional<std::uint64_t> parse_count(std::string_view digits) {
  if (digits.empty() || digits.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

std::vector<std::string_view> split_lines(std::string_view text, char end) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(end), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

Output run_cat(const Call& call) {
  const auto options = read_options(call.arguments, "u");
  if (!options || !std::all_of(options->operands.begin(), options->operands.end(),
                               [](std::string_view operand) { return operand == "-"; }))
    return std::nullopt;
  return std::string(call.input);
}

Output run_tee(const Call& call) {
  static constexpr LongOption k_names[] = {{"append", 'a'}, {"ignore-interrupts", 'i'}};
  if (!read_options(call.arguments, "aip", k_names)) return std::nullopt;
  return std::string(call.input);
}

Output run_nothing(const Call& call) {
  if (call.arguments.size() == 1 && call.arguments[0].substr(0, 2) == "--") return std::nullopt;
  return std::string();
}

namespace {

struct Row {
  std::string_view name;
  std::optional<std::string> (*run)(const Call&);
};

constexpr std::array k_programs = std::to_array<Row>({
    {"base32", run_base32}, {"base64", run_base64}, {"basename", run_basename},
    {"cat", run_cat},       {"cut", run_cut},       {"dirname", run_dirname},
    {"false", run_nothing}, {"fold", run_fold},     {"grep", run_grep},
    {"head", run_head},     {"nl", run_nl},         {"openssl", run_openssl},
    {"paste", run_paste},   {"rev", run_rev},       {"sed", run_sed},
    {"seq", run_seq},       {"sort", run_sort},     {"tac", run_tac},
    {"tail", run_tail},     {"tee", run_tee},       {"tr", run_tr},
    {"true", run_nothing},  {"uniq", run_uniq},     {"xxd", run_xxd},
});

const Row* find_program(std::string_view name) {
  const auto row = std::lower_bound(k_programs.begin(), k_programs.end(), name,
                                    [](const Row& a, std::string_view b) { return a.name < b; });
  return row != k_programs.end() && row->name == name ? &*row : nullptr;
}

// A hole as a whole: some do not read their input, cat and tee do not look at what passes.
std::optional<Word> pass_on(const Row& row, const Call& call, const Word& input) {
  if (row.run == run_basename || row.run == run_dirname || row.run == run_seq ||
      row.run == run_nothing) {
    std::optional<std::string> text = row.run(call);
    return text ? std::optional<Word>(Word(std::move(*text))) : std::nullopt;
  }
  if (row.run != run_cat && row.run != run_tee) return std::nullopt;
  Call empty = call;
  empty.input = {};
  if (!row.run(empty)) return std::nullopt;
  return input;
}

}  // namespace
}  // namespace text_programs

bool is_text_program(std::string_view program) {
  return program == "echo" || program == "printf" ||
         text_programs::find_program(program) != nullptr;
}

bool reads_named_file(std::string_view program) {
  static constexpr auto k_others =
      std::to_array<std::string_view>({"basename", "dirname", "false", "seq", "tee", "tr", "true"});
  return text_programs::find_program(program) != nullptr &&
         std::find(k_others.begin(), k_others.end(), program) == k_others.end();
}

std::optional<Word> run_text_program(std::string_view program, std::span<const Word> arguments,
                                     const Word& input, std::size_t limit) {
  std::optional<Word> printed;
  if (program == "echo") {
    printed = run_echo(arguments);
  } else if (program == "printf") {
    printed = run_printf(arguments);
  } else {
    const text_programs::Row* row = text_programs::find_program(program);
    if (!row || !std::all_of(arguments.begin(), arguments.end(),
                             [](const Word& word) { return word.known() && !word.may_split; }))
      return std::nullopt;
    text_programs::Call call{{}, input.text, limit};
    for (const Word& word : arguments) call.arguments.push_back(word.text);
    if (!input.known()) {
      printed = pass_on(*row, call, input);
    } else if (std::optional<std::string> text = row->run(call)) {
      printed = Word(std::move(*text));
    }
  }
  if (printed && printed->text.size() > limit) printed.reset();
  if (printed) printed->may_split = false;
  return printed;
}

}  // namespace interlock
