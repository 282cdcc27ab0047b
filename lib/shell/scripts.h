// Files that name commands: scripts, package.json, Makefile, justfile, Taskfile.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/command.h"

namespace interlock {

// Would the kernel or bash hand this file to a POSIX-like shell? By its #! line; without one, when
// it is text.
bool is_shell_script(std::string_view text);

// May the file be meant to be run? By its #! line, or a name that is not that of a document.
bool is_named_as_script(std::string_view path, std::string_view text);

// The words of its #! line, where there is one: the interpreter, and what is handed to it first.
std::vector<Word> interpreter_of(std::string_view text);

using ReadText = std::function<std::optional<std::string>(const std::string& path)>;

struct PackageScript {
  std::string name;       // "predb:reset", "db:reset", "postdb:reset"
  std::string text;       // a shell command line
  std::string directory;  // of the manifest
};

// Where a runner finds its scripts, by the first word of `runner`: composer.json of Composer 2.5,
// deno.json and deno.jsonc of Deno 2.0 before package.json, else package.json alone.
std::span<const std::string_view> manifests_of(std::string_view runner);

// The scripts that `npm run NAME` and its like would run, in order, from the nearest manifest at or
// above `directory`; with `hooks`, those before and behind it too. Nothing when there is none that
// can be read; empty when it has no such script.
std::optional<std::vector<PackageScript>> find_package_scripts(std::string_view runner,
                                                               const std::string& directory,
                                                               const std::string& name, bool hooks,
                                                               const ReadText& read);

// The text of a package.json once `npm pkg set scripts.NAME=TEXT ..` has been at it; `settings` are
// its operands. As it was for other keys, and where it is no manifest.
std::string with_package_scripts(const std::string& manifest, std::span<const Word> settings);

// One text that a recipe runs.
struct Recipe {
  Word text;                      // holes where the recipe's file does not say what stands there
  std::vector<Word> interpreter;  // the words of what reads it; none: a shell
  bool as_input = false;          // it reads it from standard input; else the text is its last word
  friend bool operator==(const Recipe&, const Recipe&) = default;
};

// What is to be run, by which runner (make, just, task).
struct RecipeCall {
  std::string directory;
  std::string_view runner;
  std::string target;                  // "" for the default one
  std::string file;                    // "" for the runner's usual one
  std::vector<NamedWord> variables;    // of the command line: they overrule the file's
  std::vector<NamedWord> environment;  // the file's overrule them; a name may have several
};

// The texts that the runner runs, those of prerequisites first, with the variables of the file
// filled in.
std::vector<Recipe> find_recipes(const RecipeCall& call, const ReadText& read);

}  // namespace interlock
