// Programs that write files and how their words name them: one sorted table.
#pragma once

#include <string_view>
#include <vector>

#include "lib/shell/options.h"

namespace interlock {

struct FileRow {
  // What the program does with the files that it names.
  enum class Shape {
    each_updated,    // every operand: touch, truncate
    each_removed,    // rm
    mode_then_each,  // chmod MODE file..
    copies,          // cp SOURCE.. TARGET
    moves,           // mv SOURCE.. TARGET
    links,           // ln TARGET NAME
    tee,             // every operand gets standard input
    stream_edit,     // sed -i SCRIPT file..
    of_equals,       // dd of=FILE
    downloads,       // curl -o FILE URL, wget -O FILE
    last_updated,    // rsync SOURCE.. TARGET
    deletes_found,   // find DIR .. -delete
    git,
    patch_text,  // apply_patch
  };

  std::string_view program;
  Shape shape;
  OptionGrammar grammar;
};

const FileRow* find_file_row(std::string_view program);  // null: writes no file that we know of

// Their names in the table's order; exposed for the table's test.
std::vector<std::string_view> file_programs();

}  // namespace interlock
