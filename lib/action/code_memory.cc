// A variable counts when it is given a database in memory, or something made from one, and nothing
// else in the whole code.
#include "lib/action/code_memory.h"

#include <algorithm>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

// ":memory:", "file::memory:?cache=shared", "sqlite://", "sqlite+aiosqlite:///:memory:",
// "sqlite::memory:", "dbi:SQLite:dbname=:memory:"
bool is_memory_name(std::string_view name) {
  const std::string lower = to_lower(name);
  if (lower == ":memory:" || lower.starts_with("file::memory:")) return true;
  if (lower.starts_with("sqlite") && lower.ends_with("://")) return true;
  return (lower.starts_with("sqlite") || lower.starts_with("dbi:sqlite:")) &&
         lower.ends_with(":memory:");
}

bool opens_sqlite(std::string_view name, std::string_view owner) {
  if (name == "connect")
    return owner == "sqlite3" || owner == "aiosqlite" || owner == "DBI" || owner == "dbapi2";
  if (name == "new") return owner == "Database" || owner == "SQLite3::Database";  // Ruby
  return name == "create_engine" || name == "create_async_engine" || name == "Database" ||
         name == "DatabaseSync" || name == "PDO" || name == "SQLite3";
}

// Does the name alone say that it opens some database?
bool may_open(std::string_view name) {
  const std::string lower = to_lower(name);
  return lower.find("connect") != std::string::npos || lower.ends_with("engine") ||
         lower.ends_with("pool") || lower.ends_with("client") || lower.starts_with("database") ||
         lower == "pdo" || lower.starts_with("sqlite3");
}

// Statements that reach from such a database into files.
bool reaches_files(std::string_view text) {
  const std::string lower = to_lower(text);
  return lower.find("attach") != std::string::npos || lower.find("vacuum") != std::string::npos ||
         lower.find("load_extension") != std::string::npos ||
         lower.find("writefile") != std::string::npos;
}

}  // namespace

CodeMemory::CodeMemory(CodeScanner& scanner)
    : scanner_(scanner),
      names_(scanner.values_, scanner.code_, scanner.language_,
             [this](std::size_t i) { return holds(i); }) {}

// sqlite3.connect(":memory:"): `i` is its last name.
bool CodeMemory::opens(std::size_t i) {
  const CodeCallee callee = scanner_.callee_at(i);
  if (!opens_sqlite(callee.name, callee.owner)) return false;
  bool found = false;
  const std::vector<CodeArgument> arguments = scanner_.call_arguments(i, found);
  if (!found || arguments.empty()) return false;
  const CodeValue& name = arguments.front().value;
  return name.is_known_text() && arguments.front().others.empty() && is_memory_name(name.text.text);
}

// Does the expression at `i` begin with such a database, or with a variable that holds one?
bool CodeMemory::holds(std::size_t i) {
  while (scanner_.values_.is(i, "await") || scanner_.values_.is(i, "new") ||
         scanner_.values_.is(i, "(") || scanner_.values_.is(i, "async"))
    ++i;
  if (!scanner_.values_.is_kind(i, Kind::name)) return false;
  std::string chain(scanner_.values_.spelled(i));
  for (int parts = 0; parts < 6; ++parts) {
    if (names_.holds(chain) || opens(i)) return true;
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
                        text.find("sqlite") != std::string_view::npos;
  if (!possible || other_driver || reaches_files(text)) return;
  bool other = false;
  for (std::size_t i = 0; i < scanner_.code_.tokens.size() && !other; ++i) {
    names_.note(i);
    if (!scanner_.values_.is_kind(i, Kind::name)) continue;
    const bool called =
        scanner_.values_.is(i + 1, "(") || scanner_.values_.is_kind(i + 1, Kind::string);
    if (called && may_open(scanner_.values_.spelled(i)) && !opens(i))
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
  reaches_files_ = reaches_files_ || reaches_files(text.text);
  if (is_sql) statements_.push_back({text, via});
}

std::vector<CodeFindings::Text> CodeMemory::take() {
  if (!reaches_files_) return {};
  return std::move(statements_);
}

}  // namespace interlock
