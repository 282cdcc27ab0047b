#include "lib/action/client_memory.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace interlock {
namespace {

constexpr std::uint32_t bits_of(std::initializer_list<SqlClass> classes) {
  std::uint32_t bits = 0;
  for (const SqlClass one : classes) bits |= static_cast<std::uint32_t>(one);
  return bits;
}

// What a database in memory may lose.
constexpr std::uint32_t k_loses =
    bits_of({SqlClass::drop, SqlClass::truncate, SqlClass::delete_all, SqlClass::update_all,
             SqlClass::alter_destructive, SqlClass::replace, SqlClass::checks_off});
constexpr std::uint32_t k_stays =
    k_loses | bits_of({SqlClass::read, SqlClass::write, SqlClass::create, SqlClass::drop_other,
                       SqlClass::transaction});

template <std::size_t Size>
bool is_one_of(const std::string_view (&words)[Size], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Opens and writes no database. Of the statements on the session (VACUUM INTO is none of them),
// those on its settings and upkeep; of the client's own commands, those that show and those that
// read.
bool stays_in_memory(const Statement& statement) {
  static constexpr std::string_view k_keeps[] = {"ANALYZE", "CHECKPOINT", "PRAGMA", "REINDEX",
                                                 "RESET",   "SET",        "VACUUM"};
  static constexpr std::string_view k_shows[] = {
      ".bail",       ".changes", ".databases", ".dump",   ".echo",    ".exit",
      ".fullschema", ".header",  ".headers",   ".import", ".indexes", ".mode",
      ".nullvalue",  ".print",   ".quit",      ".read",   ".schema",  ".separator",
      ".show",       ".stats",   ".tables",    ".timer",  ".width"};
  if (!statement.shell.empty()) return false;
  const std::uint32_t others = statement.classes.bits & ~k_stays;
  if (others == 0) return true;
  const std::string_view text = statement.text;
  const std::string_view verb = text.substr(0, text.find_first_of(" \t\n"));
  if (others == bits_of({SqlClass::session})) return is_one_of(k_keeps, verb);
  return statement.classes.has(SqlClass::meta) && is_one_of(k_shows, verb);
}

}  // namespace

void spare_what_is_not_there(const ClientCall& call, std::span<SqlAction> said) {
  const auto stays = [](const SqlAction& one) { return stays_in_memory(one.statement); };
  if (call.read_only)
    for (SqlAction& one : said) one.statement.classes.bits &= ~bits_of({SqlClass::checks_off});
  if (!call.in_memory) return;
  if (std::all_of(said.begin(), said.end(), stays)) {
    for (SqlAction& one : said) one.statement.classes.bits &= ~k_loses;
  } else if (call.client != "duckdb") {
    for (SqlAction& one : said)  // now a file is open
      if (one.statement.text.starts_with("ATTACH ")) one.statement.classes.add(SqlClass::code);
  }
}

}  // namespace interlock
