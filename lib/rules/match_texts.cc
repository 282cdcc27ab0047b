// SQL, code, files, tools and opaque things: each is one or more texts, and which rules
// could concern it is asked of the keys and of the atoms.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"
#include "lib/rules/glob.h"
#include "lib/rules/matcher.h"
#include "lib/rules/patterns.h"
#include "lib/rules/record.h"

namespace interlock {
namespace {

constexpr std::size_t k_longest_seen = 200;

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view name_of_dialect(Dialect dialect) {
  switch (dialect) {
    case Dialect::generic:
      return "generic";
    case Dialect::postgres:
      return "postgres";
    case Dialect::mysql:
      return "mysql";
    case Dialect::sqlite:
      return "sqlite";
    case Dialect::mssql:
      return "mssql";
  }
  return "";
}

std::string_view name_of_operation(FileAction::Operation operation) {
  switch (operation) {
    case FileAction::Operation::add:
      return "add";
    case FileAction::Operation::update:
      return "update";
    case FileAction::Operation::remove:
      return "remove";
    case FileAction::Operation::move:
      return "move";
  }
  return "";
}

// "sql" names the leaf sql, and of a list sql[0], of an object sql.text.
bool is_below(std::string_view leaf, std::string_view path) {
  if (matches_wildcard(path, leaf)) return true;
  return leaf.size() > path.size() && leaf.starts_with(path) &&
         (leaf[path.size()] == '[' || leaf[path.size()] == '.');
}

bool holds_class(const std::string& sql, std::uint32_t classes) {
  const std::vector<Statement> statements = read_sql(sql, {.dialect = Dialect::generic});
  return std::any_of(statements.begin(), statements.end(), [&](const Statement& statement) {
    return (statement.classes.bits & classes) != 0;
  });
}

bool is_given(const Leaf& leaf) {
  return !trim(leaf.text).empty() && (leaf.is_string || leaf.text != "null");
}

// By its path, or its path and its text: "analyze=false".
bool is_listed(const Leaf& leaf, const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::size_t equals = name.find('=');
    return is_below(leaf.path, std::string_view(name).substr(0, equals)) &&
           (equals == std::string::npos || to_lower(leaf.text) == name.substr(equals + 1));
  });
}

}  // namespace

void Matcher::match_sql() {
  for (std::size_t i = 0; i < actions_.sql.size() && !error_; ++i) {
    const SqlAction& action = actions_.sql[i];
    const std::string text = to_valid_utf8(action.statement.text);
    Numbers candidates = keyed("o sql");
    for (const std::string& name : class_names(action.statement.classes.bits)) {
      const Numbers& some = keyed("c " + name);
      candidates.insert(candidates.end(), some.begin(), some.end());
    }
    scan(text, candidates);
    make_unique(candidates);
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::sql || is_told(*rule)) continue;
      const RuleRecord& record = rule->record;
      if (record.classes != 0 && (record.classes & action.statement.classes.bits) == 0) continue;
      if (action.dialect != Dialect::generic &&
          !holds(record.dialects, name_of_dialect(action.dialect)))
        continue;
      if (!programs_fit(record, action.program)) continue;
      Captures captures{{"channel", action.channel},
                        {"objects", join(action.statement.objects, ", ")},
                        {"program", action.program}};
      if (!pattern_fits(*rule, text, captures) || !when_fits(record, action.command, captures))
        continue;
      const std::string seen =
          printable(text, k_longest_seen) + " (" + printable(action.channel, 80) + ")";
      find(entry, *rule, Subject{On::sql, static_cast<int>(i), action.command}, seen, captures);
    }
  }
}

void Matcher::match_code() {
  for (std::size_t i = 0; i < actions_.code.size() && !error_; ++i) {
    const CodeAction& action = actions_.code[i];
    const auto& commands = actions_.line.commands;
    const bool has_command =
        action.command >= 0 && static_cast<std::size_t>(action.command) < commands.size();
    const std::string program =
        has_command && !commands[static_cast<std::size_t>(action.command)].argv.empty()
            ? std::string(
                  known_base_name(commands[static_cast<std::size_t>(action.command)].argv[0]))
            : "";
    // Without comments and prose, where the reader of the code gives it.
    const std::string text = to_valid_utf8(action.skeleton.empty() ? action.text : action.skeleton);
    Numbers candidates = keyed("o code");
    const Numbers& some = keyed("l " + action.language);
    candidates.insert(candidates.end(), some.begin(), some.end());
    scan(text, candidates);
    make_unique(candidates);
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::code || is_told(*rule)) continue;
      const RuleRecord& record = rule->record;
      if (!holds(record.languages, action.language) || !programs_fit(record, program)) continue;
      Captures captures{
          {"channel", action.channel}, {"language", action.language}, {"program", program}};
      if (!pattern_fits(*rule, text, captures) || !when_fits(record, action.command, captures))
        continue;
      const std::string seen =
          printable(action.language + " code, " + action.channel, k_longest_seen);
      find(entry, *rule, Subject{On::code, static_cast<int>(i), action.command}, seen, captures);
    }
  }
}

