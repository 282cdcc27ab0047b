// The judge of conditions: cuts them at OR and AND, asks what each comparison is worth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/sql/token.h"
#include "lib/sql/value.h"
#include "lib/sql/where.h"

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
  Judge(const Tables& tables, std::size_t work) : tables_(tables), work_(work) {}
  Truth disjunction(Tokens t, int depth);

 private:
  // Sets *deciding to the only operand that is not plainly true, or to all of `t`.
  Truth conjunction(Tokens t, int depth, Tokens* deciding);
  Truth negation(Tokens t, int depth);
  Truth predicate(const Tokens& t, int depth);
  Truth compared(const Tokens& left, const Comparison& by, const Tokens& right, int depth);
  Truth plain(const Tokens& t, int depth);
  bool joins_others() const;
  bool same_column(const Tokens& left, const Tokens& right) const;
  // subqueries.cc
  Truth membership(const Tokens& left, const Tokens& right, int depth);
  Truth subquery(const Tokens& select, int depth);
  bool is_empty_set(const Tokens& query, int depth);
  bool is_all_of_target(const std::string& table, const Tokens& column, int depth);
  bool everything_of_target(const Tokens& whole, const Tokens& column, int depth = 0);
  bool finds_itself(const Tokens& select, std::uint32_t where);
  bool finds_own_row(const Tokens& left, const Tokens& right);

  // What `ask` finds where a NOT stands in front.
  template <class Ask>
  Truth under_not(const Ask& ask) {
    negated_ = !negated_;
    const Truth truth = ask();
    negated_ = !negated_;
    return truth;
  }

  const Tables& tables_;
  bool negated_ = false;  // an odd number of NOTs around what is looked at
  std::size_t work_;      // tokens that may still be looked at; parts are looked at several times
};

}  // namespace interlock::sql
