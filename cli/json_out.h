// Values -> JSON text, by hand: a subcommand prints a handful of objects.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lib/codex/json_text.h"

namespace interlock {

class JsonOut {
 public:
  void begin_object(std::string_view key = {}) { open(key, '{'); }
  void end_object() { close('}'); }
  void begin_array(std::string_view key = {}) { open(key, '['); }
  void end_array() { close(']'); }
  void text(std::string_view key, std::string_view value) {
    next(key);
    append_json_string(out_, value);
  }
  void text(std::string_view value) { text({}, value); }  // of an array
  void truth(std::string_view key, bool value) {
    next(key);
    out_ += value ? "true" : "false";
  }
  void number(std::string_view key, long long value) {
    next(key);
    out_ += std::to_string(value);
  }
  void nothing(std::string_view key) {
    next(key);
    out_ += "null";
  }
  std::string take() { return std::move(out_); }

 private:
  void open(std::string_view key, char sign) {
    next(key);
    out_ += sign;
    counts_.push_back(0);
  }
  void close(char sign) {
    const bool empty = counts_.back() == 0;
    counts_.pop_back();
    if (!empty) new_line();
    out_ += sign;
  }
  void next(std::string_view key) {
    if (counts_.empty()) return;
    if (counts_.back()++ > 0) out_ += ',';
    new_line();
    if (key.empty()) return;
    append_json_string(out_, key);
    out_ += ": ";
  }
  void new_line() { out_ += '\n' + std::string(counts_.size() * 2, ' '); }

  std::string out_;
  std::vector<std::size_t> counts_;
};

}  // namespace interlock
