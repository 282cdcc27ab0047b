// What a program does to the files that its words name. Private to file_writes*.cc.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/action/builder.h"
#include "lib/action/file_table.h"

namespace interlock {

class FileActor {
 public:
  FileActor(Builder& builder, int index, const SimpleCommand& command, const FileRow& row);

  void act();

 private:
  using Operation = FileAction::Operation;

  Word resolved(const Word& path) const { return Builder::resolve(path, directory()); }
  Word directory() const {
    return git_directory_ ? Builder::resolve(*git_directory_, command_.directory)
                          : command_.directory;
  }
  void add(Operation operation, const Word& path, const std::string& added = "");
  void put(const Word& name, const Word* content);  // null: what is put in is not known
  void act_on_modes();
  void act_on_copies();
  void act_on_stream_edit();
  void act_on_downloads();

  // file_writes_find.cc
  void act_on_find();
  void remove(const Word& name);
  void remove_below(const Word& folder, const std::vector<Word>& names);
  void remove_found(const SimpleCommand& find);

  // file_writes_git.cc
  void put_back(const Word& name, bool is_committed);
  void act_on_restore(const std::vector<Word>& paths);
  void act_on_checkout(const std::vector<Word>& paths);
  void act_on_git();

  Builder& builder_;
  int index_;
  const SimpleCommand& command_;
  const FileRow& row_;
  std::string channel_;
  ReadLine line_;
  std::vector<Word> operands_;
  std::optional<Word> git_directory_;
  bool keeps_text_ = false;
};

}  // namespace interlock
