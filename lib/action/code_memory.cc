// A variable counts when it is given a database in memory, or something made from one, and nothing
// else in the whole code.
#include "lib/action/code_memory.h"

#include <algorithm>
#include <optional>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"
#include "lib/sql/sql.h"

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

// ":memory:", "file::memory:?cache=shared", "sqlite://", "sqlite+aiosqlite:///:memory:",
// "sqlite::memory:", "dbi:SQLite:dbname=:memory:", "memory://" of PGlite, ":memory:a" of DuckDB
bool is_memory_name(std::string_view name) {
  const std::string lower = to_lower(name);
  if (lower == ":memory:" || lower.starts_with("file::memory:")) return true;
  if (lower.starts_with(":memory:") || lower.starts_with("memory://")) return true;
  if (lower.starts_with("sqlite") && lower.ends_with("://")) return true;
  return (lower.starts_with("sqlite") || lower.starts_with("dbi:sqlite:")) &&
         lower.ends_with(":memory:");
}

// Its database is in memory where no name is given.
bool opens_memory(const CodeCallee& callee) {
  if (callee.name == "create") return callee.owner == "PGlite";
  return callee.name == "PGlite" || callee.name == "better-sqlite3" ||
         (callee.name == "Database" && callee.owner == "bun:sqlite") ||
         (callee.name == "connect" && callee.owner == "duckdb");
}

bool opens_embedded(const CodeCallee& callee, std::string_view spelled) {
  const std::string_view name = callee.name, owner = callee.owner;
  if (spelled == "Database" || spelled == "DatabaseSync") return true;
  if (name == "connect")
    return owner == "sqlite3" || owner == "aiosqlite" || owner == "DBI" || owner == "dbapi2" ||
           owner == "duckdb";
  if (name == "new") return owner == "Database" || owner == "SQLite3::Database";  // Ruby
  if (name == "Connection") return owner == "apsw";
  return name == "create_engine" || name == "create_async_engine" || name == "Database" ||
         name == "DatabaseSync" || name == "PDO" || name == "SQLite3" || name == "createClient" ||
         opens_memory(callee);
}

// The name that a call gives to the database: the first argument, or an option. What may be among
// options that are not written out is not known.
std::optional<CodeValue> name_of_database(const std::vector<CodeArgument>& arguments) {
  if (arguments.empty()) return std::nullopt;
  const CodeValue& first = arguments.front().value;
  const bool is_options = first.kind == CodeValue::Kind::object;
  if (arguments.front().key.empty() && !is_options) return first;
  for (const char* key : {"syncUrl", "database", "url", "dataDir", "filename", "path"})
    if (const CodeValue* named = option_of(arguments, key)) return *named;
  if (std::find(first.keys.begin(), first.keys.end(), "") != first.keys.end()) return CodeValue();
  return std::nullopt;
}

// Does the name alone say that it opens some database?
bool may_open(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower.find("connect") != std::string::npos || lower.ends_with("engine") ||
         lower.ends_with("pool") || lower.ends_with("client") || lower.starts_with("database") ||
         lower == "pdo" || lower.starts_with("sqlite3");
}

// VACUUM INTO 'app.db'. Without INTO it only tidies up.
bool vacuums_into(std::string_view lower) {
  constexpr std::size_t k_most = 50, k_longest = 120;
  std::size_t looks = 0;
  for (std::size_t at = lower.find("vacuum"); at != std::string_view::npos;
       at = lower.find("vacuum", at + 1)) {
    const std::vector<Statement> statements = read_sql(lower.substr(at, k_longest));
    if (++looks > k_most || statements.empty()) return true;
    const std::vector<std::string_view> words = split(statements.front().text, ' ');
    for (std::size_t i = 1; i < words.size() && i < 3; ++i)  // VACUUM [schema] INTO
      if (words[i] == "INTO") return true;
  }
  return false;
}

// Statements that reach from such a database into files.
bool reaches_files(std::string_view text) {
  const std::string lower = to_lower(text);
  for (const std::string_view way : {"attach", "load_extension", "writefile", "default_connection"})
    if (lower.find(way) != std::string::npos) return true;
  return vacuums_into(lower);
}

// COPY t TO 'app.db', EXPORT DATABASE 'folder'
bool moves_files(std::string_view text) {
  const std::vector<Statement> statements = read_sql(text);
  return std::any_of(statements.begin(), statements.end(), [](const Statement& one) {
    return (one.text.starts_with("COPY") && one.text.find(" TO ") != std::string::npos) ||
           one.text.starts_with("EXPORT ") || one.text.starts_with("IMPORT ");
  });
}

}  // namespace

CodeMemory::CodeMemory(CodeScanner& scanner)
    : scanner_(scanner),
      names_(scanner.values_, scanner.code_, scanner.language_,
             [this](std::size_t i) { return holds(i); }) {}

// What is called at `i`, the last name of its expression; require("m") is the module itself.
CodeCallee CodeMemory::callee_at(std::size_t i) const {
  CodeCallee callee = scanner_.callee_at(i);
  if (requires_module(i)) callee.name = module_name(scanner_.values_.string_at(i + 2).value.text);
  return callee;
}

bool CodeMemory::requires_module(std::size_t i) const {
  return scanner_.values_.is(i, "require") && scanner_.values_.is(i + 1, "(") &&
         scanner_.values_.is_kind(i + 2, Kind::string) && scanner_.values_.is(i + 3, ")");
}

