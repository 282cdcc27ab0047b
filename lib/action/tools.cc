#include "lib/action/tools.h"

#include <algorithm>
#include <array>

#include "lib/action/builder.h"
#include "lib/action/tool_words.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;

template <std::size_t N>
bool contains_any(Name text, const std::array<Name, N>& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](Name name) { return text.find(name) != Name::npos; });
}

// Parts of names that speak of a database wherever they stand, and words that do so alone.
constexpr std::array<Name, 30> k_database_parts = {
    "bigquery",   "bytebase",  "cassandra", "clickhouse",  "cockroach",   "database",
    "databricks", "dbhub",     "duckdb",    "firebird",    "libsql",      "mariadb",
    "motherduck", "mssql",     "mysql",     "oracle",      "planetscale", "postgres",
    "prisma",     "redshift",  "scylla",    "singlestore", "snowflake",   "sqlcl",
    "sqlite",     "sqlserver", "supabase",  "timescale",   "trino",       "yugabyte"};
constexpr std::array<Name, 13> k_database_words = {"atlas", "d1",   "db",   "dba", "dbs",
                                                   "jdbc",  "neon", "odbc", "pg",  "psql",
                                                   "sql",   "tidb", "turso"};

// Arguments that hold SQL, spelled without case, blanks, dashes and underscores.
constexpr std::array<Name, 23> k_sql_arguments = {
    "cql",         "ddl",       "dml",       "migrationsql", "queries",       "query",
    "querystring", "querytext", "rawquery",  "rawsql",       "sql",           "sqlcommand",
    "sqlqueries",  "sqlquery",  "sqlscript", "sqlstatement", "sqlstatements", "sqlstring",
    "sqltext",     "sqls",      "statement", "statements",   "migrationquery"};
// Arguments that may hold SQL, or the words of another language.
constexpr std::array<Name, 6> k_sometimes_sql = {"cmd",       "command", "commands",
                                                 "migration", "script",  "stmt"};
// Arguments whose text is prose, even when it speaks of tables.
constexpr std::array<Name, 12> k_prose = {"comment", "content", "description", "explanation",
                                          "label",   "message", "name",        "note",
                                          "prompt",  "reason",  "summary",     "title"};
constexpr std::array<Name, 11> k_searching = {"doc",      "docs",   "documentation", "find",
                                              "grep",     "list",   "logs",          "lookup",
                                              "retrieve", "search", "searching"};
// Tools that read a text and run nothing.
constexpr std::array<Name, 8> k_reading = {"beautify", "format",   "highlight", "lint",
                                           "parse",    "prettify", "tokenize",  "transpile"};
constexpr std::array<Name, 4> k_doing = {"apply", "fix", "migrate", "query"};
// Servers that look texts up: what they are asked are words to be found.
constexpr std::array<Name, 8> k_libraries = {"docs", "documentation", "grep",   "kb",
                                             "rag",  "ripgrep",       "search", "wiki"};
constexpr std::array<Name, 11> k_shell_words = {"bash",    "cmd",        "command", "commands",
                                                "console", "powershell", "process", "sh",
                                                "shell",   "terminal",   "zsh"};
constexpr std::array<Name, 7> k_shell_servers = {"bash", "commander", "iterm", "shell",
                                                 "ssh",  "terminal",  "tmux"};
constexpr std::array<Name, 12> k_command_arguments = {
    "argv",          "cmd",        "cmdstring", "command", "commandline", "commands",
    "commandstring", "executable", "keys",      "program", "script",      "shellcommand"};
constexpr std::array<Name, 6> k_shells = {"bash", "cmd", "powershell", "sh", "shell", "zsh"};
constexpr std::array<Name, 3> k_executing = {"exec", "task", "tasks"};
constexpr std::array<Name, 5> k_starting = {"exec", "execute", "launch", "run", "start"};
constexpr std::array<Name, 4> k_places = {"container", "containers", "pod", "pods"};
// Of tools that run things elsewhere, only what is surely a command line.
constexpr std::array<Name, 7> k_surely_commands = {
    "argv", "cmd", "command", "commandline", "cmdstring", "executable", "program"};

