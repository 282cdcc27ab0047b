// Interpreters and build tools that only start a program which has its own rules:
// python -m alembic, node node_modules/.bin/prisma, php artisan, go run module@version.
#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_parts.h"

namespace interlock {
namespace {

using Words = std::span<const Word>;

std::vector<Word> with_program(Word program, Words arguments) {
  std::vector<Word> words = {std::move(program)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

// "node_modules/.bin/prisma", "node_modules/@mikro-orm/cli/esm.js" -> the program; else empty.
Word node_program(const Word& path) {
  constexpr std::string_view k_folder = "node_modules/";
  const std::string& text = path.text;
  const std::string_view base = known_base_name(path);
  if (base == "npx-cli.js") return Word("npx");
  if (base == "ace" || base == "ace.js") return Word("ace");
  for (const std::string_view manager : {"yarn", "pnpm"})
    if (base.starts_with(manager) && (base.ends_with(".cjs") || base.ends_with(".js")))
      return Word(manager);
  const std::size_t folder = text.rfind(k_folder);
  if (folder == std::string::npos) return Word();
  const std::size_t begin = folder + k_folder.size();
  std::string_view rest = std::string_view(text).substr(begin);
  if (rest.starts_with(".bin/")) return path.substr(begin + 5);
  std::size_t end = rest.find('/');
  if (rest.starts_with('@') && end != std::string_view::npos) end = rest.find('/', end + 1);
  return package_program(path.substr(begin, std::min(end, rest.size())));
}

// Modules that run another Python program: python -m cProfile -o out manage.py migrate
bool runs_program(std::string_view module) {
  constexpr std::string_view k_modules[] = {
      "cProfile", "debugpy", "ipdb", "memory_profiler", "pdb", "profile", "pudb", "runpy", "trace"};
  return std::find(std::begin(k_modules), std::end(k_modules), module) != std::end(k_modules);
}

// The program that a module stands for: "alembic.config" -> alembic, "django" -> django-admin.
std::string module_program(std::string_view module) {
  for (const std::string_view end : {".__main__", ".config", ".cli", ".main", ".command"})
    if (module.ends_with(end)) module.remove_suffix(end.size());
  if (module == "django" || module == "django.core.management") return "django-admin";
  if (module == "manage") return "manage.py";
  if (module == "IPython") return "ipython";
  return std::string(module);
}

void add_module(const WrapperLine& line, const Word& module, Words arguments, Carry& out) {
  if (!runs_program(module.text)) {
    Word program = module.known() ? Word(module_program(module.text)) : module;
    return add_new_words(line.base, with_program(std::move(program), arguments), out);
  }
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string& text = arguments[at].text;
    if (text != "-m" && !text.ends_with(".py") && text.find('/') == std::string::npos) continue;
    return add_new_words(line.base, with_program(Word("python3"), arguments.subspan(at)), out);
  }
  if (module.text != "runpy" || arguments.empty()) return;
  std::vector<Word> words = {Word("python3"), Word("-m")};
  words.insert(words.end(), arguments.begin(), arguments.end());
  add_new_words(line.base, std::move(words), out);
}

// Has the file's name no extension, so that it is a program rather than a source?
bool is_program_file(const Word& path) {
  const std::string_view base = known_base_name(path);
  return !base.empty() && base != "-" && base.find('.') == std::string_view::npos;
}

}  // namespace

void carry_node(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    Carried carried = carried_by(line, reading);
    if (const Word* script = reading.value('R')) {
      carried.kind = Carried::Kind::package_script;
      carried.text = *script;
      carried.words.assign(reading.rest.begin(), reading.rest.end());
      out.push_back(std::move(carried));
      continue;
    }
    if (reading.rest.empty()) continue;
    // tsx watch app.ts, node inspect app.js: the same program reads the rest
    if (reading.rest.size() > 1 &&
        reading.rest.front().text == (line.row.name.starts_with("node") ? "inspect" : "watch")) {
      add_new_words(std::move(carried),
                    with_program(line.command.argv.front(), reading.rest.subspan(1)), out);
      continue;
    }
    Word program = node_program(reading.rest.front());
    if (!program.text.empty())
      add_new_words(std::move(carried), with_program(std::move(program), reading.rest.subspan(1)),
                    out);
  }
}

void carry_python(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    // -c and -m end python's own options: the first of them decides.
    const auto first = std::find_if(
        reading.options.begin(), reading.options.end(),
        [](const SeenOption& option) { return option.role == 'm' || option.role == role::stops; });
    if (first != reading.options.end()) {
      if (first->role == 'm' && first->value)
        add_module(line, *first->value, line.words.subspan(first->end), out);
      return;
    }
    if (reading.rest.empty()) continue;
    const Word& file = reading.rest.front();
    const std::string_view base = known_base_name(file);
    if (base.ends_with("manage.py") || is_program_file(file) || base == "django-admin.py")
      add_new_words(carried_by(line, reading), {reading.rest.begin(), reading.rest.end()}, out);
  }
}

