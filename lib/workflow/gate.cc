// Evidence + the files as they are -> is the gate open, and if not, what to type.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/workflow/fill.h"
#include "lib/workflow/gate_parts.h"
#include "lib/workflow/workflow.h"

namespace interlock {

constexpr std::int64_t k_minute_ms = 60'000;
constexpr std::int64_t k_clock_slack_ms = 5 * k_minute_ms;  // a clock that was set back a little

using Kind = StepState::Kind;

bool counts(Verdict verdict) { return verdict == Verdict::passed || verdict == Verdict::warned; }

bool is_dated(const Workflow& workflow, std::int64_t age_ms) {
  return age_ms > workflow.max_age_minutes * k_minute_ms || age_ms < -k_clock_slack_ms;
}

std::string age_of(std::int64_t ms) {
  const std::int64_t minutes = std::max<std::int64_t>(ms, 0) / k_minute_ms;
  if (minutes < 1) return "just now";
  if (minutes < 120) return std::to_string(minutes) + " min ago";
  return std::to_string(minutes / 60) + " h ago";
}

std::string first_line_of(std::string_view text) {
  text = trim(text);
  return shorten(text.substr(0, text.find('\n')), 160);
}

const Step* find_step(const Workflow& workflow, const std::string& id) {
  for (const Step& step : workflow.steps)
    if (step.id == id) return &step;
  return nullptr;
}

namespace {

// The newest results of a step, by what they can still say.
struct Picked {
  const Evidence* present = nullptr;    // for the present files and scope: passed, warned or failed
  const Evidence* unproved = nullptr;   // the same, but it proved nothing
  const Evidence* old_files = nullptr;  // same scope, other files, passed
  const Evidence* failed_before = nullptr;  // same scope, other files, failed
  const Evidence* elsewhere = nullptr;      // present files, another scope, passed
};

Picked pick(const Step& step, const Subject& subject, const std::string& digest,
            const std::vector<Evidence>& evidence) {
  const std::string scope = step_scope(step, subject);
  Subject whole =
      subject;  // a step done for everything covers a part: `apply 1` after a full dry run
  whole.arguments.clear();
  const std::string wider = step_scope(step, whole);
  Picked picked;
  for (const Evidence& one : evidence) {
    if (one.step != step.id || one.workflow != subject.workflow || one.session != subject.session)
      continue;
    const bool same_scope = one.scope == scope || one.scope == wider;
    const bool same_files = !digest.empty() && one.digest == digest;
    if (same_scope && same_files)
      (one.verdict == Verdict::unproved ? picked.unproved : picked.present) = &one;
    else if (same_scope && counts(one.verdict))
      picked.old_files = &one;
    else if (same_scope && one.verdict == Verdict::failed)
      picked.failed_before = &one;
    else if (same_files && counts(one.verdict))
      picked.elsewhere = &one;
  }
  return picked;
}

// How many files a dry run of this very state and target saw waiting.
int pending_files(const Workflow& workflow, const Subject& subject, const std::string& digest,
                  const std::vector<Evidence>& evidence) {
  int pending = 0;
  for (const Step& step : workflow.steps) {
    const Picked picked = pick(step, subject, digest, evidence);
    if (picked.present) pending = std::max(pending, picked.present->pending);
  }
  return pending;
}

std::string scope_difference(const Evidence& one) {
  return "it passed for another target (" + shorten(one.scope, 160) + ')';
}

StepState state_of(const Workflow& workflow, const Step& step, const Subject& subject,
                   const Picked& picked, int pending, std::int64_t now_ms) {
  StepState state;
  state.step = step.id;
  if (picked.present) {
    const Evidence& one = *picked.present;
    const std::int64_t ms = now_ms - one.time_ms;
    if (one.verdict == Verdict::failed) {
      state.kind = Kind::failed;
      state.detail = "failed for these files " + age_of(ms) + ": " + first_line_of(one.summary);
    } else if (is_dated(workflow, ms)) {
      state.kind = Kind::stale_age;
      state.detail = ms < 0 ? "its result is dated in the future"
                            : "its result is too old (" + age_of(ms) + ')';
    } else if (one.judged > 0 && pending > one.judged) {
      state.kind = Kind::too_few;
      state.detail = "looked at the newest " + std::to_string(one.judged) + " of " +
                     std::to_string(pending) + " pending files";
    } else {
      state.kind = one.verdict == Verdict::warned ? Kind::warned : Kind::proved;
      state.detail = std::string(name_of(one.verdict)) + ' ' + age_of(ms) + " by " + one.by;
    }
  } else if (picked.unproved) {
    state.kind = Kind::unproved;
    state.detail = "could not be proved: " + first_line_of(picked.unproved->summary);
  } else if (picked.old_files) {
    state.kind = Kind::stale_files;
    state.detail = "the files were edited after it passed";
  } else {
    state.kind = Kind::missing;
    state.detail = picked.elsewhere ? scope_difference(*picked.elsewhere)
                   : picked.failed_before
                       ? "it failed, and the files were edited since"
                       : "not done in this session for these files and this target";
  }
  Subject wanted = subject;
  wanted.latest = std::max(subject.latest, pending);
  state.command = command_to_type(step, wanted);
  return state;
}

std::string title_of(const Workflow& workflow, const std::string& id) {
  const Step* step = find_step(workflow, id);
  return step && !step->title.empty() ? step->title : id;
}

bool holds(const StepState& state, Gate::Mode mode) {
  return state.kind == Kind::proved ||
         (state.kind == Kind::warned && mode == Gate::Mode::error_only);
}

// The sentence only: what to type for each step stands in the states.
std::string explain(const Workflow& workflow, const Gate& gate,
                    const std::vector<StepState>& steps) {
  std::vector<std::string> missing, warned;
  for (const StepState& state : steps) {
    if (holds(state, gate.mode)) continue;
    (state.kind == Kind::warned ? warned : missing).push_back(title_of(workflow, state.step));
  }
  if (!missing.empty())
    return (workflow.on_tools ? "for these arguments and this session "
                              : "for these files, this target and this session ") +
           join(missing, " and ") + (missing.size() == 1 ? " is" : " are") + " not proved";
  if (!warned.empty())
    return join(warned, " and ") +
           " passed with warnings, which need a person: show them to the user";
  return "all its steps are proved; a call of this kind needs a person all the same";
}

}  // namespace

StepState judge_step(const Workflow& workflow, const Step& step, const Subject& subject,
                     const std::string& digest, const std::vector<Evidence>& evidence,
                     std::int64_t now_ms) {
  return state_of(workflow, step, subject, pick(step, subject, digest, evidence),
                  pending_files(workflow, subject, digest, evidence), now_ms);
}

GateState judge_gate(const Workflow& workflow, const Gate& gate, const Subject& subject,
                     const std::string& digest, const std::vector<Evidence>& evidence,
                     std::int64_t now_ms) {
  GateState state;
  state.gate = workflow.id + '.' + gate.id;
  if (!subject.complaints.empty()) {
    state.why = join(subject.complaints, "; ");
    state.waits_for_person =
        true;  // nothing can be judged here, so only a person can let it through
    for (const std::string& id : gate.needs)  // what to do all the same, once that is mended
      if (const Step* step = find_step(workflow, id))
        state.steps.push_back(
            {id, Kind::missing, "not done in this session", command_to_type(*step, subject)});
    return state;
  }
  if (digest.empty()) {
    state.why = "the files could not be read";
    return state;
  }
  for (const std::string& id : gate.needs) {
    const Step* step = find_step(workflow, id);
    if (!step) {
      state.why = "the workflow names a step " + id + " that it does not have";
      return state;
    }
    state.steps.push_back(judge_step(workflow, *step, subject, digest, evidence, now_ms));
  }
  state.digest = digest;
  conclude_gate(workflow, gate, state);
  return state;
}

void conclude_gate(const Workflow& workflow, const Gate& gate, GateState& state) {
  state.waits_for_person = std::all_of(
      state.steps.begin(), state.steps.end(),
      [](const StepState& step) { return step.kind == Kind::proved || step.kind == Kind::warned; });
  state.open = gate.mode != Gate::Mode::strict &&
               std::all_of(state.steps.begin(), state.steps.end(),
                           [&](const StepState& step) { return holds(step, gate.mode); });
  if (!state.open) state.why = explain(workflow, gate, state.steps);
}

}  // namespace interlock
