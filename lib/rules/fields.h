// Reading the members of one JSON object of a pack, each with its type, and
// complaining with file, line and column about everything that is not as it should be.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/rules/json_tree.h"

namespace interlock {

// A pack while it is being read.
struct PackText {
  struct Fault {
    std::size_t offset;
    std::string message;
  };
  std::string_view json;
  std::string file;
  std::map<std::string, std::vector<std::string>, std::less<>> lists;
  std::vector<Fault> faults;

  void fault(std::size_t offset, const std::string& where, const std::string& message);
  std::vector<std::string> render_faults();  // in the order of the file

  struct Position {
    std::size_t line, column;  // both from 1, columns counted in characters
  };
  Position position(std::size_t offset);
  std::string render_position(std::size_t offset);  // "4:13"

 private:
  std::vector<std::size_t> line_begins_;  // found when the first position is asked for
  std::size_t counted_to_ = 0;            // an offset whose column is known
  std::size_t column_ = 1;
};

enum class Need { optional, required };

class Fields {
 public:
  // `where` is put before each complaint: "rule postgres.direct-client"; empty for the pack itself.
  Fields(PackText& pack, const JsonNode& object, std::string where);

  void rename(std::string where) { where_ = std::move(where); }
  const std::string& where() const { return where_; }
  PackText& pack() { return pack_; }

  bool has(std::string_view key) const { return object_.find(key) != nullptr; }
  const JsonNode* node(std::string_view key);  // marks it as read
  std::string text(std::string_view key,
                   Need need = Need::optional);  // a given one may not be blank
  // A list of strings or one string; "$name" stands for a list of the pack.
  std::vector<std::string> texts(std::string_view key, Need need = Need::optional);
  bool truth(std::string_view key);
  int number(std::string_view key, int usual, int least, int most);
  std::vector<int> numbers(std::string_view key, std::vector<int> usual);
  // Members of a list of objects.
  std::vector<const JsonNode*> objects(std::string_view key, Need need = Need::optional);
  // One of the names; index in `names`.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> names,
                                    Need need = Need::optional);

  void fault(std::string_view key, const std::string& message);  // where the value of `key` stands
  void fault_here(const std::string& message);                   // where the object stands
  void finish();                                                 // complains about unknown keys

 private:
  void wrong_type(std::string_view key, const JsonNode& value, std::string_view expected);
  void append_text(std::string_view key, const JsonNode& value, std::vector<std::string>& out);

  PackText& pack_;
  const JsonNode& object_;
  std::string where_;
  std::vector<std::string> known_;
};

std::string list_names(std::span<const std::string_view> names);  // "a, b or c"

}  // namespace interlock
