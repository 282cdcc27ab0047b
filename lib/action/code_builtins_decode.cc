// What decoders make of known text.
#include <algorithm>
#include <cstdlib>

#include "lib/action/code_builtins_parts.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

std::string without_blanks(std::string_view text) {
  std::string kept;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') kept += c;
  return kept;
}

bool decode_base64(std::string_view text, std::string& out) {
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : without_blanks(text)) {
    int value;
    if (c >= 'A' && c <= 'Z')
      value = c - 'A';
    else if (c >= 'a' && c <= 'z')
      value = c - 'a' + 26;
    else if (c >= '0' && c <= '9')
      value = c - '0' + 52;
    else if (c == '+' || c == '-')
      value = 62;
    else if (c == '/' || c == '_')
      value = 63;
    else if (c == '=')
      break;
    else
      return false;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFFFF;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> count) & 0xFF);
    }
  }
  return true;
}

bool decode_hex(std::string_view text, std::string& out) {
  const std::string digits = without_blanks(text);
  if (digits.size() % 2 != 0) return false;
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = value(digits[i]), low = value(digits[i + 1]);
    if (high < 0 || low < 0) return false;
    out += static_cast<char>(high * 16 + low);
  }
  return true;
}

std::string decode_percent(std::string_view text, bool plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string byte;
    if (text[i] == '%' && i + 2 < text.size() && decode_hex(text.substr(i + 1, 2), byte)) {
      out += byte;
      i += 2;
    } else {
      out += plus && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string rot13(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>('a' + (c - 'a' + 13) % 26);
    if (c >= 'A' && c <= 'Z') c = static_cast<char>('A' + (c - 'A' + 13) % 26);
  }
  return out;
}

// chr(112), String.fromCharCode(112, 115), bytes([112, 115])
bool characters(const CodeCall& call, std::string& out) {
  std::vector<const CodeValue*> numbers;
  for (const CodeArgument& argument : call.arguments) {
    if (argument.value.kind == Kind::list)
      for (const CodeValue& item : argument.value.items) numbers.push_back(&item);
    else
      numbers.push_back(&argument.value);
  }
  for (const CodeValue* number : numbers) {
    if (!number->is_known_text() || number->text.text.empty()) return false;
    char* end = nullptr;
    const long value = std::strtol(number->text.text.c_str(), &end, 0);
    if (end == nullptr || *end != '\0' || value < 0 || value > 127) return false;
    out += static_cast<char>(value);
  }
  return !numbers.empty();
}

std::string encoding_of(const CodeCall& call) {
  for (const CodeArgument& argument : call.arguments) {
    if (&argument.value == subject_of(call) || !argument.value.is_known_text()) continue;
    return to_lower(argument.value.text.text);
  }
  return "";
}

}  // namespace

const CodeValue* subject_of(const CodeCall& call) {
  if (call.receiver != nullptr && call.receiver->kind == Kind::text && call.receiver->text.known())
    return call.receiver;
  for (const CodeArgument& argument : call.arguments)
    if (argument.value.is_known_text()) return &argument.value;
  return nullptr;
}

bool call_decoder(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  std::string out;
  const CodeValue* subject = subject_of(call);
  if (is_one_of(name, {"chr", "char", "fromCharCode", "fromCodePoint", "bytes", "bytearray"})) {
    if (characters(call, out)) {
      result = CodeValue::of_text(Word(out));
      return true;
    }
    if (name == "char" || subject == nullptr) return false;
  }
  if (subject == nullptr) return false;
  const std::string& text = subject->text.text;
  bool good = false;
  if (is_one_of(name,
                {"b64decode", "standard_b64decode", "urlsafe_b64decode", "decodebytes",
                 "decodestring", "a2b_base64", "atob", "base64_decode", "decode_base64", "decode64",
                 "strict_decode64", "urlsafe_decode64", "base64decode", "unbase64"}))
    good = decode_base64(text, out);
  else if (is_one_of(name, {"fromhex", "unhexlify", "a2b_hex", "hex2bin", "from_hex"}))
    good = decode_hex(text, out);
  else if (is_one_of(name, {"decodeURIComponent", "decodeURI", "unescape", "unquote",
                            "rawurldecode", "uri_unescape"}))
    good = !(out = decode_percent(text, false)).empty();
  else if (is_one_of(name, {"unquote_plus", "urldecode"}))
    good = !(out = decode_percent(text, true)).empty();
  else if (is_one_of(name, {"str_rot13", "rot13"}))
    good = !(out = rot13(text)).empty();
  else if (name == "strrev")
    good = !(out = std::string(text.rbegin(), text.rend())).empty();
  else if (is_one_of(name, {"from", "decode", "getdecoder", "Buffer", "buffer_from"})) {
    std::string encoding = encoding_of(call);
    if (call.receiver == subject && !call.arguments.empty() &&
        call.arguments.front().value.is_known_text())
      encoding = to_lower(call.arguments.front().value.text.text);
    if (encoding.empty() && call.receiver != nullptr && call.receiver != subject &&
        to_lower(call.receiver->text.text).find("base64") != std::string::npos)
      encoding = "base64";
    if (encoding == "base64" || encoding == "base64url")
      good = decode_base64(text, out);
    else if (encoding == "hex")
      good = decode_hex(text, out);
    else if (encoding.starts_with("rot"))
      good = !(out = rot13(text)).empty();
    else
      good = !(out = text).empty();
  } else if (name == "pack" || name == "unpack1" || name == "unpack") {
    // ["7073"].pack("H*"), pack("H*", "7073"), "cHM=".unpack1("m")
    const CodeValue* data = nullptr;
    std::string letter;
    if (call.receiver != nullptr && call.receiver->kind == Kind::list &&
        !call.receiver->items.empty())
      data = &call.receiver->items.front();
    else if (call.receiver != nullptr && call.receiver->is_known_text())
      data = call.receiver;
    else if (call.arguments.size() > 1)
      data = &call.arguments[1].value;
    if (!call.arguments.empty()) letter = call.arguments.front().value.text.text;
    if (data != nullptr && data->is_known_text() && letter.starts_with('H'))
      good = decode_hex(data->text.text, out);
    else if (data != nullptr && data->is_known_text() && letter.starts_with('m'))
      good = decode_base64(data->text.text, out);
  }
  if (good) result = CodeValue::of_text(Word(out));
  return good;
}

}  // namespace interlock
