// What stands behind a Store: the open database, and how it is written and given up. For store*.cc
// alone.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "lib/edge/sqlite.h"
#include "lib/edge/state_file.h"
#include "lib/edge/store.h"

namespace interlock {

inline constexpr char k_unit = '\x1f';  // between the words of a known subject

struct Store::Handle {
  std::string path;
  unsigned long inode = 0;
  int patience_ms = k_busy_ms;
  Database database;   // null: nothing is there yet, and nothing is to be written
  std::string broken;  // why it is gone, when it was found damaged: never an empty answer then

  // REQUIRES: code is not SQLITE_OK.
  Error explain(int code, std::string message = "");

  // The place at the head of the queue; SQLite itself then waits no longer than what is left.
  std::unique_ptr<StateLock> take_turn();

  // Ends the transaction and leaves the queue first: setting a file aside waits in it too.
  Error give_up(int code, std::unique_ptr<StateLock>& lock);

  std::optional<Error> migrate();
  std::optional<Error> write(const Batch& batch);
};

}  // namespace interlock
