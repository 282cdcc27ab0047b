// What `set` and `shopt` switch (bash manual 4.3), as far as it changes what commands mean.
#pragma once

#include <span>
#include <string_view>

#include "lib/shell/word.h"

namespace interlock {

struct Modes {
  bool errexit = false;
  bool nounset = false;
  bool no_globs = false;        // set -f
  bool exports_all = false;     // set -a
  bool odd_globs = false;       // nullglob and its like are on
  bool extended_globs = false;  // shopt -s extglob
  bool ignores_case = false;    // shopt -s nocasematch
  bool keeps_last = false;      // shopt -s lastpipe: the end of a pipeline runs in this shell
  bool pipefail = false;        // a pipeline fails with any of its commands

  void set(char letter, bool on);            // set -e
  void set(std::string_view name, bool on);  // set -o errexit
  void shopt(std::string_view name, bool on);
  void merge(const Modes& other);  // either may be in force
};

bool is_set_option(std::string_view name);  // of set -o, bash 5.2
bool is_shopt(std::string_view name);
bool modes_sorted();  // of those tables, for their test

// Of `bash -e -o pipefail -O extglob -c ..`; `argv[0]` is the shell.
Modes modes_of_shell(std::span<const Word> argv);

}  // namespace interlock
