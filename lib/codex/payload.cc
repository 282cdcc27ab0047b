// One pass, straight into the values: no document is built, so that depth and size of what an agent
// sends cost neither stack nor much memory.
#include "lib/codex/payload.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"

namespace interlock {
namespace {

using Type = JsonValue::Type;

constexpr std::size_t k_max_depth = 200;
// Paths and book-keeping, texts apart: some 25,000 values of short paths.
constexpr std::size_t k_max_leaf_bytes = 2u << 20;

static_assert(std::is_sorted(Payload::k_fields.begin(), Payload::k_fields.end()));
static_assert(std::is_sorted(Payload::k_text_keys.begin(), Payload::k_text_keys.end()));

class Reader {  // what nlohmann::json::sax_parse calls
 public:
  Payload payload;
  std::string error;

  bool null() { return scalar(Type::null, "null"); }
  bool boolean(bool value) { return scalar(Type::boolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t value) { return scalar(Type::number, std::to_string(value)); }
  bool number_unsigned(std::uint64_t value) { return scalar(Type::number, std::to_string(value)); }
  bool number_float(double, const std::string& text) { return scalar(Type::number, text); }
  bool string(std::string& text) { return scalar(Type::string, std::move(text)); }
  bool binary(nlohmann::json::binary_t&) { return fail("hook input is not JSON"); }

  bool start_object(std::size_t) { return open(Type::object); }
  bool start_array(std::size_t) { return open(Type::array); }
  bool end_object() { return close('}'); }
  bool end_array() { return close(']'); }

  bool key(std::string& name) {
    Frame& frame = frames_.back();
    if (frames_.size() == 1) {
      const auto found = std::lower_bound(Payload::k_fields.begin(), Payload::k_fields.end(), name);
      field_ = found != Payload::k_fields.end() && *found == name
                   ? static_cast<Payload::Field>(found - Payload::k_fields.begin())
                   : Payload::field_count;
    } else if (field_ == Payload::tool_input) {
      path_.resize(frame.path);
      if (!path_.empty()) path_ += '.';
      path_ += name;
      key_ = frames_.size() == 2 ? std::move(name) : std::string();
    } else if (field_ == Payload::tool_response) {
      if (frame.count++ > 0) payload.response += ',';
      append_json_string(payload.response, name);
      payload.response += ':';
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& e) {
    if (e.id == 406) return fail("hook input holds a number that is out of range");
    return fail("hook input is not JSON: it ends or goes wrong at byte " +
                std::to_string(position));
  }

 private:
  struct Frame {
    Type type;
    std::size_t path;       // length of path_ outside
    std::size_t count = 0;  // elements so far
  };

  bool fail(std::string message) {
    error = std::move(message);
    return false;
  }

  // A value begins: name it in its array, and note it where it is one that we read.
  bool begin(Type type) {
    if (frames_.empty())
      return type == Type::object ||
             fail("hook input is " + std::string(name_of(type)) + ", not an object");
    Frame& frame = frames_.back();
    if (frames_.size() == 1) return begin_field(type);
    if (field_ == Payload::tool_response && frame.type == Type::array && frame.count++ > 0)
      payload.response += ',';
    if (field_ != Payload::tool_input) return true;
    if (frame.type == Type::array) {
      path_.resize(frame.path);
      path_.append("[").append(std::to_string(frame.count++)).append("]");
    }
    if (frames_.size() == 2) return begin_text(type);
    if (frames_.size() == 3 && text_open_ && type != Type::string)
      payload.texts.back().words_only = false;
    return true;
  }

  bool begin_field(Type type) {
    path_.clear();
    key_.clear();
    text_open_ = false;
    if (field_ == Payload::field_count) return true;
    JsonValue& value = payload.fields[field_];
    if (value.type != Type::absent)
      return fail("hook input has two '" + std::string(Payload::k_fields[field_]) + "'");
    value.type = type;
    return true;
  }

  bool begin_text(Type type) {
    text_open_ = std::binary_search(Payload::k_text_keys.begin(), Payload::k_text_keys.end(), key_);
    if (!text_open_) return true;
    for (const JsonValue& other : payload.texts)
      if (other.key == key_) return fail("'tool_input' has two '" + key_ + "'");
    payload.texts.push_back({});
    payload.texts.back().key = key_;
    payload.texts.back().type = type;
    return true;
  }

  bool scalar(Type type, std::string text) {
    if (!begin(type)) return false;
    if (field_ == Payload::field_count) return true;
    if (frames_.size() == 1 && field_ != Payload::tool_input) {
      payload.fields[field_].text = std::move(text);
    } else if (field_ == Payload::tool_response) {
      if (type == Type::string)
        append_json_string(payload.response, text);
      else
        payload.response += text;
    } else if (field_ == Payload::tool_input) {
      if (text_open_ && frames_.size() == 3 && type == Type::string)
        payload.texts.back().words.push_back(text);
      if (text_open_ && frames_.size() == 2) payload.texts.back().leaf = payload.leaves.size();
      leaf_bytes_ += path_.size() + sizeof(Leaf);
      if (leaf_bytes_ > k_max_leaf_bytes)
        return fail("'tool_input' holds more values than can be checked: make several calls of it");
      payload.leaves.push_back({path_, std::move(text), type == Type::string});
    }
    return true;
  }

  bool open(Type type) {
    if (!begin(type)) return false;
    if (frames_.size() >= k_max_depth)
      return fail("hook input is nested more than " + std::to_string(k_max_depth) + " deep");
    if (!frames_.empty() && field_ == Payload::tool_response)
      payload.response += type == Type::array ? '[' : '{';
    frames_.push_back({type, path_.size()});
    return true;
  }

  bool close(char bracket) {
    frames_.pop_back();
    if (!frames_.empty() && field_ == Payload::tool_response) payload.response += bracket;
    return true;
  }

  std::vector<Frame> frames_;
  Payload::Field field_ = Payload::field_count;  // top-level key whose value is being read
  std::string path_;                             // inside tool_input
  std::string key_;                              // direct child of tool_input
  bool text_open_ = false;
  std::size_t leaf_bytes_ = 0;
};

}  // namespace

std::string_view name_of(Type type) {
  switch (type) {
    case Type::absent:
      return "nothing";
    case Type::null:
      return "null";
    case Type::boolean:
      return "a boolean";
    case Type::number:
      return "a number";
    case Type::string:
      return "a string";
    case Type::array:
      return "an array";
    case Type::object:
      return "an object";
  }
  return "";
}

Result<Payload> read_payload(std::string_view text) {
  if (trim(text).empty()) return Error{"hook input is empty"};
  // The library takes a NUL for the end of the text and would not look behind it.
  if (text.find('\0') != std::string_view::npos)
    return Error{"hook input is not JSON: it holds a NUL byte"};
  if (!is_valid_utf8(text)) return Error{"hook input is not JSON: it is not UTF-8"};
  if (text.starts_with("\xef\xbb\xbf"))  // which the library takes, in this place only
    return Error{"hook input is not JSON: it begins with a byte order mark"};
  Reader reader;
  if (!nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &reader))
    return Error{reader.error.empty() ? "hook input is not JSON" : reader.error};
  return std::move(reader.payload);
}

}  // namespace interlock
