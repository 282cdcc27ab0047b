// sqlite3, duckdb and their kin: options with one dash or two, anywhere, never
// abbreviated; the first operand is the database, every later one SQL or a dot-command.
// And redis-cli, whose operands are one command.
#include <algorithm>
#include <array>

#include "lib/action/clients.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Piece = ClientPiece;

struct ShellOption {
  std::string_view name;
  int values;
};

// Options of sqlite3 3.40+ and duckdb that take values; all others take none.
constexpr std::array k_sqlite_options = {
    ShellOption{"A", 99},
    ShellOption{"c", 1},
    ShellOption{"cmd", 1},
    ShellOption{"csv-separator", 1},
    ShellOption{"escape", 1},
    ShellOption{"f", 1},
    ShellOption{"file", 1},
    ShellOption{"heap", 1},
    ShellOption{"hexkey", 1},
    ShellOption{"init", 1},
    ShellOption{"key", 1},
    ShellOption{"lookaside", 2},
    ShellOption{"maxsize", 1},
    ShellOption{"mmap", 1},
    ShellOption{"newline", 1},
    ShellOption{"nonce", 1},
    ShellOption{"nullvalue", 1},
    ShellOption{"pagecache", 2},
    ShellOption{"s", 1},
    ShellOption{"separator", 1},
    ShellOption{"storage-version", 1},
    ShellOption{"textkey", 1},
    ShellOption{"vfs", 1},
};

int values_of(std::string_view name) {
  const auto row = std::find_if(k_sqlite_options.begin(), k_sqlite_options.end(),
                                [&](const ShellOption& option) { return option.name == name; });
  return row == k_sqlite_options.end() ? 0 : row->values;
}

bool opens_to_read(const Word& database) {  // file:app.db?mode=ro
  return database.known() && database.text.starts_with("file:") &&
         database.text.find("mode=ro") != std::string::npos &&
         database.text.find("mode=rw") == std::string::npos;
}

// Options of redis-cli that take a value.
constexpr std::array<std::string_view, 30> k_redis_values = {"--cacert",
                                                             "--cacertdir",
                                                             "--cert",
                                                             "--client-name",
                                                             "--eval",
                                                             "--functions-rdb",
                                                             "--key",
                                                             "--lru-test",
                                                             "--memkeys-samples",
                                                             "--pass",
                                                             "--pattern",
                                                             "--pipe-timeout",
                                                             "--quoted-pattern",
                                                             "--rdb",
                                                             "--sni",
                                                             "--tls-ciphers",
                                                             "--tls-ciphersuites",
                                                             "--user",
                                                             "-D",
                                                             "-X",
                                                             "-a",
                                                             "-d",
                                                             "-h",
                                                             "-i",
                                                             "-n",
                                                             "-p",
                                                             "-r",
                                                             "-s",
                                                             "-t",
                                                             "-u"};

}  // namespace

void read_sqlite(const SimpleCommand& command, ClientCall& call) {
  const bool duckdb = call.client == "duckdb";
  bool has_database = false, runs = false, harmless = false, ended = false;
  std::vector<ClientPiece> late;  // operands run after the options
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const Word& word = command.argv[i];
    const bool is_option =
        !ended && word.text.starts_with('-') && word.text.size() > 1 && !word.has_hole_in(0, 1);
    if (!is_option) {
      if (has_database) late.push_back({Piece::Kind::sql, word, "an operand"});
      runs = runs || has_database;
      if (!has_database) call.in_memory = word.known() && word.text == ":memory:";
      if (!has_database) call.read_only = call.read_only || opens_to_read(word);
      has_database = true;
      continue;
    }
    const std::string_view name =
        std::string_view(word.text).substr(word.text.starts_with("--") ? 2 : 1);
    if (name.empty()) {
      ended = true;
      continue;
    }
    const int values = values_of(name);
    if (name == "version" || name == "help") harmless = true;
    if (name == "readonly") call.read_only = true;
    if (values == 0) continue;
    if (i + 1 >= command.argv.size()) break;
    const Word& value = command.argv[i + 1];
    if (name == "cmd") {
      call.pieces.push_back({Piece::Kind::sql, value, "-cmd"});
    } else if (name == "init") {
      call.pieces.push_back({Piece::Kind::file, value, "-init"});
    } else if (duckdb && (name == "c" || name == "s")) {
      call.pieces.push_back({Piece::Kind::sql, value, std::string(word.text)});
      runs = true;
    } else if (duckdb && (name == "f" || name == "file")) {
      call.pieces.push_back({Piece::Kind::file, value, std::string(word.text)});
      runs = true;
    }
    i += static_cast<std::size_t>(values);
    if (name == "A") {
      runs = true;
      break;
    }
  }
  call.pieces.insert(call.pieces.end(), late.begin(), late.end());
  call.in_memory = call.in_memory || !has_database;
  call.reads_input = !runs;
  call.is_harmless = harmless && call.pieces.empty();
}

void read_redis(const SimpleCommand& command, ClientCall& call) {
  bool takes_input = true;
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    const Word& word = command.argv[i];
    if (!word.text.starts_with('-') || word.has_hole_in(0, 1)) {
      takes_input = false;  // the words of one command: the command's own canonical text shows them
      break;
    }
    const bool helps = word.text == "-h" && i + 1 == command.argv.size();  // -h HOST otherwise
    if (word.text == "--help" || word.text == "-v" || word.text == "--version" || helps)
      call.is_harmless = true;
    if (word.text == "--scan" || word.text == "--stat" || word.text == "--latency" ||
        word.text == "--bigkeys" || word.text == "--memkeys" || word.text == "--hotkeys" ||
        word.text == "--rdb" || word.text == "--cluster" || word.text == "--intrinsic-latency")
      takes_input = false;
    if (word.text == "--eval" && i + 1 < command.argv.size()) {
      call.code = "lua";
      call.pieces.push_back({Piece::Kind::code_file, command.argv[i + 1], "--eval"});
      takes_input = false;
      break;
    }
    if (std::find(k_redis_values.begin(), k_redis_values.end(), word.text) != k_redis_values.end())
      ++i;
  }
  call.reads_input = takes_input;
}

}  // namespace interlock
