// Tools that are a program by their name, that run a task of the project, or that call other tools.
#include <algorithm>
#include <array>

#include "lib/action/builder.h"
#include "lib/action/tool_words.h"
#include "lib/action/tools.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Name = std::string_view;

// Clients of databases are not among them: what they are handed is SQL, and read as such.
constexpr std::array<Name, 35> k_programs = {
    "alembic", "artisan", "atlas",    "aws",       "az",      "bun",       "dbmate",
    "docker",  "drizzle", "fly",      "flyctl",    "flyway",  "gcloud",    "goose",
    "helm",    "heroku",  "just",     "knex",      "kubectl", "liquibase", "make",
    "neonctl", "npm",     "npx",      "oc",        "pnpm",    "podman",    "prisma",
    "rails",   "rake",    "supabase", "terraform", "tofu",    "typeorm",   "yarn"};
// mcp__prisma__run: the server is the program.
constexpr std::array<Name, 7> k_running = {"cli",     "cmd", "command", "exec",
                                           "execute", "run", "shell"};
constexpr std::array<Name, 7> k_words = {"args",    "argv",       "arguments",  "cmd",
                                         "command", "subcommand", "commandargs"};
constexpr std::array<Name, 4> k_packages = {"bun", "npm", "pnpm", "yarn"};
constexpr std::array<Name, 2> k_makers = {"just", "make"};
constexpr std::array<Name, 7> k_targets = {"recipe", "recipename", "script", "scriptname",
                                           "target", "targetname", "task"};
constexpr std::array<Name, 6> k_calling = {"call", "dispatch", "execute", "invoke", "run", "use"};
constexpr std::array<Name, 4> k_named = {"name", "tool", "toolid", "toolname"};
constexpr std::array<Name, 7> k_handed = {"args",   "arguments", "input",    "parameters",
                                          "params", "toolargs",  "toolinput"};

// docker {"args": ["exec", "db", "psql"]}, kubectl {"command": "kubectl get pods"}
std::string line_of_program(const Call& call, const std::string& program) {
  std::string line;
  for (const Leaf& leaf : call.leaves) {
    if (!leaf.is_string || !is_one_of(argument_name(leaf.path), k_words)) continue;
    const bool listed = leaf.path.ends_with(']');
    const bool named = !listed && line.empty() && leaf.text.starts_with(program + ' ');
    if (line.empty() && !named) line = program;
    if (!line.empty()) line += ' ';
    line += listed ? shell_quote(leaf.text) : leaf.text;
  }
  return line;
}

}  // namespace

void act_on_runner(Builder& builder, const Call& call) {
  const std::vector<std::string> words = words_of_tool(call);
  if (words.empty() || !builder.spend(k_work_of_a_leaf * call.leaves.size())) return;
  const std::string channel = "arguments of " + call.tool_name;
  std::vector<std::string> program_words = words;
  if (std::all_of(words.begin(), words.end(), [](Name word) { return is_one_of(word, k_running); }))
    program_words = words_of_name(call.server);
  std::erase(program_words, "mcp");
  if (program_words.size() == 1 && is_one_of(program_words.front(), k_programs)) {
    const std::string& name = program_words.front();
    const std::string program = name == "artisan"   ? "php artisan"
                                : name == "drizzle" ? "drizzle-kit"
                                                    : name;
    const std::string line = line_of_program(call, program);
    if (!line.empty()) builder.run_shell(line, -1, channel, false);
  }
  std::vector<std::string> all = words_of_name(call.server);
  all.insert(all.end(), words.begin(), words.end());
  const auto has = [&](const auto& names) {
    return std::find_if(all.begin(), all.end(),
                        [&](const std::string& word) { return is_one_of(word, names); });
  };
  const bool runs = std::find(words.begin(), words.end(), "run") != words.end();
  const bool packs = has(k_packages) != all.end();
  const auto runner = packs ? has(k_packages) : has(k_makers);
  if (runner == all.end() || (!runs && !(words.size() == 1 && words.front() == *runner))) return;
  for (const Leaf& leaf : call.leaves)
    if (leaf.is_string && is_one_of(argument_name(leaf.path), k_targets))
      builder.run_shell(*runner + (packs ? " run " : " ") + shell_quote(leaf.text), -1, channel,
                        false);
}

std::optional<Call> handed_on(const Call& call) {
  const std::vector<std::string> words = words_of_tool(call);
  const bool calls = std::any_of(words.begin(), words.end(),
                                 [](Name word) { return is_one_of(word, k_calling); }) &&
                     std::find(words.begin(), words.end(), "tool") != words.end();
  if (!calls) return std::nullopt;
  Call inner;
  inner.event = call.event;
  inner.kind = Call::Kind::mcp;
  inner.session_id = call.session_id;
  inner.cwd = call.cwd;
  inner.permission_mode = call.permission_mode;
  inner.server = call.server;
  for (const Leaf& leaf : call.leaves) {
    const std::size_t dot = leaf.path.find('.');
    if (dot == std::string::npos) {
      const std::string name = argument_name(leaf.path);
      if (leaf.is_string && is_one_of(name, k_named)) inner.tool = leaf.text;
      if (leaf.is_string && (name == "server" || name == "servername")) inner.server = leaf.text;
    } else if (is_one_of(argument_name(leaf.path.substr(0, dot)), k_handed)) {
      inner.leaves.push_back({leaf.path.substr(dot + 1), leaf.text, leaf.is_string});
    }
  }
  if (inner.tool.empty()) return std::nullopt;
  if (inner.tool.starts_with("mcp__")) {
    const std::size_t tool = inner.tool.find("__", 5);
    if (tool == std::string::npos) return std::nullopt;
    inner.server = inner.tool.substr(5, tool - 5);
    inner.tool = inner.tool.substr(tool + 2);
  }
  inner.tool_name = "mcp__" + inner.server + "__" + inner.tool;
  return inner;
}

}  // namespace interlock
