// Lists that are put together piece by piece: a.append("x"), a.push("x"), push @a, "x", $a[] = "x".
#include <algorithm>

#include "lib/action/code_scanner.h"

namespace interlock {
namespace {

constexpr std::string_view k_behind[] = {"append", "array_push", "extend", "push"};
constexpr std::string_view k_in_front[] = {"array_unshift", "prepend", "unshift"};

}  // namespace

// self.words: the chain of names that ends at `i`.
std::string CodeScanner::chain_to(std::size_t i) const {
  std::string name(values_.spelled(i));
  for (int parts = 0; parts < 6 && i >= 2; ++parts) {
    const bool member =
        values_.is(i - 1, ".") || values_.is(i - 1, "->") || values_.is(i - 1, "::");
    if (!member || !values_.is_kind(i - 2, Kind::name)) break;
    i -= 2;
    name = std::string(values_.spelled(i)) + '.' + name;
  }
  return name;
}

void CodeScanner::look_at_growth(std::size_t i) {
  const std::string_view verb = values_.spelled(i);
  bool in_front = is_among(k_in_front, verb);
  const bool inserts = verb == "insert";
  const bool behind = is_among(k_behind, verb) || (verb == "concat" && language_ == Language::ruby);
  if (!in_front && !inserts && !behind) return;
  const bool method = i >= 2 && values_.is(i - 1, ".") && values_.is_kind(i - 2, Kind::name);
  const bool function = language_ == Language::perl || language_ == Language::php;
  if (method == function) return;
  std::string name = method ? chain_to(i - 2) : "";
  if (method && values_.values_of(name) == nullptr) return;  // its arguments are of no use
  bool found = false;
  Arguments arguments = call_arguments(i, found);
  if (!found || arguments.empty()) return;
  if (function) name = values_.spelled(arguments.front().begin);
  if (inserts) in_front = arguments.front().value.text.text == "0";
  if (function || inserts) arguments.erase(arguments.begin());
  CodeValue more;
  more.kind = CodeValue::Kind::list;
  for (CodeArgument& one : arguments) {
    if (one.value.kind == CodeValue::Kind::list)
      std::move(one.value.items.begin(), one.value.items.end(), std::back_inserter(more.items));
    else
      more.items.push_back(std::move(one.value));
  }
  values_.grow(name, more, {in_front, blocks_.is_doubtful(), function});
}

// What is set in the body of a class is read by way of an object or of the class.
void CodeScanner::assign_field(const std::string& name, const CodeValue& value) {
  const std::string_view owner = blocks_.class_around();
  if (owner.empty() || name.find('.') != std::string::npos) return;
  const auto assign = [&](std::string_view object, std::string_view field) {
    values_.assign(std::string(object) + '.' + std::string(field), value);
  };
  assign(owner, name);
  if (language_ == Language::node) assign("this", name);
  if (language_ == Language::python || language_ == Language::php) assign("self", name);
  if (language_ == Language::python) assign("cls", name);
  if (language_ == Language::php) assign("static", name);
  if (language_ == Language::php && name.starts_with('$'))
    assign("$this", std::string_view(name).substr(1));
}

}  // namespace interlock
