// What one statement does, by its first word and then by what that word takes.
#pragma once

#include <span>

#include "lib/sql/session.h"
#include "lib/sql/token.h"
#include "lib/sql/where.h"

namespace interlock::sql {

constexpr std::size_t k_most_objects = 200;     // names that a statement reports
constexpr std::uint32_t k_most_of_part = 1000;  // tokens of a statement in another, read once more

class Classifier {
 public:
  Classifier(Session& session, const Place& place, Found& found)
      : session_(session), place_(place), found_(found) {}
  void statement(Tokens t);
  void calls(const Tokens& t);  // functions that do more than compute, statements in parentheses

 private:
  using Reader = void (Classifier::*)(const Tokens&);
  struct Verb {
    Keyword word;
    SqlClass does;
    Reader read;  // null: the class says it all
  };
  static std::span<const Verb> verbs();
  void verb(const Tokens& t);

  // classify.cc: statements that hold others
  void with(const Tokens& t);
  void explain(const Tokens& t);
  void analyze(const Tokens& t);
  void declare(const Tokens& t);
  void return_(const Tokens& t);
  void other(const Tokens& t);
  // classify_run.cc: statements that run text
  void prepare(const Tokens& t);
  void execute(const Tokens& t);
  void execute_procedure(const Tokens& t);
  void do_block(const Tokens& t);
  void call(const Tokens& t);
  void run_text(const Tokens& expression);
  void text_arguments(const Tokens& arguments, bool only_sql);
  void one_call(const Tokens& t, std::uint32_t i);
  void assignment(const Tokens& t, std::uint32_t name, std::uint32_t value, std::uint32_t end);
  // classify_rows.cc: statements over rows
  void select(const Tokens& t);
  void insert(const Tokens& t);
  void delete_rows(const Tokens& t);
  void update(const Tokens& t);
  void truncate(const Tokens& t);
  void copy(const Tokens& t);
  void load(const Tokens& t);
  void replace(const Tokens& t);
  bool every_row(const Tokens& t, std::uint32_t from, const Tables& tables) const;
  void target(const std::string& name);
  void merge(const Tokens& t);  // classify_merge.cc
  // classify_drop.cc, classify_alter.cc, classify_create.cc: statements over the catalogue
  void drop(const Tokens& t);
  void alter(const Tokens& t);
  void alter_table(const Tokens& t, std::uint32_t i);
  void alter_action(const Tokens& action);
  void alter_column(const Tokens& action, std::uint32_t i);
  void alter_drop(const Tokens& action);
  void alter_database(const Tokens& t, std::uint32_t i);
  void create(const Tokens& t);
  void create_routine(const Tokens& t, std::uint32_t name);
  // classify_trigger.cc: what runs whenever somebody writes
  void trigger(const Tokens& t, std::uint32_t i);
  void rule(const Tokens& t, std::uint32_t i);
  void standing(const Tokens& body);
  void names(const Tokens& t, std::uint32_t i);
  // classify_temporary.cc: tables that only this session sees
  bool is_temporary(const std::string& name) const;
  bool all_temporary(const std::vector<std::string>& names, std::size_t from = 0) const;
  void make_temporary(const Tokens& t, std::uint32_t name);
  void lose_temporaries(Keyword verb);
  void forget_temporary(const std::string& name);
  bool quotes_names(const Tokens& t) const;
  // classify_settings.cc
  void set(const Tokens& t);
  void reset(const Tokens& t);
  void pragma(const Tokens& t);
  void settings(const Tokens& list);
  void set_config(const Tokens& arguments);
  void search_path(const Tokens& schemas);
  void setting(std::string_view name, const Tokens& value);
  // classify_other.cc: servers, files
  void rename(const Tokens& t);
  void vacuum(const Tokens& t);
  void detach(const Tokens& t);
  void flashback(const Tokens& t);
  void system(const Tokens& t);
  void import_(const Tokens& t);
  void dbcc(const Tokens& t);
  void start(const Tokens& t);
  void begin(const Tokens& t);
  void bulk(const Tokens& t);
  void comment(const Tokens& t);

  void add(SqlClass one) { found_.classes.add(one); }
  void join(SqlClasses more) { found_.classes.bits |= more.bits; }
  void within(const Tokens& part);  // a statement inside this one
  void mention(const std::string& name) {
    if (!name.empty() && found_.objects.size() < k_most_objects) found_.objects.push_back(name);
  }

  Session& session_;
  const Place& place_;
  Found& found_;
  Dialect dialect_ = Dialect::generic;  // of the statement
  bool quotes_names_ = false;           // a name in it stands in quotes
};

}  // namespace interlock::sql