Dialect dialect_of(Name name) {
  const auto has = [&](Name part) { return name.find(part) != Name::npos; };
  const std::vector<std::string> words = words_of_name(name);
  const auto is = [&](Name word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  if (has("postgres") || has("supabase") || has("cockroach") || has("redshift") ||
      has("timescale") || has("yugabyte") || is("neon") || is("pg") || is("psql"))
    return Dialect::postgres;
  if (has("mysql") || has("mariadb") || has("planetscale") || has("singlestore") || is("tidb"))
    return Dialect::mysql;
  if (has("sqlite") || has("libsql") || is("turso") || is("d1")) return Dialect::sqlite;
  if (has("mssql") || has("sqlserver")) return Dialect::mssql;
  return Dialect::generic;
}

// The words of args[0], args[1] .. behind a command.
std::string with_arguments(const Leaf& command, std::span<const Leaf> beside) {
  std::string line = command.text;
  for (const Leaf& leaf : beside) {
    const std::string name = argument_name(leaf.path);
    if ((name == "args" || name == "arguments" || name == "argv") && leaf.path.ends_with(']'))
      line += ' ' + shell_quote(leaf.text);
  }
  return line;
}

// command: ["psql", "-c", ..], of which `index` is the first
std::string joined_list(const std::vector<Leaf>& leaves, std::size_t index) {
  const Name path = leaves[index].path, list = path.substr(0, path.rfind('[') + 1);
  std::string line;
  for (; index < leaves.size() && leaves[index].path.starts_with(list); ++index)
    line += (line.empty() ? "" : " ") + shell_quote(leaves[index].text);
  return line;
}

}  // namespace

std::string argument_name(Name path) {
  for (const Name inner : {".text", ".value"})
    if (path.ends_with(inner)) path.remove_suffix(inner.size());
  return leaf_name(path);
}

std::string leaf_name(Name path) {
  std::string name;
  const std::size_t dot = path.rfind('.');
  if (dot != Name::npos) path = path.substr(dot + 1);
  for (const char c : path.substr(0, path.find('['))) {
    if (c >= 'A' && c <= 'Z')
      name += static_cast<char>(c - 'A' + 'a');
    else if (c != '_' && c != '-' && c != ' ')
      name += c;
  }
  return name;
}

std::span<const Leaf> leaves_beside(const std::vector<Leaf>& leaves, std::size_t index) {
  const Name path = leaves[index].path, object = path.substr(0, path.rfind('.') + 1);
  std::size_t begin = index, end = index + 1;
  while (begin > 0 && leaves[begin - 1].path.starts_with(object)) --begin;
  while (end < leaves.size() && leaves[end].path.starts_with(object)) ++end;
  return std::span(leaves).subspan(begin, end - begin);
}

std::vector<std::string> words_of_name(Name name) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool after_lower = i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!plain || (upper && after_lower)) && !word.empty()) {
      words.push_back(to_lower(word));
      word.clear();
    }
    if (plain) word += c;
  }
  if (!word.empty()) words.push_back(to_lower(word));
  return words;
}

std::vector<std::string> words_of_tool(const Call& call) {
  return words_of_name(call.tool.empty() ? call.tool_name : call.tool);
}

