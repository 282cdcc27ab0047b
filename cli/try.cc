// interlock try: what would a pack change on past calls?
#include <unistd.h>

#include <algorithm>

#include "cli/json_out.h"
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/disk.h"
#include "lib/edge/layers.h"
#include "lib/edge/stdio.h"
#include "lib/rules/examples.h"
#include "lib/rules/layers.h"
#include "lib/rules/tool_commands.h"

namespace interlock {
namespace {

constexpr std::size_t k_longest_log = 64u << 20;

// What the installed image was made from.
Result<std::vector<PackPlace>> installed_places(const Globals& globals) {
  std::string path = globals.rules;
  if (path.empty()) {
    const auto places = places_of(globals.environment);
    if (!places) return places.error();
    path = places->rules;
  }
  if (path.ends_with(".json") || DiskFiles().is_directory(normalise_path(globals.directory, path)))
    return std::vector<PackPlace>{{path, Layer::shipped}};
  const auto rules = load_rules(path);
  if (!rules) return rules.error();
  std::vector<PackPlace> found;
  for (const PackSource& source : rules->image().sources())
    if (!source.is_trust && source.path.ends_with(".json"))
      found.push_back({source.path, source.layer});
  if (found.empty())
    return Error{path + " does not say which packs it was made from: give --rules FOLDER"};
  return found;
}

struct Tried {
  std::string shown;
  std::vector<std::string> before, after;  // the rules that refuse it
  std::string reason;                      // of the first one after
};

std::string payload_of_line(std::string_view line, const std::string& directory) {
  if (line.starts_with('{')) return std::string(line);
  if (line.starts_with("patch: ")) return payload_of("apply_patch", line.substr(7), directory);
  const std::size_t blank = line.find(' ');
  if (line.starts_with("mcp__"))
    return payload_of(line.substr(0, blank),
                      blank == std::string_view::npos ? "{}" : line.substr(blank + 1), directory);
  return payload_of("Bash", line, directory);
}

class Trial {
 public:
  Trial(const Globals& globals, const Image& before, const Image& after)
      : globals_(globals), before_(before), after_(after) {}

  Result<Tried> run(std::string_view line) const {
    const auto call = parse_call(payload_of_line(line, globals_.directory));
    if (!call) return call.error();
    const DiskFiles files;
    const auto actions =
        actions_of(after_, *call, {.home = globals_.environment.home, .files = &files});
    if (!actions) return actions.error();
    Tried tried;
    tried.shown = mask_secrets(call->text.empty() ? std::string(line) : call->text);
    std::replace(tried.shown.begin(), tried.shown.end(), '\n', ' ');
    const auto before = refusing(before_, *call, *actions, nullptr);
    if (!before) return before.error();
    const auto after = refusing(after_, *call, *actions, &tried.reason);
    if (!after) return after.error();
    tried.before = *before;
    tried.after = *after;
    return tried;
  }

