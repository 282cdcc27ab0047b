#include "lib/sql/session.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/classify.h"
#include "lib/sql/normal.h"
#include "lib/sql/reader.h"

namespace interlock::sql {
namespace {

constexpr std::size_t k_statement_cost = 4, k_command_cost = 8;  // beside tokens
constexpr int k_deepest = 12;           // texts in texts, statements in statements
constexpr std::size_t k_most = 10'000;  // statements kept; the rest leave only their classes
constexpr std::size_t k_most_parts =
    500;  // statements inside others that get an entry of their own
constexpr std::size_t k_most_part_tokens = 100000;
constexpr std::size_t k_part_tokens_of_a_step = 16;  // they have been read once before

}  // namespace

Session::Session(std::size_t input_size, std::size_t& work)
    : work_(work), nested_budget_(2 * input_size + 65536) {}

bool Session::spend(std::size_t tokens) {
  if (work_ < tokens) {
    work_ = 0;
    rest_.add(SqlClass::dynamic);
    return false;
  }
  work_ -= tokens;
  return true;
}

Place Place::inner(const Tokens& tokens) const {
  Place result = *this;
  result.nested = true;
  ++result.depth;
  result.scanned = false;
  result.with = Tokens();
  if (!fixed && !tokens.empty()) {
    result.begin = base + tokens.at(0).begin;
    result.end = base + tokens.at(tokens.size() - 1).end;
  }
  return result;
}

bool is_harmless(SqlClasses classes) {
  constexpr std::uint32_t k_harmless =
      static_cast<std::uint32_t>(SqlClass::read) | static_cast<std::uint32_t>(SqlClass::write) |
      static_cast<std::uint32_t>(SqlClass::create) |
      static_cast<std::uint32_t>(SqlClass::transaction) |
      static_cast<std::uint32_t>(SqlClass::session) | static_cast<std::uint32_t>(SqlClass::meta) |
      static_cast<std::uint32_t>(SqlClass::unknown);
  return (classes.bits & ~k_harmless) == 0;
}

SqlClasses Session::read(std::string_view text, Syntax syntax, Place place) {
  return Reader(*this, text, std::move(syntax), place).run();
}

SqlClasses Session::statement(const Tokens& tokens, const Place& place, bool open) {
  if (tokens.empty()) return {};
  Found found;
  const std::size_t again = place.scanned ? tokens.size() / k_part_tokens_of_a_step : 0;
  if (!spend(k_statement_cost + again) && place.scanned) {
    found.classes.add(SqlClass::dynamic);
    return found.classes;
  }
  found.certain = !open;
  if (place.depth > k_deepest) {
    found.classes.add(SqlClass::dynamic);
    return found.classes;
  }
  if (place.scanned &&
      (++parts_ > k_most_parts || (part_tokens_ += tokens.size()) > k_most_part_tokens)) {
    Classifier(*this, place, found)
        .statement(tokens);  // its classes count, its text would only repeat
    return found.classes;
  }
  const std::size_t index = statements_.size();
  if (index < k_most) statements_.emplace_back();  // nested ones stand behind it
  Classifier(*this, place, found).statement(tokens);
  const SqlClasses classes = found.classes;
  if (index >= k_most) {
    rest_.bits |= classes.bits;
    return classes;
  }
  fill(index, tokens, place, std::move(found));
  return classes;
}

void Session::fill(std::size_t index, const Tokens& tokens, const Place& place, Found found) {
  Statement& out = statements_[index];
  out.text = render(tokens);
  out.begin = place.fixed ? place.begin : place.base + tokens.at(0).begin;
  out.end = place.fixed ? place.end : place.base + tokens.at(tokens.size() - 1).end;
  out.classes = found.classes;
  out.certain = found.certain;
  out.nested = place.nested;
  for (std::string& name : found.objects)
    if (std::find(out.objects.begin(), out.objects.end(), name) == out.objects.end())
      out.objects.push_back(std::move(name));
  out.shell = std::move(found.shell);
  out.include = std::move(found.include);
}

std::vector<Statement> Session::take() {
  if (rest_.bits != 0) {
    statements_.emplace_back();
    statements_.back().classes = rest_;
    statements_.back().certain = false;
  }
  return std::move(statements_);
}

SqlClasses Session::command(Statement meta) {
  spend(k_command_cost);
  const std::string_view verb = std::string_view(meta.text).substr(0, meta.text.find(' '));
  if (verb == "\\c" || verb == "\\connect") temporaries.clear();
  if (verb == "\\if") may_make_temporaries = false;
  const SqlClasses classes = meta.classes;
  if (statements_.size() < k_most)
    statements_.push_back(std::move(meta));
  else
    rest_.bits |= classes.bits;
  return classes;
}

SqlClasses Session::nested_text(const std::string& text, const Syntax& syntax, const Place& place,
                                bool procedural) {
  if (place.depth > k_deepest || text.size() > nested_budget_) {
    SqlClasses classes;
    classes.add(SqlClass::dynamic);
    return classes;
  }
  nested_budget_ -= text.size();
  Place inner = place;
  inner.fixed = true;
  inner.scanned = false;
  inner.procedural = procedural;
  Syntax plain = syntax;
  plain.client = false;
  plain.delimiter.clear();
  const bool open_before = open_end;
  const SqlClasses classes = read(text, std::move(plain), inner);
  open_end = open_before;
  return classes;
}

SqlClasses Session::call_routine(const std::string& name, const Syntax& syntax,
                                 const Place& place) {
  const auto found = routines.find(name);
  if (found == routines.end() || found->second.reading || name.empty()) return {};
  found->second.reading = true;
  Place inner = place;
  inner.nested = true;
  ++inner.depth;
  const std::string body = found->second.body;
  const SqlClasses classes = nested_text(body, syntax, inner, true);
  if (const auto again = routines.find(name); again != routines.end())
    again->second.reading = false;
  return classes;
}

void Session::mark_uncertain(std::size_t from) {
  for (std::size_t i = from; i < statements_.size(); ++i) statements_[i].certain = false;
}

void Session::forget(std::size_t from) {
  if (from < statements_.size()) statements_.resize(from);
}

}  // namespace interlock::sql
