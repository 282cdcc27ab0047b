#include "lib/sql/tables.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/normal.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_most_sources = 64;

}  // namespace

bool is_modifier(const Tokens& t, std::uint32_t i) {
  return t.is(i, "LOW_PRIORITY"_k) || t.is(i, "HIGH_PRIORITY"_k) || t.is(i, "QUICK"_k) ||
         t.is(i, "IGNORE"_k) || t.is(i, "ONLY"_k) || to_lower(t.raw(i)) == "delayed";
}

void read_table(const Tokens& t, std::uint32_t& i, std::vector<std::string>& written,
                std::vector<std::string>& plain) {
  while (is_modifier(t, i)) ++i;
  const std::string name = render_name(t, i);
  if (name.empty()) {
    ++i;
    return;
  }
  written.push_back(name);
  const bool all = name.ends_with(".*");  // MySQL: DELETE t.* FROM t
  plain.push_back(plain_name(all ? name.substr(0, name.size() - 2) : name));
  if (t.is(i, "AS"_k)) ++i;
  if (t.is_name(i) && t.word(i) == Keyword::none && t.kind(i) != Kind::parameter)
    plain.push_back(plain_name(render_name(t, i)));
}

std::vector<Source> queries_of(const Tokens& with) {
  std::vector<Source> sources;
  std::uint32_t i = with.is(1, "RECURSIVE"_k) ? 2 : 1;
  while (i < with.size() && sources.size() < k_most_sources) {
    const std::string name = plain_name(render_name(with, i));
    const bool renames = with.op(i, '(');
    if (renames) i = with.next(i);
    while (i < with.size() && !with.op(i, '(')) ++i;
    if (!renames) sources.push_back({name, with.inside(i)});
    i = with.next(i);
    if (!with.op(i, ',')) break;
    ++i;
  }
  return sources;
}

std::vector<std::string> read_joined(const Tokens& t, std::uint32_t i, Tables& tables) {
  std::vector<std::string> written;
  const auto full = [&] { return tables.names.size() + tables.sources.size() > k_most_sources; };
  if (full()) return written;
  do {
    if (t.op(i, '(')) {
      const Tokens query = t.inside(i);
      i = t.next(i);
      if (t.is(i, "AS"_k)) ++i;
      tables.sources.push_back({plain_name(render_name(t, i)), query});
      continue;
    }
    std::vector<std::string> one, names;
    read_table(t, i, one, names);
    if (one.empty()) continue;
    written.push_back(one[0]);
    const auto query = std::ranges::find(tables.sources, names[0], &Source::name);
    if (query != tables.sources.end())
      tables.sources.push_back({names.back(), query->query});
    else if (std::ranges::count(tables.names, names[0]) > 0 ||
             std::ranges::count(tables.names, names.back()) > 0)
      tables.names.insert(tables.names.end(), names.begin(), names.end());
    else
      tables.names.emplace_back();  // several tables: t.id = id says nothing
  } while (!full() && t.op(i, ',') && i++ < t.size());
  if (full()) tables.names.emplace_back();
  return written;
}

bool leads_to_tables(const Tokens& t, std::uint32_t i) {
  if (t.is(i, "FROM"_k)) return i == 0 || !t.is(i - 1, "DISTINCT"_k);
  if (t.is(i, "JOIN"_k) || t.is(i, "STRAIGHT_JOIN"_k)) return true;
  if (!t.is(i, "USING"_k)) return false;
  const Keyword first = t.op(i + 1, '(') ? t.word(i + 2) : "SELECT"_k;
  return first == "SELECT"_k || first == "WITH"_k || first == "VALUES"_k || first == "TABLE"_k ||
         t.op(i + 2, '(');
}

std::vector<std::string> tables_set(const Tokens& assignments, const std::string& first) {
  std::vector<std::string> tables;
  for (std::uint32_t from = 0; from < assignments.size();) {
    const std::uint32_t comma = assignments.find_op(from, ',');
    const std::string column = render_name(assignments, from);
    if (const std::size_t dot = column.rfind('.'); dot != std::string::npos) {
      std::string table = plain_name(column.substr(0, dot));
      if (std::ranges::find(tables, table) == tables.end()) tables.push_back(std::move(table));
    }
    if (tables.size() > k_most_sources) break;
    from = comma + 1;
  }
  return tables.empty() ? std::vector<std::string>{first} : tables;
}

}  // namespace interlock::sql
