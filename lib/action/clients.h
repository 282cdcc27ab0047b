// One command -> what a database client that it starts would be given. Pure: reads
// words only; files and statements are the Builder's work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/action/client_table.h"
#include "lib/shell/command.h"

namespace interlock {

struct ClientPiece {
  enum class Kind {
    sql,   // text is SQL
    file,  // text names a file of SQL
    code,  // text is code of ClientCall::code
    code_file,
    redis,  // one line of a redis client: words, split as it would
  };
  Kind kind = Kind::sql;
  Word text;
  std::string from;     // "-c", "an operand", "its argument --file"
  bool certain = true;  // false: may be something else (desired state of atlas)
};

struct ClientCall {
  const ClientRow* row = nullptr;
  std::string client;  // base name, with its verb where that is the door: "prisma db execute"
  std::vector<ClientPiece> pieces;  // in the order in which the client takes them
  bool reads_input = false;         // standard input is SQL (or code) for it
  bool in_memory = false;           // of sqlite3: no file is open yet
  bool read_only = false;           // of sqlite3: nothing can be written
  bool is_harmless = false;         // --version and the like: nothing is run
  std::string code;                 // language, when it runs code rather than SQL
  std::vector<NamedWord> variables;
  std::vector<Word> inner;  // words of a client that this one starts
  std::string inner_via;
};

// Nothing when the program is no client, or not with these words.
std::optional<ClientCall> read_client(const SimpleCommand& command);

// The parts for clients with a grammar of their own.
void read_sqlite(const SimpleCommand& command, ClientCall& call);
void read_redis(const SimpleCommand& command, ClientCall& call);

class Builder;
// Lines that redis-cli, or the server's port itself, reads as commands of Redis.
void run_redis_lines(Builder& builder, const Word& text, int command, std::string_view client);

}  // namespace interlock
