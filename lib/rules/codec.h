// Values <-> bytes of the image: serial(writer, value) appends it, serial(cursor, value)
// reads it back. Structs are described in record.h, once for both ways.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
inline void serial(Cursor& c, int& value) {
  value = static_cast<int>(static_cast<std::uint32_t>(c.number()));
}
inline void serial(Writer& w, std::uint32_t& value) { w.number(value); }
inline void serial(Cursor& c, std::uint32_t& value) {
  value = static_cast<std::uint32_t>(c.number());
}
inline void serial(Writer& w, std::int64_t& value) { w.number(static_cast<std::uint64_t>(value)); }
inline void serial(Cursor& c, std::int64_t& value) {
  value = static_cast<std::int64_t>(c.number());
}

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

template <class T>
void serial(Writer& w, std::vector<T>& values) {
  w.number(values.size());
  for (T& value : values) serial(w, value);
}
template <class T>
void serial(Cursor& c, std::vector<T>& values) {
  values.clear();
  const std::size_t count = c.count();
  for (std::size_t i = 0; i < count && c.ok(); ++i) {  // grows with what is really there
    values.emplace_back();
    serial(c, values.back());
  }
}

}  // namespace interlock
