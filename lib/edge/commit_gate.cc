#include "lib/edge/commit_gate.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/edge/commit_scope.h"
#include "lib/edge/digest.h"
#include "lib/edge/known_subject.h"
#include "lib/workflow/fill.h"
#include "lib/workflow/glob.h"

namespace interlock {
namespace {

using Kind = StepState::Kind;

constexpr std::size_t k_most_subjects = 4;
constexpr std::size_t k_shown_files = 5;
constexpr std::size_t k_most_paths = 20;  // enough to find the projects that they belong to

// Globs of the workflow's migration files, below its usual folder, at any depth.
std::vector<std::string> watched(const Workflow& workflow) {
  std::vector<std::string> globs;
  const std::string& folder = workflow.directory_default;
  for (const std::string& glob : workflow.include)
    globs.push_back("**/" + (folder.empty() || folder == "." ? glob : folder + '/' + glob));
  return globs;
}

// What stands in the folder of every file that fits such a glob, and what its name ends with: most
// files of a repository are told apart by these.
std::string fixed_folder(const std::string& glob) {
  std::string longest, run = "/";
  const auto parts = split(glob, '/');
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    const bool is_fixed = parts[i].find_first_of("*?[") == std::string_view::npos;
    run = is_fixed ? run + std::string(parts[i]) + '/' : "/";
    if (run.size() > longest.size()) longest = run;
  }
  return longest;
}

std::string_view fixed_ending(std::string_view glob) {
  const std::size_t sign = glob.find_last_of("*?]/");
  return glob.substr(sign == std::string_view::npos ? 0 : sign + 1);
}

// A file of the tool's own beside the migrations: atlas.sum, migration_lock.toml.
bool is_beside(const Workflow& workflow, const std::string& path) {
  return std::any_of(workflow.include.begin(), workflow.include.end(),
                     [&](const std::string& glob) { return base_name(glob) == base_name(path); }) &&
         base_name(workflow.include.front()) != base_name(path);
}

std::string scope_for_commits(const Subject& subject) { return "dir=" + subject.migrations; }

std::string name_for_commits(const std::string& step) { return std::string(k_commit_step) + step; }

bool concerns_migration(const Subject& subject, const std::string& path) {
  return std::find(subject.migration_files.begin(), subject.migration_files.end(), path) !=
         subject.migration_files.end();
}

std::string name_files(const Subject& subject, std::vector<std::string> paths) {
  const std::size_t count = paths.size();
  if (count > k_shown_files) paths.erase(paths.begin(), paths.end() - k_shown_files);
  for (std::string& path : paths)
    if (path.starts_with(subject.directory + '/')) path.erase(0, subject.directory.size() + 1);
  return join(paths, ", ") + (count > k_shown_files ? " and others" : "");
}

StepState state_of(const Step& step, const Subject& subject, const std::string& digest,
                   const std::vector<Evidence>& evidence) {
  StepState state{step.id, Kind::missing, "not done in this session for these files",
                  command_to_type(step, subject)};
  for (const Evidence& one : evidence) {
    if (one.step == step.id && one.verdict == Verdict::unproved) state.kind = Kind::unproved;
    if (one.step != name_for_commits(step.id) || one.scope != scope_for_commits(subject)) continue;
    if (one.digest != digest) {
      state.kind = Kind::stale_files;
      state.detail = "the files were edited after it ran";
      continue;
    }
    state.kind = one.verdict == Verdict::failed   ? Kind::failed
                 : one.verdict == Verdict::warned ? Kind::warned
                                                  : Kind::proved;
    state.detail = std::string(name_of(one.verdict)) + ": " +
                   shorten(one.summary.substr(0, one.summary.find('\n')), 160);
  }
  return state;
}

}  // namespace

CommitGate::CommitGate(const Image& image, const Actions& actions, int command, const Files& files)
    : files_(files) {
  auto scope = read_commit(image, actions, command);
  if (scope) scope_ = std::make_unique<CommitScope>(std::move(*scope));
}

CommitGate::~CommitGate() = default;

bool CommitGate::is_empty() const { return !scope_ || scope_->is_empty(); }

// Files of the commit in the tool's usual places.
std::vector<std::string> CommitGate::usual_files(const Workflow& workflow) const {
  std::vector<std::string> paths;
  for (const std::string& glob : watched(workflow))
    for (const IndexedFile* file : scope_->repository.index.files_in(fixed_folder(glob))) {
      if (paths.size() >= k_most_paths) return paths;
      if (!file->path.ends_with(fixed_ending(glob)) || !fits_file_glob(glob, file->path)) continue;
      std::string path = scope_->absolute(file->path);
      if (scope_->takes(path)) paths.push_back(std::move(path));
    }
  return paths;
}

bool CommitGate::concerns(const Workflow& workflow) const {
  return !is_empty() && (scope_->adds() || !usual_files(workflow).empty());
}