 private:
  Result<std::vector<std::string>> refusing(const Image& image, const Call& call,
                                            const Actions& actions, std::string* reason) const {
    auto found = match(image, actions, {call.cwd, call.permission_mode, false});
    if (!found) return found.error();
    const auto exceptions = image.exceptions();
    if (!exceptions) return exceptions.error();
    const auto digest = [&] { return digest_of_call(call, globals_.environment.home); };
    const auto findings =
        apply_exceptions(*exceptions, {call, actions, today(), digest}, std::move(*found));
    if (!findings) return findings.error();
    std::vector<std::string> ids;
    for (const Finding& one : *findings) {
      if (one.effect < Effect::approve) continue;
      if (ids.empty() && reason != nullptr) *reason = one.reason;
      ids.push_back(one.rule_id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  const Globals& globals_;
  const Image& before_;
  const Image& after_;
};

std::string render_json(const std::vector<Tried>& changed, std::size_t calls) {
  JsonOut out;
  out.begin_object();
  out.number("calls", static_cast<long long>(calls));
  for (const bool refused : {true, false}) {
    out.begin_array(refused ? "newly_refused" : "newly_allowed");
    for (const Tried& one : changed) {
      if (one.before.empty() != refused) continue;
      out.begin_object();
      out.text("call", one.shown);
      out.text("rules", join(refused ? one.after : one.before, " "));
      if (refused) out.text("reason", one.reason);
      out.end_object();
    }
    out.end_array();
  }
  out.end_object();
  return out.take() + "\n";
}

Result<std::string> compiled(std::vector<Pack> packs) {
  keep_mature(packs, Maturity::stable);
  return compile_image(packs, {});
}

// The installed packs with the tried ones, which take the place of those of the same name.
std::vector<Pack> with_tried(const std::vector<Pack>& installed, const std::vector<Pack>& tried) {
  std::vector<Pack> packs = tried;
  for (const Pack& pack : installed) {
    const auto newer = std::find_if(packs.begin(), packs.begin() + static_cast<long>(tried.size()),
                                    [&](const Pack& one) { return one.name == pack.name; });
    if (newer == packs.begin() + static_cast<long>(tried.size()))
      packs.push_back(pack);
    else
      newer->layer = pack.layer;
  }
  return packs;
}

}  // namespace

int run_try(const Globals& globals, const TryOptions& options) {
  const auto places = installed_places(globals);
  if (!places) return complain(places.error().message, exit_unusable);
  const ReadPacks installed = read_packs(*places);
  const ReadPacks tried =
      read_packs({{options.pack, layer_named(options.layer)}}, Referring::later);
  for (const ReadPacks* read : {&installed, &tried})
    if (!read->faults.empty())
      return complain("the packs have faults, run `interlock check`: " + read->faults.front(),
                      exit_unusable);
  if (tried.packs.empty()) return complain(options.pack + ": no packs there", exit_unusable);
  const std::vector<Pack> all = with_tried(installed.packs, tried.packs);
  for (const auto& faults : {check_packs(all), check_layers(all)})
    if (!faults.empty()) return complain(faults.front(), exit_unusable);
  const auto old_bytes = compiled(installed.packs);
  if (!old_bytes) return complain(old_bytes.error().message, exit_unusable);
  const auto new_bytes = compiled(all);
  if (!new_bytes) return complain(new_bytes.error().message, exit_unusable);
  const auto before = Image::open(*old_bytes);
  const auto after = Image::open(*new_bytes);
  if (!before || !after) return complain(std::string(k_damaged_image), exit_unusable);

  const auto input = read_all(STDIN_FILENO, k_longest_log);
  if (!input) return complain(input.error().message, exit_unusable);
  const Trial trial(globals, *before, *after);
  std::vector<Tried> changed;
  std::size_t calls = 0, number = 0;
  for (const std::string_view line : split(*input, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    auto one = trial.run(line);
    if (!one)
      return complain("line " + std::to_string(number) + ": " + one.error().message, exit_unusable);
    ++calls;
    if (one->before.empty() != one->after.empty()) changed.push_back(std::move(*one));
  }
  if (options.json) {
    print(render_json(changed, calls));
    return exit_success;
  }
  std::size_t refused = 0;
  for (const Tried& one : changed) {
    const bool newly = one.before.empty();
    refused += newly ? 1 : 0;
    print(coloured(globals, newly ? Look::red : Look::green,
                   newly ? "newly refused" : "newly allowed") +
          "  " + join(newly ? one.after : one.before, ", ") + "  " + shorten(one.shown, 200) +
          "\n");
    if (newly) print("               " + one.reason + "\n");
  }
  print(std::to_string(calls) + " calls: " + std::to_string(refused) + " newly refused, " +
        std::to_string(changed.size() - refused) + " newly allowed, " +
        std::to_string(calls - changed.size()) + " as before\n");
  return exit_success;
}

}  // namespace interlock
