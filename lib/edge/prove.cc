#include "lib/edge/prove.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/commit_gate.h"
#include "lib/edge/disk.h"
#include "lib/edge/known_subject.h"
#include "lib/edge/prove_tools.h"
#include "lib/edge/store.h"
#include "lib/workflow/fill.h"

namespace interlock {
namespace {

constexpr DiskLimits k_limits = {
    .file_bytes = 4u << 20, .total_bytes = 64u << 20, .files = 60'000, .entries = 40'000};
constexpr std::size_t k_text = 9'000;      // Codex cuts at about 10,000
constexpr std::size_t k_most_runs = 6;     // checks a call
constexpr std::size_t k_most_targets = 3;  // of one write to a file

// One check to run: a step for a subject.
struct Job {
  std::size_t workflow = 0;
  std::size_t step = 0;
  Subject subject;
};

class Prover {
 public:
  Prover(const Image& image, const Call& call, const Actions& actions, CheckEnvironment environment)
      : image_(image), call_(call), actions_(actions), environment_(std::move(environment)) {}

  Result<std::string> run(const Findings& findings) {
    for (const Finding& finding : findings)
      if (const auto error = plan(finding)) return *error;
    if (jobs_.empty()) return std::string();
    if (const auto error = open_store()) return *error;
    // The hook's own PATH comes second: the user set it when starting Codex, the agent cannot.
    const std::string own = environment_.path;
    const std::string login = login_path(environment_, own);
    environment_.path = login == own ? own : login + ':' + own;
    for (std::size_t i = 0; i < jobs_.size() && i < k_most_runs; ++i) do_job(jobs_[i]);
    if (const auto error = store_->record(batch_)) return *error;
    if (const auto error = append_audit(environment_.state, audit_)) return *error;
    return finish();
  }

 private:
  const Workflow* workflow_at(int index, std::optional<Error>& error) {
    const auto number = static_cast<std::size_t>(index);
    const auto known = workflows_.find(number);
    if (known != workflows_.end()) return &known->second;
    auto workflow = image_.workflow(number);
    if (!workflow) {
      error = workflow.error();
      return nullptr;
    }
    return &workflows_.emplace(number, std::move(*workflow)).first->second;
  }

  std::optional<Error> open_store() {
    if (store_) return std::nullopt;
    auto opened = Store::open(environment_.state, Store::Use::write, k_patient_ms);
    if (!opened) return opened.error();
    store_.emplace(std::move(*opened));
    return std::nullopt;
  }

  std::optional<Error> plan(const Finding& finding) {
    if (finding.workflow < 0 || (finding.trigger < 0 && finding.step < 0)) return std::nullopt;
    if (finding.on == On::tool) return std::nullopt;
    std::optional<Error> error;
    const Workflow* workflow = workflow_at(finding.workflow, error);
    if (!workflow) return error;
    const auto number = static_cast<std::size_t>(finding.workflow);
    if (finding.step >= 0) {
      const auto step = static_cast<std::size_t>(finding.step);
      if (step < workflow->steps.size()) add(number, step, subject_for(*workflow, finding.command));
      return std::nullopt;
    }
    const auto index = static_cast<std::size_t>(finding.trigger);
    if (index >= workflow->triggers.size()) return std::nullopt;
    const Trigger& trigger = workflow->triggers[index];
    std::vector<Subject> subjects;
    if (!trigger.on_files)
      subjects.push_back(subject_for(*workflow, finding.command));
    else if (const auto failed = subjects_of_file(*workflow, finding, subjects))
      return failed;
    for (const Subject& subject : subjects)
      for (std::size_t step = 0; step < workflow->steps.size(); ++step)
        if (std::find(trigger.runs.begin(), trigger.runs.end(), workflow->steps[step].id) !=
            trigger.runs.end())
          add(number, step, subject);
    return std::nullopt;
  }

  Subject subject_for(const Workflow& workflow, int command) {
    Subject subject = subject_of(image_, workflow, actions_, command, files_);
    subject.session = call_.session_id;
    return subject;
  }

