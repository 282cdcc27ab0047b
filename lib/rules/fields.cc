#include "lib/rules/fields.h"

#include <algorithm>
#include <charconv>

#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr std::size_t k_most_faults = 200;
constexpr std::size_t k_quoted = 60;  // bytes of a wrong value that a message shows

std::string quoted(std::string_view text) { return '"' + shorten(text, k_quoted) + '"'; }

// Edits between two keys, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

void PackText::fault(std::size_t offset, const std::string& where, const std::string& message) {
  if (faults.size() >= k_most_faults) return;
  faults.push_back(Fault{offset, where.empty() ? message : where + ": " + message});
}

std::vector<std::string> PackText::render_faults() {
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) { return a.offset < b.offset; });
  std::vector<std::string> lines;
  for (const Fault& one : faults)
    lines.push_back(file + ":" + render_position(one.offset) + ": " + one.message);
  return lines;
}

PackText::Position PackText::position(std::size_t offset) {
  if (line_begins_.empty()) {
    line_begins_.push_back(0);
    for (std::size_t at = json.find('\n'); at != std::string_view::npos;
         at = json.find('\n', at + 1))
      line_begins_.push_back(at + 1);
  }
  offset = std::min(offset, json.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  const std::size_t begin = *(after - 1);
  // Counting goes on from the last place that was asked for, since a pack may be one long line.
  if (counted_to_ < begin || counted_to_ > offset) {
    counted_to_ = begin;
    column_ = 1;
  }
  for (; counted_to_ < offset; ++counted_to_)
    if ((static_cast<unsigned char>(json[counted_to_]) & 0xC0) != 0x80) ++column_;
  return {static_cast<std::size_t>(after - line_begins_.begin()), column_};
}

std::string PackText::render_position(std::size_t offset) {
  const Position where = position(offset);
  return std::to_string(where.line) + ":" + std::to_string(where.column);
}

Fields::Fields(PackText& pack, const JsonNode& object, std::string where)
    : pack_(pack), object_(object), where_(std::move(where)) {}

const JsonNode* Fields::node(std::string_view key) {
  known_.emplace_back(key);
  return object_.find(key);
}

void Fields::fault(std::string_view key, const std::string& message) {
  const JsonNode* value = object_.find(key);
  pack_.fault(value != nullptr ? value->begin : object_.begin, where_, message);
}

void Fields::fault_here(const std::string& message) { pack_.fault(object_.begin, where_, message); }

void Fields::wrong_type(std::string_view key, const JsonNode& value, std::string_view expected) {
  pack_.fault(value.begin, where_,
              "'" + std::string(key) + "' must be " + std::string(expected) + ", got " +
                  std::string(name_of(value.kind)));
}

std::string Fields::text(std::string_view key, Need need) {
  const JsonNode* value = node(key);
  if (value == nullptr) {
    if (need == Need::required) fault_here("'" + std::string(key) + "' is missing");
    return "";
  }
  if (value->kind != JsonNode::Kind::string) {
    wrong_type(key, *value, "a string");
  } else if (trim(value->text).empty()) {
    pack_.fault(value->begin, where_, "'" + std::string(key) + "' is blank");
  }
  return value->text;
}

void Fields::append_text(std::string_view key, const JsonNode& value,
                         std::vector<std::string>& out) {
  if (value.kind != JsonNode::Kind::string) {
    wrong_type(key, value, "a string or a list of strings");
  } else if (trim(value.text).empty()) {
    pack_.fault(value.begin, where_, "'" + std::string(key) + "' holds a blank string");
  } else if (value.text.starts_with('$')) {
    const auto list = pack_.lists.find(std::string_view(value.text).substr(1));
    if (list == pack_.lists.end())
      pack_.fault(value.begin, where_,
                  "'" + std::string(key) + "' names the list " + quoted(value.text) +
                      ", and 'lists' has no such one");
    else
      out.insert(out.end(), list->second.begin(), list->second.end());
  } else {
    out.push_back(value.text);
  }
}

std::vector<std::string> Fields::texts(std::string_view key, Need need) {
  std::vector<std::string> out;
  const JsonNode* value = node(key);
  if (value == nullptr) {
    if (need == Need::required) fault_here("'" + std::string(key) + "' is missing");
    return out;
  }
  if (value->kind != JsonNode::Kind::array) {
    append_text(key, *value, out);
    return out;
  }
  if (value->items.empty())
    pack_.fault(value->begin, where_, "'" + std::string(key) + "' is an empty list");
  for (const JsonNode& item : value->items) append_text(key, item, out);
  return out;
}

bool Fields::truth(std::string_view key) {
  const JsonNode* value = node(key);
  if (value == nullptr) return false;
  if (value->kind != JsonNode::Kind::boolean) wrong_type(key, *value, "true or false");
  return value->truth;
}

int Fields::number(std::string_view key, int usual, int least, int most) {
  const JsonNode* value = node(key);
  if (value == nullptr) return usual;
  int number = usual;
  if (value->kind != JsonNode::Kind::number) {
    wrong_type(key, *value, "a whole number");
    return usual;
  }
  const char* end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= least && number <= most) return number;
  pack_.fault(value->begin, where_,
              "'" + std::string(key) + "' must be a whole number from " + std::to_string(least) +
                  " to " + std::to_string(most) + ", got " + shorten(value->text, k_quoted));
  return usual;
}

