// Either a value or one sentence that says what went wrong and where. No
// exceptions of our own cross a function boundary.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace interlock {

// Lower case, names file, rule or field and cause, no full stop:
// "rules/x.json: rule 3: 'reason' is empty".
struct Error {
  std::string message;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return state_.index() == 0; }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(value()); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const Error& error() const {
    assert(state_.index() == 1);
    return std::get<1>(state_);
  }

 private:
  const T& value() const {
    assert(state_.index() == 0);
    return std::get<0>(state_);
  }
  T& value() {
    assert(state_.index() == 0);
    return std::get<0>(state_);
  }

  std::variant<T, Error> state_;
};

}  // namespace interlock
