// Files that a line gives a second name, so that `cp reset.sh x; sh x` is read as what it runs.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/codex/patch.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/scripts.h"
#include "lib/shell/wrapper_table_reader.h"

namespace interlock {

// cp, mv, ln and install of GNU coreutils 9.1, rsync.
static constexpr WrapperRow k_copiers{
    "cp", Shape::handler,
    "-S,--suffix= -t,--target-directory=@T -m,--mode= -o,--owner= -g,--group=", "", flag::tight};

static constexpr WrapperRow k_checkouts{
    "git", Shape::handler,
    "-C= -c= -b,--branch= -B= -o,--origin= -u,--upload-pack= -j,--jobs= --depth= --reason=", "",
    flag::tight};

// git worktree add PATH, git clone DIR PATH: from where, and to.
static std::optional<std::pair<Word, Word>> checkout_of(const std::vector<Word>& argv) {
  const WholeLine whole = read_whole_line(k_checkouts, std::span(argv).subspan(1));
  if (whole.operands.size() < 3) return std::nullopt;
  const Word &verb = whole.operands[0].word, &second = whole.operands[1].word;
  if (verb.text == "clone") return std::pair(second, whole.operands[2].word);
  if (verb.text == "worktree" && second.text == "add")
    return std::pair(Word("."), whole.operands[2].word);
  return std::nullopt;
}

// What stands where in a container or on another machine: -v SOURCE:PLACE of docker and its kin,
// `docker cp SOURCE NAME:PLACE`, `scp SOURCE HOST:PLACE`.
static std::vector<std::pair<Word, std::string>> sent_files(const std::vector<Word>& argv) {
  static constexpr auto k_engines = std::to_array<std::string_view>(
      {"docker", "docker-compose", "kubectl", "nerdctl", "oc", "podman", "rsync", "scp"});
  std::vector<std::pair<Word, std::string>> sent;
  const std::string_view program = known_base_name(argv[0]);
  if (std::ranges::find(k_engines, program) == k_engines.end()) return sent;
  const bool copies =
      program == "scp" || program == "rsync" || std::ranges::find(argv, Word("cp")) != argv.end();
  for (std::size_t i = 1; i < argv.size(); ++i) {
    Word word = argv[i];
    for (const std::string_view option : {"--volume=", "-v"})
      if (word.text.starts_with(option)) word = word.substr(option.size());
    const std::size_t colon = word.text.find(":/");
    if (colon == std::string::npos || colon == 0 || word.has_hole_in(colon, word.text.size()))
      continue;
    const std::string place = word.text.substr(colon + 1);
    if (copies)
      sent.emplace_back(argv[i - 1], place);
    else
      sent.emplace_back(word.substr(0, colon), place.substr(0, place.find(':')));
  }
  return sent;
}

// Absolute; of a name that is not known its spelling, as files that the line writes are kept.
static std::string name_of_target(const Word& name, const std::string& directory) {
  if (name.known()) return normalise_path(directory, name.text);
  return '?' + name.text.substr(0, name.text.find_last_not_of('/') + 1);
}

// `cat FILE > path` gives it one too, when it is no script.
void Evaluator::note_copy(const std::string& path, int producer) {
  const SimpleCommand& command = line_.commands[static_cast<std::size_t>(producer)];
  if (known_base_name(command.argv[0]) != "cat" || command.argv.size() != 2) return;
  const Word& from = command.argv[1];
  const auto written = files_.find(path);
  if (!from.known() || from.text.starts_with('-')) return;
  if (from.text.find('/') == std::string::npos) return;
  if (written != files_.end() && written->second.known() && is_shell_script(written->second.text))
    return;
  copies_[path] = from;
}

// cp, mv, ln and install give a file a second name; tee writes what it reads.
void Evaluator::note_copies(const std::vector<Word>& argv, const State& state, const Frame& frame) {
  const std::string_view program = known_base_name(argv[0]);
  if (program == "tee" && frame.input)
    for (std::size_t i = 1; i < argv.size(); ++i)
      if (argv[i].known() && !argv[i].text.starts_with('-') && state.directory.known())
        files_[normalise_path(state.directory.text, argv[i].text)] = text_of(*frame.input, state);
  if (program == "dd" && frame.input)
    for (const Word& word : argv)
      if (word.known() && word.text.starts_with("of=") && state.directory.known())
        files_[normalise_path(state.directory.text, word.text.substr(3))] =
            text_of(*frame.input, state);
  if ((program == "apply_patch" || program == "applypatch") && state.directory.known()) {
    // Where the added lines go is not looked at: they may run, that is what counts.
    const Word text = argv.size() > 1 ? argv[1]
                      : frame.input   ? text_of(*frame.input, state)
                                      : Word();
    if (!text.known()) return;
    const auto files = parse_patch(text.text);
    if (!files) return;
    for (const PatchedFile& file : *files) {
      const std::string path = normalise_path(state.directory.text, file.path);
      const auto old = read_file(Word(path), state);
      Word content;
      if (file.operation == PatchedFile::Operation::update && old && old->known()) {
        std::map<std::string_view, int> removed;
        for (const std::string_view line : split(file.removed, '\n')) ++removed[line];
        for (const std::string_view line : split(old->text, '\n'))
          if (--removed[line] < 0) content.text.append(line).append("\n");
      }
      content.text += file.added;
      const bool moves = !file.moved_to.empty();
      files_[moves ? normalise_path(state.directory.text, file.moved_to) : path] = content;
    }
  }
  if (const auto checkout = program == "git" ? checkout_of(argv) : std::nullopt)
    note_copy_of(checkout->first, name_of_target(checkout->second, state.directory.text), state);
  for (const auto& [source, place] : sent_files(argv)) {
    const std::string to = name_elsewhere(place);
    note_copy_of(source, to, state);
    note_copy_of(source, to + '/' + std::string(known_base_name(source)), state);
  }
  if (program != "cp" && program != "mv" && program != "ln" && program != "install" &&
      program != "rsync")
    return;
  const WholeLine whole = read_whole_line(k_copiers, std::span(argv).subspan(1));
  std::vector<Word> operands;
  for (const auto& operand : whole.operands) operands.push_back(operand.word);
  const Word* folder = whole.value('T');
  if (folder != nullptr) operands.push_back(*folder);
  if (operands.size() < 2 || !state.directory.known()) return;
  const std::string target = name_of_target(operands.back(), state.directory.text);
  const bool into = operands.size() > 2 || folder != nullptr ||
                    operands.back().text.ends_with('/') || operands.back().text == "." ||
                    (context_.files != nullptr && context_.files->is_directory(target));
  for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
    const std::string_view name = known_base_name(operands[i]);
    const bool is_content = operands[i].text.ends_with('/') || name == ".";
    if (!into || is_content) note_copy_of(operands[i], target, state);
    // The line may have made the folder that it names.
    if (!is_content && !name.empty())
      note_copy_of(operands[i], target + '/' + std::string(name), state);
  }
}

