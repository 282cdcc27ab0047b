// Values <-> bytes of the image. One description of each struct serves both ways:
// serial(writer, value) appends it, serial(cursor, value) reads it back.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/rules/pack.h"

namespace interlock {

class Writer {
 public:
  void number(std::uint64_t value) {  // seven bits a byte, the last one below 128
    for (; value >= 0x80; value >>= 7) out += static_cast<char>((value & 0x7F) | 0x80);
    out += static_cast<char>(value);
  }
  void text(std::string_view value) {
    number(value.size());
    out += value;
  }
  std::string out;
};

// After the first wrong byte everything reads as zero or empty, and ok() says so.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  std::string_view text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      fail();
      return {};
    }
    const std::string_view value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return value;
  }
  // A count of things that take at least one byte each.
  std::size_t count() {
    const std::uint64_t size = number();
    return size > rest_.size() ? fail() : size;
  }
  bool ok() const { return ok_; }

 private:
  std::uint64_t fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

inline void serial(Writer& w, std::string& value) { w.text(value); }
inline void serial(Cursor& c, std::string& value) { value = c.text(); }
inline void serial(Writer& w, bool& value) { w.number(value ? 1 : 0); }
inline void serial(Cursor& c, bool& value) { value = c.number() != 0; }
inline void serial(Writer& w, int& value) { w.number(static_cast<std::uint32_t>(value)); }
inline void serial(Cursor& c, int& value) { value = static_cast<int>(static_cast<std::uint32_t>(c.number())); }
inline void serial(Writer& w, std::uint32_t& value) { w.number(value); }
inline void serial(Cursor& c, std::uint32_t& value) { value = static_cast<std::uint32_t>(c.number()); }
inline void serial(Writer& w, std::int64_t& value) { w.number(static_cast<std::uint64_t>(value)); }
inline void serial(Cursor& c, std::int64_t& value) { value = static_cast<std::int64_t>(c.number()); }

// An enumerator with `count` values; another number is damage and reads as the first one.
template <class E>
void serial_enum(Writer& w, E& value, std::uint64_t) {
  w.number(static_cast<std::uint64_t>(value));
}
template <class E>
void serial_enum(Cursor& c, E& value, std::uint64_t count) {
  const std::uint64_t number = c.number();
  value = static_cast<E>(number < count ? number : 0);
}

template <class A>
void serial(A& a, CommandPattern& v);
template <class A>
void serial(A& a, Check& v);
template <class A>
void serial(A& a, Step& v);
template <class A>
void serial(A& a, Gate& v);
template <class A>
void serial(A& a, Trigger& v);

template <class T>
void serial(Writer& w, std::vector<T>& values) {
  w.number(values.size());
  for (T& value : values) serial(w, value);
}
template <class T>
void serial(Cursor& c, std::vector<T>& values) {
  values.clear();
  values.resize(c.count());
  for (T& value : values) serial(c, value);
}

template <class A>
void serial(A& a, CommandPattern& v) {
  serial(a, v.programs);
  serial(a, v.verbs);
  serial(a, v.with);
  serial(a, v.without);
  serial(a, v.match);
  serial(a, v.unless);
}

template <class A>
void serial(A& a, When& v) {
  serial(a, v.environments);
  serial(a, v.directories);
  serial(a, v.permission_modes);
}

template <class A>
void serial(A& a, ToolGrammar& v) {
  serial(a, v.programs);
  serial(a, v.family);
  serial(a, v.short_values);
  serial(a, v.long_values);
  serial(a, v.flags);
  serial(a, v.short_flags);
  serial(a, v.short_optional);
  serial(a, v.reparses);
}

template <class A>
void serial(A& a, Check& v) {
  serial(a, v.argv);
  serial(a, v.passes);
  serial(a, v.fails_on);
  serial(a, v.warns_on);
  serial(a, v.unavailable_on);
  serial(a, v.seconds);
}

template <class A>
void serial(A& a, Step& v) {
  serial(a, v.id);
  serial(a, v.title);
  serial(a, v.command);
  serial(a, v.example);
  serial(a, v.checks);
}

// Examples stay in the packs.
template <class A>
void serial(A& a, Gate& v) {
  serial(a, v.id);
  serial(a, v.command);
  serial(a, v.needs);
  serial_enum(a, v.mode, 3);
}

template <class A>
void serial(A& a, Trigger& v) {
  serial(a, v.id);
  serial(a, v.on_files);
  serial(a, v.command);
  serial(a, v.runs);
}

template <class A>
void serial(A& a, Workflow& v) {
  serial(a, v.id);
  serial(a, v.programs);
  serial(a, v.scope_options);
  serial(a, v.directory_options);
  serial(a, v.directory_default);
  serial(a, v.config_file);
  serial(a, v.config_directory);
  serial(a, v.include);
  serial(a, v.also);
  serial(a, v.max_age_minutes);
  serial(a, v.steps);
  serial(a, v.gates);
  serial(a, v.triggers);
}

}  // namespace interlock