// Where the name that ends at `i` ends with what is around it: new (require("m").Database)(..).
std::size_t CodeMemory::end_of_name(std::size_t i) const {
  std::size_t last = requires_module(i) ? i + 3 : i;
  while (scanner_.values_.is(last + 1, ")") && scanner_.code_.tokens[last + 1].match > 0 &&
         scanner_.values_.is(static_cast<std::size_t>(scanner_.code_.tokens[last + 1].match) - 1,
                             "new"))
    ++last;
  return last;
}

// sqlite3.connect(":memory:"), require("better-sqlite3")(":memory:"), new PGlite(): `i` is its last
// name.
bool CodeMemory::opens(std::size_t i) {
  const CodeCallee callee = callee_at(i);
  if (!opens_embedded(callee, scanner_.values_.spelled(i))) return false;
  bool found = false;
  const std::vector<CodeArgument> arguments = scanner_.call_arguments(end_of_name(i), found);
  const bool varies = std::any_of(arguments.begin(), arguments.end(),
                                  [](const CodeArgument& one) { return !one.others.empty(); });
  if (!found || varies) return false;
  const std::optional<CodeValue> name = name_of_database(arguments);
  if (!name) return opens_memory(callee);
  return name->is_known_text() && is_memory_name(name->text.text);
}

// duckdb.sql("..") asks a database that the module itself keeps in memory.
bool CodeMemory::asks_module(std::size_t i) {
  static constexpr std::string_view k_methods[] = {"cursor", "execute", "executemany", "query",
                                                   "sql"};
  const std::string name(scanner_.values_.spelled(i));
  const bool is_module = scanner_.language_ == Language::python &&
                         scanner_.imports_.resolve(name) == "duckdb" &&
                         (scanner_.imports_.has(name) || !names_.holds_other(name));
  if (!is_module || !scanner_.values_.is(i + 1, ".") ||
      !is_among(k_methods, scanner_.values_.spelled(i + 2)))
    return false;
  bool found = false;
  const std::vector<CodeArgument> arguments = scanner_.call_arguments(i + 2, found);
  return found && option_of(arguments, "connection") == nullptr;
}

// Does the expression at `i` begin with such a database, or with a variable that holds one?
bool CodeMemory::holds(std::size_t i) {
  while (scanner_.values_.is(i, "await") || scanner_.values_.is(i, "new") ||
         scanner_.values_.is(i, "(") || scanner_.values_.is(i, "async"))
    ++i;
  if (!scanner_.values_.is_kind(i, Kind::name)) return false;
  std::string chain(scanner_.values_.spelled(i));
  if (asks_module(i)) return true;
  for (int parts = 0; parts < 6; ++parts) {
    if (names_.holds(chain) || opens(i)) return true;
    if (requires_module(i)) i += 3;
    const bool member = scanner_.values_.is(i + 1, ".") || scanner_.values_.is(i + 1, "->") ||
                        scanner_.values_.is(i + 1, "::");
    if (!member || !scanner_.values_.is_kind(i + 2, Kind::name)) return false;
    i += 2;
    chain += '.';
    chain += scanner_.values_.spelled(i);
  }
  return false;
}

void CodeMemory::collect() {
  const std::string_view text = scanner_.text_;
  const bool possible = text.find(":memory:") != std::string_view::npos ||
                        text.find("sqlite") != std::string_view::npos ||
                        text.find("duckdb") != std::string_view::npos ||
                        text.find("PGlite") != std::string_view::npos;
  if (!possible || other_driver || reaches_files(text)) return;
  for (std::size_t i = 0; i < scanner_.code_.tokens.size(); ++i)
    if (scanner_.values_.is_kind(i, Kind::name)) scanner_.imports_.note(i);
  bool other = false;
  for (std::size_t i = 0; i < scanner_.code_.tokens.size() && !other; ++i) {
    names_.note(i);
    if (!scanner_.values_.is_kind(i, Kind::name)) continue;
    const std::size_t next = end_of_name(i) + 1;
    const bool called =
        scanner_.values_.is(next, "(") || scanner_.values_.is_kind(next, Kind::string);
    const std::string_view spelled = scanner_.values_.spelled(i);
    if (called && (may_open(spelled) || opens_embedded(callee_at(i), spelled)) && !opens(i))
      other = !holds(first_of_chain(i));
  }
  only_ = !other && !names_.too_many() && names_.none_is_mixed();
}

std::size_t CodeMemory::first_of_chain(std::size_t i) const {
  while (i >= 2 &&
         (scanner_.values_.is(i - 1, ".") || scanner_.values_.is(i - 1, "->") ||
          scanner_.values_.is(i - 1, "::")) &&
         scanner_.values_.is_kind(i - 2, Kind::name))
    i -= 2;
  return i;
}

bool CodeMemory::is_told(std::size_t call) {
  if (!only_) return false;
  const std::size_t first = first_of_chain(call);
  if (holds(first)) return true;
  return first >= 2 && scanner_.values_.is(first - 1, "(") &&
         scanner_.values_.is_kind(first - 2, Kind::name) && holds(first_of_chain(first - 2));
}

void CodeMemory::tell(const Word& text, const std::string& via, bool is_sql) {
  reaches_files_ = reaches_files_ || reaches_files(text.text) || moves_files(text.text);
  if (is_sql) statements_.push_back({text, via});
}

std::vector<CodeFindings::Text> CodeMemory::take() {
  if (!reaches_files_) return {};
  return std::move(statements_);
}

}  // namespace interlock
