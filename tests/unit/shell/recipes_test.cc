// Makefiles, justfiles and Taskfiles, and the commands that their recipes run.
#include <map>

#include "tests/unit/shell/understand_rows.h"

using namespace interlock;

namespace {

std::vector<std::string> run_by(const std::string& line, const std::string& file, const std::string& text) {
  const MemoryFiles files(std::map<std::string, std::string>{{"/app/" + file, text}});
  std::vector<std::string> rows = commands_of(line, files);
  rows.erase(rows.begin());  // the runner itself
  return rows;
}

void check_make(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string text = row.text;
    CAPTURE(text);
    CHECK(join(run_by("make test", "Makefile", text), "\n") == join(row.commands, "\n"));
  }
}

void check_just(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string text = row.text;
    CAPTURE(text);
    CHECK(join(run_by("just build", "justfile", text), "\n") == join(row.commands, "\n"));
  }
}

void check_task(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string text = std::string("version: '3'\ntasks:\n") + row.text;
    CAPTURE(text);
    CHECK(join(run_by("task build", "Taskfile.yml", text), "\n") == join(row.commands, "\n"));
  }
}

}  // namespace

TEST_CASE("a reference of make ends at the parenthesis that closes it") {
  check_make({
      {"test:\n\tgo test $(filter-out x,$(wildcard *.go))\n", {"?go|test|$(filter-out x,$(wildcard *.go))"}},
      {"test:\n\tpsql $(filter-out x,$(ARGS))\n", {"?psql|$(filter-out x,$(ARGS))"}},
      {"test:\n\techo ${dir ${firstword ${X}}} $(words a) 'a $(notdir b)'\n",
       {"?echo|${dir ${firstword ${X}}}|$(words a)|a $(notdir b)"}},
      {"test: ; @echo hi $(foreach d,$(DIRS),$(d)/x)\n", {"?echo|hi|$(foreach d,$(DIRS),$(d)/x)"}},
      {"A := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))\ntest:\n\tcd $(A) && psql x\n", {"?cd|$(dir $(abspath $(lastword $(MAKEFILE_LIST))))", "?psql|x"}},
      {"test:\n\techo $(SRC:.c=.o) $(@D) $(X) $$H\n", {"?echo|$(SRC:.c=.o)|$(@D)|${X}|$H"}},
      {"test:\n\techo $(open\n\tls\n", {"?echo|$(open", "?ls"}},
      {"test:\n\t$(firstword $(P)) x\n", {"?$(firstword $(P))|x", "!text", "!program"}},
      {"test:\n\tpsql -c '$(SQL)'\n", {"?psql|-c|${SQL}"}},
  });
}

TEST_CASE("$(shell ..) of make is $(..) of bash where bash can read it") {
  check_make({
      {"P := $(shell echo psql)\ntest:\n\t$(P) x\n", {"?echo|psql", "?echo|psql", "?psql|x"}},
      {"G ?= go\nP = $(shell $(G) list ./... | grep -v (x))\ntest:\n\techo $(P)\n", {"?echo|$(shell $(G) list ./... | grep -v (x))"}},
      {"G ?= go\nP = $(shell $(G) list | grep -v x)\ntest:\n\tgo vet $(P)\n",
       {"?go|list", "?grep|-v|x", "?go|vet|$(go list | grep -v x)"}},
      {"test:\n\techo '$(shell psql -c 1)'\n", {"?psql|-c|1", "?echo|$(shell psql -c 1)"}},
      {"test:\n\techo $(words $(shell psql -c 1))\n", {"?psql|-c|1", "?echo|$(words $(shell psql -c 1))"}},
      {"X := $(words $(shell psql -c 1))\ntest:\n\tls\n", {"?psql|-c|1", "?ls"}},
      {"X != psql -c 1\ntest:\n\tls\n", {"?psql|-c|1", "?ls"}},
  });
}

TEST_CASE("functions of make that choose or say something") {
  check_make({
      {"test:\n\t$(if $(CI),psql a,psql b) -c 1\n", {"?psql|a|-c|1", "?psql|b|-c|1"}},
      {"P := $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)\ntest:\n\t$(P) x.py\n",
       {"?.venv/bin/python|x.py", "?python3|x.py"}},
      {"test:\n\t@$(if $(shell which jq),,echo \"no jq\")\n", {"?which|jq", "?echo|no jq"}},
      {"test:\n\tpsql $(or $(T),all)\n", {"?psql|${T}", "?psql|all"}},
      {"test:\n\t$(info hello (all))\n\t$(eval X := y)\n\tls\n", {"?ls"}},
      {"define run\n@echo $(1)\n@psql -c $(2)\nendef\ntest:\n\t$(call run,a b,1)\n\tls\n",
       {"?echo|a|b", "?psql|-c|1", "?ls"}},
      {"define USAGE\nUsage: test (x)\n\tpsql <x> | (y)\nendef\ntest:\n\tls\n", {"?ls"}},
  });
}

