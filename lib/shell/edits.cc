// Files that a command changes where they stand: what sed makes of them, or no text that is known.
#include <algorithm>
#include <span>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"
#include "lib/shell/scripts.h"
#include "lib/shell/text_programs.h"

namespace interlock {
namespace {

bool is_option(const Word& word) { return word.text.size() > 1 && word.text[0] == '-'; }

struct InPlace {
  bool is_on = false;
  std::vector<Word> arguments;  // without -i and without the files
  std::vector<Word> files;
};

// sed -i, -Ei, -i.bak, --in-place (GNU sed 4.8; of BSD's sed the suffix is a word of its own).
InPlace read_sed(const std::vector<Word>& argv) {
  InPlace read;
  bool has_script = false;
  for (std::size_t i = 1; i < argv.size(); ++i) {
    const std::string& text = argv[i].text;
    if (!is_option(argv[i])) {
      (has_script ? read.files : read.arguments).push_back(argv[i]);
      has_script = true;
      continue;
    }
    const std::size_t letter = text.find_first_of("ief");
    if (text.starts_with("--in-place")) {
      read.is_on = true;
    } else if (!text.starts_with("--") && letter != std::string::npos && text[letter] == 'i') {
      read.is_on = true;
      if (letter > 1) read.arguments.push_back(argv[i].substr(0, letter));
    } else {
      read.arguments.push_back(argv[i]);
      const bool is_long = text.starts_with("--expression") || text.starts_with("--file");
      const bool is_short = !text.starts_with("--") && letter != std::string::npos;
      has_script = has_script || is_long || is_short;
      const bool apart =
          is_long ? text.find('=') == std::string::npos : is_short && letter + 1 == text.size();
      if (apart && i + 1 < argv.size()) read.arguments.push_back(argv[++i]);
    }
  }
  return read;
}

// perl -pi, ruby -i.bak; no `i` of a module's name or of the code behind -e.
bool edits_in_place(const std::vector<Word>& argv) {
  return std::any_of(argv.begin() + 1, argv.end(), [](const Word& word) {
    return is_option(word) &&
           std::string_view("-MmIrCF").find(word.text[1]) == std::string_view::npos &&
           word.text.substr(0, word.text.find('e')).find('i') != std::string::npos;
  });
}

std::vector<std::string> files_of_diff(std::string_view text) {
  std::vector<std::string> files;
  for (const std::string_view line : split(text, '\n')) {
    if (!line.starts_with("+++ ")) continue;
    const std::string_view name = line.substr(4, std::min(line.find('\t'), line.size()) - 4);
    files.emplace_back(name);
    if (name.starts_with("b/")) files.emplace_back(name.substr(2));
  }
  return files;
}

}  // namespace

void Evaluator::note_edits(const std::vector<Word>& argv, const State& state, const Frame& frame) {
  if (!state.directory.known() || state.is_remote || argv.size() < 2) return;
  const std::string_view program = known_base_name(argv[0]);
  const auto change = [&](const Word& path, const Word& content) {
    files_[normalise_path(state.directory.text, path.text)] = content;
  };
  const auto lose = [&](const Word& path) {
    if (path.known() && !is_option(path) && read_file(path, state))
      change(path, Word::unknown("<" + path.text + ">"));
  };
  if (program == "sed" || program == "gsed") {
    const InPlace edit = read_sed(argv);
    for (const Word& file : edit.files) {
      const auto old = edit.is_on ? read_file(file, state) : std::nullopt;
      if (!old || !spend(1 + old->text.size() / 64)) continue;
      const auto text = run_text_program("sed", edit.arguments, *old);
      change(file, text ? *text : Word::unknown("<" + file.text + ">"));
    }
  }
  if (argv.size() > 3 && argv[1].text == "pkg" && argv[2].text == "set" &&
      (program == "npm" || program == "pnpm" || program == "bun")) {
    const Word name("package.json");
    const auto old = read_file(name, state);
    const std::string text = old && old->known() ? old->text : "{}";
    if (spend(64 + text.size()))
      change(name, Word(with_package_scripts(text, std::span(argv).subspan(3))));
  }
  const bool edits =
      program == "perl" || program == "ruby" ? edits_in_place(argv)
      : program == "awk" || program == "gawk"
          ? argv.size() > 2 && argv[2].text.starts_with("inplace")
          : program == "ed" || program == "ex" || program == "sponge" || program == "patch";
  if (edits) std::for_each(argv.begin() + 1, argv.end(), lose);
  const bool applies = program == "git" && (argv[1].text == "apply" || argv[1].text == "am");
  if ((program == "patch" || applies) && frame.input)
    for (const std::string& file : files_of_diff(text_of(*frame.input, state).text))
      lose(Word(file));
}

}  // namespace interlock
