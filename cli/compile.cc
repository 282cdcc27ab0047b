// interlock compile: packs -> the image that the hooks map.
#include <climits>
#include <cstdlib>

#include "cli/subcommands.h"
#include "cli/versions.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

Maturity maturity_named(const std::string& name) {
  if (name == "sandbox") return Maturity::sandbox;
  return name == "incubating" ? Maturity::incubating : Maturity::stable;
}

}  // namespace

int run_compile(const Globals& globals, const CompileOptions& options) {
  std::vector<PackPlace> places;  // absolute: the hooks look from elsewhere
  for (const auto& [layer, given] :
       {std::pair(Layer::shipped, &options.places), std::pair(Layer::machine, &options.machine),
        std::pair(Layer::user, &options.user)})
    for (const std::string& place : *given)
      places.push_back({normalise_path(globals.directory, place), layer});
  const auto trust = trust_for(globals, options.trust);
  if (!trust) return complain("nothing was written: " + trust.error().message, exit_failure);
  const std::vector<PackHead> installed = installed_packs(options.output);
  ReadPacks read = read_packs(places, Referring::here, &*trust);
  if (!options.allow_older)
    for (const Pack& pack : read.packs)
      if (std::string fault = complaint_about_version(pack, installed, options.output);
          !fault.empty())
        read.faults.push_back(std::move(fault));
  if (!read.faults.empty()) {
    for (const std::string& fault : read.faults) print(fault + "\n");
    return complain("nothing was written: the packs have faults", exit_failure);
  }
  if (read.packs.empty()) return complain("nothing was written: no packs there", exit_failure);
  keep_mature(read.packs, maturity_named(options.maturity));
  read.sources.push_back(trust_source(globals, options.trust));
  if (options.portable) read.sources.clear();
  const auto image = compile_image(read.packs, read.sources, installed);
  if (!image) return complain(image.error().message, exit_failure);
  const auto written = write_atomically(options.output, *image);
  if (!written) return complain(written.error().message, exit_unusable);
  const auto opened = Image::open(*image);
  if (!opened) return complain(opened.error().message, exit_unusable);
  print(std::to_string(opened->rule_count()) + " rules and " +
        std::to_string(opened->workflow_count()) + " workflows of " +
        std::to_string(read.packs.size()) + " packs, " + std::to_string(image->size()) +
        " bytes, in " + options.output + "\n");
  return exit_success;
}

}  // namespace interlock