// coverage run [options] script words | -m module words
void carry_coverage(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    std::vector<Word> words = with_program(Word("python3"), {});
    if (reading.has('m')) words.emplace_back("-m");
    words.insert(words.end(), reading.rest.begin(), reading.rest.end());
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

// php artisan migrate, ruby bin/rails db:drop, perl /usr/bin/pt-archiver
void carry_file_operand(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.has(role::stops)) continue;
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    if (const Word* file = reading.value('f')) words.insert(words.begin(), *file);
    if (words.empty()) continue;
    if (words.front().known() && words.front().text.ends_with(".phar"))
      words.front().text.resize(words.front().text.size() - 5);
    if (is_program_file(words.front()))
      add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

void carry_uv_run(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty() || reading.has(role::stops)) continue;
    const std::string& first = reading.rest.front().text;
    std::vector<Word> words;
    if (reading.has('m'))
      words = {Word("python3"), Word("-m")};
    else if (reading.has('s') || first == "-" || first.ends_with(".py"))
      words = {Word("python3")};
    words.insert(words.end(), reading.rest.begin(), reading.rest.end());
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

// go run ariga.io/atlas/cmd/atlas@latest words, go tool goose words
void carry_go_run(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    const Word& package = reading.rest.front();
    std::string_view name = package.text;
    name = name.substr(0, name.find('@'));
    while (name.ends_with('/')) name.remove_suffix(1);
    if (name.ends_with(".go") || name == "." || name == "..") continue;
    if (const std::size_t slash = name.rfind("/v"); slash != std::string_view::npos) {
      const std::string_view version = name.substr(slash + 2);
      if (!version.empty() && version.find_first_not_of("0123456789") == std::string_view::npos)
        name = name.substr(0, slash);
    }
    Carried carried = carried_by(line, reading);
    const std::string_view host = name.substr(0, name.find('/'));
    if (line.row.name == "go run" &&
        (host.starts_with('.') || host.find('.') == std::string_view::npos))
      carried.certain = false;  // a package of this project, whatever its name says
    Word program = package.has_hole_in(0, name.size()) ? package : Word(base_name(name));
    add_new_words(std::move(carried), with_program(std::move(program), reading.rest.subspan(1)),
                  out);
  }
}

// cargo run --bin NAME -- words
void carry_cargo_run(const WrapperLine& line, Carry& out) {
  const WholeLine whole = read_whole_line(line.row, line.words);
  const Word* program = whole.value('b');
  if (program == nullptr || whole.has(role::stops)) return;
  Carried carried = with_options(line.base, whole.options);
  carried.certain = false;
  const std::size_t end = whole.dashes ? *whole.dashes + 1 : line.words.size();
  add_new_words(std::move(carried), with_program(*program, line.words.subspan(end)), out);
}

// nix run nixpkgs#atlas -- words
void carry_nix_run(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    const Word& package = reading.rest.front();
    std::string_view name = package.text;
    if (const std::size_t mark = name.find('#'); mark != std::string_view::npos) {
      name.remove_prefix(mark + 1);
      if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos)
        name.remove_prefix(dot + 1);
    } else {
      name = base_name(name);
    }
    Words arguments = reading.rest.subspan(1);
    if (!arguments.empty() && arguments.front().text == "--") arguments = arguments.subspan(1);
    Carried carried = carried_by(line, reading);
    carried.certain = false;  // a package's main program may have another name
    add_new_words(std::move(carried),
                  with_program(package.known() ? Word(name) : package, arguments), out);
  }
}

// hatch run [environment:]command words
void carry_hatch_run(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty()) continue;
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    const std::size_t colon = words.front().text.find(':');
    if (colon != std::string::npos && words.front().text.find('/') == std::string::npos)
      words.front() = words.front().substr(colon + 1);
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

// nix develop .. -c words, rvm 3.2 do words: one of the words in the column of operands takes the
// rest of the line; without it, a shell where the row says so.
void carry_behind_word(const WrapperLine& line, Carry& out) {
  const auto marks = split(line.row.operands, ' ');
  for (std::size_t at = 0; at < line.words.size(); ++at) {
    const std::string& text = line.words[at].text;
    if (text == "--help" || text == "--version") return;
    if (std::find(marks.begin(), marks.end(), text) == marks.end()) continue;
    return add_words(line, line.base, line.words.subspan(at + 1), out);
  }
  if ((line.row.flags & flag::door) != 0) add_shell(line, line.base, out);
}

// stack exec program -- words: the parser takes the first `--` away, on either side of the program.
void carry_dashed_arguments(const WrapperLine& line, Carry& out) {
  for (const Reading& reading : read_until_command(line.row, line.words)) {
    if (reading.rest.empty() || reading.has(role::stops)) continue;
    std::vector<Word> words(reading.rest.begin(), reading.rest.end());
    const auto dashes = std::find(words.begin(), words.end(), Word("--"));
    if (!reading.dashed && dashes != words.end()) words.erase(dashes);
    add_new_words(carried_by(line, reading), std::move(words), out);
  }
}

}  // namespace interlock
