// Gates on `git commit`: do migration files stand in what would be committed, and has lint passed
// for them as they are?
//
// It asks for as little as can be: only of a project that uses the tool, only for files of the
// workflow that the commit holds, and only what the hook can judge. A commit that cannot be seen
// through (a split index, GIT_DIR, another machine) passes: nothing is lost by a commit, and one
// that is refused for no reason is a reason to switch a guard off.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/files.h"
#include "lib/codex/call.h"
#include "lib/edge/store.h"
#include "lib/workflow/workflow.h"

namespace interlock {

struct CommitScope;

inline constexpr std::string_view k_commit_step = "commit/";  // before the step's id

class CommitGate {
 public:
  CommitGate(const Image& image, const Actions& actions, int command, const Files& files);
  ~CommitGate();

  bool is_empty() const;  // nothing is committed, or it cannot be seen through
  // Does the commit hold files in the tool's usual places, or take some that no commit has held?
  bool concerns(const Workflow& workflow) const;

  // `known` are the targets that the session has used.
  GateState judge(const Workflow& workflow, const Gate& gate, const Call& call,
                  const std::vector<KnownSubject>& known, const std::vector<Evidence>& evidence,
                  std::int64_t now_ms);

 private:
  std::vector<std::string> usual_files(const Workflow& workflow) const;
  std::vector<Subject> subjects_of(const Workflow& workflow, const Call& call,
                                   const std::vector<KnownSubject>& known);

  const Files& files_;
  std::unique_ptr<CommitScope> scope_;  // null when it cannot be seen through
};

// What is recorded beside a step's own result, for the gates on commits that need it: it belongs to
// the migration files alone, whatever the target and the configuration. Nothing when no such gate
// needs the step.
std::vector<Evidence> evidence_for_commits(const Workflow& workflow, const Subject& subject,
                                           const Evidence& result, const std::string& digest);
std::string digest_for_commits(const Subject& subject);  // empty when it cannot be known

// How many of the newest migration files reach back to the oldest one that no commit holds.
int uncommitted_files(const Subject& subject);

}  // namespace interlock
