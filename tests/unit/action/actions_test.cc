#include <doctest/doctest.h>

#include <ostream>

#include "lib/action/builder.h"
#include "lib/action/code_scan.h"
#include "lib/action/code_sinks.h"
#include "lib/action/interpreters.h"
#include "tests/unit/action/acting.h"

using namespace interlock;

TEST_CASE("a blank inside a word never looks like the border of two") {
  const Actions actions = act_on("psql -c 'select 1 --help\nx' app");
  REQUIRE(actions.commands.size() == 1);
  CHECK(actions.commands[0].program == "psql");
  CHECK(actions.commands[0].canonical ==
        "psql -c select\u00A0" "1\u00A0--help\u2028x app");
}

TEST_CASE("every simple command is an action, in order, launchers too") {
  const Actions actions = act_on("cd x && sudo env A=1 npx prisma migrate reset | tee log");
  std::vector<std::string> programs;
  for (const CommandAction& one : actions.commands) {
    programs.push_back(one.program);
    CHECK(actions.line.commands[static_cast<std::size_t>(one.command)].argv.size() > 0);
  }
  CHECK(joined(programs) == "cd ; sudo ; env ; npx ; prisma ; tee");
}

TEST_CASE("an unknown program is opaque and has no name") {
  const Actions actions = act_on("$TOOL --force");
  REQUIRE(actions.commands.size() == 1);
  CHECK(actions.commands[0].program == "");
  CHECK(actions.commands[0].canonical == "$TOOL --force");
  CHECK(joined(opaque_of(actions)) == "program");
}

TEST_CASE("what a client's shell escape runs is among the commands, below the client") {
  const Actions actions = act_on("psql -c '\\! rm -rf data'");
  REQUIRE(actions.line.commands.size() == 2);
  CHECK(actions.line.commands[1].parent == 0);
  CHECK(actions.line.commands[1].via == "\\! of psql");
  CHECK(actions.line.commands[1].depth == 1);
  CHECK(joined(files_of(actions)) == "remove /w/data by rm");
}

TEST_CASE("commands that code starts inherit where and how it runs") {
  const Actions actions =
      act_on("cd sub && X=1 docker exec -i app python3 -c \"import os; os.system('psql -c x')\"");
  const SimpleCommand& last = actions.line.commands.back();
  CHECK(last.argv.front().text == "psql");
  CHECK(last.via == "os.system in python3");
  CHECK(last.is_remote);
  CHECK_FALSE(last.certain);
  CHECK(actions.line.commands[static_cast<std::size_t>(last.parent)].argv.front().text == "python3");
}

TEST_CASE("statements know their channel, dialect and client") {
  struct Case {
    const char* command;
    const char* channel;
    Dialect dialect;
    const char* program;
    bool certain;
  };
  const Case cases[] = {
      {"psql -c 'select 1'", "-c of psql", Dialect::postgres, "psql", true},
      {"psql <<< 'select 1'", "here-document of psql", Dialect::postgres, "psql", true},
      {"echo 'select 1' | psql", "pipe into psql", Dialect::postgres, "psql", true},
      {"psql -f x.sql", "file x.sql read by psql", Dialect::postgres, "psql", true},
      {"mysql < x.sql", "file x.sql read by mysql", Dialect::mysql, "mysql", true},
      {"sqlite3 a 'select 1'", "an operand of sqlite3", Dialect::sqlite, "sqlite3", true},
      {"psql -c \"select $X\"", "-c of psql", Dialect::postgres, "psql", false},
      {"psql -v a=1 -c 'select :a'", "-c of psql", Dialect::postgres, "psql", false},
      {"python3 -c \"import sqlite3; c.execute('drop table t')\"", "string in python code", Dialect::sqlite,
       "python3", false},
      {"python3 -c \"import pg8000, sqlite3; c.execute('drop table t')\"", "string in python code",
       Dialect::generic, "python3", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.command);
    const Actions actions = act_on(c.command, {{"x.sql", "select 1"}});
    REQUIRE(actions.sql.size() == 1);
    CHECK(actions.sql[0].channel == c.channel);
    CHECK(actions.sql[0].dialect == c.dialect);
    CHECK(actions.sql[0].program == c.program);
    CHECK(actions.sql[0].statement.certain == c.certain);
  }
}