void Matcher::match_files() {
  const Places places{context_.home, context_.directory};
  for (std::size_t i = 0; i < actions_.files.size() && !error_; ++i) {
    const FileAction& action = actions_.files[i];
    Numbers candidates;
    if (context_.after) {
      candidates = keyed("w files");
    } else {
      candidates = keyed("o file");
      scan(action.path.text, candidates);
      scan(action.added, candidates);
      make_unique(candidates);
    }
    std::string text;
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::file || is_told(*rule)) continue;
      const RuleRecord& record = rule->record;
      if (!holds(record.operations, name_of_operation(action.operation))) continue;
      if (action.keeps_text && !record.operations.empty()) continue;
      if (record.superseded && !action.superseded) continue;
      if (!record.paths.empty() && !paths_fit(record.paths, action.path, places)) continue;
      if (text.empty() && !action.added.empty()) text = to_valid_utf8(action.added);
      Captures captures{{"operation", std::string(name_of_operation(action.operation))},
                        {"path", action.path.text}};
      if (!pattern_fits(*rule, text, captures) || !when_fits(record, action.command, captures))
        continue;
      find(entry, *rule, Subject{On::file, static_cast<int>(i), action.command}, show_file(action),
           captures);
    }
  }
}

// After the call: the agent's own run of a step counts unless the same call is a gated one; gates
// themselves have no more to say. `first` is where the findings of one command or tool begin.
void Matcher::settle_after(std::size_t first) {
  const std::vector<Finding> found(findings_.begin() + static_cast<std::ptrdiff_t>(first),
                                   findings_.end());
  findings_.resize(first);
  for (const Finding& one : found) {
    const bool gated = std::any_of(found.begin(), found.end(), [&](const Finding& other) {
      return other.gate >= 0 && other.workflow == one.workflow;
    });
    if (one.gate < 0 && (one.step < 0 || !gated)) findings_.push_back(one);
  }
}

// A rule that names arguments fires on the first of them that fits; one that names none and has no
// pattern fires on the name alone.
void Matcher::match_tools() {
  for (std::size_t i = 0; i < actions_.tools.size() && !error_; ++i) {
    const ToolAction& action = actions_.tools[i];
    const std::vector<std::string> names = folded_tool_names(action.name);
    Numbers candidates = keyed("o tool");
    std::string whole;  // in one pass: an entry is then named once
    for (const std::string& name : names) (whole += name) += '\0';
    for (const Leaf& leaf : action.leaves) (whole += leaf.text) += '\0';
    scan(whole, candidates);
    make_unique(candidates);
    const std::size_t first = findings_.size();
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::tool || is_told(*rule)) continue;
      const RuleRecord& record = rule->record;
      const auto has_name = [&](std::string_view one) { return is_tool(one, names); };
      if (!fits_list(record.tools, has_name, has_name)) continue;
      const auto names_leaf = [&](const std::vector<std::string>& paths, const Leaf& leaf) {
        return std::any_of(paths.begin(), paths.end(),
                           [&](const std::string& path) { return is_below(leaf.path, path); });
      };
      const bool is_there = std::any_of(
          action.leaves.begin(), action.leaves.end(),
          [&](const Leaf& leaf) { return is_given(leaf) && is_listed(leaf, record.lacks); });
      if (is_there) continue;
      Captures captures{{"tool", action.name}, {"argument", ""}};
      bool fits = false, any_leaf = false;
      for (const Leaf& leaf : action.leaves) {
        if (!record.arguments.empty() && !names_leaf(record.arguments, leaf)) continue;
        any_leaf = true;
        if (record.classes != 0 && !holds_class(leaf.text, record.classes)) continue;
        if (pattern_fits(*rule, to_valid_utf8(leaf.text), captures)) {
          captures["argument"] = leaf.path;
          fits = true;
          break;
        }
      }
      if (!any_leaf) fits = record.command.match.empty() && record.classes == 0;
      if (!fits || !when_fits(record, -1, captures)) continue;
      find(entry, *rule, Subject{On::tool, static_cast<int>(i), -1}, show_tool(action), captures);
    }
    if (context_.after) settle_after(first);
  }
}

void Matcher::match_opaque() {
  for (std::size_t i = 0; i < actions_.opaque.size() && !error_; ++i) {
    const OpaqueAction& action = actions_.opaque[i];
    const std::string text = to_valid_utf8(action.text);
    Numbers candidates = keyed("o opaque");
    const Numbers& some = keyed("k " + action.kind);
    candidates.insert(candidates.end(), some.begin(), some.end());
    scan(text, candidates);
    make_unique(candidates);
    for (const std::uint32_t entry : candidates) {
      Loaded* rule = load(entry);
      if (rule == nullptr || rule->record.on != On::opaque || is_told(*rule)) continue;
      const RuleRecord& record = rule->record;
      if (!holds(record.kinds, action.kind) || !programs_fit(record, action.program)) continue;
      Captures captures{{"kind", action.kind}, {"program", action.program}, {"what", action.what}};
      if (!pattern_fits(*rule, text, captures) || !when_fits(record, action.command, captures))
        continue;
      find(entry, *rule, Subject{On::opaque, static_cast<int>(i), action.command},
           printable(action.what, k_longest_seen), captures);
    }
  }
}

}  // namespace interlock
