// The judge of conditions: cuts them at OR and AND, asks what each comparison is worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/sql/token.h"
#include "lib/sql/value.h"

namespace interlock::sql {

struct Comparison {
  std::uint32_t at = 0, after = 0;  // the operator's tokens
  std::string_view op;              // "=", "<", "IS", "IN", "LIKE" ..
  bool negated = false;
};

// The last comparison outside parentheses; chains (1 = 1 = 1) associate to the left.
std::optional<Comparison> find_comparison(const Tokens& t);

class Judge {
 public:
  Judge(const std::vector<std::string>& tables, std::size_t work) : tables_(tables), work_(work) {}
  Truth disjunction(Tokens t, int depth);

 private:
  Truth conjunction(const Tokens& t, int depth);
  Truth negation(Tokens t, int depth);
  Truth predicate(const Tokens& t, int depth);
  Truth compared(const Tokens& left, const Comparison& by, const Tokens& right, int depth);
  Truth membership(const Tokens& left, const Tokens& right);
  Truth subquery(const Tokens& select, int depth);
  Truth plain(const Tokens& t, int depth);
  bool everything_of_target(const Tokens& select, const Tokens& column, int depth = 0) const;
  bool finds_itself(const Tokens& select, std::uint32_t where) const;
  bool same_column(const Tokens& left, const Tokens& right) const;

  const std::vector<std::string>& tables_;
  std::size_t work_;  // tokens that may still be looked at; parts are looked at several times
};

}  // namespace interlock::sql
