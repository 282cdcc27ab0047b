// interlock check: every fault of the packs, then every example through the whole pipeline.
#include "cli/subcommands.h"
#include "lib/rules/examples.h"

namespace interlock {
namespace {

std::string count(std::size_t number, const char* what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::size_t rules_of(const std::vector<Pack>& packs) {
  std::size_t rules = 0;
  for (const Pack& pack : packs) rules += pack.rules.size();
  return rules;
}

int finish(const Globals& globals, const ReadPacks& read, std::size_t examples,
           const std::vector<std::string>& faults) {
  for (const std::string& fault : faults) print(fault + "\n");
  const std::string counts =
      count(read.packs.size(), "pack") + ", " + count(rules_of(read.packs), "rule") + ", " +
      count(examples, "example") + ", " + count(faults.size(), "fault") + "\n";
  print(coloured(globals, faults.empty() ? Look::green : Look::red, counts));
  return faults.empty() ? exit_success : exit_failure;
}

}  // namespace

int run_check(const Globals& globals, const CheckOptions& options) {
  const ReadPacks read = read_packs(options.places);
  std::vector<std::string> faults = read.faults;
  if (faults.empty() && read.packs.empty()) return complain("no packs there", exit_unusable);
  if (!read.packs.empty() && check_packs(read.packs).empty()) {
    const auto bytes = compile_image(read.packs, {});
    if (!bytes) {
      faults.push_back(bytes.error().message);
      return finish(globals, read, 0, faults);
    }
    const auto image = Image::open(*bytes);
    if (!image) return complain(image.error().message, exit_unusable);
    ExampleReport report = run_examples(read.packs, *image);
    faults.insert(faults.end(), report.faults.begin(), report.faults.end());
    return finish(globals, read, report.count, faults);
  }
  return finish(globals, read, 0, faults);
}

}  // namespace interlock
