#include "cli/versions.h"

#include <unistd.h>

#include <charconv>

#include "lib/base/text.h"
#include "lib/edge/pack_file.h"

namespace interlock {
namespace {

std::vector<int> numbers_of(std::string_view version) {
  std::vector<int> numbers;
  for (const std::string_view part : split(version, '.')) {
    int number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    numbers.push_back(number);
  }
  return numbers;
}

bool machine_decides() { return access(k_trust_file, F_OK) == 0; }

std::string trust_path(const Globals& globals, const std::string& given) {
  return given.empty() || machine_decides() ? k_trust_file
                                            : normalise_path(globals.directory, given);
}

}  // namespace

Result<Trust> trust_for(const Globals& globals, const std::string& given) {
  const std::string path = trust_path(globals, given);
  if (!given.empty() && normalise_path(globals.directory, given) != path)
    return Error{path + " says whom this machine trusts: leave --trust out"};
  auto trust = read_trust(path);
  if (trust && trust->file.empty() && !given.empty())
    return Error{path + ": there is no such file of trusted keys"};
  return trust;
}

PackSource trust_source(const Globals& globals, const std::string& given) {
  PackSource source = source_of(trust_path(globals, given), Layer::machine);
  source.is_trust = true;
  return source;
}

std::vector<PackHead> installed_packs(const std::string& path) {
  const auto mapped = MappedFile::open(path);
  if (!mapped) return {};
  const auto image = Image::open(mapped->bytes());
  if (!image) return {};
  auto packs = image->packs();
  return packs ? std::move(*packs) : std::vector<PackHead>();
}

std::string complaint_about_version(const Pack& pack, const std::vector<PackHead>& installed,
                                    const std::string& image) {
  for (const PackHead& one : installed)
    if (one.name == pack.name && numbers_of(pack.version) < numbers_of(one.version))
      return pack.file + ": pack " + pack.name + " is version " + pack.version + ", and " + image +
             " has had " + one.version +
             ": an older pack brings back what was mended since: take the newer one, or go back "
             "knowingly with --allow-older";
  return "";
}

}  // namespace interlock
