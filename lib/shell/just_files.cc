// just: `name parameters: needs` and indented lines, NAME := expression.
#include <algorithm>
#include <utility>

#include "lib/base/text.h"
#include "lib/shell/just_values.h"
#include "lib/shell/recipes.h"

namespace interlock {
namespace {

struct JustRecipe {
  std::vector<std::string> parameters;
  std::vector<std::string> needs;
  std::vector<std::string> lines;  // with their indentation
  std::vector<Word> script;        // [script('python3')]: what reads all lines
  bool is_script = false;          // [script], or by a #! line
};

// The strings of ["bash", "-c"] or ('bash', '-c').
std::vector<Word> strings_in(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '"' && text[at] != '\'') continue;
    const std::size_t end = end_of_just_string(text, at);
    if (end == std::string_view::npos) break;
    words.push_back(just_value(text.substr(at, end - at), {}));
    at = end - 1;
  }
  return words;
}

bool is_shell(const std::vector<Word>& words) {
  std::string line = "#!";
  for (const Word& word : words) line += word.text + ' ';
  return is_shell_script(line);
}

class Justfile {
 public:
  explicit Justfile(const RecipeCall& call) : call_(call) {
    for (const NamedWord& one : call.variables) variables_[one.name] = one.value;
  }

  void read(std::string_view text) {
    for (const std::string& line : joined_lines(text)) {
      if (line.empty() || line.starts_with(' ') || line.starts_with('\t')) {
        if (!current_.empty()) recipes_[current_].lines.push_back(line);
      } else {
        read_top_line(trim(line));
      }
    }
  }

  std::vector<Recipe> run() {
    // just evaluates the variables of the file before it runs anything.
    for (const std::string& expression : expressions_) add_just_commands(expression, commands_);
    in_order(
        call_.target.empty() ? first_ : call_.target,
        [&](const std::string& name) {
          const auto found = recipes_.find(name);
          return found == recipes_.end() ? nullptr : &found->second.needs;
        },
        [&](const std::string& name) { run_recipe(recipes_[name]); });
    return std::move(found_);
  }

 private:
  void read_top_line(std::string_view bare) {
    if (bare.starts_with('#')) return;
    if (bare.starts_with('[')) {
      if (bare.find("script") != std::string_view::npos) {
        attributes_.is_script = true;
        attributes_.script = strings_in(bare);
      }
      return;
    }
    current_.clear();
    const std::size_t assign = bare.find(":=");
    const std::size_t quote = bare.find_first_of("\"'`");
    if (assign != std::string_view::npos && assign < quote)
      return read_assignment(blank_words(bare.substr(0, assign)), trim(bare.substr(assign + 2)));
    std::size_t colon = 0;
    while (colon < bare.size() && bare[colon] != ':')
      colon = std::string_view("\"'`").find(bare[colon]) == std::string_view::npos
                  ? colon + 1
                  : end_of_just_string(bare, colon);
    if (colon >= bare.size()) return;
    const std::vector<std::string> head = blank_words(bare.substr(0, colon));
    if (head.empty()) return;
    current_ = head[0].starts_with('@') ? head[0].substr(1) : head[0];
    JustRecipe& recipe = recipes_[current_] = std::exchange(attributes_, {});
    for (std::string parameter : std::vector<std::string>(head.begin() + 1, head.end())) {
      parameter.erase(0, parameter.find_first_not_of("+*$"));
      recipe.parameters.push_back(parameter.substr(0, parameter.find('=')));
    }
    for (std::string need : blank_words(bare.substr(colon + 1))) {
      if (need.starts_with('(')) need.erase(0, 1);
      if (need.ends_with(')')) need.pop_back();
      recipe.needs.push_back(need);
    }
    if (first_.empty()) first_ = current_;
  }

  void read_assignment(const std::vector<std::string>& words, std::string_view value) {
    if (words.empty()) return;
    const std::string& name = words.back();
    if (words[0] == "set") {
      if (name == "shell") shell_ = strings_in(value);
    } else if (words[0] == "alias") {
      recipes_[name].needs = blank_words(value);
    } else {
      expressions_.emplace_back(value);
      if (std::none_of(call_.variables.begin(), call_.variables.end(),
                       [&](const NamedWord& one) { return one.name == name; }))
        variables_[name] = just_value(value, variables_);
    }
  }

  void run_recipe(const JustRecipe& recipe) {
    const auto first = std::find_if(recipe.lines.begin(), recipe.lines.end(),
                                    [](const std::string& line) { return !trim(line).empty(); });
    if (first == recipe.lines.end()) return;
    const JustVariables outer = variables_;
    for (const std::string& name : recipe.parameters) variables_.erase(name);
    if (recipe.is_script || trim(*first).starts_with("#!"))
      run_script(recipe, *first);
    else
      run_lines(recipe);
    variables_ = outer;
  }

  void run_lines(const JustRecipe& recipe) {
    for (const std::string& line : recipe.lines) {
      Recipe one{fill_just_line(trim(line), variables_, commands_), {}};
      one.text = without_line_prefix(one.text, "@-");
      if (!shell_.empty() && !is_shell(shell_)) one.interpreter = shell_;
      add(std::move(one));
    }
  }

  // All lines are one text, without the indentation of the first one.
  void run_script(const JustRecipe& recipe, const std::string& first) {
    const std::size_t indentation = first.find_first_not_of(" \t");
    std::string text;
    for (const std::string& joined : recipe.lines)
      for (const std::string_view line : split(joined, '\n')) {
        const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
        text += std::string(line.substr(std::min(indentation, begin))) + '\n';
      }
    text.erase(0, text.find_first_not_of('\n'));
    Recipe script{fill_just_line(text, variables_, commands_), recipe.script};
    if (script.interpreter.empty() && text.starts_with("#!"))
      for (const std::string& word :
           blank_words(std::string_view(text).substr(2, text.find('\n') - 2)))
        script.interpreter.emplace_back(word);
    script.as_input = true;
    if (is_shell(script.interpreter)) script.interpreter.clear();
    add(std::move(script));
  }

  void add(Recipe recipe) {
    for (std::string& command : std::exchange(commands_, {}))
      add_recipe(found_, {Word(std::move(command)), {}});
    add_recipe(found_, std::move(recipe));
  }

  const RecipeCall& call_;
  JustVariables variables_;
  std::vector<std::string> expressions_;
  std::map<std::string, JustRecipe> recipes_;
  JustRecipe attributes_;  // of the recipe that follows
  std::string first_, current_;
  std::vector<Word> shell_;  // set shell := [..]
  std::vector<std::string> commands_;
  std::vector<Recipe> found_;
};

}  // namespace

std::vector<Recipe> just_recipes(std::string_view text, const RecipeCall& call) {
  Justfile justfile(call);
  justfile.read(text);
  return justfile.run();
}

}  // namespace interlock
