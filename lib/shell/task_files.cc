// Taskfile.yml, by indentation: tasks: / name: / cmds: / - text, deps: [..]. Of YAML what such
// files use: lists, maps of one line, plain, quoted and block scalars.
#include <algorithm>
#include <optional>

#include "lib/base/text.h"
#include "lib/shell/recipes.h"

namespace interlock {
namespace {

using TaskVariables = std::map<std::string, Word>;

struct Task {
  std::vector<std::string> needs;
  std::vector<std::string> lines;
  TaskVariables variables;
};

struct Entry {
  std::string_view key, value;
};

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The end of the quoted scalar at the beginning of `text`.
std::size_t end_of_quoted(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[0] == '"' && text[i] == '\\')
      ++i;
    else if (text[i] == text[0] && text.substr(i, 2) == "''")
      ++i;
    else if (text[i] == text[0])
      return i + 1;
  }
  return text.size();
}

bool is_quoted(std::string_view text) {
  return text.size() > 1 && (text[0] == '"' || text[0] == '\'');
}

std::string unquoted(std::string_view text) {
  std::string plain;
  const std::size_t end = end_of_quoted(text) - 1;
  for (std::size_t i = 1; i < end; ++i) {
    if (text[0] == '\'' && text[i] == '\'') ++i;
    if (text[0] != '"' || text[i] != '\\' || i + 1 == end) {
      plain += text[i];
      continue;
    }
    const char c = text[++i];
    plain += c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return plain;
}

// `key: value`, `"key":`. The key of a task has colons, but none before a blank.
std::optional<Entry> read_entry(std::string_view text) {
  std::size_t at = is_quoted(text) ? end_of_quoted(text) : 0;
  for (; at < text.size(); ++at)
    if (text[at] == ':' && (at + 1 == text.size() || text[at + 1] == ' ')) {
      std::string_view key = trim(text.substr(0, at));
      if (is_quoted(key)) key = key.substr(1, key.size() - 2);
      if (key.find(' ') != std::string_view::npos) return std::nullopt;
      return Entry{key, trim(text.substr(at + 1))};
    }
  return std::nullopt;
}

// The items of [a, b] and {a: b, c: d}.
std::vector<std::string_view> flow_items(std::string_view text) {
  std::vector<std::string_view> items;
  text = text.substr(1, text.size() - std::min<std::size_t>(text.size(), 2));
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (depth == 0 && text[i] == ',')) {
      if (!trim(text.substr(begin, i - begin)).empty())
        items.push_back(trim(text.substr(begin, i - begin)));
      begin = i + 1;
    } else if (text[i] == '"' || text[i] == '\'') {
      i += end_of_quoted(text.substr(i)) - 1;
    } else if (text[i] == '[' || text[i] == '{') {
      ++depth;
    } else if (text[i] == ']' || text[i] == '}') {
      --depth;
    }
  }
  return items;
}

class Taskfile {
 public:
  Taskfile(std::string_view text, const RecipeCall& call) : call_(call), lines_(split(text, '\n')) {
    for (std::string_view& line : lines_)
      if (line.ends_with('\r')) line.remove_suffix(1);
  }

  void read() {
    while (at_ < lines_.size()) {
      const std::string_view line = lines_[at_++], bare = trim(line);
      if (bare.empty() || bare.starts_with('#')) continue;
      const std::size_t indentation = indentation_of(line);
      const std::optional<Entry> entry = read_entry(bare);
      if (indentation == 0) {
        section_ = entry ? entry->key : std::string_view();
        task_indentation_ = 0;
      } else if (section_ == "vars" && entry) {
        read_variable(*entry, indentation, variables_);
      } else if (section_ == "tasks") {
        if (task_indentation_ == 0) task_indentation_ = indentation;
        if (indentation > task_indentation_)
          read_task_line(bare, entry, indentation);
        else if (entry)
          begin_task(*entry, indentation);
      }
    }
  }

  std::vector<Recipe> run() {
    std::vector<Recipe> recipes;
    for (const std::string& command : commands_) add_recipe(recipes, {Word(command), {}});
    in_order(
        call_.target.empty() ? first_ : call_.target,
        [&](const std::string& name) {
          const auto found = tasks_.find(name);
          return found == tasks_.end() ? nullptr : &found->second.needs;
        },
        [&](const std::string& name) {
          const Task& task = tasks_[name];
          for (const std::string& line : task.lines) add_recipe(recipes, {fill(line, task, 0), {}});
        });
    return recipes;
  }

 private:
  void begin_task(const Entry& entry, std::size_t indentation) {
    current_ = entry.key;
    if (first_.empty() || current_ == "default") first_ = current_;
    tasks_[current_];
    list_ = "cmds";  // a list may follow at once
    key_indentation_ = std::string::npos;
    if (!entry.value.empty()) read_item(entry.value, indentation);
  }

  void read_task_line(std::string_view bare, const std::optional<Entry>& entry,
                      std::size_t indentation) {
    if (bare.starts_with("- ")) {
      const std::string_view item = trim(bare.substr(1));
      read_item(item, indentation,
                indentation + static_cast<std::size_t>(item.data() - bare.data()));
      return;
    }
    if (!entry) return;
    if (indentation <= key_indentation_) {
      key_indentation_ = indentation;
      list_ = entry->key;
      if (list_ == "cmd") read_item(entry->value, indentation);
      if (entry->value.starts_with('['))
        for (const std::string_view one : flow_items(entry->value)) read_item(one, indentation);
    } else if (list_ == "vars") {
      read_variable(*entry, indentation, tasks_[current_].variables);
    } else {
      read_key(*entry, indentation);
    }
  }

