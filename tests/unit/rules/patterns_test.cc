#include "lib/rules/glob.h"
#include "lib/rules/patterns.h"

#include <doctest/doctest.h>

#include <ostream>

using namespace interlock;

TEST_CASE("a glob matches paths folder by folder") {
  struct Case {
    const char* name;
    const char* glob;
    const char* path;
    bool fits;
  };
  const Case cases[] = {
      {"relative at any depth", "atlas.hcl", "/home/dev/app/atlas.hcl", true},
      {"relative at the top", "atlas.hcl", "/atlas.hcl", true},
      {"relative path", "atlas.hcl", "atlas.hcl", true},
      {"not the end of a name", "atlas.hcl", "/home/dev/my-atlas.hcl", false},
      {"not below the name", "atlas.hcl", "/x/atlas.hcl/y", false},
      {"folder and star", "migrations/*.sql", "/p/migrations/1.sql", true},
      {"star stays inside", "migrations/*.sql", "/p/migrations/sub/1.sql", false},
      {"two stars cross", "migrations/**/*.sql", "/p/migrations/a/b/1.sql", true},
      {"two stars may be nothing", "migrations/**/*.sql", "/p/migrations/1.sql", true},
      {"absolute", "/etc/codex/*.toml", "/etc/codex/config.toml", true},
      {"absolute is anchored", "/etc/codex/*.toml", "/tmp/etc/codex/config.toml", false},
      {"everything below", ".interlock/**", "/p/.interlock/packs.d/a.json", true},
      {"the folder itself", ".interlock/**", "/p/.interlock", true},
      {"not its neighbour", ".interlock/**", "/p/.interlocked", false},
      {"closing slash means below", ".interlock/", "/p/.interlock/x/y", true},
      {"home", "~/.codex/config.toml", "/home/dev/.codex/config.toml", true},
      {"question mark", "v?.sql", "/v1.sql", true},
      {"question mark is one", "v?.sql", "/v10.sql", false},
      {"question mark is no slash", "a?b", "/a/b", false},
      {"class", "[0-9]*.sql", "/m/1_init.sql", true},
      {"class misses", "[0-9]*.sql", "/m/x_init.sql", false},
      {"negated class", "[!a-z].sql", "/m/1.sql", true},
      {"open bracket is literal", "a[b", "/a[b", true},
      {"stars in the middle of a name", "a**b", "/axx/yyb", true},
      {"empty glob", "", "/x", false},
      {"everything", "**", "/x/y", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(fits_glob(c.glob, c.path) == c.fits);
  }
}

TEST_CASE("holes in a path are taken by wildcards only") {
  Word folder = Word::unknown("$DIR");
  folder.append(Word("/migrations/1.sql"));
  CHECK(path_fits("migrations/*.sql", folder));
  CHECK_FALSE(path_fits("migrations/*.sql", Word::unknown("$FILE")));
  Word name("/p/migrations/");
  name.append(Word::unknown("$F")).append(Word(".sql"));
  CHECK(path_fits("migrations/*.sql", name));
  CHECK_FALSE(path_fits("migrations/1.sql", name));
  Word spelled = Word::unknown("$(cat migrations/x.sql)");
  CHECK_FALSE(path_fits("migrations/*.sql", spelled));
}

TEST_CASE("a glob may begin at a place") {
  const Places places{"/home/dev", "/home/dev/shop"};
  struct Case {
    std::string_view name, glob, path;
    bool fits;
  };
  const Case cases[] = {
      {"in the home", "~/.config", "/home/dev/.config", true},
      {"not below it", "~/.config", "/home/dev/shop/.config", false},
      {"nor elsewhere", "~/.config", "/tmp/x/.config", false},
      {"a home of a like name", "~/.config", "/home/dev2/.config", false},
      {"home itself is no match", "~/**", "/home/dev", false},
      {"in the call's folder", "./.codex", "/home/dev/shop/.codex", true},
      {"not above", "./.codex", "/home/dev/.codex", false},
      {"at any depth below", "./**/dist/**", "/home/dev/shop/a/b/dist/c", true},
      {"at no depth", "./**/dist/**", "/home/dev/shop/dist", true},
      {"others are as before", ".codex", "/tmp/x/.codex", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(path_fits(c.glob, Word(std::string(c.path)), places) == c.fits);
  }
  Word somewhere = Word::unknown("$DIR");
  somewhere.append(Word("/.config"));
  CHECK(path_fits("~/.config", somewhere, places));
  CHECK(path_fits("~/.config", Word("/tmp/x/.config"), {}));  // no home is known
  CHECK(path_fits("~/.config", Word("/.config"), {"/", "/"}));
}

TEST_CASE("exceptions of paths") {
  const std::vector<std::string> globs{"migrations", "!dist/**", "!/tmp/**"};
  const auto fits = [&](const char* path, std::string_view here) {
    return paths_fit(globs, Word(path), {"/home/dev", here});
  };
  CHECK(fits("/srv/app/migrations", "/srv/app"));
  CHECK_FALSE(fits("/srv/app/dist/migrations", "/srv/app"));
  CHECK_FALSE(fits("/tmp/copy/migrations", "/srv/app"));
  CHECK(fits("/tmp/app/migrations", "/tmp/app"));  // the project itself stands in /tmp
  CHECK_FALSE(fits("/tmp/app/dist/migrations", "/tmp/app"));
  CHECK_FALSE(fits("/tmp/copy/migrations", "/tmp/app"));
  const std::vector<std::string> scratch{"*.db", "!tmp/**"};
  CHECK_FALSE(paths_fit(scratch, Word("/tmp/app/tmp/x.db"), {"/home/dev", "/tmp/app"}));
  CHECK(paths_fit(scratch, Word("/tmp/app/x.db"), {"/home/dev", "/tmp/app"}));
  const auto fits_around = [&](const char* before, const char* hole, const char* after) {
    Word path(before);
    path.append(Word::unknown(hole)).append(Word(after));
    return paths_fit({"migrations", "!dist/**", "!/tmp/**", "!*TMP*/**"}, path,
                     {"/home/dev", "/srv/app"});
  };
  CHECK_FALSE(fits_around("/srv/app/dist/", "$X", "/migrations"));
  CHECK_FALSE(fits_around("", "$TMPDIR", "/migrations"));
  CHECK(fits_around("", "$DIR", "/migrations"));
  CHECK(fits_around("/srv/app/", "$(echo a/dist/b)", "/migrations"));  // a slash of the spelling
}

TEST_CASE("wildcards and program patterns match whole names") {
  CHECK(matches_wildcard("mcp__*__run_sql", "mcp__neon__run_sql"));
  CHECK_FALSE(matches_wildcard("mcp__*__run_sql", "mcp__neon__run_sql_transaction"));
  CHECK(matches_wildcard("*", ""));
  CHECK_FALSE(matches_wildcard("", "x"));
  CHECK(matches_wildcard("a*b*c", "a-b-b-c"));
  CHECK(matches_program("python*", "python3.11"));
  CHECK(matches_program("python*", "python"));
  CHECK_FALSE(matches_program("python", "python3"));
}

TEST_CASE("atoms occur in every text that the pattern matches") {
  struct Case {
    const char* name;
    const char* pattern;
    std::vector<std::string> atoms;
  };
  const Case cases[] = {
      {"one literal", "DROP TABLE", {"drop table"}},
      {"the longest of several", "(?i)drop.*cascade", {"cascade"}},
      {"alternatives", "truncate|delete", {"delete", "truncate"}},
      {"nothing known", ".*", {}},
      {"too short", "a.*b", {}},
      {"optional literal", "(drop)?", {}},
      {"not ASCII", "größe", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    auto atoms = atoms_of_pattern(c.pattern, On::sql);
    std::sort(atoms.begin(), atoms.end());
    CHECK(atoms == c.atoms);
  }
  CHECK(atoms_of_glob("~/.codex/config.toml") == std::vector<std::string>{".codex/config.toml"});
  CHECK(atoms_of_glob("migrations/**") == std::vector<std::string>{"migrations"});
  CHECK(atoms_of_glob("*.py").size() == 1);
  CHECK(atoms_of_glob("**").empty());
  CHECK(atoms_of_wildcard("mcp__*__RUN_sql") == std::vector<std::string>{"__run_sql"});
}

TEST_CASE("folding is what RE2 folds to ASCII") {
  CHECK(fold_text("DROP x") == "drop x");
  const auto kelvin = compile_pattern("(?i)drop link", On::sql);
  const std::string text = "DROP LIN\xE2\x84\xAA";
  REQUIRE(re2::RE2::PartialMatch(text, *kelvin));
  for (const std::string& atom : atoms_of_pattern("(?i)drop link", On::sql))
    CHECK(fold_text(text).find(atom) != std::string::npos);
}
