// What a pack says of the rules of others: exceptions and stricter effects.
#include <algorithm>
#include <array>
#include <map>

#include "lib/base/text.h"
#include "lib/rules/pack_reader.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 4> k_layers = {"shipped", "machine", "user", "project"};
constexpr std::array<std::string_view, 4> k_effects = {"log", "warn", "approve", "deny"};
constexpr std::array<Effect, 4> k_effect_values = {Effect::log, Effect::warn, Effect::approve,
                                                   Effect::deny};

std::string position_of(Fields& fields, const JsonNode& node) {
  return fields.pack().file + ":" + fields.pack().render_position(node.begin);
}

bool is_digest(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void read_scope(Fields& outer, Exception& exception) {
  const JsonNode* node = outer.node("scope");
  if (node == nullptr)
    return outer.fault_here("'scope' is missing: one of 'path', 'command' or 'digest'");
  if (node->kind != JsonNode::Kind::object)
    return outer.fault("scope",
                       "'scope' must be an object, got " + std::string(name_of(node->kind)));
  Fields fields(outer.pack(), *node, outer.where());
  exception.path = fields.text("path");
  exception.command = fields.text("command");
  exception.digest = fields.text("digest");
  if (!exception.path.empty() && !exception.path.starts_with('/'))
    fields.fault("path", "'path' begins with a slash, so that it holds in one place only, got \"" +
                             shorten(exception.path, 60) + "\"");
  if (!exception.digest.empty() && !is_digest(exception.digest))
    fields.fault("digest",
                 "'digest' must be the 64 digits that `interlock explain` prints, got \"" +
                     shorten(exception.digest, 80) + "\"");
  if (!fields.has("path") && !fields.has("command") && !fields.has("digest"))
    fields.fault_here("'scope' says nothing: give 'path', 'command' or 'digest'");
  fields.finish();
}

Exception read_exception(Fields& outer, const JsonNode& node, std::size_t index) {
  Fields fields(outer.pack(), node, "exception " + std::to_string(index + 1));
  Exception exception;
  exception.position = position_of(fields, node);
  exception.rule = fields.text("rule", Need::required);
  if (!exception.rule.empty()) fields.rename("exception from " + shorten(exception.rule, 80));
  read_scope(fields, exception);
  exception.owner = fields.text("owner", Need::required);
  exception.reason = fields.text("reason", Need::required);
  exception.expires = fields.text("expires", Need::required);
  if (!trim(exception.expires).empty() && !is_day(exception.expires))
    fields.fault("expires", "'expires' must be a day such as \"2027-01-31\", got \"" +
                                shorten(exception.expires, 60) + "\"");
  fields.finish();
  return exception;
}

Tightening read_tightening(Fields& outer, const JsonNode& node, std::size_t index) {
  Fields fields(outer.pack(), node, "tightening " + std::to_string(index + 1));
  Tightening tightening;
  tightening.position = position_of(fields, node);
  tightening.rule = fields.text("rule", Need::required);
  if (!tightening.rule.empty()) fields.rename("tightening of " + shorten(tightening.rule, 80));
  tightening.locked = fields.truth("locked");
  const auto effect = fields.choice("effect", k_effects);
  if (effect) tightening.effect = k_effect_values[*effect];
  if (!effect && !tightening.locked)
    fields.fault_here("'effect' is missing: one of " + list_names(k_effects) +
                      "; or \"locked\": true");
  tightening.reason = fields.text("reason", effect ? Need::required : Need::optional);
  fields.finish();
  return tightening;
}

// What other packs may refer to.
struct Named {
  Effect effect = Effect::deny;
  bool locked = false;
  Layer locked_by = Layer::shipped;  // the earliest that did
};

std::map<std::string, Named> named_rules(const std::vector<Pack>& packs) {
  std::map<std::string, Named> named;
  for (const Pack& pack : packs) {
    for (const Rule& rule : pack.rules) named[rule.id] = {rule.effect, rule.locked, pack.layer};
    for (const Workflow& workflow : pack.workflows)
      for (const Gate& gate : workflow.gates)
        named[workflow.id + "." + gate.id] = {Effect::gate, gate.locked, pack.layer};
  }
  for (const Pack& pack : packs)
    for (const Tightening& one : pack.tighten) {
      const auto rule = named.find(one.rule);
      if (!one.locked || rule == named.end()) continue;
      Named& known = rule->second;
      known.locked_by = known.locked ? std::min(known.locked_by, pack.layer) : pack.layer;
      known.locked = true;
    }
  return named;
}

}  // namespace

std::string_view name_of(Layer layer) { return k_layers[static_cast<std::size_t>(layer)]; }

Layer layer_named(std::string_view name) {
  const auto found = std::find(k_layers.begin(), k_layers.end(), name);
  return found == k_layers.end() ? Layer::shipped : static_cast<Layer>(found - k_layers.begin());
}

bool is_day(std::string_view text) {
  constexpr std::array<int, 12> k_days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9})
    if (text[at] < '0' || text[at] > '9') return false;
  const int month = (text[5] - '0') * 10 + text[6] - '0';
  const int day = (text[8] - '0') * 10 + text[9] - '0';
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= k_days[static_cast<std::size_t>(month - 1)];
}

std::vector<Exception> read_exceptions(Fields& pack) {
  std::vector<Exception> exceptions;
  for (const JsonNode* node : pack.objects("exceptions"))
    exceptions.push_back(read_exception(pack, *node, exceptions.size()));
  return exceptions;
}

std::vector<Tightening> read_tightenings(Fields& pack) {
  std::vector<Tightening> tightenings;
  for (const JsonNode* node : pack.objects("tighten"))
    tightenings.push_back(read_tightening(pack, *node, tightenings.size()));
  return tightenings;
}

std::vector<std::string> check_layers(const std::vector<Pack>& packs) {
  std::vector<std::string> faults;
  const std::map<std::string, Named> named = named_rules(packs);
  const auto find = [&](const std::string& position, const char* what, const std::string& rule) {
    const auto found = named.find(rule);
    if (found != named.end()) return &found->second;
    faults.push_back(position + ": " + what + rule + ": no pack here has such a rule");
    return static_cast<const Named*>(nullptr);
  };
  for (const Pack& pack : packs) {
    for (const Exception& one : pack.exceptions) {
      const Named* rule = find(one.position, "exception from ", one.rule);
      if (rule == nullptr) continue;
      if (pack.layer == Layer::project)
        faults.push_back(one.position + ": exception from " + one.rule +
                         ": a project makes no exceptions: give it to the user's or the machine's "
                         "packs");
      else if (rule->locked && rule->locked_by < pack.layer)
        faults.push_back(one.position + ": exception from " + one.rule +
                         ": the rule is locked by the " + std::string(name_of(rule->locked_by)) +
                         " packs, and this one is of the layer " +
                         std::string(name_of(pack.layer)) + ": ask its owner");
    }
    for (const Tightening& one : pack.tighten) {
      const Named* rule = find(one.position, "tightening of ", one.rule);
      if (rule != nullptr && !one.reason.empty() && one.effect <= rule->effect)
        faults.push_back(one.position + ": tightening of " + one.rule + ": '" +
                         std::string(name_of(one.effect)) + "' is not stricter than '" +
                         std::string(name_of(rule->effect)) + "'");
    }
    if (pack.layer != Layer::project) continue;
    if (!pack.workflows.empty())
      faults.push_back(pack.file + ": a project's pack holds rules, not 'workflows'");
  }
  return faults;
}

}  // namespace interlock
