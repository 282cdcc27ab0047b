// The state of one match(): rules that were decoded and compiled so far, findings, damage.
// Used by match.cc and match_texts.cc alone.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/rules/automaton.h"
#include "lib/rules/grammar.h"
#include "lib/rules/match.h"
#include "lib/rules/render.h"

namespace interlock {

class Matcher {
 public:
  Matcher(const Image& image, const Actions& actions, const MatchContext& context)
      : image_(image), actions_(actions), context_(context), scanner_(image) {}

  Result<Findings> run();

 private:
  struct Loaded {
    RuleRecord record;
    std::unique_ptr<re2::RE2> match, unless, value;
    std::size_t findings = 0;
    std::optional<std::string> set_by_line;  // the variable of the line that fits it, once asked
  };
  // One action while rules are tried on it.
  struct Subject {
    On on = On::command;
    int action = -1;
    int command = -1;
  };
  using Numbers = std::vector<std::uint32_t>;

  void match_commands();
  void match_sql();
  void match_code();
  void match_files();
  void match_tools();
  void match_opaque();

  Numbers candidates_for(const CommandAction& action, const SimpleCommand& command,
                         const std::string& text);
  bool command_fits(Loaded& rule, const CommandAction& action, const SimpleCommand& command,
                    std::optional<ReadLine>& line, Captures& captures);
  const std::string& set_by_line_for(Loaded& rule);
  void settle_after(std::size_t first);

  // Candidates: entries of a key, entries whose atoms occur; then each once, in their order.
  const Numbers& keyed(const std::string& key);
  const Numbers& of_program(const std::string& program);
  const Numbers& of_variable(const std::string& name);
  void scan(std::string_view text, Numbers& out);
  static void make_unique(Numbers& numbers);

  Loaded* load(std::uint32_t entry);  // null: damaged, or of no concern now
  bool is_wanted(const RuleRecord& record) const;
  bool pattern_fits(Loaded& rule, const std::string& text, Captures& captures);
  const re2::RE2* compiled(std::unique_ptr<re2::RE2>& slot, const std::string& pattern, On on);
  bool programs_fit(const RuleRecord& record, const std::string& program) const;
  bool when_fits(const RuleRecord& record, int command, const Captures& captures) const;
  bool is_told(const Loaded& rule) const;  // often enough
  void find(std::uint32_t entry, Loaded& rule, const Subject& subject, const std::string& seen,
            const Captures& captures);
  const LoadedGrammar& grammar_of(const std::string& program);
  void damaged();

  const Image& image_;
  const Actions& actions_;
  const MatchContext& context_;
  AtomScanner scanner_;
  std::map<std::uint32_t, Loaded> rules_;
  std::unordered_map<std::string, Numbers> keys_, programs_, variables_;
  std::optional<Numbers> of_line_;  // of_variable() of all that the line sets
  std::map<std::string, std::unique_ptr<LoadedGrammar>> grammars_;
  Findings findings_;
  std::optional<Error> error_;
};

}  // namespace interlock
