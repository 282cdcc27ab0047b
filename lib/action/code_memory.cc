// A variable counts when it is given a database in memory, or something made from one, and nothing
// else in the whole code.
#include "lib/action/code_memory.h"

#include <algorithm>

#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

constexpr std::size_t k_most_names = 500;

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
    if (names_.contains(chain) || opens(i)) return true;
    const bool member = scanner_.values_.is(i + 1, ".") || scanner_.values_.is(i + 1, "->") ||
                        scanner_.values_.is(i + 1, "::");
    if (!member || !scanner_.values_.is_kind(i + 2, Kind::name)) return false;
    i += 2;
    chain += '.';
    chain += scanner_.values_.spelled(i);
  }
  return false;
}

void CodeMemory::note_value(const std::string& name, std::size_t from) {
  const bool nothing = scanner_.values_.is(from, "None") || scanner_.values_.is(from, "null") ||
                       scanner_.values_.is(from, "nil") || scanner_.values_.is(from, "undefined");
  if (nothing || names_.size() + others_.size() > k_most_names) return;
  (holds(from) ? names_ : others_).insert(name);
}

// name = .., with .. as name, and names that mean something else each time: parameters, loops.
void CodeMemory::note(std::size_t i) {
  const std::size_t size = scanner_.code_.tokens.size();
  const bool binds = scanner_.values_.is(i, "def") || scanner_.values_.is(i, "function") ||
                     scanner_.values_.is(i, "lambda") || scanner_.values_.is(i, "fn") ||
                     scanner_.values_.is(i, "for") || scanner_.values_.is(i, "foreach");
  if (binds) {
    const std::size_t end = std::min(size, i + 60);
    for (std::size_t at = i + 1; at < end && !scanner_.values_.is_kind(at, Kind::newline) &&
                                 !scanner_.values_.is(at, ")") && !scanner_.values_.is(at, "{");
         ++at)
      if (scanner_.values_.is_kind(at, Kind::name)) others_.emplace(scanner_.values_.spelled(at));
  }
  if (scanner_.values_.is(i, "as") && scanner_.values_.is_kind(i + 1, Kind::name)) {
    std::size_t with = i;
    while (with > 0 && i - with < 60 && !scanner_.values_.is(with, "with") &&
           !scanner_.values_.is(with, ",") && !scanner_.values_.is_kind(with, Kind::newline))
      --with;
    if (scanner_.language_ == Language::python)
      note_value(std::string(scanner_.values_.spelled(i + 1)), with + 1);
    else
      others_.emplace(scanner_.values_.spelled(i + 1));
    return;
  }
  const bool sets = scanner_.values_.is(i + 1, "=") || scanner_.values_.is(i + 1, ":=");
  if (!sets) return;
  std::string name(scanner_.values_.spelled(i));
  for (std::size_t at = i;
       at >= 2 && (scanner_.values_.is(at - 1, ".") || scanner_.values_.is(at - 1, "->")) &&
       scanner_.values_.is_kind(at - 2, Kind::name);
       at -= 2)
    name = std::string(scanner_.values_.spelled(at - 2)) + '.' + name;
  note_value(name, i + 2);
  std::size_t first = i;  // a, b = ..
  while (first >= 2 && scanner_.values_.is(first - 1, ",") &&
         scanner_.values_.is_kind(first - 2, Kind::name))
    first -= 2;
  if (first == 0 || scanner_.values_.is_kind(first - 1, Kind::newline) ||
      scanner_.values_.is(first - 1, ";"))
    for (std::size_t at = first; at < i; at += 2) others_.emplace(scanner_.values_.spelled(at));
}

// (a, b) => .., my ($a, $b) = .., { |a, b| .. }: the names get what is not seen here.
void CodeMemory::note_strangers(std::size_t i) {
  std::size_t from = i, to = i;
  if (i > 0 && (scanner_.values_.is(i, "=>") || scanner_.values_.is(i, "="))) {
    from = i - 1;
    const bool group = scanner_.values_.is(from, ")") || scanner_.values_.is(from, "}") ||
                       scanner_.values_.is(from, "]");
    if (group && scanner_.code_.tokens[from].match >= 0)
      from = static_cast<std::size_t>(scanner_.code_.tokens[from].match);
    else if (scanner_.values_.is(i, "="))
      return;
  } else if (i > 0 && scanner_.values_.is(i, "|") &&
             (scanner_.values_.is(i - 1, "{") || scanner_.values_.is(i - 1, "do"))) {
    for (to = i + 1;
         to < i + 20 && to < scanner_.code_.tokens.size() && !scanner_.values_.is(to, "|");)
      ++to;
  }
  for (; from < to; ++from)
    if (scanner_.values_.is_kind(from, Kind::name)) others_.emplace(scanner_.values_.spelled(from));
}

void CodeMemory::collect() {
  const std::string_view text = scanner_.text_;
  const bool possible = text.find(":memory:") != std::string_view::npos ||
                        text.find("sqlite") != std::string_view::npos;
  if (!possible || other_driver || reaches_files(text)) return;
  bool other = false;
  for (std::size_t i = 0; i < scanner_.code_.tokens.size() && !other; ++i) {
    if (!scanner_.values_.is_kind(i, Kind::name)) {
      note_strangers(i);
      continue;
    }
    note(i);
    const bool called =
        scanner_.values_.is(i + 1, "(") || scanner_.values_.is_kind(i + 1, Kind::string);
    if (called && may_open(scanner_.values_.spelled(i)) && !opens(i))
      other = !holds(first_of_chain(i));
  }
  other = other || names_.size() + others_.size() > k_most_names;
  only_ = !other && std::none_of(others_.begin(), others_.end(),
                                 [&](const std::string& name) { return names_.contains(name); });
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
