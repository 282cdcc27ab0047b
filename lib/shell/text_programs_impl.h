// One function a program: arguments and standard input to standard output, all known. Private to
// the text programs. An answer is exactly what the real program prints; nothing means "cannot say".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace interlock::text_programs {

struct Call {
  std::vector<std::string_view> arguments;  // after the name
  std::string_view input;
  std::size_t limit;  // of the output: programs that make more of less stop here
};
using Output = std::optional<std::string>;

Output run_cat(const Call& call);
Output run_tee(const Call& call);
Output run_nothing(const Call& call);  // true, false
Output run_basename(const Call& call);
Output run_dirname(const Call& call);
Output run_seq(const Call& call);
Output run_base64(const Call& call);
Output run_base32(const Call& call);
Output run_xxd(const Call& call);
Output run_openssl(const Call& call);
Output run_tr(const Call& call);
Output run_rev(const Call& call);
Output run_tac(const Call& call);
Output run_head(const Call& call);
Output run_tail(const Call& call);
Output run_cut(const Call& call);
Output run_fold(const Call& call);
Output run_paste(const Call& call);
Output run_nl(const Call& call);
Output run_sort(const Call& call);
Output run_uniq(const Call& call);
Output run_sed(const Call& call);
Output run_grep(const Call& call);

// Options as getopt_long(3) reads them: clustered letters, abbreviated long names, permutation.
struct LongOption {
  std::string_view name;
  char letter;
  char argument = 0;  // ':' required, '?' optional
};
struct Option {
  char letter;
  std::string_view value;
};
struct Options {
  std::vector<Option> options;
  std::vector<std::string_view> operands;

  bool has(char letter) const;
  std::optional<std::string_view> last(char letter) const;
};
// `letters` as for getopt: "d:i" ; a colon after those with an argument. Nothing for an unknown
// one.
std::optional<Options> read_options(std::span<const std::string_view> arguments,
                                    std::string_view letters,
                                    std::span<const LongOption> names = {}, bool permute = true);

// No operand but "-": the program reads its standard input.
bool reads_input(const std::vector<std::string_view>& operands);

std::optional<std::uint64_t> parse_count(std::string_view digits);  // decimal, no sign
// Lines with their newlines; the last may lack it. Nothing for an empty text.
std::vector<std::string_view> split_lines(std::string_view text, char end = '\n');

// Escapes of echo -e, printf formats, printf %b and $'..'.
enum class Escapes { echo, format, argument, ansi_c };
struct Decoded {
  std::string text;
  bool stopped = false;  // \c: nothing more is printed
};
Decoded decode(std::string_view text, Escapes escapes);
std::string quote_for_q(std::string_view text);  // printf %q

}  // namespace interlock::text_programs
