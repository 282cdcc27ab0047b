#include "lib/rules/layers.h"

#include <algorithm>
#include <optional>

#include "lib/rules/glob.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

// What is not known is not covered: an exception is as narrow as it can be read.
bool is_inside(const std::string& glob, const Word& place) {
  return place.known() && place.text.starts_with('/') && fits_glob(glob, place.text);
}

Word place_of(const ExceptedCall& context, const Finding& finding) {
  if (finding.on == On::file && finding.action >= 0 &&
      static_cast<std::size_t>(finding.action) < context.actions.files.size())
    return context.actions.files[static_cast<std::size_t>(finding.action)].path;
  const auto& commands = context.actions.line.commands;
  if (finding.command >= 0 && static_cast<std::size_t>(finding.command) < commands.size()) {
    const Word& place = commands[static_cast<std::size_t>(finding.command)].directory;
    if (!place.text.empty() || !place.known()) return place;
  }
  return Word(context.call.cwd);
}

class Scopes {
 public:
  explicit Scopes(const ExceptedCall& context) : context_(context) {}

  bool covers(const Exception& exception, const Finding& finding) {
    if (!exception.path.empty() && !is_inside(exception.path, place_of(context_, finding)))
      return false;
    if (!exception.command.empty() &&
        (context_.call.kind != Call::Kind::shell || context_.call.text != exception.command))
      return false;
    if (exception.digest.empty()) return true;
    if (!digest_) digest_.emplace(context_.digest());
    return *digest_ && **digest_ == exception.digest;
  }

  std::optional<Error> error() const {
    if (digest_ && !*digest_) return digest_->error();
    return std::nullopt;
  }

 private:
  const ExceptedCall& context_;
  std::optional<Result<std::string>> digest_;
};

}  // namespace

Result<Findings> apply_exceptions(const std::vector<Exception>& exceptions,
                                  const ExceptedCall& context, Findings findings) {
  Scopes scopes(context);
  for (Finding& finding : findings)
    for (const Exception& exception : exceptions) {
      if (exception.rule != finding.rule_id || is_expired(exception, context.today)) continue;
      if (!scopes.covers(exception, finding)) continue;
      finding.effect = Effect::log;
      finding.reason = "let pass until " + exception.expires + " by " + exception.owner + ": " +
                       exception.reason;
      break;
    }
  if (auto error = scopes.error()) return std::move(*error);
  return findings;
}

void apply_tightenings(const std::vector<Tightening>& tightenings, Findings& findings) {
  for (Finding& finding : findings)
    for (const Tightening& one : tightenings) {
      if (one.rule != finding.rule_id || one.effect <= finding.effect) continue;
      finding.effect = one.effect;
      finding.reason = one.reason;
    }
}

}  // namespace interlock
