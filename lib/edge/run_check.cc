#include "lib/edge/run_check.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "lib/base/text.h"
#include "lib/edge/child.h"
#include "lib/edge/clock.h"
#include "lib/edge/disk.h"
#include "lib/edge/landlock.h"
#include "lib/rules/match.h"
#include "lib/workflow/fill.h"

namespace interlock {
namespace {

constexpr std::size_t k_summary = 1'500;
constexpr std::size_t k_read_output = 4u << 20;  // of a program whose output is judged

const std::string* find_variable(const CheckEnvironment& environment, std::string_view name) {
  for (const auto& variable : environment.variables)
    if (variable.first == name) return &variable.second;
  return nullptr;
}

// A word with its "$NAME" holes filled in from the agent's line or the environment that it shares
// with us.
std::optional<std::string> fill_holes(const Word& word, const Subject& subject,
                                      const CheckEnvironment& environment) {
  std::string text;
  std::size_t at = 0;
  for (const Hole& hole : word.holes) {
    text += word.text.substr(at, hole.begin - at);
    at = hole.end;
    std::string name = word.text.substr(hole.begin, hole.end - hole.begin);
    if (name.starts_with("$")) name.erase(0, 1);
    if (name.starts_with("{") && name.ends_with("}")) name = name.substr(1, name.size() - 2);
    const std::string* value = find_variable(environment, name);
    for (const NamedWord& variable : subject.environment)
      if (variable.name == name) value = variable.value.known() ? &variable.value.text : nullptr;
    if (!value || value->empty()) return std::nullopt;
    text += *value;
  }
  return text + word.text.substr(at);
}

// What a check may write: the project (as the agent may), temporary files, and the caches of tools.
// Not a folder that holds the state, or the whole home.
std::vector<std::string> writable_places(const Subject& subject,
                                         const CheckEnvironment& environment) {
  const std::string* home = find_variable(environment, "HOME");
  const std::string* temporary = find_variable(environment, "TMPDIR");
  std::vector<std::string> places = {"/tmp",      "/var/tmp", "/dev/null", "/dev/zero",
                                     "/dev/full", "/dev/tty", "/dev/shm"};
  if (temporary && temporary->starts_with('/')) places.push_back(*temporary);
  const auto holds_state = [&](const std::string& folder) {
    const std::string prefix = folder == "/" ? folder : folder + '/';
    return (environment.state + '/').starts_with(prefix) ||
           (home && (*home + '/').starts_with(prefix));
  };
  for (const std::string& folder :
       {subject.directory, project_root(subject.directory), subject.migrations})
    if (!folder.empty() && !holds_state(folder)) places.push_back(folder);
  if (home && home->size() > 1)
    for (const char* cache :
         {"/.atlas", "/.bun", "/.bundle", "/.cache", "/.cargo/registry", "/.docker", "/.gem",
          "/.gradle", "/.local/share/pnpm", "/.local/share/uv", "/.local/share/virtualenvs", "/.m2",
          "/.npm", "/.pnpm-store", "/.yarn", "/go/pkg"})
      places.push_back(*home + cache);
  return places;
}

struct Attempt {
  bool able = false;  // false: try the next check
  std::string why;    // when not able
};

// Everything that one step's run has in common.
struct Run {
  const Workflow& workflow;
  const Step& step;
  const Subject& subject;
  const CheckEnvironment& environment;
  CheckResult& result;
  std::int64_t limit_ms = 0;

  void unproved(std::string why) {
    result.evidence.verdict = Verdict::unproved;
    result.evidence.summary = shorten(why, k_summary);
    result.notes.push_back(std::move(why));
  }

  Attempt attempt(const Check& check) {
    std::string answer;
    if (!check.first.argv.empty()) {
      ChildResult child;
      const Attempt asked = start(fill_words(check.first.argv, subject), check, child);
      if (!asked.able || !ended(child)) return asked;
      if (child.exit_code != 0) {
        result.output = mask_secrets(child.output);
        unproved("`" + result.command + "` ended with exit status " +
                 std::to_string(child.exit_code));
        return {true, ""};
      }
      answer = answer_of(check.first, child.output);
    }
    if (check.argv.empty()) {
      result.command = "interlock: SQL of " + shorten(subject.migrations, 200);
      result.evidence.exit_code = 0;
      conclude(check, Verdict::passed, "");
      return {true, ""};
    }
    std::vector<Word> words = check_words(check, subject);
    for (Word& word : words)
      for (std::size_t at = word.text.find("{first}"); word.known() && at != std::string::npos;
           at = word.text.find("{first}", at + answer.size()))
        word.text.replace(at, 7, answer);
    ChildResult child;
    const Attempt ran = start(words, check, child);
    if (!ran.able || result.evidence.by.empty()) return ran;
    result.output = mask_secrets(child.output);
    result.evidence.exit_code = child.exit_code;
    if (!ended(child)) return ran;
    if (reads_output(check) && child.output.size() >= k_read_output) {
      unproved("it printed more than can be judged");
      return ran;
    }
    const auto verdict = judge_output(check, child.exit_code, child.output);
    if (!verdict)
      return {false,
              words.front().text + " cannot do this here: " + shorten(trim(result.output), 200)};
    conclude(check, *verdict, child.output);
    return ran;
  }

  static bool reads_output(const Check& check) {
    return check.sql.of == SqlJudge::Of::output || !check.pending.empty() ||
           !check.fails_on.empty() || !check.warns_on.empty();
  }