  // A write says nothing of a target: the ones that this session has used for these files, else a
  // guess.
  std::optional<Error> subjects_of_file(const Workflow& workflow, const Finding& finding,
                                        std::vector<Subject>& subjects) {
    const auto action = static_cast<std::size_t>(finding.action);
    if (finding.action < 0 || action >= actions_.files.size()) return std::nullopt;
    const Word& path = actions_.files[action].path;
    if (!path.known() || !path.text.starts_with('/')) return std::nullopt;
    const auto targets = targets_of(workflow);
    if (!targets) return targets.error();
    for (const Subject& subject : **targets)
      if (subjects.size() < k_most_targets && concerns_file(workflow, subject, path.text))
        subjects.push_back(subject);
    if (!subjects.empty()) return std::nullopt;
    const std::optional<Subject>& guess = guess_for(workflow, path.text);
    if (guess && concerns_file(workflow, *guess, path.text)) subjects.push_back(*guess);
    return std::nullopt;
  }

  // Those that calls of this session have named; looked up on the disk once, however many files the
  // call has written.
  Result<const std::vector<Subject>*> targets_of(const Workflow& workflow) {
    const auto before = targets_.find(workflow.id);
    if (before != targets_.end()) return &before->second;
    const auto reader = Store::open(environment_.state, Store::Use::read);
    if (!reader) return reader.error();
    const auto known = reader->subjects(call_.session_id, workflow.id);
    if (!known) return known.error();
    std::vector<Subject> targets;
    for (const KnownSubject& one : *known) {
      if (one.words.empty()) continue;
      targets.push_back(restore_subject(workflow, one, files_));
      targets.back().session = call_.session_id;
      targets.back().call_directory = call_.cwd;
    }
    return &targets_.emplace(workflow.id, std::move(targets)).first->second;
  }

  // The same for every file of a folder.
  const std::optional<Subject>& guess_for(const Workflow& workflow, const std::string& path) {
    const auto place = std::pair(workflow.id, normalise_path(path, ".."));
    const auto before = guesses_.find(place);
    if (before != guesses_.end()) return before->second;
    auto guess = subject_of_file(workflow, path, call_.cwd, files_);
    if (guess) guess->session = call_.session_id;
    return guesses_.emplace(place, std::move(guess)).first->second;
  }

  void add(std::size_t workflow, std::size_t step, Subject subject) {
    const Step& one = workflows_.at(workflow).steps[step];
    const std::string scope = step_scope(one, subject);
    for (const Job& job : jobs_)
      if (job.workflow == workflow && job.step == step && step_scope(one, job.subject) == scope)
        return;
    jobs_.push_back({workflow, step, std::move(subject)});
  }

  void do_job(Job job) {  // a copy: a dry run may add jobs
    const Workflow& workflow = workflows_.at(job.workflow);
    const Step& step = workflow.steps[job.step];
    raise_latest(workflow, job.subject);
    const std::string committed = digest_for_commits(job.subject);
    const CheckResult result = run_step(workflow, step, job.subject, environment_);
    const Evidence& evidence = result.evidence;
    batch_.evidence.push_back(evidence);
    for (Evidence& one : evidence_for_commits(workflow, job.subject, evidence, committed))
      batch_.evidence.push_back(std::move(one));
    audit_.push_back(audit_row(call_, workflow, evidence, result.command));
    if (job.subject.complaints.empty())
      batch_.subjects.emplace_back(call_.session_id, keep_subject(job.subject, evidence.time_ms));
    results_.push_back({job, result});
    lint_all_pending(job, evidence);
  }

  // What earlier runs of this session found waiting, for a check of these very files.
  void raise_latest(const Workflow& workflow, Subject& subject) {
    if (!subject.complaints.empty()) return;
    const auto digest = digest_of(subject);
    auto evidence = store_->evidence(call_.session_id, workflow.id);
    if (!digest || !evidence) return;
    // What no commit holds yet is new, whatever the target has: it is looked at too.
    subject.latest = std::max(subject.latest, uncommitted_files(subject));
    evidence->insert(evidence->end(), batch_.evidence.begin(), batch_.evidence.end());
    for (const Evidence& one : *evidence)
      if (one.digest == *digest) subject.latest = std::max(subject.latest, one.pending);
  }

  // A dry run that saw more files waiting than a check looked at asks for that check again.
  void lint_all_pending(const Job& job, const Evidence& evidence) {
    if (evidence.pending < 2) return;
    const Workflow& workflow = workflows_.at(job.workflow);
    auto all = store_->evidence(call_.session_id, workflow.id);
    if (!all) return;
    all->insert(all->end(), batch_.evidence.begin(), batch_.evidence.end());
    for (std::size_t step = 0; step < workflow.steps.size(); ++step)
      if (judge_step(workflow, workflow.steps[step], job.subject, evidence.digest, *all, unix_ms())
              .kind == StepState::Kind::too_few)
        jobs_.push_back({job.workflow, step, job.subject});
  }

