#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

struct Argument {
  const char* path;
  const char* text;
};

Actions call_tool(const std::string& name, const std::vector<Argument>& arguments) {
  const MemoryFiles files;
  Call call;
  call.event = Call::Event::pre_tool_use;
  call.kind = name.starts_with("mcp__") ? Call::Kind::mcp : Call::Kind::other;
  call.cwd = "/w";
  call.tool_name = name;
  if (call.kind == Call::Kind::mcp) {
    const std::size_t border = name.find("__", 5);
    call.server = name.substr(5, border - 5);
    call.tool = name.substr(border + 2);
  }
  for (const Argument& one : arguments) call.leaves.push_back({one.path, one.text, true});
  ActionContext context;
  context.files = &files;
  return *actions_of(call, context);
}

const char* dialect_name(Dialect dialect) {
  switch (dialect) {
    case Dialect::generic: return "generic";
    case Dialect::postgres: return "postgres";
    case Dialect::mysql: return "mysql";
    case Dialect::sqlite: return "sqlite";
    case Dialect::mssql: return "mssql";
  }
  return "";
}

}  // namespace

TEST_CASE("SQL among the arguments of MCP tools is read") {
  struct Case {
    const char* tool;
    std::vector<Argument> arguments;
    const char* statements;
    const char* dialect;
  };
  const Case cases[] = {
      {"mcp__postgres__query", {{"sql", "select 1"}}, "SELECT ?", "postgres"},
      {"mcp__postgres__query",
       {{"sql", "COMMIT; DROP TABLE t; select 1"}},
       "COMMIT ; DROP TABLE t ; SELECT ?",
       "postgres"},
      {"mcp__neon__run_sql", {{"params.sql", "drop table t"}, {"params.projectId", "p"}}, "DROP TABLE t", "postgres"},
      {"mcp__neon__run_sql", {{"sql", "drop table t"}, {"projectId", "p"}}, "DROP TABLE t", "postgres"},
      {"mcp__neon__run_sql_transaction",
       {{"params.sqlStatements[0]", "drop table a"}, {"params.sqlStatements[1]", "drop table b"}},
       "DROP TABLE a ; DROP TABLE b",
       "postgres"},
      {"mcp__Neon__prepare_database_migration", {{"migrationSql", "drop table t"}}, "DROP TABLE t", "postgres"},
      {"mcp__neon__complete_database_migration", {{"migrationSql", "drop table t"}, {"applyChanges", "true"}},
       "DROP TABLE t", "postgres"},
      {"mcp__supabase__execute_sql", {{"project_id", "p"}, {"query", "drop table t"}}, "DROP TABLE t", "postgres"},
      {"mcp__supabase__apply_migration", {{"name", "drop_users"}, {"query", "drop table t"}}, "DROP TABLE t",
       "postgres"},
      {"mcp__dbhub__execute_sql", {{"sql", "truncate t"}}, "TRUNCATE t", "generic"},
      {"mcp__mysql__query", {{"sql", "drop table t"}}, "DROP TABLE t", "mysql"},
      {"mcp__mysql__mysql_query", {{"query", "drop table t"}}, "DROP TABLE t", "mysql"},
      {"mcp__sqlite__write_query", {{"query", "drop table t"}}, "DROP TABLE t", "sqlite"},
      {"mcp__my-sqlite__write-query", {{"query", "drop table t"}}, "DROP TABLE t", "sqlite"},
      {"mcp__mssql__run", {{"sqlText", "drop table t"}}, "DROP TABLE t", "mssql"},
      {"mcp__db__execute_sql", {{"sql", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__db__run", {{"statement", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__db__run", {{"statements[0]", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__db__run", {{"queries[1].text", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__db__run", {{"anything", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__pg__exec", {{"command", "drop table t"}}, "DROP TABLE t", "postgres"},
      {"mcp__snowflake__run_query", {{"query", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__bigquery__query", {{"query", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__planetscale__execute", {{"query", "drop table t"}}, "DROP TABLE t", "mysql"},
      {"mcp__turso__execute", {{"sql", "drop table t"}}, "DROP TABLE t", "sqlite"},
      {"mcp__cloudflare__d1_query", {{"sql", "drop table t"}}, "DROP TABLE t", "sqlite"},
      {"mcp__warehouse__runSqlQuery", {{"sql_query", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__internal__ask", {{"sql", "drop table t"}}, "DROP TABLE t", "generic"},
      {"mcp__internal__ask", {{"query", "DELETE FROM users"}}, "DELETE FROM users", "generic"},
      {"mcp__internal__ask", {{"statement", "truncate table t"}}, "TRUNCATE TABLE t", "generic"},
      {"mcp__internal__ask", {{"query.text", "truncate table t"}}, "TRUNCATE TABLE t", "generic"},
      {"mcp__internal__run", {{"migration", "truncate table t"}}, "TRUNCATE TABLE t", "generic"},
      {"execute_sql", {{"sql", "drop table t"}}, "DROP TABLE t", "generic"},
      {"dbhub.execute_sql", {{"sql", "drop table t"}}, "DROP TABLE t", "generic"},
      // What is prose stays prose.
      {"mcp__files__grep", {{"query", "drop table users"}}, "", ""},
      {"mcp__rag__query", {{"query", "drop table users"}}, "", ""},
      {"mcp__pinecone__find", {{"query.inputs.text", "drop table users"}}, "", ""},
      {"mcp__internal__ask", {{"query", "how do I drop a table"}}, "", ""},
      {"mcp__github__search", {{"query", "drop table users"}, {"sort", "stars"}}, "", ""},
      {"mcp__github__create_issue", {{"title", "DROP TABLE users"}, {"body", "DROP TABLE users"}}, "", ""},
      {"mcp__slack__post", {{"text", "DROP TABLE users;"}}, "", ""},
      {"mcp__docs__search", {{"query", "psql drop database"}}, "", ""},
      {"mcp__supabase__search_docs", {{"query", "row level security"}}, "", ""},
      {"mcp__supabase__list_tables", {{"schemas[0]", "public"}}, "", ""},
      {"mcp__neon__describe_table_schema", {{"params.tableName", "users"}, {"params.projectId", "p"}}, "", ""},
      {"mcp__neon__create_project", {{"name", "drop table test"}}, "", ""},
      {"mcp__postgres__list_tables", {}, "", ""},
      {"mcp__fs__write_file", {{"path", "m.sql"}, {"content", "DROP TABLE t"}}, "", ""},
      {"spawn_agent", {{"message", "run psql -c 'DROP TABLE users'"}}, "", ""},
      {"collaborationspawn_agent", {{"message", "DROP TABLE users"}, {"sql", "drop table t"}}, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tool);
    CAPTURE(c.statements);
    const Actions actions = call_tool(c.tool, c.arguments);
    CHECK(joined(statements_of(actions)) == c.statements);
    REQUIRE(actions.tools.size() == 1);
    CHECK(actions.tools[0].name == c.tool);
    if (actions.sql.empty()) continue;
    CHECK(dialect_name(actions.sql[0].dialect) == std::string(c.dialect));
    CHECK(actions.sql[0].channel.starts_with("argument "));
    CHECK(actions.sql[0].channel.ends_with(std::string(" of ") + c.tool));
    CHECK(actions.sql[0].command == -1);
  }
}

TEST_CASE("MCP tools that run commands are read like a shell call") {
  struct Case {
    const char* tool;
    std::vector<Argument> arguments;
    const char* commands;
    const char* statements;
  };
  const Case cases[] = {
      {"mcp__shell__execute_command", {{"command", "psql -c 'drop table t'"}}, "psql -c drop\u00A0table\u00A0t", "DROP TABLE t"},
      {"mcp__desktop-commander__start_process", {{"command", "psql -c 'drop table t'"}}, "psql -c drop\u00A0table\u00A0t",
       "DROP TABLE t"},
      {"mcp__x__run_command", {{"cmd", "ls -la"}}, "ls -la", ""},
      {"mcp__x__run_command", {{"command", "psql"}, {"args[0]", "-c"}, {"args[1]", "drop table t"}},
       "psql -c drop\u00A0table\u00A0t", "DROP TABLE t"},
      {"mcp__x__run_command", {{"command[0]", "psql"}, {"command[1]", "-c"}, {"command[2]", "drop table t"}},
       "psql -c drop\u00A0table\u00A0t", "DROP TABLE t"},
      {"mcp__terminal__run", {{"commandLine", "psql -c x"}}, "psql -c x", "x"},
      {"mcp__x__bash", {{"command", "echo 'drop table t'"}}, "echo drop\u00A0table\u00A0t", ""},
      {"mcp__x__bash", {{"script", "psql -c x"}}, "psql -c x", "x"},
      {"mcp__notes__add", {{"command", "psql -c x"}}, "", ""},
      {"mcp__x__run_command", {{"description", "psql -c x"}}, "", ""},
      {"run_command", {{"command", "psql -c x"}}, "psql -c x", "x"},
      {"spawn_agent", {{"command", "psql -c x"}}, "", ""},
      {"mcp__x__interact", {{"input", "drop table t"}}, "", ""},
      {"mcp__shell__interact", {{"input", "drop table t"}}, "", "DROP TABLE t"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tool);
    CAPTURE(c.commands);
    const Actions actions = call_tool(c.tool, c.arguments);
    CHECK(joined(programs_of(actions)) == c.commands);
    CHECK(joined(statements_of(actions)) == c.statements);
  }
}

TEST_CASE("MCP tools that run code have it scanned") {
  struct Case {
    const char* tool;
    std::vector<Argument> arguments;
    const char* languages;
    const char* statements;
  };
  const Case cases[] = {
      {"mcp__x__run_python", {{"code", "import os; os.system(\"psql -c 'drop table t'\")"}}, "python", "DROP TABLE t"},
      {"mcp__jupyter__execute_cell", {{"code", "print(1)"}}, "python", ""},
      {"mcp__x__jupyter_execute", {{"source", "cur.execute('drop table t')"}}, "python", "DROP TABLE t"},
      {"mcp__x__execute_code", {{"language", "javascript"}, {"code", "db.query('drop table t')"}}, "node", "DROP TABLE t"},
      {"mcp__x__execute_code", {{"code", "db.query('drop table t')"}}, "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tool);
    const Actions actions = call_tool(c.tool, c.arguments);
    std::vector<std::string> languages;
    for (const CodeAction& one : actions.code) languages.push_back(one.language);
    CHECK(joined(languages) == c.languages);
    CHECK(joined(statements_of(actions)) == c.statements);
  }
}

TEST_CASE("tools that write files name them") {
  struct Case {
    const char* tool;
    std::vector<Argument> arguments;
    const char* files;
  };
  const Case cases[] = {
      {"mcp__fs__write_file", {{"path", "a.txt"}, {"content", "x"}}, "add /w/a.txt"},
      {"mcp__fs__edit_file", {{"path", "/x/a.txt"}, {"edits[0].newText", "x"}}, "add /x/a.txt"},
      {"mcp__fs__move_file", {{"source", "a"}, {"destination", "b"}}, "move /w/a ; add /w/b"},
      {"mcp__fs__delete_file", {{"path", "a"}}, "remove /w/a"},
      {"Write", {{"file_path", "a"}, {"content", "x"}}, "add /w/a"},
      {"mcp__fs__read_file", {{"path", "a"}}, ""},
      {"mcp__fs__write_file", {{"content", "path: a"}}, ""},
      {"mcp__github__create_or_update_file", {{"path", "a"}, {"content", "x"}}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.tool);
    std::vector<std::string> files;
    for (const FileAction& file : call_tool(c.tool, c.arguments).files) {
      const char* names[] = {"add", "update", "remove", "move"};
      files.push_back(std::string(names[static_cast<int>(file.operation)]) + ' ' + file.path.text);
    }
    CHECK(joined(files) == c.files);
  }
}
