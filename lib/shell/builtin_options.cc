// The options of bash's builtins, as getopt would have them: a letter before a colon takes a value,
// one before a # a whole number that is not negative.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/builtins.h"

namespace interlock {
namespace {

struct Row {
  std::string_view name;
  std::string_view letters;
  bool plus = false;  // options that begin with + are read, too
};

constexpr auto k_rows = std::to_array<Row>({
    {".", ""},
    {"alias", "p"},
    {"builtin", ""},
    {"cd", "LPe@"},
    {"command", "pVv"},
    {"declare", "aAfFgiIlnprtux", true},
    {"enable", "adnpsf:"},
    {"eval", ""},
    {"exec", "cla:"},
    {"export", "fnp"},
    {"getopts", ""},
    {"hash", "dlrp:t"},
    {"local", "aAfFgiIlnprtux", true},
    {"mapfile", "d:u#n#O#tC:c#s#"},
    {"printf", "v:"},
    {"read", "a:d:eip:n#N#rst:u#"},
    {"readarray", "d:u#n#O#tC:c#s#"},
    {"readonly", "aAfp"},
    {"set", "abefhkmnoptuvxBCEHPT", true},
    {"shopt", "pqsuo"},
    {"source", ""},
    {"trap", "lpP"},
    {"type", "afptP"},
    {"typeset", "aAfFgiIlnprtux", true},
    {"unalias", "a"},
    {"unset", "fvn"},
});

// As strtoimax reads it: blanks around it and a plus before it are no fault.
bool is_whole_number(std::string_view text) {
  std::string_view digits = trim(text);
  if (digits.starts_with('+')) digits.remove_prefix(1);
  return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool builtin_options_sorted() {
  return std::is_sorted(k_rows.begin(), k_rows.end(),
                        [](const Row& a, const Row& b) { return a.name < b.name; });
}

int refused_status(std::span<const Word> argv) {
  const auto row =
      std::lower_bound(k_rows.begin(), k_rows.end(), argv[0].text,
                       [](const Row& one, const std::string& name) { return one.name < name; });
  if (row == k_rows.end() || row->name != argv[0].text) return 0;
  for (std::size_t at = 1; at < argv.size(); ++at) {
    const std::string& text = argv[at].text;
    const bool option = text.size() > 1 && (text[0] == '-' || (row->plus && text[0] == '+'));
    if (!option || text == "--" || !argv[at].known()) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
      const std::size_t place =
          text[i] == ':' || text[i] == '#' ? std::string_view::npos : row->letters.find(text[i]);
      if (place == std::string_view::npos) return text == "--help" ? 0 : 2;
      const std::string_view takes = row->letters.substr(place + 1, 1);
      if (takes != ":" && takes != "#") continue;
      const bool apart = i + 1 == text.size();
      if (apart && ++at == argv.size()) return 2;
      const std::string value = apart ? argv[at].text : text.substr(i + 1);
      if (takes == "#" && argv[at].known() && !is_whole_number(value)) return 1;
      break;
    }
  }
  return 0;
}

}  // namespace interlock
