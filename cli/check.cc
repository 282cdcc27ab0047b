// interlock check: every fault of the packs, then every example through the whole pipeline.
#include "cli/subcommands.h"
#include "lib/base/text.h"
#include "lib/edge/layers.h"
#include "lib/edge/pack_file.h"
#include "lib/rules/examples.h"
#include "lib/rules/pack_lint.h"

namespace interlock {
namespace {

std::size_t rules_of(const std::vector<Pack>& packs) {
  std::size_t rules = 0;
  for (const Pack& pack : packs) rules += pack.rules.size();
  return rules;
}

std::vector<PackPlace> places_of_check(const Globals& globals, const CheckOptions& options) {
  std::vector<PackPlace> places;
  for (const std::string& place : options.places) {
    const std::string path = normalise_path(globals.directory, place) + "/";
    const bool is_project =
        path.find("/" + std::string(k_project_packs) + "/") != std::string::npos;
    const Layer layer = options.against.empty() ? Layer::shipped : layer_named(options.layer);
    places.push_back({place, is_project ? Layer::project : layer});
  }
  return places;
}

// An exception that ran out is no fault of the pack: it only has no effect any more.
void tell_expired(const Globals& globals, const std::vector<Pack>& packs) {
  for (const Pack& pack : packs)
    for (const Exception& one : pack.exceptions)
      if (is_expired(one, today()))
        print(coloured(globals, Look::yellow,
                       one.position + ": exception from " + one.rule + ": expired on " +
                           one.expires + " and has no effect: take it out, or ask " + one.owner +
                           " to renew it\n"));
}

// What is wrong with rules that can be read.
std::vector<std::string> lint(const ReadPacks& read, const std::vector<Pack>& all) {
  std::vector<std::string> faults;
  std::map<std::string, std::string> positions;
  for (const PackSource& source : read.sources) {
    if (source.path.ends_with('/')) continue;
    const auto text = read_pack_file(source.path);
    if (!text) continue;  // said already
    Lint found = lint_packs(*text, source.path);
    faults.insert(faults.end(), found.faults.begin(), found.faults.end());
    positions.merge(found.positions);
  }
  for (std::string& fault : hidden_rules(all, positions)) faults.push_back(std::move(fault));
  return faults;
}

int finish(const Globals& globals, const ReadPacks& read, std::size_t examples,
           const std::vector<std::string>& faults) {
  tell_expired(globals, read.packs);
  for (const std::string& fault : faults) print(fault + "\n");
  const std::string counts =
      count(read.packs.size(), "pack") + ", " + count(rules_of(read.packs), "rule") + ", " +
      count(examples, "example") + ", " + count(faults.size(), "fault") + "\n";
  print(coloured(globals, faults.empty() ? Look::green : Look::red, counts));
  return faults.empty() ? exit_success : exit_failure;
}

}  // namespace

int run_check(const Globals& globals, const CheckOptions& options) {
  const ReadPacks read = read_packs(places_of_check(globals, options), Referring::later);
  std::vector<PackPlace> against;
  for (const std::string& place : options.against) against.push_back({place, Layer::shipped});
  ReadPacks all = read_packs(against, Referring::later);
  if (!all.faults.empty())
    return complain("the packs of --against have faults: " + all.faults.front(), exit_unusable);
  all.packs.insert(all.packs.end(), read.packs.begin(), read.packs.end());

  std::vector<std::string> faults = read.faults;
  if (faults.empty() && read.packs.empty()) return complain("no packs there", exit_unusable);
  if (!options.against.empty() && faults.empty()) faults = check_packs(all.packs);
  // Not when some could not be read: what they would have given is not missing.
  if (faults.empty())
    for (std::string& fault : check_layers(all.packs)) faults.push_back(std::move(fault));
  if (read.packs.empty() || !check_packs(all.packs).empty())
    return finish(globals, read, 0, faults);
  const auto bytes = compile_image(all.packs, {});
  if (!bytes) {
    faults.push_back(bytes.error().message);
    return finish(globals, read, 0, faults);
  }
  const auto image = Image::open(*bytes);
  if (!image) return complain(image.error().message, exit_unusable);
  if (read.faults.empty())
    for (std::string& fault : lint(read, all.packs)) faults.push_back(std::move(fault));
  ExampleReport report = run_examples(read.packs, *image);
  faults.insert(faults.end(), report.faults.begin(), report.faults.end());
  return finish(globals, read, report.count, faults);
}

}  // namespace interlock
