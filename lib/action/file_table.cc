#include "lib/action/file_table.h"

#include <algorithm>
#include <iterator>

namespace interlock {
namespace {

using Name = std::string_view;
using Shape = FileRow::Shape;

constexpr Name k_none[] = {"--help", "--version"};
constexpr Name k_target[] = {"--target-directory", "--suffix", "--mode", "--owner", "--group",
                             "--context"};
constexpr OptionGrammar k_copy{.short_with_value = "tSmog", .long_with_value = k_target};
constexpr Name k_size[] = {"--size", "--reference", "--date", "--iterations", "--time"};
constexpr OptionGrammar k_touch{.short_with_value = "srdtn", .long_with_value = k_size};
constexpr OptionGrammar k_plain{.long_flags = k_none};
constexpr Name k_reference[] = {"--reference", "--from"};
constexpr OptionGrammar k_mode{.long_with_value = k_reference};
constexpr Name k_sed_values[] = {"--expression", "--file", "--line-length"};
constexpr OptionGrammar k_sed{
    .short_with_value = "efl", .long_with_value = k_sed_values, .short_optional = "i"};
constexpr Name k_curl_values[] = {"--output", "--data",       "--header",      "--request",
                                  "--user",   "--url",        "--data-binary", "--data-raw",
                                  "--form",   "--output-dir", "--user-agent",  "--max-time",
                                  "--proxy",  "--cookie",     "--retry"};
constexpr OptionGrammar k_curl{.family = OptionFamily::pflag,
                               .short_with_value = "odHXuFAmxbTeCK",
                               .long_with_value = k_curl_values};
constexpr Name k_wget_values[] = {
    "--output-document", "--header",      "--post-data",        "--user",
    "--password",        "--output-file", "--directory-prefix", "--tries"};
constexpr OptionGrammar k_wget{.short_with_value = "OoPtTUaei", .long_with_value = k_wget_values};
constexpr Name k_rsync_values[] = {"--rsh",        "--exclude",   "--include", "--filter",
                                   "--files-from", "--chmod",     "--chown",   "--port",
                                   "--rsync-path", "--backup-dir"};
constexpr OptionGrammar k_rsync{.short_with_value = "efTB", .long_with_value = k_rsync_values};
constexpr Name k_git_values[] = {"--git-dir",  "--work-tree", "--source", "--pathspec-from-file",
                                 "--conflict", "--namespace"};
constexpr Name k_git_flags[] = {"--cached", "--dry-run", "--force",   "--ignore-unmatch",
                                "--quiet",  "--staged",  "--worktree"};
constexpr OptionGrammar k_git{.family = OptionFamily::pflag,
                              .short_with_value = "Ccs",
                              .long_with_value = k_git_values,
                              .long_flags = k_git_flags,
                              .short_flags = "SWdfnqrx"};

constexpr FileRow k_files[] = {
    {"apply_patch", Shape::patch_text, k_plain},
    {"applypatch", Shape::patch_text, k_plain},
    {"chattr", Shape::mode_then_each, k_mode},
    {"chgrp", Shape::mode_then_each, k_mode},
    {"chmod", Shape::mode_then_each, k_mode},
    {"chown", Shape::mode_then_each, k_mode},
    {"cp", Shape::copies, k_copy},
    {"curl", Shape::downloads, k_curl},
    {"dd", Shape::of_equals, k_plain},
    {"find", Shape::deletes_found, k_plain},
    {"gcp", Shape::copies, k_copy},
    {"git", Shape::git, k_git},
    {"gsed", Shape::stream_edit, k_sed},
    {"install", Shape::copies, k_copy},
    {"link", Shape::links, k_copy},
    {"ln", Shape::links, k_copy},
    {"mv", Shape::moves, k_copy},
    {"rm", Shape::each_removed, k_plain},
    {"rmdir", Shape::each_removed, k_plain},
    {"rsync", Shape::last_updated, k_rsync},
    {"sed", Shape::stream_edit, k_sed},
    {"shred", Shape::each_updated, k_touch},
    {"sponge", Shape::tee, k_plain},
    {"tee", Shape::tee, k_plain},
    {"touch", Shape::each_updated, k_touch},
    {"trash", Shape::each_removed, k_plain},
    {"trash-put", Shape::each_removed, k_plain},
    {"truncate", Shape::each_updated, k_touch},
    {"unlink", Shape::each_removed, k_plain},
    {"wget", Shape::downloads, k_wget},
};

}  // namespace

const FileRow* find_file_row(std::string_view program) {
  const auto row = std::lower_bound(std::begin(k_files), std::end(k_files), program,
                                    [](const FileRow& a, Name b) { return a.program < b; });
  return row != std::end(k_files) && row->program == program ? row : nullptr;
}

std::vector<std::string_view> file_programs() {
  std::vector<std::string_view> names;
  for (const FileRow& row : k_files) names.push_back(row.program);
  return names;
}

}  // namespace interlock