void act_on_tool(Builder& builder, const Call& call) {
  const std::string& called = call.tool.empty() ? call.tool_name : call.tool;
  const std::string server = to_lower(call.server), tool = to_lower(called);
  const std::vector<std::string> server_words = words_of_name(call.server),
                                 tool_words = words_of_name(called);
  const bool database =
      contains_any(server, k_database_parts) || contains_any(tool, k_database_parts) ||
      has_any(server_words, k_database_words) || has_any(tool_words, k_database_words);
  const bool searches = has_any(tool_words, k_searching) || has_any(server_words, k_libraries);
  const bool shell = has_any(tool_words, k_shell_words) || has_any(server_words, k_shell_servers) ||
                     tool == "exec" || tool == "execute" || tool == "run";
  // Of a shell: its name and nothing else, "run_powershell".
  const bool is_shell = !tool_words.empty() && tool_words.size() <= 2 &&
                        is_one_of(tool_words.back(), k_shells) &&
                        (tool_words.size() == 1 || has_any(tool_words, k_starting));
  const bool runs = !database && has_any(tool_words, k_starting) &&
                    (has_any(tool_words, k_places) || has_any(tool_words, k_executing));
  const bool only_reads = has_any(tool_words, k_reading) && !has_any(tool_words, k_starting) &&
                          !has_any(tool_words, k_doing);
  const bool runs_files = !searches && has_any(tool_words, k_starting);
  std::vector<std::string> all_words = server_words;
  all_words.insert(all_words.end(), tool_words.begin(), tool_words.end());
  // What another agent or a plan is told is prose; that agent's own calls come by here.
  constexpr std::array<Name, 3> talking = {"agent", "agents", "plan"};
  if (call.kind == Call::Kind::other && has_any(tool_words, talking)) return;
  Dialect dialect = dialect_of(call.server);
  if (dialect == Dialect::generic) dialect = dialect_of(called);

  for (std::size_t i = 0; i < call.leaves.size(); ++i) {
    const Leaf& leaf = call.leaves[i];
    if (!leaf.is_string || trim(leaf.text).empty()) continue;
    const std::string name = argument_name(leaf.path);
    const auto channel = [&] { return "argument " + leaf.path + " of " + call.tool_name; };
    const bool named = is_one_of(name, k_sql_arguments);
    const bool listed = leaf.path.ends_with(']') && name != "commands";
    const bool perhaps =
        (is_one_of(name, k_sometimes_sql) && !listed) || (shell && name == "input");
    const bool prose = is_one_of(name, k_prose);
    bool is_sql = false;
    if (database)
      is_sql = (named && !searches) || (!prose && looks_like_sql(leaf.text));
    else
      is_sql = (named || perhaps) && looks_like_sql(leaf.text) &&
               !(searches && name.find("sql") == std::string::npos);
    if (is_sql && !only_reads) {
      SqlSource source;
      source.dialect = dialect;
      source.channel = channel();
      builder.add_sql(Word(leaf.text), source);
    }
    const bool line_of_shell =
        (shell && (is_one_of(name, k_command_arguments) || leaf.path == "command.line")) ||
        (is_shell && name == "input") ||
        (is_shell && name == "code" && language_of_tool(call, server_words).empty()) ||
        (runs && is_one_of(name, k_surely_commands));
    if (line_of_shell) {
      if (listed && !leaf.path.ends_with("[0]")) continue;
      // One call may name a program and its words apart.
      const auto beside = leaves_beside(call.leaves, i);
      if (!builder.spend(k_work_of_a_leaf * beside.size())) return;
      const std::string line = listed ? joined_list(call.leaves, i) : with_arguments(leaf, beside);
      builder.run_shell(line, -1, channel(), false);
    } else if (is_code_argument(name)) {
      if (!builder.spend(k_work_of_a_leaf * call.leaves.size())) return;
      const std::string language = language_of_tool(call, all_words);
      if (!language.empty()) act_on_cell(builder, language, leaf.text, channel());
    } else if (database && runs_files && to_lower(leaf.text).ends_with(".sql")) {
      SqlSource source;
      source.dialect = dialect;
      source.channel = channel();
      builder.add_sql_file(Word(leaf.text), source);
    }
  }
  act_on_file_tool(builder, call);
  act_on_runner(builder, call);
}

}  // namespace interlock