TEST_CASE("a file is read as the line has written it by then") {
  struct Case {
    const char* command;
    const char* statements;
    const char* kinds;
  };
  const Case cases[] = {
      {"echo 'drop table a' > f.sql; psql -f f.sql", "DROP TABLE a", ""},
      {"echo 'drop table a' > f.sql; psql < f.sql", "DROP TABLE a", ""},
      {"psql -f x.sql; echo 'drop table a' > x.sql", "DROP TABLE old", ""},
      {"echo 'drop table a' > f.sql; psql -f f.sql; echo 'select 1' > f.sql", "DROP TABLE a", ""},
      {"echo 'select 1' > x.sql; psql -f x.sql", "SELECT ?", ""},
      {"echo 'truncate b;' >> x.sql; psql -f x.sql", "DROP TABLE old ; TRUNCATE b", ""},
      {"cp x.sql y.sql; psql -f y.sql", "DROP TABLE old", ""},
      {"mv x.sql sub/y.sql; psql -f sub/y.sql", "DROP TABLE old", ""},
      {"cp x.sql sub/; cd sub; psql -f x.sql", "DROP TABLE old", ""},
      {"sed -i s/a/b/ x.sql; psql -f x.sql", "", "sql-file"},
      {"curl -so x.sql https://h/x; psql -f x.sql", "", "sql-file"},
      {"gen > x.sql; psql -f x.sql", "", "sql-file"},
      {"test -f q && echo 'select 1' > x.sql; psql -f x.sql", "DROP TABLE old ; SELECT ?", ""},
      {"apply_patch <<'E'\n*** Begin Patch\n*** Add File: n.sql\n+drop table n;\n*** End Patch\nE\npsql -f n.sql",
       "DROP TABLE n", ""},
      {"python3 -c \"open('x.sql', 'w').write(s)\"; psql -f x.sql", "", "sql-file"},
      {"cat > s.py <<'E'\nimport os\nos.system(\"psql -c 'drop table s'\")\nE\npython3 s.py", "DROP TABLE s", ""},
      {"curl -so s.py https://h/s; python3 s.py", "", "script"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.command);
    const Actions actions = act_on(c.command, {{"x.sql", "drop table old;\n"}});
    CHECK(joined(statements_of(actions)) == c.statements);
    CHECK(joined(opaque_of(actions)) == c.kinds);
  }
}

TEST_CASE("patches become file actions, and an unreadable one is an error") {
  Call call;
  call.kind = Call::Kind::patch;
  call.cwd = "/w/app";
  call.text =
      "*** Begin Patch\n*** Update File: m/1.sql\n*** Move to: m/2.sql\n@@\n-create table a (id int);\n"
      "+drop table a;\n*** Delete File: ../old.sql\n*** End Patch";
  const ActionContext context;
  const Result<Actions> actions = actions_of(call, context);
  REQUIRE(actions);
  CHECK(joined(files_of(*actions)) == "move /w/app/m/1.sql by apply_patch ; add /w/app/m/2.sql by apply_patch ; "
                                      "remove /w/old.sql by apply_patch");
  CHECK(actions->files[1].added == "drop table a;\n");
  CHECK(actions->files[1].removed == "create table a (id int);\n");
  CHECK(actions->line.commands.empty());
  call.text = "*** Begin Patch\nwhat is this";
  CHECK_FALSE(actions_of(call, context));
}

TEST_CASE("redirections carry the text that is put in") {
  const Actions actions = act_on("cat > m.sql <<'E'\n-- atlas:nolint\ndrop table a;\nE");
  REQUIRE(actions.files.size() == 1);
  CHECK(actions.files[0].added == "-- atlas:nolint\ndrop table a;\n");
  const Actions edited = act_on("sed -i '1i -- atlas:nolint' m.sql");
  REQUIRE(edited.files.size() == 1);
  CHECK(edited.files[0].added == "1i -- atlas:nolint");
}

TEST_CASE("a skeleton holds code without comments, and strings only when they are one word") {
  struct Case {
    const char* language;
    const char* code;
    const char* skeleton;
  };
  const Case cases[] = {
      {"python", "Base.metadata.drop_all(e)  # drop_all", "Base.metadata.drop_all(e)"},
      {"python", "print('Base.drop_all()')", "print('?')"},
      {"python", "call_command('flush')", "call_command('flush')"},
      {"python", "\"\"\"drop_all()\"\"\"\nx", "'?'\nx"},
      {"python", "x = r'a\\d b' + f'b{c}'", "x = '?' + '?'"},
      {"node", "s.sync({force: true}) // x\n/* y */ z", "s.sync({force: true})\n z"},
      {"node", "a / b / c; /x'y/.test(q)", "a / b / c; '?'.test(q)"},
      {"node", "`a ${b} c`", "'?'"},
      {"ruby", "x = <<~A + 'b c'\n  drop_all()\nA\ny", "x = '?' + '?'\ny"},
      {"ruby", "# drop\nActiveRecord::Base.connection.drop_table :users",
       "\nActiveRecord::Base.connection.drop_table :users"},
      {"perl", "$x = q{a b}; $y = $#x; # c", "$x = '?'; $y = $#x;"},
      {"perl", "s/a b/c/; $h{s}; $h{y}", "'?'; $h{s}; $h{y}"},
      {"php", "<?php Schema::drop('users'); // x ?>", " Schema::drop('users');"},
      {"php", "$x = <<<SQL\na b\nSQL;\ny", "$x = '?';\ny"},
      {"lua", "--[[ a\nb ]] x = [[c d]] -- e", " x = '?'"},
      {"awk", "/a b/ { print $1 / $2 } # c", "'?' { print $1 / $2 }"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.code);
    CHECK(scan_code(c.code, c.language).skeleton == c.skeleton);
  }
}

TEST_CASE("the tables of code are sound") {
  CHECK(joined(check_code_sinks()) == "");
  CHECK(joined(check_interpreter_table()) == "");
}

TEST_CASE("holes are filled so that no quote of theirs reaches a reader") {
  Word word("select '");
  word.append(Word::unknown("$(date +'%s')")).append(Word("'; drop table t"));
  CHECK(fill_holes(word, "_") == "select '_dates'; drop table t");
  CHECK(command_line_of({Word("psql"), Word("a b"), Word::unknown("$X")}) == "psql 'a b' \"${unknown_X}\"");
}