TEST_CASE("variables of make") {
  check_make({
      {"C = psql\nC += -q\ntest:\n\t$(C)\n", {"?psql|-q"}},
      {"C = psql\nC ?= ls\nC := $(C) -q\ntest:\n\t$(C)\n", {"?psql|-q"}},
      {"ifdef X\nC = psql\nelse\nC = ls\nendif\ntest:\n\t$(C)\n", {"?psql", "?ls"}},
      {"C = ls\ntest: C = psql\ntest: a\n\t$(C) $@ $<\na:\n\t$(C) $@\n", {"?ls|a", "?psql|test|a"}},
      {"A = $(A)$(A)\ntest:\n\techo $(words $(A))\n", {"?echo|$(words $(A))"}},
      {"A = x \\\n  y # z\ntest:\n\techo $(A)\n", {"?echo|x|y"}},
      {"test:\n\t@$(MAKE) -s psql\npsql:\n\tpsql x\n", {"?make|-s|psql", "?psql|x"}},
  });
}

TEST_CASE("variables of the line reach make") {
  const std::string text = "C ?= ls\nD = ls\ntest:\n\t$(C) $(D)\n";
  CHECK(join(run_by("make test C=psql", "Makefile", text), " ") == "?psql|ls");
  CHECK(join(run_by("D=x C=psql make test", "Makefile", text), " ") == "?psql|ls");
  CHECK(join(run_by("make test D=$X", "Makefile", text), " ") == "?ls|${D}");
}

TEST_CASE("recipes that have no end are not known") {
  std::string lines = "test:\n";
  for (int i = 0; i < 600; ++i) lines += "\tls " + std::to_string(i) + '\n';
  CHECK(run_by("make test", "Makefile", lines + "\tpsql x\n").back() == "!text");
  std::string deep = "A0 = x\n";
  for (int i = 1; i < 12; ++i) {
    const std::string one = "$(A" + std::to_string(i - 1) + ")";
    deep += "A" + std::to_string(i) + " = ";
    for (int j = 0; j < 12; ++j) deep += one;
    deep += '\n';
  }
  CHECK(run_by("make test", "Makefile", deep + "test:\n\techo $(A11)\n\tpsql x\n").back() == "?psql|x");
}

TEST_CASE("with .ONESHELL a target is one script, of the language of SHELL") {
  check_make({
      {".ONESHELL:\ntest:\n\t@cd web\n\tif test -f x; then\n\t  psql x\n\tfi\n", {"?cd|web", "?test|-f|x", "?psql|x"}},
      {".ONESHELL:\nSHELL = /usr/bin/env python3\ntest:\n\timport os\n\tprint(\"x\")\n",
       {"?/usr/bin/env|python3|-c|import os\nprint(\"x\")\n", "?python3|-c|import os\nprint(\"x\")\n"}},
      {"SHELL := psql\ntest:\n\tdrop table x;\n", {"?psql|-c|drop table x;"}},
      {"SHELL := bash\n.SHELLFLAGS := -eu -c\ntest:\n\tpsql x\n", {"?psql|x"}},
      {"SHELL := $(FOO)\ntest:\n\tpsql x\n", {"?psql|x"}},
      {"SHELL := $(shell which bash)\ntest:\n\tpsql x\n", {"?which|bash", "?psql|x"}},
  });
}

TEST_CASE("a recipe of just that begins with #! is one script") {
  check_just({
      {"build:\n    #!/usr/bin/env bash\n    set -eu\n    if [ -f x ]; then\n      psql x\n    fi\n",
       {"?set|-eu", "?[|-f|x|]", "?psql|x"}},
      {"build:\n    #!/bin/sh\n    psql <<E\n    select 1\n    E\n", {"?psql"}},
      {"build:\n    #!/usr/bin/env python3\n    import os\n    print(f\"{os.name} (x)\")\n",
       {"?/usr/bin/env|python3", "?python3"}},
      {"[script('python3')]\nbuild:\n    print((1))\n", {"?python3"}},
      {"[script]\nbuild:\n    if true; then\n      psql x\n    fi\n", {"?true", "?psql|x"}},
      {"set shell := [\"python3\", \"-c\"]\nbuild:\n    print((1))\n", {"?python3|-c|print((1))"}},
      {"set shell := [\"bash\", \"-uc\"]\nbuild:\n    @psql x\n", {"?psql|x"}},
  });
}

