// What the parts of this room work on while the commands of a line are looked at one
// by one: the actions found so far, the files that can be read, and the bounds.
// Private to the room; action.h is its door.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/action/action.h"
#include "lib/action/limits.h"
#include "lib/base/files.h"
#include "lib/shell/understand.h"

namespace interlock {

// Where SQL comes from and how it is to be read.
struct SqlSource {
  Dialect dialect = Dialect::generic;
  bool client = false;  // a command-line client reads it: its own commands count
  std::string channel;
  std::string program;
  int command = -1;
  bool certain = true;
  bool is_local = false;  // a file that this machine's shell opens, wherever the client runs
  bool quiet = false;     // what is not known of it is ordinary: code that builds its statements
  std::vector<NamedWord> variables;  // psql -v
  std::string file_directory;        // of the file that the text comes from, for \ir
};

class Builder {
 public:
  Builder(const Call& call, const ActionContext& context);

  Actions& actions() { return actions_; }
  const Call& call() const { return call_; }
  const Files* files() const { return &files_; }
  const SimpleCommand& command(int index) const {
    return actions_.line.commands[static_cast<std::size_t>(index)];
  }
  const std::string& program(int index) const {
    return actions_.commands[static_cast<std::size_t>(index)].program;
  }

  // Understands `text` as a command line and works through all that it runs.
  void run_call(const std::string& text);
  // The same for a command line that `parent` (-1: an MCP tool) would start. Only what is certain
  // is kept of its unknowns when `quiet`.
  void run_shell(const std::string& text, int parent, const std::string& via, bool quiet);
  // Appends a command that stands for what `parent` does with `argv` (neon psql -- ARGS).
  void run_words(std::vector<Word> argv, int parent, const std::string& via, Input input);

  void add_sql(const Word& text, const SqlSource& source);
  void add_sql_file(const Word& path, const SqlSource& source);
  void add_code(const std::string& language, const Word& text, const std::string& channel,
                int command, const struct CodeInputs* inputs = nullptr);
  void add_file(FileAction action);
  void add_opaque(std::string kind, std::string what, std::string text, int command);

  // Absolute and normalised as far as it is known.
  static Word resolve(const Word& path, const Word& directory);

  // What the file may hold when `command` reads it: what the line has written into it before, else
  // what the disk has. Empty when it cannot be known.
  std::vector<Word> texts_of(const Word& path, int command);
  bool is_written(const Word& path, int command);  // by the line itself
  void note_write(const Word& path, const Word& content, bool append, int command);
  void note_changed(const Word& path, int command);  // written, with what is not known
  // The same by code, which runs after the line was read: what was read of a script is older.
  void note_made(const Word& path, int command);
  bool is_made(const Word& path, int command) const;
  std::optional<std::string> read_disk(const std::string& path);
  // Where the shell that redirects for `command` runs: a remote command's redirections are of this
  // machine.
  Word redirection_directory(int command) const;
  FileAction::Operation put_operation(const Word& path) const;  // add, or update of what is there
  bool exists(const Word& path) const;

  bool spend(std::size_t cost);  // false when the budget of work is gone

 private:
  // The disk, with what the line has written before on top.
  class Overlay : public Files {
   public:
    explicit Overlay(const Files* disk) : disk_(disk) {}
    std::optional<std::string> read(const std::string& path) const override;
    std::vector<std::string> list(const std::string& directory) const override;
    bool is_directory(const std::string& path) const override;
    bool is_file(const std::string& path) const override;
    std::map<std::string, std::string> written;

   private:
    const Files* disk_;
  };
  struct Write {
    Word content;
    bool append;
    bool certain;
    int order;  // of the command that writes
  };

  bool is_round(const CodeAction& code) const;
  int append_line(CommandLine&& line, int parent, const std::string& via, bool quiet);
  void work_through(int begin);
  void act_on(int index);
  void take_writes(std::size_t begin);
  void note_unknowns(std::size_t begin, bool quiet, const std::vector<Unknown>& unknowns, int shift,
                     int parent);
  int order_of(int command) const;

  const Call& call_;
  const ActionContext& context_;
  Overlay files_;
  Actions actions_;
  std::unordered_map<std::string, std::vector<Write>> writes_;
  std::unordered_map<std::string, int> made_;  // by code of this command
  std::vector<int> orders_;  // of a command: index of the top command it belongs to
  std::size_t work_ = k_work, sql_work_ = k_sql_work, shell_work_ = k_shell_work;
  std::size_t read_ = 0;  // bytes read from disk
  int nesting_ = 0;
  int including_ = 0;
  bool exhausted_ = false;
};

// The parts of the room, each for one command of the line.
void act_on_client(Builder& builder, int command);
void act_on_interpreter(Builder& builder, int command);
void act_on_files(Builder& builder, int command);

// Replaces every hole by a plain name made from its spelling, so that the text can be lexed.
std::string fill_holes(const Word& word, std::string_view prefix);

// The words of a command as one command line; holes become "$unknown_x".
std::string command_line_of(const std::vector<Word>& argv);

// True when the word is one hole from end to end.
bool is_one_hole(const Word& word);

}  // namespace interlock