// A file or folder of the disk, or of what the line has written, stands under another name too.
void Evaluator::note_copy_of(const Word& source, const std::string& to, const State& state) {
  const std::string path =
      source.known() ? normalise_path(state.directory.text, source.text) : source.text;
  if (source.known() && context_.files != nullptr && context_.files->is_directory(path)) {
    copies_[to + '/'] = Word(path);
    return;
  }
  Word from = source;
  if (from.known() && from.text.find('/') == std::string::npos) from = Word("./" + from.text);
  const auto text = read_file(source, state);
  if (text && is_shell_script(text->text))
    files_[to] = *text;
  else
    copies_[to] = from;
}

// The file of which the line has made a copy at this place, with the folder around it.
std::optional<std::string> Evaluator::copied_from(const std::string& path) const {
  if (copies_.empty()) return std::nullopt;
  if (const auto file = copies_.find(path); file != copies_.end() && file->second.known())
    return file->second.text;
  for (std::size_t slash = path.rfind('/'); slash != std::string::npos && slash > 0;
       slash = path.rfind('/', slash - 1)) {
    const auto folder = copies_.find(path.substr(0, slash + 1));
    if (folder != copies_.end()) return folder->second.text + path.substr(slash);
  }
  return std::nullopt;
}

}  // namespace interlock
