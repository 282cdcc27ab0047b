#include "lib/action/superseded.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 4> k_folders = {"changelog", "drizzle", "migrat",
                                                       "versions"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "V0012__a.sql" -> "12", "0003_b" -> "3"; empty when the name does not begin with a number that
// stands by itself, as that of a hash ("1f2e_a.py") does not.
std::string_view number_of(std::string_view name) {
  if (name.size() > 1 && (name[0] == 'V' || name[0] == 'v') && is_digit(name[1]))
    name.remove_prefix(1);
  std::size_t end = 0;
  while (end < name.size() && is_digit(name[end])) ++end;
  const bool stands_alone = end == name.size() || name[end] == '_' || name[end] == '-' ||
                            name[end] == '.' || name[end] == ' ';
  if (end == 0 || !stands_alone) return {};
  const std::size_t first = std::min(name.find_first_not_of('0'), end - 1);
  return name.substr(first, end - first);
}

bool is_later(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() > b.size() : a > b;
}

std::string_view ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot);
}

// By its own name or that of the folder around it ("db/changelog/2026").
bool is_for_migrations(std::string_view folder) {
  const std::size_t last = folder.rfind('/');
  const std::size_t before =
      last == 0 || last == std::string_view::npos ? last : folder.rfind('/', last - 1);
  const std::string names =
      to_lower(before == std::string_view::npos ? folder : folder.substr(before));
  return std::any_of(k_folders.begin(), k_folders.end(),
                     [&](std::string_view one) { return names.find(one) != std::string::npos; });
}

bool has_later_sibling(std::string_view folder, std::string_view name, const Files& files) {
  const std::string_view number = number_of(name);
  if (number.empty()) return false;
  if (!is_for_migrations(folder)) return false;
  const std::vector<std::string> names = files.list(std::string(folder));
  // One that is not there cannot be behind.
  if (std::find(names.begin(), names.end(), name) == names.end()) return false;
  return std::any_of(names.begin(), names.end(), [&](const std::string& other) {
    return ending_of(other) == ending_of(name) && is_later(number_of(other), number);
  });
}

}  // namespace

bool is_superseded(const std::string& path, const Files& files) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos || slash == 0) return false;
  const std::string_view folder = std::string_view(path).substr(0, slash);
  if (has_later_sibling(folder, base_name(path), files)) return true;
  // A folder for each migration: prisma/migrations/3_a/migration.sql.
  const std::size_t above = folder.rfind('/');
  if (above == std::string_view::npos || above == 0) return false;
  return has_later_sibling(folder.substr(0, above), folder.substr(above + 1), files);
}

}  // namespace interlock