// The session's own targets; else, where the files of the commit fit the tool's usual places, what
// its configuration there says.
std::vector<Subject> CommitGate::subjects_of(const Workflow& workflow, const Call& call,
                                             const std::vector<KnownSubject>& known) {
  std::vector<Subject> subjects;
  const auto add = [&](Subject subject) {
    const bool is_known = std::any_of(subjects.begin(), subjects.end(), [&](const Subject& one) {
      return one.migrations == subject.migrations;
    });
    subject.session = call.session_id;
    subject.call_directory = call.cwd;
    if (!is_known && subjects.size() < k_most_subjects) subjects.push_back(std::move(subject));
  };
  for (const KnownSubject& one : known)
    if (!one.words.empty()) add(restore_subject(workflow, one, files_));
  for (const std::string& folder : scope_->added_folders(workflow.directory_default))
    if (files_.is_directory(folder)) {
      auto guess = subject_of_file(workflow, folder + "/_", scope_->repository.root, files_);
      if (guess && guess->migrations == folder) add(std::move(*guess));
    }
  std::vector<std::string> paths = scope_->added_files();
  for (std::string& path : usual_files(workflow)) paths.push_back(std::move(path));
  for (const std::string& path : paths) {
    const bool is_known = std::any_of(subjects.begin(), subjects.end(), [&](const Subject& one) {
      return concerns_migration(one, path);
    });
    if (is_known) continue;
    auto guess = subject_of_file(workflow, path, scope_->repository.root, files_);
    if (guess && concerns_migration(*guess, path)) add(std::move(*guess));
  }
  return subjects;
}

GateState CommitGate::judge(const Workflow& workflow, const Gate& gate, const Call& call,
                            const std::vector<KnownSubject>& known,
                            const std::vector<Evidence>& evidence, std::int64_t now_ms) {
  GateState state;
  state.gate = workflow.id + '.' + gate.id;
  state.open = true;
  if (!scope_) return state;
  std::vector<Evidence> lasting;
  for (const Evidence& one : evidence)
    if (now_ms - one.time_ms <= std::int64_t{60'000} * workflow.max_age_minutes)
      lasting.push_back(one);
  for (Subject& subject : subjects_of(workflow, call, known)) {
    std::vector<std::string> taken, changed;
    for (const std::string& path : subject.migration_files) {
      if (is_beside(workflow, path) || !scope_->takes(path)) continue;
      taken.push_back(path);
      if (scope_->differs_from_folder(path)) changed.push_back(path);
    }
    const std::string digest = digest_for_commits(subject);
    if (taken.empty() || digest.empty()) continue;
    if (!changed.empty()) {
      state.open = false;
      state.why = "what is staged of " + name_files(subject, changed) +
                  " is not what lies in the folder, so no lint has seen it: `git add` it again";
      return state;
    }
    for (const std::string& id : gate.needs)
      for (const Step& step : workflow.steps) {
        if (step.id != id) continue;
        StepState one = state_of(step, subject, digest, lasting);
        const bool holds =
            one.kind == Kind::proved || one.kind == Kind::warned || one.kind == Kind::unproved;
        if (holds) continue;
        if (one.kind == Kind::failed) {
          one.detail = "failed for these files, " + one.detail;
          // It may be the check that is wrong here: then a person can say so.
          state.waits_for_person = true;
          state.digest = digest;
        }
        state.open = false;
        state.why = "the commit holds migration files (" + name_files(subject, taken) + ") that " +
                    step.title + " has not passed for";
        state.steps.push_back(std::move(one));
      }
    if (!state.open) return state;
  }
  return state;
}

std::string digest_for_commits(const Subject& subject) {
  Subject files = subject;
  files.files = subject.migration_files;
  std::sort(files.files.begin(), files.files.end());
  if (files.files.empty()) return "";
  const auto digest = digest_of(files);
  return digest ? *digest : "";
}

std::vector<Evidence> evidence_for_commits(const Workflow& workflow, const Subject& subject,
                                           const Evidence& result, const std::string& digest) {
  std::vector<Evidence> more;
  if (digest.empty() || result.verdict == Verdict::unproved ||
      digest != digest_for_commits(subject))
    return more;
  for (const Gate& gate : workflow.gates) {
    const bool needs = gate.on_commit && std::find(gate.needs.begin(), gate.needs.end(),
                                                   result.step) != gate.needs.end();
    if (!needs || !more.empty()) continue;
    more.push_back(result);
    more.back().step = name_for_commits(result.step);
    more.back().scope = scope_for_commits(subject);
    more.back().digest = digest;
  }
  return more;
}

int uncommitted_files(const Subject& subject) {
  const auto repository = read_repository(subject.migrations);
  if (!repository) return 0;
  const CommitScope scope = everything_in(*repository);
  const auto& all = subject.migration_files;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (scope.takes(all[i])) return static_cast<int>(all.size() - i);
  return 0;
}

}  // namespace interlock