  // The program's verdict and the SQL's: the worse one counts.
  void conclude(const Check& check, Verdict verdict, const std::string& output) {
    Evidence& evidence = result.evidence;
    evidence.verdict = verdict;
    evidence.judged = files_judged(check, subject);
    evidence.pending = pending_of(check, output, subject.migration_files);
    evidence.summary = shorten(trim(result.output), k_summary);
    if (check.sql.of == SqlJudge::Of::nothing) return;
    std::string sql = output;
    if (check.sql.of != SqlJudge::Of::output) {
      const auto text = text_of_migrations(evidence.judged);
      if (!text) return;
      sql = *text;
    }
    const SqlVerdict judged = judge_sql(check.sql, sql);
    if (judged.verdict == Verdict::passed || verdict == Verdict::failed) return;
    if (judged.verdict == Verdict::failed) evidence.verdict = Verdict::failed;
    if (judged.verdict == Verdict::warned) evidence.verdict = Verdict::warned;
    const std::string lines = mask_secrets(join(judged.lines, "\n"));
    result.notes.push_back("what the SQL would do, read by interlock itself:\n" + lines);
    evidence.summary = shorten(lines + '\n' + evidence.summary, k_summary);
  }

  // Of the newest `count` files, of all when it is 0. Nothing, and not proved, when one cannot be
  // read.
  std::optional<std::string> text_of_migrations(int count) {
    const DiskFiles files({.file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 20'000});
    const auto& all = subject.migration_files;
    const auto wanted = static_cast<std::size_t>(count);
    std::string sql;
    for (std::size_t i = count > 0 && all.size() > wanted ? all.size() - wanted : 0; i < all.size();
         ++i) {
      const auto text = files.read(all[i]);
      if (!text) {
        unproved(shorten(all[i], 200) + " cannot be read");
        return std::nullopt;
      }
      sql += *text + "\n;\n";
    }
    return sql;
  }

  // Words -> a program that ran. `by` of the evidence stays empty when it could not be tried.
  Attempt start(const std::vector<Word>& words, const Check& check, ChildResult& child) {
    if (words.empty() || !words.front().known()) return {false, "a check names no program"};
    const std::string& program = words.front().text;
    std::vector<std::string> argv;
    result.command = render_words(words);
    result.evidence.by.clear();
    for (const Word& word : words) {
      auto filled = fill_holes(word, subject, environment);
      if (!filled) {
        unproved("the value of " + shorten(word.text, 80) +
                 " is not known to the hook; set it in the same line");
        return {true, ""};
      }
      argv.push_back(std::move(*filled));
    }
    const std::string path = find_program(program, environment.path, subject.directory);
    if (path.empty()) return {false, program + " is not installed"};
    argv.front() = path;
    return run(check, program, path, std::move(argv), child);
  }

  bool ended(const ChildResult& child) {
    if (result.evidence.by.empty()) return false;
    if (child.timed_out)
      unproved("it did not end within " + std::to_string(limit_ms / 1000) + " s and was stopped");
    else if (child.signal != 0)
      unproved("it was ended by signal " + std::to_string(child.signal));
    return !child.timed_out && child.signal == 0;
  }

  Attempt run(const Check& check, const std::string& program, const std::string& path,
              std::vector<std::string> argv, ChildResult& child) {
    const Confinement confinement(writable_places(subject, environment));
    if (!confinement.available() && result.notes.empty())
      result.notes.push_back("this kernel has no Landlock: the check ran without confinement");
    ChildSpec spec;
    spec.path = path;
    spec.argv = std::move(argv);
    spec.environment = check_environment(subject, environment);
    spec.directory = subject.directory;
    spec.confinement = &confinement;
    if (reads_output(check)) spec.output_bytes = k_read_output;
    spec.limit_ms = std::min<std::int64_t>(check.seconds * std::int64_t{1000},
                                           environment.deadline_ms - monotonic_ms());
    limit_ms = spec.limit_ms;
    if (spec.limit_ms <= 0) {
      unproved("no time was left to run it");
      return {true, ""};
    }
    child = run_child(spec);
    if (!child.started) return {false, program + " could not be started (" + child.error + ")"};
    result.evidence.by = result.command;
    return {true, ""};
  }
};

// The files that belong to the subject now: a check may make another one.
std::vector<std::string> files_now(const Workflow& workflow, Subject subject) {
  const DiskFiles files(
      {.file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000});
  settle_subject(workflow, files, subject);
  return subject.files;
}

}  // namespace

CheckResult run_step(const Workflow& workflow, const Step& step, const Subject& subject,
                     const CheckEnvironment& environment) {
  CheckResult result;
  Evidence& evidence = result.evidence;
  evidence.session = subject.session;
  evidence.workflow = workflow.id;
  evidence.scope = step_scope(step, subject);
  evidence.step = step.id;
  Run run{workflow, step, subject, environment, result, 0};
  const std::vector<std::string> files = files_now(workflow, subject);
  if (!subject.complaints.empty()) {
    run.unproved(join(subject.complaints, "; "));
  } else if (const auto before = digest_of(subject); !before) {
    run.unproved(before.error().message);
  } else {
    evidence.digest = *before;
    std::vector<std::string> skipped;
    bool judged = false;
    for (const Check& check : step.checks) {
      const Attempt attempt = run.attempt(check);
      judged = attempt.able;
      if (judged) break;
      skipped.push_back(attempt.why);
    }
    if (!judged) {
      run.unproved(skipped.empty() ? "the step has no check" : join(skipped, "; "));
    } else if (!skipped.empty()) {
      result.notes.push_back(join(skipped, "; ") + ": judged by `" + result.command + "` instead");
    }
  }
  if (evidence.verdict != Verdict::unproved) {
    const auto after = digest_of(subject);
    if (!after || *after != evidence.digest || files_now(workflow, subject) != files)
      run.unproved("the files changed while it ran");
  }
  evidence.by = result.command;
  evidence.time_ms = unix_ms();
  return result;
}

}  // namespace interlock
