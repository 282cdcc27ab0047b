#include "lib/action/code_names.h"

#include <algorithm>

namespace interlock {
namespace {

using Kind = CodeToken::Kind;

constexpr std::size_t k_most_names = 500;

}  // namespace

bool CodeNames::too_many() const { return names_.size() + others_.size() > k_most_names; }

bool CodeNames::none_is_mixed() const {
  return std::none_of(others_.begin(), others_.end(),
                      [&](const std::string& name) { return names_.contains(name); });
}

void CodeNames::note(std::size_t i) {
  values_.is_kind(i, Kind::name) ? note_name(i) : note_strangers(i);
}

void CodeNames::note_value(const std::string& name, std::size_t from) {
  const bool nothing = values_.is(from, "None") || values_.is(from, "null") ||
                       values_.is(from, "nil") || values_.is(from, "undefined");
  if (nothing || too_many()) return;
  (makes_(from) ? names_ : others_).insert(name);
}

// name = .., with .. as name, and names that mean something else each time: parameters, loops.
void CodeNames::note_name(std::size_t i) {
  const std::size_t size = code_.tokens.size();
  const bool binds = values_.is(i, "def") || values_.is(i, "function") || values_.is(i, "lambda") ||
                     values_.is(i, "fn") || values_.is(i, "for") || values_.is(i, "foreach");
  if (binds) {
    const bool loops = values_.is(i, "for") || values_.is(i, "foreach");
    const std::size_t end = std::min(size, i + 60);
    for (std::size_t at = i + 1; at < end && !values_.is_kind(at, Kind::newline) &&
                                 !values_.is(at, ")") && !values_.is(at, "{");
         ++at) {
      if (loops && (values_.is(at, "in") || values_.is(at, "of") || values_.is(at, "="))) break;
      if (values_.is_kind(at, Kind::name)) others_.emplace(values_.spelled(at));
    }
  }
  if (values_.is(i, "as") && values_.is_kind(i + 1, Kind::name)) {
    std::size_t with = i;
    while (with > 0 && i - with < 60 && !values_.is(with, "with") && !values_.is(with, ",") &&
           !values_.is_kind(with, Kind::newline))
      --with;
    if (language_ == Language::python)
      note_value(std::string(values_.spelled(i + 1)), with + 1);
    else
      others_.emplace(values_.spelled(i + 1));
    return;
  }
  const bool sets = values_.is(i + 1, "=") || values_.is(i + 1, ":=");
  if (!sets) return;
  std::string name(values_.spelled(i));
  for (std::size_t at = i; at >= 2 && (values_.is(at - 1, ".") || values_.is(at - 1, "->")) &&
                           values_.is_kind(at - 2, Kind::name);
       at -= 2)
    name = std::string(values_.spelled(at - 2)) + '.' + name;
  note_value(name, i + 2);
  std::size_t first = i;  // a, b = ..
  while (first >= 2 && values_.is(first - 1, ",") && values_.is_kind(first - 2, Kind::name))
    first -= 2;
  if (first == 0 || values_.is_kind(first - 1, Kind::newline) || values_.is(first - 1, ";"))
    for (std::size_t at = first; at < i; at += 2) others_.emplace(values_.spelled(at));
}

// (a, b) => .., my ($a, $b) = .., { |a, b| .. }: the names get what is not seen here.
void CodeNames::note_strangers(std::size_t i) {
  std::size_t from = i, to = i;
  if (i > 0 && (values_.is(i, "=>") || values_.is(i, "="))) {
    from = i - 1;
    const bool group = values_.is(from, ")") || values_.is(from, "}") || values_.is(from, "]");
    if (group && code_.tokens[from].match >= 0)
      from = static_cast<std::size_t>(code_.tokens[from].match);
    else if (values_.is(i, "="))
      return;
  } else if (i > 0 && values_.is(i, "|") && (values_.is(i - 1, "{") || values_.is(i - 1, "do"))) {
    for (to = i + 1; to < i + 20 && to < code_.tokens.size() && !values_.is(to, "|");) ++to;
  }
  for (; from < to; ++from)
    if (values_.is_kind(from, Kind::name)) others_.emplace(values_.spelled(from));
}

}  // namespace interlock