std::vector<int> Fields::numbers(std::string_view key, std::vector<int> usual) {
  const JsonNode* value = node(key);
  if (value == nullptr) return usual;
  std::vector<const JsonNode*> items;
  if (value->kind == JsonNode::Kind::array)
    for (const JsonNode& item : value->items) items.push_back(&item);
  else
    items.push_back(value);
  if (items.empty())
    pack_.fault(value->begin, where_, "'" + std::string(key) + "' is an empty list");
  std::vector<int> out;
  for (const JsonNode* item : items) {
    int number = 0;
    const char* end = item->text.data() + item->text.size();
    const auto read = std::from_chars(item->text.data(), end, number);
    if (item->kind != JsonNode::Kind::number || read.ec != std::errc() || read.ptr != end ||
        number < 0 || number > 255)
      pack_.fault(item->begin, where_,
                  "'" + std::string(key) + "' must hold exit codes from 0 to 255");
    else
      out.push_back(number);
  }
  return out;
}

std::vector<const JsonNode*> Fields::objects(std::string_view key, Need need) {
  std::vector<const JsonNode*> out;
  const JsonNode* value = node(key);
  if (value == nullptr) {
    if (need == Need::required) fault_here("'" + std::string(key) + "' is missing");
    return out;
  }
  if (value->kind != JsonNode::Kind::array) {
    wrong_type(key, *value, "a list of objects");
    return out;
  }
  if (value->items.empty() && need == Need::required)
    pack_.fault(value->begin, where_, "'" + std::string(key) + "' is an empty list");
  for (const JsonNode& item : value->items) {
    if (item.kind != JsonNode::Kind::object)
      pack_.fault(
          item.begin, where_,
          "'" + std::string(key) + "' must hold objects, got " + std::string(name_of(item.kind)));
    else
      out.push_back(&item);
  }
  return out;
}

std::optional<std::size_t> Fields::choice(std::string_view key,
                                          std::span<const std::string_view> names, Need need) {
  const JsonNode* value = node(key);
  if (value == nullptr) {
    if (need == Need::required)
      fault_here("'" + std::string(key) + "' is missing: one of " + list_names(names));
    return std::nullopt;
  }
  if (value->kind != JsonNode::Kind::string) {
    wrong_type(key, *value, "a string");
    return std::nullopt;
  }
  const auto found = std::find(names.begin(), names.end(), value->text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  pack_.fault(
      value->begin, where_,
      "'" + std::string(key) + "' must be " + list_names(names) + ", got " + quoted(value->text));
  return std::nullopt;
}

void Fields::finish() {
  for (const JsonNode::Key& key : object_.keys) {
    if (std::find(known_.begin(), known_.end(), key.name) != known_.end()) continue;
    std::string nearest;
    std::size_t least = 3;
    if (key.name.size() < k_quoted)
      for (const std::string& known : known_)
        if (const std::size_t edits = distance(key.name, known); edits < least) {
          least = edits;
          nearest = known;
        }
    pack_.fault(key.begin, where_,
                "unknown key " + quoted(key.name) +
                    (nearest.empty() ? "" : ": did you mean '" + nearest + "'?"));
  }
}

std::string list_names(std::span<const std::string_view> names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

}  // namespace interlock
