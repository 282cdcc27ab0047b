// DELETE u FROM users u JOIN bans b ON b.user_id = u.id: an inner join keeps a row only where its
// condition holds, so the condition selects as one of WHERE does. It says nothing about a table
// that it does not look at, nor about one that an outer join keeps.
#include <algorithm>

#include "lib/sql/constant.h"
#include "lib/sql/normal.h"
#include "lib/sql/tables.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_most_targets = 64;

enum class Join { inner, outer, without_condition };

// Of the word JOIN at `i`: LEFT OUTER JOIN, T-SQL's INNER HASH JOIN.
Join kind_of_join(const Tokens& t, std::uint32_t i) {
  constexpr std::uint32_t k_most_words = 3;
  Join kind = Join::inner;
  for (std::uint32_t back = 1; back <= k_most_words && back <= i; ++back) {
    const Keyword word = t.word(i - back);
    if (word == "CROSS"_k || word == "NATURAL"_k) return Join::without_condition;
    if (word == "LEFT"_k || word == "RIGHT"_k || word == "FULL"_k) kind = Join::outer;
  }
  return kind;
}

std::uint32_t end_of_condition(const Tokens& t, std::uint32_t from) {
  constexpr Keyword k_ends[] = {"JOIN"_k,  "INNER"_k, "FULL"_k,  "CROSS"_k, "NATURAL"_k,
                                "ON"_k,    "USING"_k, "WHERE"_k, "SET"_k,   "STRAIGHT_JOIN"_k,
                                "ORDER"_k, "GROUP"_k, "LIMIT"_k, "OUTER"_k, "RETURNING"_k,
                                "OPTION"_k};
  for (std::uint32_t i = from; i < t.size(); i = t.next(i)) {
    const bool side = t.is(i, "LEFT"_k) || t.is(i, "RIGHT"_k);  // or a function of that name
    if (t.op(i, ',') || (side && !t.op(i + 1, '('))) return i;
    if (t.word(i) != Keyword::none && std::ranges::find(k_ends, t.word(i)) != std::end(k_ends))
      return i;
  }
  return t.size();
}

struct Target {
  std::vector<std::string> names;
  bool joined = false;   // stands in the chain of joins that is read
  bool limited = false;  // not every row of it is reached
};

class JoinReader {
 public:
  JoinReader(const Tokens& list, const std::vector<std::string>& targets, const Tables& tables)
      : t_(list), tables_(tables) {
    for (const std::string& name : targets) targets_.push_back({{name}});
  }

  bool leave_rows() {
    std::uint32_t i = t_.is_name(0) && !leads_to_tables(t_, 0) ? table(0) : 0;
    while (i < t_.size() && !t_.is(i, "WHERE"_k)) {
      if (t_.is(i, "ON"_k)) {
        const std::uint32_t end = end_of_condition(t_, i + 1);
        on(t_.part(i + 1, end));
        i = end;
      } else if (leads_to_tables(t_, i) || t_.op(i, ',')) {
        const bool joins = t_.is(i, "JOIN"_k) || t_.is(i, "STRAIGHT_JOIN"_k);
        if (joins)
          join(kind_of_join(t_, i));
        else
          start_chain();
        i = table(i + 1);
      } else if (t_.is(i, "USING"_k)) {
        using_columns();
        i = t_.next(i + 1);
      } else {
        i = t_.next(i);
      }
    }
    return std::ranges::all_of(targets_, &Target::limited);
  }

 private:
  void start_chain() {
    open_.clear();
    outer_ = 0;
    for (Target& target : targets_) target.joined = false;
  }

  void join(Join kind) {
    if (kind == Join::without_condition) return;
    open_.push_back(kind);
    if (kind == Join::outer) ++outer_;
  }

  // A table of the chain; the place behind it.
  std::uint32_t table(std::uint32_t i) {
    std::vector<std::string> written, names;
    twice_ = false;
    if (t_.op(i, '(')) return t_.next(i);
    read_table(t_, i, written, names);
    if (names.empty()) return i;
    // T-SQL changes `users` where FROM calls it `users u`; others take it for another table then.
    const bool by_table = t_.dialect() == Dialect::mssql;
    for (Target& target : targets_) {
      const auto is_called = [&](const std::string& name) {
        return std::ranges::find(target.names, name) != target.names.end();
      };
      const bool itself = is_called(names.back()) || (by_table && is_called(names.front()));
      target.joined = target.joined || itself;
      if (itself && !is_called(names.back())) target.names.push_back(names.back());
    }
    twice_ =
        read_.size() > k_most_targets || std::ranges::find(read_, names.front()) != read_.end();
    if (!twice_) read_.push_back(names.front());
    return i;
  }

  // The condition belongs to the join that was opened last. Only if all around it are inner joins
  // too, a row for which it does not hold is gone.
  bool closes_inner_join() {
    if (open_.empty()) return false;
    const Join kind = open_.back();
    open_.pop_back();
    if (kind == Join::outer) --outer_;
    return kind == Join::inner && outer_ == 0;
  }

  void on(const Tokens& condition) {
    if (!closes_inner_join()) return;
    std::vector<Target*> seen;
    for (Target& target : targets_)
      if (target.joined && !target.limited && looks_at(condition, target)) seen.push_back(&target);
    if (seen.empty() || always_true(condition, tables_)) return;
    for (Target* target : seen) target->limited = true;
  }

  // USING (a) is ON left.a = right.a; of a table and itself it holds for every row.
  void using_columns() {
    if (!closes_inner_join() || twice_) return;
    for (Target& target : targets_) target.limited = target.limited || target.joined;
  }

  // u.id of the target u, or a column that may be of any table.
  static bool looks_at(const Tokens& condition, const Target& target) {
    for (std::uint32_t i = 0; i < condition.size(); ++i) {
      const bool name = condition.kind(i) == Kind::name ||
                        (condition.kind(i) == Kind::word && condition.word(i) == Keyword::none);
      const bool column = i > 0 && condition.op(i - 1, '.');
      if (!name || condition.op(i + 1, '(')) continue;
      if (!condition.op(i + 1, '.')) {
        if (!column) return true;
        continue;
      }
      const std::string table =
          plain_name(condition.kind(i) == Kind::name ? unquoted(condition, i) : condition.raw(i));
      if (std::ranges::find(target.names, table) != target.names.end()) return true;
    }
    return false;
  }

  const Tokens& t_;
  const Tables& tables_;
  std::vector<Target> targets_;
  std::vector<Join> open_;         // joins whose condition is still to come
  std::size_t outer_ = 0;          // of them
  std::vector<std::string> read_;  // tables
  bool twice_ = false;             // the last one has been read before
};

}  // namespace

bool joins_leave_rows(const Tokens& list, const std::vector<std::string>& targets,
                      const Tables& tables) {
  return !targets.empty() && targets.size() <= k_most_targets &&
         JoinReader(list, targets, tables).leave_rows();
}

}  // namespace interlock::sql
