// Does a text have what its first word's grammar needs? The parts of looks_like_sql().
#pragma once

#include <algorithm>
#include <string_view>

#include "lib/sql/token.h"

namespace interlock::sql {

bool is_english(std::string_view word);  // the, your, from ..: no table is called so

class Look {
 public:
  explicit Look(const Tokens& tokens) : t(tokens) {}
  bool statement(std::uint32_t i, int depth = 0);

 private:
  bool upper(std::uint32_t i) const {
    const std::string_view raw = t.raw(i);
    return std::none_of(raw.begin(), raw.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }
  bool ends(std::uint32_t i) const { return i >= t.size() || t.op(i, ';'); }
  bool closed() const { return t.size() > 0 && t.op(t.size() - 1, ';'); }
  bool name(std::uint32_t& i) const;
  bool marked_name(std::uint32_t from, std::uint32_t to) const;
  bool select(std::uint32_t i);
  bool table_after_from(std::uint32_t i);
  bool insert(std::uint32_t i);
  bool update(std::uint32_t i);
  bool delete_rows(std::uint32_t i);
  bool drop(std::uint32_t i);
  bool create(std::uint32_t i);
  bool alter(std::uint32_t i);
  bool truncate(std::uint32_t i);
  bool with(std::uint32_t i, int depth);
  bool copy(std::uint32_t i);
  bool grant(std::uint32_t i, Keyword preposition);
  bool others(std::uint32_t i, int depth);
  bool behind_option(std::uint32_t i, int depth);
  bool behind_condition(std::uint32_t i, int depth);
  std::uint32_t exists(std::uint32_t i) const {
    if (t.is(i, "IF"_k, "EXISTS"_k)) return i + 2;
    return t.is(i, "IF"_k, "NOT"_k) && t.is(i + 2, "EXISTS"_k) ? i + 3 : i;
  }

  const Tokens& t;
};

}  // namespace interlock::sql