  // A command or a task; `inner` is where the keys of an item stand.
  void read_item(std::string_view item, std::size_t indentation, std::size_t inner = 0) {
    Task& task = tasks_[current_];
    if (item.starts_with('{') && !item.starts_with("{{")) {
      for (const std::string_view one : flow_items(item))
        if (const auto entry = read_entry(one)) read_key(*entry, indentation);
      return;
    }
    const std::optional<Entry> entry = is_quoted(item) ? std::nullopt : read_entry(item);
    if (entry && inner > 0) return read_key(*entry, inner);
    const std::string text = read_scalar(item, indentation);
    if (list_ == "deps")
      task.needs.push_back(text);
    else if (list_ == "cmds" || list_ == "cmd" || list_ == "status" || list_ == "preconditions")
      task.lines.push_back(text);
  }

  void read_key(const Entry& entry, std::size_t indentation) {
    Task& task = tasks_[current_];
    if (entry.key == "task")
      task.needs.push_back(read_scalar(entry.value, indentation));
    else if (entry.key == "defer" && entry.value.starts_with('{'))
      read_item(entry.value, indentation);
    else if (entry.key == "cmd" || entry.key == "defer" || entry.key == "sh")
      task.lines.push_back(read_scalar(entry.value, indentation));
  }

  // NAME: value, and the `sh: command` of a name whose value is what the command prints.
  void read_variable(const Entry& entry, std::size_t indentation, TaskVariables& variables) {
    if (entry.value.empty()) return;
    if (entry.value.starts_with('{') && !entry.value.starts_with("{{")) {
      for (const std::string_view one : flow_items(entry.value))
        if (const auto inner = read_entry(one); inner && inner->key == "sh")
          commands_.push_back(read_scalar(inner->value, indentation));
    } else if (entry.key == "sh") {
      commands_.push_back(read_scalar(entry.value, indentation));
    } else if (!entry.value.starts_with('[')) {
      variables[std::string(entry.key)] = Word(read_scalar(entry.value, indentation));
    }
  }

  // A scalar that begins with `value`, on a line or in a list of this indentation.
  std::string read_scalar(std::string_view value, std::size_t indentation) {
    if (value.starts_with('|') || value.starts_with('>'))
      return read_block(value[0] == '>', indentation);
    std::string text(value);
    while (at_ < lines_.size() && indentation_of(lines_[at_]) > indentation &&
           !trim(lines_[at_]).starts_with("- ") && !value.empty() &&
           (is_quoted(value)
                ? end_of_quoted(text) == text.size() && text.back() != text[0]
                : !read_entry(trim(lines_[at_])) && !trim(lines_[at_]).starts_with('#') &&
                      !trim(lines_[at_]).empty()))
      text += ' ' + std::string(trim(lines_[at_++]));
    if (is_quoted(text)) return unquoted(text);
    return std::string(trim(std::string_view(text).substr(0, text.find(" #"))));
  }

  std::string read_block(bool folds, std::size_t indentation) {
    std::string text;
    std::size_t inner = 0;
    bool was_deeper = false;
    for (; at_ < lines_.size(); ++at_) {
      const std::string_view line = lines_[at_];
      const bool blank = trim(line).empty();
      if (!blank && indentation_of(line) <= indentation) break;
      if (!blank && inner == 0) inner = indentation_of(line);
      const std::string_view body = line.substr(std::min(inner, line.size()));
      const bool deeper = body.starts_with(' ') || body.starts_with('\t');
      const bool joins = folds && !blank && !deeper && !was_deeper && !text.ends_with('\n');
      if (inner > 0 && !text.empty()) text += joins ? ' ' : '\n';
      if (!blank) text += body;
      was_deeper = deeper;
    }
    return text;
  }

  // {{.NAME}}; all other templates are not known.
  Word fill(std::string_view text, const Task& task, int depth) {
    Word word;
    left_ -= std::min(left_, text.size());
    for (std::size_t at = 0;;) {
      const std::size_t open = text.find("{{", at);
      word.append(Word(text.substr(at, open - at)));
      if (open == std::string_view::npos) return word;
      const std::size_t close = std::min(text.find("}}", open), text.size());
      word.append(value_of(trim(text.substr(open + 2, close - open - 2)),
                           text.substr(open, close + 2 - open), task, depth));
      at = std::min(close + 2, text.size());
    }
  }

  Word value_of(std::string_view name, std::string_view spelling, const Task& task, int depth) {
    if (!name.starts_with('.') || depth > 4 || left_ == 0) return Word::unknown(spelling);
    name.remove_prefix(1);
    const auto among = [&](const std::vector<NamedWord>& words) {
      const auto found = std::find_if(words.begin(), words.end(),
                                      [&](const NamedWord& one) { return one.name == name; });
      return found == words.end() ? nullptr : &found->value;
    };
    if (const Word* value = among(call_.variables)) return *value;
    for (const TaskVariables* variables :
         std::initializer_list<const TaskVariables*>{&task.variables, &variables_})
      if (const auto found = variables->find(std::string(name)); found != variables->end())
        return fill(found->second.text, task, depth + 1);
    if (const Word* value = among(call_.environment)) return *value;
    return Word::unknown(spelling);
  }

  const RecipeCall& call_;
  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;  // the line to be read next
  std::string_view section_;
  std::size_t task_indentation_ = 0, key_indentation_ = std::string::npos;
  std::string current_, first_, list_;
  std::map<std::string, Task> tasks_;
  TaskVariables variables_;
  std::vector<std::string> commands_;  // of variables
  std::size_t left_ = 1 << 20;         // bytes to be filled in: variables name one another
};

}  // namespace

std::vector<Recipe> task_recipes(std::string_view text, const RecipeCall& call) {
  Taskfile taskfile(text, call);
  taskfile.read();
  return taskfile.run();
}

}  // namespace interlock
