#include "lib/workflow/config.h"

#include <doctest/doctest.h>

#include <ostream>

#include "lib/base/text.h"
#include "lib/workflow/glob.h"

namespace interlock {

TEST_CASE("the folder of an environment is read from its own block") {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> expected;  // "name: directories or ?expression"
  };
  const Case cases[] = {
      {"nothing", "", {}},
      {"plain", "env \"dev\" {\n migration {\n dir = \"file://m\"\n }\n}\n", {"dev: file://m"}},
      {"one line", "env \"dev\" { migration { dir = \"m\" } }", {"dev: m"}},
      {"attribute before the block on one line", "env \"dev\" { url = \"x\"\n migration { dir = \"m\" } }", {"dev: m"}},
      {"no folder", "env \"dev\" { url = \"x\" }\n", {"dev:"}},
      {"two environments", "env \"a\" {\n migration {\n dir = \"x\"\n}\n}\nenv \"b\" {\n migration {\n dir = \"y\"\n}\n}",
       {"a: x", "b: y"}},
      {"one that speaks for all", "env {\n name = atlas.env\n migration {\n dir = \"x\"\n }\n}", {": x"}},
      {"commented out", "env \"a\" {\n migration {\n # dir = \"no\"\n // dir = \"no\"\n /* dir = \"no\" */ dir = \"x\"\n}\n}",
       {"a: x"}},
      {"in a string of another", "env \"a\" {\n url = \"migration { dir = 1 }\"\n migration {\n dir = \"x\"\n}\n}", {"a: x"}},
      {"dir of another block", "env \"a\" {\n lint {\n dir = \"no\"\n}\n}", {"a:"}},
      {"top-level migration", "migration {\n dir = \"no\"\n}\n", {}},
      {"nested env is none", "x \"y\" {\n env \"a\" {\n migration {\n dir = \"no\"\n}\n}\n}", {}},
      {"local", "locals {\n d = \"file://m\"\n}\nenv \"a\" {\n migration {\n dir = local.d\n}\n}", {"a: file://m"}},
      {"local that is not there", "env \"a\" {\n migration {\n dir = local.d\n}\n}", {"a: ?local.d"}},
      {"computed", "env \"a\" {\n migration {\n dir = data.template_dir.x.url\n}\n}", {"a: ?data.template_dir.x.url"}},
      {"interpolated", "env \"a\" {\n migration {\n dir = \"file://${var.x}\"\n}\n}", {"a: ?\"file://${var.x}\""}},
      {"heredoc beside it", "env \"a\" {\n src = <<EOT\n migration { dir = \"no\" }\nEOT\n migration {\n dir = \"x\"\n}\n}",
       {"a: x"}},
      {"list", "env \"a\" {\n schemas = [\n\"a\",\n\"b\"]\n migration {\n dir = \"x\"\n}\n}", {"a: x"}},
      {"open at the end", "env \"a\" {\n migration {\n dir = \"x", {"a: x"}},
      {"too many closing", "}}}\nenv \"a\" {\n migration {\n dir = \"x\"\n}\n}", {"a: x"}},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    std::vector<std::string> found;
    for (const ConfigEnvironment& one : read_hcl_environments(c.text)) {
      std::string row = one.name + ':';
      for (const std::string& directory : one.directories) row += ' ' + directory;
      if (!one.unknown_directory.empty()) row += " ?" + one.unknown_directory;
      found.push_back(row);
    }
    CHECK(join(found, " | ") == join(c.expected, " | "));
  }
}

TEST_CASE("variables that a configuration reads are found") {
  CHECK(read_hcl_variables("url = getenv(\"A\")\nx = \"${getenv(\"B\")}/y\" # getenv(\"C\")") ==
        std::vector<std::string>{"A", "B"});
}

TEST_CASE("hostile configurations are read in linear time") {
  for (const char* piece : {"env \"a\" {", "\"${", "getenv(", "<<A\n", "/*", "[", "\"${getenv(\"", "x = ", "local."}) {
    std::string text;
    while (text.size() < 512'000) text += piece;
    CAPTURE(std::string(piece));
    (void)read_hcl_environments(text);
    (void)read_hcl_variables(text);
  }
}

TEST_CASE("globs of workflows stay inside a folder unless they say **") {
  struct Case {
    const char* glob;
    const char* path;
    bool matches;
  };
  const Case cases[] = {
      {"*.sql", "1.sql", true},         {"*.sql", "a/1.sql", false},   {"*/*.sql", "a/1.sql", true},
      {"**/*.sql", "1.sql", true},      {"**/*.sql", "a/b/1.sql", true}, {"**/*.sql", "a/b/1.sqlx", false},
      {"a/**", "a/b/c", true},          {"a/**/c", "a/c", true},       {"a/**/c", "b/c", false},
      {"atlas.sum", "atlas.sum", true}, {"atlas.sum", "atlas_sum", false},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.glob));
    CAPTURE(std::string(c.path));
    CHECK(fits_file_glob(c.glob, c.path) == c.matches);
  }
}

}  // namespace interlock
