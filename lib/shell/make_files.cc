// GNU make: NAME = value, define .. endef, target ..: needs, lines that begin with a tab.
#include <algorithm>
#include <optional>

#include "lib/base/text.h"
#include "lib/shell/make_rules.h"
#include "lib/shell/make_text.h"
#include "lib/shell/recipes.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_work = 2'500'000;  // bytes that are kept or copied
constexpr std::size_t k_work_of_a_line = 8;

class Makefile {
 public:
  explicit Makefile(const RecipeCall& call) : call_(call), text_(variables_) {
    variables_ = {{"MAKE", {Word("make")}}, {"CURDIR", {Word(call.directory)}},
                  {"RM", {Word("rm -f")}},  {"CC", {Word("cc")}},
                  {"CXX", {Word("c++")}},   {"AR", {Word("ar")}}};
    for (const NamedWord& one : call.environment) variables_[one.name].clear();
    for (const NamedWord& one : call.environment)
      if (one.name != "SHELL") variables_[one.name].push_back(one.value);  // make has its own
    for (const NamedWord& one : call.variables) {
      variables_[one.name] = {one.value};
      fixed_.push_back(one.name);
    }
    for (const NamedWord& one : call.variables) run_now(one.value.text);  // for the environment
  }

  void read(std::string_view text) {
    for (const std::string& line : joined_lines(text))
      if (spend(line.size())) read_line(line);
  }

  std::vector<Recipe> run() {
    if (!variables_[".DEFAULT_GOAL"].empty())
      first_ = trim(text_.expand("$(.DEFAULT_GOAL)").front().text);
    in_order(
        call_.target.empty() ? first_ : call_.target,
        [&](const std::string& name) {
          take_pattern(name);
          const auto found = targets_.find(name);
          return found == targets_.end() ? nullptr : &found->second.needs;
        },
        [&](const std::string& name) { run_target(name, targets_[name]); });
    if (left_ == 0) recipes_.push_back({Word::unknown("..."), {}});
    return std::move(recipes_);
  }

 private:
  bool spend(std::size_t cost) {
    cost += k_work_of_a_line;
    left_ = left_ > cost ? left_ - cost : 0;
    return left_ > 0;
  }

  void read_line(const std::string& line) {
    if (!defining_.empty()) return read_definition(line);
    if (line.starts_with('\t')) {
      for (const std::string& name : current_)
        if (spend(line.size()))
          targets_[name].lines.push_back(recipe_line(std::string_view(line).substr(1)));
      return;
    }
    const std::string joined = one_line(line);
    const std::string_view bare =
        trim(std::string_view(joined).substr(0, find_outside(joined, "#")));
    if (bare.empty() || read_conditional(bare)) return;
    if (without_modifiers(bare).starts_with("define ")) {
      defining_ = blank_words(without_modifiers(bare))[1];
      return definition_.clear();
    }
    if (const auto assignment = read_assignment(bare)) return assign(*assignment);
    const std::size_t colon = find_outside(bare, ":");
    if (colon != std::string_view::npos) return read_rule(bare, colon);
    if (bare.starts_with("$(")) run_now(bare);
  }

  void read_definition(const std::string& line) {
    if (trim(line) != "endef") {
      definition_ += (definition_.empty() ? "" : "\n") + line;
      return;
    }
    assign({defining_, '=', definition_});
    defining_.clear();
  }

  bool read_conditional(std::string_view bare) {
    const std::string_view word = bare.substr(0, bare.find_first_of(" \t("));
    if (word == "endif") --conditions_;
    const bool begins = word == "ifeq" || word == "ifneq" || word == "ifdef" || word == "ifndef";
    if (begins) ++conditions_;
    return begins || word == "endif" || word == "else";
  }

  void assign(const Assignment& given) {
    if (std::count(fixed_.begin(), fixed_.end(), given.name) > 0) return;
    std::string value = given.value;
    if (given.kind == '!') value = "$(shell " + value + ')';
    if (given.kind == ':' || given.kind == '!') run_now(value);
    std::vector<Word>& values = variables_[given.name];
    if (!spend(value.size())) return;
    if (given.kind == '+' && !values.empty()) {
      for (Word& one : values) one.append(Word(' ' + value));
      return;
    }
    if (given.kind == '?' && !values.empty() && conditions_ <= 0) return;
    for (const char* spelling : {"$(", "${"}) {  // it may name itself, as it was
      const std::string self = spelling + given.name + (spelling[1] == '(' ? ')' : '}');
      const std::string before =
          !values.empty() && values.back().known() ? values.back().text : std::string();
      for (std::size_t at = value.find(self); at != std::string::npos && value.size() < 65'536;
           at = value.find(self, at + before.size()))
        value.replace(at, self.size(), before);
    }
    if (!spend(2 * value.size())) return;
    if (conditions_ <= 0) values.clear();  // else another branch may hold
    if (values.size() < 4) values.emplace_back(value);
  }

  // What make runs while it reads the file.
  void run_now(std::string_view text) {
    if (text.find("$(shell") == std::string_view::npos &&
        text.find("${shell") == std::string_view::npos)
      return;
    text_.expand_unused(text);
    take_commands();
  }

