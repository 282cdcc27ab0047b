// From options and configuration to the folder of migrations, the files of the digest, and the
// scope.
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "lib/base/text.h"
#include "lib/workflow/config.h"
#include "lib/workflow/fill.h"
#include "lib/workflow/glob.h"
#include "lib/workflow/workflow.h"

namespace interlock {
namespace {

constexpr std::size_t k_max_config = 512u << 10;
constexpr std::size_t k_max_folders = 20;

// "file://migrations?format=flyway" -> "migrations".
std::string strip_url(std::string_view value) {
  for (const std::string_view scheme : {"file://", "filesystem:"})
    if (value.starts_with(scheme)) value.remove_prefix(scheme.size());
  return std::string(value.substr(0, value.find('?')));
}

const SubjectOption* find_option(const Subject& subject, std::string_view name) {
  for (const SubjectOption& option : subject.options)
    if (option.name == name) return &option;
  return nullptr;
}

std::string last_word(const SubjectOption* option) {
  return option && option->words.size() > 1 ? option->words.back().text : "";
}

const SubjectOption* find_config(const Workflow& workflow, const Subject& subject) {
  return workflow.config_option.empty() ? nullptr
                                        : find_option(subject, option_name(workflow.config_option));
}

// Files that the option for it names, every one of them: a tool may merge them. Else the first of
// the workflow's own names that is there.
std::vector<std::string> config_paths(const Workflow& workflow, const Files& files,
                                      const Subject& subject) {
  std::vector<std::string> paths;
  if (const SubjectOption* option = find_config(workflow, subject)) {
    for (const Word& word : option->words)
      if (!word.text.starts_with('-'))
        paths.push_back(normalise_path(subject.directory, strip_url(word.text)));
    return paths;
  }
  for (const std::string& name : workflow.config_files) {
    std::string path = normalise_path(subject.directory, name);
    if (files.read(path)) return {std::move(path)};
  }
  return paths;
}

// What the configuration says of one environment.
struct Configured {
  std::vector<std::string> directories;
  std::string unknown;
};

Configured read_hcl(std::string_view text, std::string_view environment) {
  Configured configured;
  for (const ConfigEnvironment& one : read_hcl_environments(text)) {
    if (!one.name.empty() && one.name != environment) continue;
    for (const std::string& directory : one.directories)
      configured.directories.push_back(directory);
    if (!one.unknown_directory.empty()) configured.unknown = one.unknown_directory;
  }
  return configured;
}

// Where the pattern finds no folder, none is named; unless the text says that there is one.
Configured read_by_pattern(const Workflow& workflow, const std::string& path, std::string_view text,
                           std::string_view environment) {
  std::string filled = workflow.config_directory;
  const std::size_t hole = filled.find("{env}");
  if (hole != std::string::npos)
    filled.replace(hole, 5,
                   re2::RE2::QuoteMeta(re2::StringPiece(environment.data(), environment.size())));
  re2::RE2::Options options;
  options.set_log_errors(false);
  const re2::RE2 expression(filled, options);
  Configured configured;
  const auto& groups = expression.NamedCapturingGroups();
  const auto group = groups.find("dir");
  if (!expression.ok() || group == groups.end()) {
    configured.unknown = "the pack's pattern for the directory has no capture dir";
    return configured;
  }
  std::vector<re2::StringPiece> captures(
      static_cast<std::size_t>(expression.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece piece(text.data(), text.size());
  // Every folder that it names: which of several environments is meant is not known here.
  for (std::size_t at = 0; at <= text.size() && configured.directories.size() < k_max_folders &&
                           expression.Match(piece, at, text.size(), re2::RE2::UNANCHORED,
                                            captures.data(), static_cast<int>(captures.size()));) {
    at = static_cast<std::size_t>(captures[0].data() - text.data()) +
         std::max<std::size_t>(captures[0].size(), 1);
    std::string directory(captures[static_cast<std::size_t>(group->second)]);
    const auto here = groups.find("here");
    if (here != groups.end() && captures[static_cast<std::size_t>(here->second)].data() != nullptr)
      directory = normalise_path(normalise_path(path, ".."), directory);
    auto& all = configured.directories;
    if (std::find(all.begin(), all.end(), directory) == all.end())
      all.push_back(std::move(directory));
  }
  if (configured.directories.empty() && !workflow.config_mentions.empty() &&
      re2::RE2::PartialMatch(piece, re2::RE2(workflow.config_mentions, options))) {
    configured.unknown = "see " + shorten(path, 120);
  }
  return configured;
}

struct Settings {
  Configured configured;
  std::vector<std::string> paths;      // of configuration files that are there
  std::vector<std::string> variables;  // that they read from the environment
};

Settings read_settings(const Workflow& workflow, const Files& files, Subject& subject) {
  Settings settings;
  std::string environment =
      workflow.environment_option.empty()
          ? ""
          : last_word(find_option(subject, option_name(workflow.environment_option)));
  if (environment.empty()) environment = workflow.environment_default;
  const bool named = find_config(workflow, subject) != nullptr;
  for (const std::string& path : config_paths(workflow, files, subject)) {
    const auto text = files.read(path);
    if (!text) {
      if (named) subject.complaints.push_back(shorten(path, 120) + " cannot be read");
      continue;
    }
    settings.paths.push_back(path);
    if (text->size() > k_max_config) {
      subject.complaints.push_back(shorten(path, 120) + " is larger than can be read");
      continue;
    }
    Configured one;
    if (!workflow.config_directory.empty()) {
      one = read_by_pattern(workflow, path, *text, environment);
    } else if (path.ends_with(".hcl")) {
      one = environment.empty() ? Configured{} : read_hcl(*text, environment);
      for (std::string& name : read_hcl_variables(*text))
        settings.variables.push_back(std::move(name));
    }
    for (std::string& directory : one.directories)
      settings.configured.directories.push_back(std::move(directory));
    if (!one.unknown.empty()) settings.configured.unknown = one.unknown;
  }
  return settings;
}

// The folder(s) of migrations: the call's word, the configuration, the tool's default.
std::vector<std::string> find_directories(const Workflow& workflow, const Files& files,
                                          const Settings& settings, Subject& subject) {
  std::vector<std::string> values;
  for (const std::string& row : workflow.directory_options)
    if (const SubjectOption* option = find_option(subject, option_name(row));
        option && values.empty())
      values.push_back(last_word(option));
  if (values.empty()) {
    values = settings.configured.directories;
    if (!settings.configured.unknown.empty())
      subject.complaints.push_back("the configuration computes the migrations folder (" +
                                   shorten(settings.configured.unknown, 80) +
                                   "); name it on the command line");
  }
  if (values.empty()) values.push_back(workflow.directory_default);
  std::vector<std::string> directories;
  for (const std::string& value : values) {
    const std::string stripped = strip_url(value);
    if (stripped.find("://") != std::string::npos)
      subject.complaints.push_back("migrations of " + shorten(value, 80) +
                                   " are not files that can be judged");
    std::string directory = normalise_path(subject.directory, stripped);
    // A file (a changelog, a schema) stands for its folder.
    if (!files.is_directory(directory) && files.read(directory))
      directory = normalise_path(directory, "..");
    directories.push_back(std::move(directory));
  }
  return directories;
}

void take_files(const Workflow& workflow, const Files& files, const std::string& directory,
                Subject& subject) {
  FoundFiles found = find_files(files, directory, workflow.include);
  if (!found.complete)
    subject.complaints.push_back(shorten(directory, 120) + " holds more files than can be judged");
  for (const std::string& glob : workflow.include) {
    for (const std::string& path : found.paths)
      if (fits_file_glob(glob,
                         std::string_view(path).substr(directory.size() + (directory != "/"))))
        subject.migration_files.push_back(path);
    if (!subject.migration_files.empty()) break;
  }
  for (std::string& path : found.paths) subject.files.push_back(std::move(path));
}

void sort_unique(std::vector<std::string>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace

void settle_subject(const Workflow& workflow, const Files& files, Subject& subject) {
  const Settings settings = read_settings(workflow, files, subject);
  const auto directories = find_directories(workflow, files, settings, subject);
  subject.migrations = directories.front();
  subject.files = settings.paths;
  if (!subject.directory.starts_with('/')) return;
  if (!files.is_directory(subject.migrations))
    subject.complaints.push_back("there is no folder of migrations " +
                                 shorten(subject.migrations, 120));
  if (!workflow.include.empty())
    for (const std::string& directory : directories)
      take_files(workflow, files, directory, subject);
  FoundFiles also = find_files(files, subject.directory, workflow.also);
  if (!also.complete)
    subject.complaints.push_back(shorten(subject.directory, 120) +
                                 " holds more files than can be judged");
  for (std::string& path : also.paths) subject.files.push_back(std::move(path));
  sort_unique(subject.files);
  sort_unique(subject.migration_files);
  if (subject.migration_files.empty() && files.is_directory(subject.migrations))
    subject.complaints.push_back("no migration files can be seen in " +
                                 shorten(subject.migrations, 120));
  std::sort(subject.migration_files.begin(), subject.migration_files.end(),
            [](const std::string& a, const std::string& b) {
              return std::pair(base_name(a), std::string_view(a)) <
                     std::pair(base_name(b), std::string_view(b));
            });
  for (const NamedWord& variable : subject.environment) {
    const bool read = std::find(settings.variables.begin(), settings.variables.end(),
                                variable.name) != settings.variables.end();
    if (read || names_target(variable.name))
      subject.environment_scope.push_back('$' + variable.name + '=' +
                                          shell_quote(mask_value(variable.value.text)));
  }
  sort_unique(subject.environment_scope);
  subject.scope = compose_scope(subject, {}, true, true);
  for (const SubjectOption& option : subject.options)
    if (!option.scope.empty())
      for (const Word& word : option.words) subject.scope_words.push_back(word.text);
}

bool concerns_file(const Workflow& workflow, const Subject& subject, std::string_view path) {
  const auto below = [&](const std::string& folder, const std::vector<std::string>& globs) {
    const std::string prefix = folder == "/" ? folder : folder + '/';
    return path.starts_with(prefix) &&
           std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
             return fits_file_glob(glob, path.substr(prefix.size()));
           });
  };
  return below(subject.migrations, workflow.include) || below(subject.directory, workflow.also) ||
         std::binary_search(subject.files.begin(), subject.files.end(), path);
}

}  // namespace interlock