TEST_CASE("the value of a variable of just is an expression") {
  check_just({
      {"v := \"psql\"\nbuild:\n    {{v}} -c '{{v}}'\n", {"?psql|-c|psql"}},
      {"v := 'ps' + \"ql\"\nbuild:\n    {{v}} {{ 'a' / 'b' }}\n", {"?psql|a/b"}},
      {"v := if os() == \"linux\" { \"a\" } else { \"b\" }\nbuild:\n    echo {{v}}\n",
       {"?echo|{{if os() == \"linux\" { \"a\" } else { \"b\" }}}"}},
      {"build:\n    echo {{ if os() == \"linux\" { \"a\" } else { \"b\" } }} x\n",
       {"?echo|{{if os() == \"linux\" { \"a\" } else { \"b\" }}}|x"}},
      {"v := env(\"X\", \"y\")\nbuild:\n    echo {{v}} \"{{v}}\"\n", {"?echo|{{env(\"X\", \"y\")}}|{{env(\"X\", \"y\")}}"}},
      {"v := \"a:\" + `psql -c 1`\nbuild:\n    echo '{{v}}'\n", {"?psql|-c|1", "?echo|a:{{`psql -c 1`}}"}},
      {"build:\n    echo {{shell('psql -c 1')}}\n", {"?psql|-c|1", "?echo|{{shell('psql -c 1')}}"}},
      {"v := \"x\"\nbuild v=\"a:b\": a\n    echo {{v}} {{{{.Names}}\na:\n    psql x\n", {"?psql|x", "?echo|{{v}}|{{.Names}}"}},
      {"alias build := b\nb:\n    psql x\n", {"?psql|x"}},
  });
}

TEST_CASE("block scalars in a Taskfile are commands") {
  check_task({
      {"  build:\n    cmds:\n      - |\n        if true; then\n          psql x\n        fi\n      - ls\n", {"?true", "?psql|x", "?ls"}},
      {"  build:\n    cmds:\n      - cmd: |-\n          psql x\n\n          ls\n        silent: true\n", {"?psql|x", "?ls"}},
      {"  build:\n    cmds:\n      - >-\n        psql\n        -c 1\n", {"?psql|-c|1"}},
      {"  build:\n    cmd: >\n      psql\n      x\n  other:\n    cmd: ls\n", {"?psql|x"}},
      {"  build: |\n    psql x\n    ls\n  other: df\n", {"?psql|x", "?ls"}},
      {"  build:\n    - |-\n      cat <<E\n      a (\n      E\n", {"?cat"}},
  });
}

TEST_CASE("commands of a Taskfile") {
  check_task({
      {"  build: psql x\n", {"?psql|x"}},
      {"  build:\n    - psql x\n    - ls\n", {"?psql|x", "?ls"}},
      {"  build:\n    cmds:\n    - 'psql ''a'' b'\n    - \"psql \\\"a\\\"\"\n", {"?psql|a|b", "?psql|a"}},
      {"  build:\n    cmds:\n      - {cmd: \"psql a, b\", silent: true}\n      - defer: psql c\n", {"?psql|a,|b", "?psql|c"}},
      {"  build:\n    cmds:\n      - for: [a, b]\n        cmd: psql \"{{.ITEM}}\"\n", {"?psql|{{.ITEM}}"}},
      {"  build:\n    cmds:\n      - psql a\n        b # c\n    sources:\n      - src/(x)\n", {"?psql|a|b"}},
      {"  build:\n    deps: [db:reset]\n    cmds:\n      - task: x\n  db:reset:\n    cmds: [psql x]\n  x:\n    - ls\n", {"?psql|x", "?ls"}},
      {"  build:\n    vars:\n      C: psql\n    cmds:\n      - '{{.C}} {{if eq OS \"x\"}}a{{end}}'\n", {"?psql|{{if eq OS \"x\"}}a{{end}}"}},
      {"  build:\n    vars:\n      C:\n        sh: psql x\n    cmds:\n      - echo \"{{.C}}\"\n", {"?psql|x", "?echo|{{.C}}"}},
  });
}

TEST_CASE("a script of a manifest is run as its own runner would") {
  const std::string composer = R"({"scripts": {
    "one": "psql -c 1", "all": ["@putenv A=psql", "@one", "@php a.php", "Vendor\\Class::method", "tool 2"], "round": ["@round", "psql"]}})";
  CHECK(join(run_by("composer one -- x", "composer.json", composer), "\n") == "?psql|-c|1|--|x");
  CHECK(join(run_by("composer run-script all", "composer.json", composer), "\n") ==
        "export|A=psql\npsql|-c|1\nphp|a.php\nVendorClass::method\ntool|2");
  CHECK(join(run_by("composer run round", "composer.json", composer), "\n") == "psql");
  CHECK(join(run_by("composer install", "composer.json", composer), "\n").empty());
  CHECK(join(run_by("composer install", "other.json", composer), "\n").empty());
  const std::string deno = R"({"tasks": { // with a comment
    "one": "psql -c 1", "two": {"command": "psql -c 2", "dependencies": ["one", "none"]}}})";
  CHECK(join(run_by("deno task two", "deno.jsonc", deno), "\n") == "psql|-c|1\npsql|-c|2");
  CHECK(join(run_by("deno task one", "deno.json", deno), "\n") == "psql|-c|1");
  CHECK(join(run_by("deno task one", "package.json", R"({"scripts": {"one": "psql"}})"), "\n") == "psql");
}