  void read_rule(std::string_view bare, std::size_t colon) {
    current_ = names_in(bare.substr(0, colon));
    std::string_view rest = bare.substr(colon + 1);
    if (rest.starts_with(':')) rest.remove_prefix(1);
    const std::size_t recipe = find_outside(rest, ";");
    const auto own = read_assignment(rest.substr(0, recipe));
    std::vector<std::string> needs;
    if (!own) needs = names_in(rest.substr(0, recipe));
    std::erase(needs, "|");
    std::size_t size = rest.size();
    for (const std::string& one : needs) size += sizeof one + one.size();
    for (const std::string& name : current_) {
      if (!spend(name.size() + size)) return;
      Target& target = targets_[name];
      target.needs.insert(target.needs.end(), needs.begin(), needs.end());
      if (own) target.own.push_back(*own);
      if (!own && recipe != std::string_view::npos)
        target.lines.emplace_back(trim(rest.substr(recipe + 1)));
      const bool is_pattern = name.find('%') != std::string::npos;
      if (is_pattern) patterns_.push_back(name);
      if (first_.empty() && !name.starts_with('.') && !is_pattern) first_ = name;
    }
  }

  std::vector<std::string> names_in(std::string_view text) {
    return blank_words(text_.expand(text).front().text);
  }

  // drop-%: what `drop-app` needs and runs, when no rule names it or that has no recipe. Of several
  // the one that says most of the name.
  void take_pattern(const std::string& name) {
    if (stems_.contains(name)) return;
    const auto named = targets_.find(name);
    if (patterns_.empty() || (named != targets_.end() && !named->second.lines.empty())) return;
    std::string best;
    for (const std::string& pattern : patterns_) {
      if (!spend(pattern.size())) return;
      if (pattern.size() > best.size() && stem_of(name, pattern)) best = pattern;
    }
    if (best.empty()) return;
    std::size_t size = 0;
    for (const std::string& line : targets_[best].lines) size += line.size();
    if (!spend(size)) return;
    Target& own = targets_[name];
    const Target& pattern = targets_[best];
    own.lines = pattern.lines;
    own.own.insert(own.own.end(), pattern.own.begin(), pattern.own.end());
    stems_[name] = *stem_of(name, best);
    for (std::string need : pattern.needs) {
      if (const std::size_t sign = need.find('%'); sign != std::string::npos)
        need.replace(sign, 1, stems_[name]);
      own.needs.push_back(std::move(need));
    }
  }

  void run_target(const std::string& name, const Target& target) {
    std::map<std::string, std::vector<Word>> outer;
    for (const char* automatic : {"@", "<", "^", "+", "*"}) outer[automatic].clear();
    for (const Assignment& one : target.own) outer[one.name] = variables_[one.name];
    for (const Assignment& one : target.own) assign(one);
    variables_["@"] = {Word(name)};
    const auto stem = stems_.find(name);
    variables_["*"] = {Word(stem == stems_.end() ? "" : stem->second)};
    if (!target.needs.empty()) variables_["<"] = {Word(target.needs.front())};
    variables_["^"] = variables_["+"] = {Word(join(target.needs, " "))};
    read_shell();
    if (targets_.contains(".ONESHELL")) {
      std::string all;
      for (std::size_t i = 0; i < target.lines.size(); ++i) {
        std::string line = target.lines[i];
        if (i == 0 || interpreter_.empty())  // other languages keep them, but for the first line
          line.erase(0, std::min(line.find_first_not_of("@-+"), line.size()));
        all += line + '\n';
      }
      for (const Word& word : text_.expand(all)) run_text(word);
    } else {
      for (const std::string& line : target.lines) run_lines(line);
    }
    for (auto& [variable, values] : outer) variables_[variable] = std::move(values);
  }

  // A variable of several lines makes several lines.
  void run_lines(const std::string& line) {
    for (const Word& word : text_.expand(line)) {
      std::size_t begin = 0;
      for (std::size_t i = 0; i < word.text.size(); ++i)
        if (word.text[i] == '\n' && !word.has_hole_in(i, i + 1) &&
            (i == 0 || word.text[i - 1] != '\\')) {
          run_text(without_line_prefix(word.substr(begin, i - begin), "@-+"));
          begin = i + 1;
        }
      run_text(without_line_prefix(word.substr(begin), "@-+"));
    }
  }

  void run_text(const Word& text) {
    take_commands();
    add_recipe(recipes_, {text, interpreter_});
  }

  void take_commands() {
    for (Word& command : text_.take_commands()) add_recipe(recipes_, {std::move(command), {}});
  }

  // SHELL, where it surely is none.
  void read_shell() {
    interpreter_.clear();
    if (variables_["SHELL"].empty()) return;
    const Word shell = text_.expand("$(SHELL)").front();
    if (!shell.known() || shell.text.find('$') != std::string::npos) return;  // $(shell which bash)
    const std::vector<std::string> words = blank_words(shell.text);
    if (words.empty() || is_shell_script("#!" + shell.text)) return;
    interpreter_.assign(words.begin(), words.end());
    const auto flags = variables_.find(".SHELLFLAGS");
    const Word given =
        flags == variables_.end() ? Word("-c") : text_.expand("$(.SHELLFLAGS)").front();
    for (const std::string& word : blank_words(given.text)) interpreter_.emplace_back(word);
  }

  const RecipeCall& call_;
  MakeVariables variables_;
  MakeText text_;
  std::vector<std::string> fixed_;  // variables of the command line
  std::map<std::string, Target> targets_;
  std::vector<std::string> patterns_;         // names of targets with a %
  std::map<std::string, std::string> stems_;  // of what a pattern makes
  std::string first_;
  std::vector<std::string> current_;  // targets of the rule that is being read
  std::string defining_, definition_;
  std::size_t left_ = k_max_work;
  int conditions_ = 0;  // ifeq .. endif around the line
  std::vector<Word> interpreter_;
  std::vector<Recipe> recipes_;
};

}  // namespace

std::vector<Recipe> make_recipes(std::string_view text, const RecipeCall& call) {
  Makefile makefile(call);
  makefile.read(text);
  return makefile.run();
}

}  // namespace interlock