  static std::string headline(const Workflow& workflow, const Step& step,
                              const CheckResult& result) {
    std::string text = "interlock: " + (step.title.empty() ? step.id : step.title) + ' ';
    text += told_as(result.evidence.verdict);
    if (result.evidence.verdict == Verdict::failed)
      text += " (exit status " + std::to_string(result.evidence.exit_code) + ")";
    if (!result.command.empty()) text += ": the hook ran `" + shorten(result.command, 300) + '`';
    return text + " (" + workflow.id + ')';
  }

  // What a gate of the workflow still wants, for the target of the last job.
  std::string next_command(const Job& job, const Evidence& evidence) {
    const Workflow& workflow = workflows_.at(job.workflow);
    if (!job.subject.complaints.empty()) return "";
    if (evidence.verdict == Verdict::failed)
      return "Fix the migration files; the check is run again by itself after a change, or run `" +
             command_to_type(workflow.steps[job.step], job.subject) + "`";
    const auto all = store_->evidence(call_.session_id, workflow.id);
    if (!all) return "";
    for (const Gate& gate : workflow.gates)
      for (const std::string& id : gate.needs)
        for (const Step& step : workflow.steps) {
          if (step.id != id) continue;
          const StepState state =
              judge_step(workflow, step, job.subject, evidence.digest, *all, unix_ms());
          const bool held =
              state.kind == StepState::Kind::proved || state.kind == StepState::Kind::warned;
          if (!held) return "Next: `" + state.command + "`, as a call of its own";
        }
    return "All steps are proved for these files and this target: the gated command may run, as a "
           "call of its own, "
           "as long as the files stay as they are";
  }

  std::string finish() {
    std::string text;
    const std::size_t room = k_text / std::max<std::size_t>(results_.size(), 1);
    for (const auto& [job, result] : results_) {
      const Workflow& workflow = workflows_.at(job.workflow);
      if (!text.empty()) text += "\n\n";
      text += headline(workflow, workflow.steps[job.step], result);
      for (const std::string& note : result.notes) text += "\nnote: " + shorten(note, 600);
      const std::string output(trim(result.output));
      if (!output.empty())
        text += "\n--- output ---\n" + bounded(output, room > 1'300 ? room - 700 : 600);
    }
    if (jobs_.size() > results_.size())
      text += "\n\ninterlock: " + std::to_string(jobs_.size() - results_.size()) +
              " more checks were not run";
    if (!results_.empty()) {
      const std::string next = next_command(results_.back().first, results_.back().second.evidence);
      if (!next.empty()) text += "\n\n" + next;
    }
    return text;
  }

  // Head and tail: the diagnostics stand at the beginning, the summary at the end.
  static std::string bounded(const std::string& output, std::size_t limit) {
    limit = std::max<std::size_t>(limit, 600);
    if (output.size() <= limit) return output;
    const std::size_t head = limit * 2 / 3, tail = limit - head;
    return shorten(output, head) + "\n... " + std::to_string(output.size() - limit) +
           " bytes left out ...\n" + output.substr(output.size() - tail);
  }

  const Image& image_;
  const Call& call_;
  const Actions& actions_;
  CheckEnvironment environment_;
  const DiskFiles files_{k_limits};
  std::map<std::size_t, Workflow> workflows_;
  std::map<std::string, std::vector<Subject>> targets_;  // of this session, by workflow
  std::map<std::pair<std::string, std::string>, std::optional<Subject>> guesses_;  // and folder
  std::optional<Store> store_;
  std::vector<Job> jobs_;
  std::vector<std::pair<Job, CheckResult>> results_;
  Store::Batch batch_;
  std::vector<AuditRow> audit_;
};

}  // namespace

Result<std::string> prove_after(const Image& image, const Call& call, const Actions& actions,
                                const Findings& findings, CheckEnvironment environment) {
  if (findings.empty()) return std::string();
  const auto answered = prove_by_answer(image, call, actions, findings, environment.state);
  if (!answered || !answered->empty()) return answered;
  return Prover(image, call, actions, std::move(environment)).run(findings);
}

}  // namespace interlock
