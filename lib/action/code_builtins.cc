// What well known functions make of known text: decoders, joins, formats. Anything
// else stays unknown.
#include <algorithm>
#include <array>
#include <cstdlib>

#include "lib/action/code_values.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

using Kind = CodeValue::Kind;

constexpr std::size_t k_max_text = 1u << 20;

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

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Word join_items(const std::vector<CodeValue>& items, const Word& separator) {
  Word text;
  for (const CodeValue& item : items) {
    if (&item != &items.front()) text.append(separator);
    text.append(item.text);
    if (text.text.size() > k_max_text) break;
  }
  return text;
}

// What the first piece of known text among receiver and arguments is.
const CodeValue* subject_of(const CodeCall& call) {
  if (call.receiver != nullptr && call.receiver->kind == Kind::text && call.receiver->text.known())
    return call.receiver;
  for (const CodeArgument& argument : call.arguments)
    if (argument.value.is_known_text()) return &argument.value;
  return nullptr;
}

std::string encoding_of(const CodeCall& call) {
  for (const CodeArgument& argument : call.arguments) {
    if (&argument.value == subject_of(call) || !argument.value.is_known_text()) continue;
    return to_lower(argument.value.text.text);
  }
  return "";
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

CodeValue split_words(const CodeValue& value, const std::vector<CodeArgument>& arguments) {
  CodeValue list;
  list.kind = Kind::list;
  const std::string& text = value.text.text;
  if (!arguments.empty() && arguments[0].value.is_known_text() &&
      arguments[0].value.text.text.size() == 1 && arguments[0].value.text.text != " ") {
    for (const std::string_view part : split(text, arguments[0].value.text.text[0]))
      if (list.items.size() < 4096) list.items.push_back(CodeValue::of_text(Word(part)));
    return list;
  }
  std::size_t at = 0;
  while (at < text.size() && list.items.size() < 4096) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')) ++at;
    std::string word;
    const std::size_t begin = at;
    char quote = '\0';
    for (; at < text.size(); ++at) {  // as shlex would: quotes keep blanks
      const char c = text[at];
      if (quote == '\0' && (c == ' ' || c == '\n' || c == '\t')) break;
      if (quote == '\0' && (c == '"' || c == '\''))
        quote = c;
      else if (quote == c)
        quote = '\0';
      else
        word += c;
    }
    if (at > begin) list.items.push_back(CodeValue::of_text(Word(word)));
  }
  return list;
}

std::string replace_text(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  std::string out;
  std::size_t at = 0;
  for (std::size_t hit = text.find(from); hit != std::string::npos; hit = text.find(from, at)) {
    out.append(text, at, hit - at).append(to);
    at = hit + from.size();
    if (out.size() > k_max_text) return out;
  }
  return out.append(text, at);
}

bool call_text_method(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  const CodeValue& value = *call.receiver;
  if (is_one_of(name, {"strip",          "lstrip",      "rstrip",      "trim",
                       "trimStart",      "trimEnd",     "toString",    "to_s",
                       "to_str",         "valueOf",     "decode",      "encode",
                       "dedent",         "squish",      "chomp",       "chop",
                       "freeze",         "html_safe",   "stripIndent", "strip_heredoc",
                       "as_string",      "expanduser",  "dup",         "b",
                       "force_encoding", "split_lines", "resolve",     "absolute",
                       "toLocaleString"})) {
    result = value;
    return true;
  }
  const std::string& text = value.text.text;
  if (name == "format") {
    result =
        CodeValue::of_text(format_text(value.text, call.arguments, call.language == Language::lua));
    return true;
  }
  if (name == "join" && !call.arguments.empty() && call.arguments[0].value.kind == Kind::list) {
    result = CodeValue::of_text(join_items(call.arguments[0].value.items, value.text));
    return true;
  }
  if (name == "concat") {
    Word joined = value.text;
    for (const CodeArgument& argument : call.arguments) joined.append(argument.value.text);
    result = CodeValue::of_text(std::move(joined));
    return true;
  }
  if (!value.text.known()) return false;
  if (is_one_of(name, {"lower", "toLowerCase", "downcase", "casefold"}))
    result = CodeValue::of_text(Word(to_lower(text)));
  else if (is_one_of(name, {"upper", "toUpperCase", "upcase"}))
    result = CodeValue::of_text(Word(to_upper(text)));
  else if (name == "reverse")
    result = CodeValue::of_text(Word(std::string(text.rbegin(), text.rend())));
  else if (name == "split" || name == "shellsplit")
    result = split_words(value, call.arguments);
  else if (is_one_of(name, {"replace", "replaceAll", "gsub", "sub"}) &&
           call.arguments.size() >= 2 && call.arguments[0].value.is_known_text() &&
           call.arguments[1].value.is_known_text())
    result = CodeValue::of_text(Word(
        replace_text(text, call.arguments[0].value.text.text, call.arguments[1].value.text.text)));
  else
    return false;
  return true;
}

bool call_file(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  if (call.receiver != nullptr && call.receiver->kind == Kind::file) {
    // What is done to the contents of an open file rarely changes what it says.
    result = *call.receiver;
    return true;
  }
  const bool by_path = call.receiver != nullptr && call.receiver->is_text() &&
                       is_one_of(name, {"read_text", "read_bytes", "open"});
  if (by_path) {
    result = {Kind::file, call.receiver->text, {}, {}};
    return true;
  }
  const bool reads = is_one_of(name, {"open", "readFileSync", "readFile", "readTextFile",
                                      "readTextFileSync", "file_get_contents", "read", "readlines",
                                      "slurp", "read_file", "fopen", "file", "readFileAsync"});
  if (!reads || call.arguments.empty() || !call.arguments[0].value.is_text()) return false;
  if (call.receiver != nullptr && call.receiver->is_text()) return false;
  result = {Kind::file, call.arguments[0].value.text, {}, {}};
  return true;
}

}  // namespace

// "{} {name}".format(..), "%s" % x, sprintf("%s", x): what is not known stays a hole.
Word format_text(const Word& format, const std::vector<CodeArgument>& arguments, bool percent) {
  Word out;
  const std::string& text = format.text;
  std::size_t next = 0;
  const auto value_of = [&](std::string_view key) -> const CodeValue* {
    for (const CodeArgument& argument : arguments) {
      if (!key.empty() && argument.key == key) return &argument.value;
      if (!key.empty() && argument.value.kind == Kind::object)
        if (const CodeValue* item = argument.value.find(key)) return item;
    }
    std::size_t index = next;
    if (!key.empty() && key[0] >= '0' && key[0] <= '9')
      index = static_cast<std::size_t>(std::atoi(std::string(key.substr(0, 3)).c_str()));
    else if (!key.empty())
      return nullptr;
    else
      ++next;
    return index < arguments.size() ? &arguments[index].value : nullptr;
  };
  const auto put = [&](std::string_view key, std::string_view spelling) {
    const CodeValue* value = value_of(key);
    if (value != nullptr && value->is_text())
      out.append(value->text);
    else
      out.append(Word::unknown(value != nullptr && !value->text.text.empty()
                                   ? value->text.text
                                   : std::string(spelling)));
  };
  for (std::size_t i = 0; i < text.size() && out.text.size() < k_max_text;) {
    const char c = text[i], after = i + 1 < text.size() ? text[i + 1] : '\0';
    if (format.has_hole_in(i, i + 1)) {
      std::size_t end = i + 1;
      for (const Hole& hole : format.holes)
        if (hole.begin <= i && i < hole.end) end = hole.end;
      out.append(format.substr(i, end - i));
      i = end;
      continue;
    }
    if (percent && c == '%' && after == '%') {
      out.text += '%';
      i += 2;
    } else if (!percent && (c == '{' || c == '}') && after == c) {
      out.text += c;
      i += 2;
    } else if (percent && c == '%') {
      std::size_t end = i + 1;
      std::string_view key;
      if (after == '(' || after == '{' || after == '<') {
        const std::size_t close = text.find_first_of(")}>", end);
        if (close == std::string::npos || close > end + 64) {
          out.text += c;
          ++i;
          continue;
        }
        key = std::string_view(text).substr(end + 1, close - end - 1);
        end = close + 1;
      }
      while (end < text.size() &&
             std::string_view("0123456789.$+-# ").find(text[end]) != std::string::npos &&
             end < i + 16)
        ++end;
      const bool letter = end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') ||
                                                (text[end] >= 'A' && text[end] <= 'Z'));
      if (!letter || (text[end] == ' ')) {
        out.text += c;
        ++i;
        continue;
      }
      put(key, text.substr(i, end + 1 - i));
      i = end + 1;
    } else if (!percent && c == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string::npos || close > i + 64) {
        out.text += c;
        ++i;
        continue;
      }
      std::string_view key = std::string_view(text).substr(i + 1, close - i - 1);
      key = key.substr(0, key.find_first_of(":!"));
      put(key, text.substr(i, close + 1 - i));
      i = close + 1;
    } else {
      out.text += c;
      ++i;
    }
  }
  return out;
}

bool call_builtin(const CodeCall& call, CodeValue& result) {
  const std::string& name = call.name;
  const bool on_text = call.receiver != nullptr && call.receiver->is_text();
  if (call_file(call, result)) return true;
  // Names that mean one thing with a text before the dot, another with a module.
  if (call_decoder(call, result)) return true;
  if (on_text && call_text_method(call, result)) return true;
  if (call.receiver != nullptr && call.receiver->kind == Kind::list) {
    if (is_one_of(name, {"join"})) {
      Word separator(call.language == Language::node ? "," : "");
      if (!call.arguments.empty()) separator = call.arguments[0].value.text;
      result = CodeValue::of_text(join_items(call.receiver->items, separator));
      return true;
    }
    if (name == "reverse") {
      result = *call.receiver;
      std::reverse(result.items.begin(), result.items.end());
      return true;
    }
    if (is_one_of(name, {"to_a", "freeze", "flat", "copy", "each", "map", "slice", "values",
                         "compact"})) {
      result = *call.receiver;
      return true;
    }
    if (name == "concat" && !call.arguments.empty() && call.arguments[0].value.kind == Kind::list) {
      result = *call.receiver;
      for (const CodeValue& item : call.arguments[0].value.items) result.items.push_back(item);
      return true;
    }
    return false;
  }
  if (on_text || call.arguments.empty()) return false;
  const CodeValue& first = call.arguments[0].value;
  if (first.kind == Kind::file &&
      is_one_of(name, {"compile", "str", "text", "dedent", "String", "bytes", "SQL", "raw"})) {
    result = first;
    return true;
  }
  if (is_one_of(name, {"compile",     "str",      "String", "text",     "SQL",     "raw",
                       "RawSQL",      "dedent",   "Path",   "PurePath", "b",       "u",
                       "literal",     "DDL",      "sql",    "cleandoc", "lit",     "Literal",
                       "quote_ident", "tostring", "fspath", "c_str",    "cstring", "escape"}) &&
      first.is_text()) {
    result = first;
    return true;
  }
  if (is_one_of(name, {"list", "tuple", "array", "Array", "of", "c", "shlex_join"})) {
    result = {Kind::list, Word(), {}, {}};
    if (call.arguments.size() == 1 && first.kind == Kind::list)
      result = first;
    else
      for (const CodeArgument& argument : call.arguments) {
        result.items.push_back(argument.value);
        if (!argument.key.empty()) result.kind = Kind::object;
        result.keys.push_back(argument.key);
      }
    if (result.kind == Kind::list) result.keys.clear();
    return true;
  }
  if (name == "split" && first.is_known_text()) {
    if (call.language == Language::perl && call.arguments.size() > 1) return false;
    result = split_words(first, {});
    return true;
  }
  if ((name == "join" || name == "implode" || name == "paste") && call.arguments.size() >= 2) {
    const CodeValue& second = call.arguments[1].value;
    if (second.kind == Kind::list && first.is_text()) {
      result = CodeValue::of_text(join_items(second.items, first.text));
    } else if (first.kind == Kind::list && second.is_text()) {
      result = CodeValue::of_text(join_items(first.items, second.text));
    } else {
      std::vector<CodeValue> items;
      const bool separated = call.language == Language::perl;
      for (const CodeArgument& argument : call.arguments)
        if (!separated || &argument != &call.arguments.front()) items.push_back(argument.value);
      const Word slash("/");
      result = CodeValue::of_text(join_items(items, separated ? first.text : slash));
    }
    return true;
  }
  if ((name == "sprintf" || name == "format" || name == "vsprintf") && first.is_text()) {
    std::vector<CodeArgument> rest(call.arguments.begin() + 1, call.arguments.end());
    result = CodeValue::of_text(format_text(first.text, rest, true));
    return true;
  }
  if ((name == "lc" || name == "strtolower") && first.is_known_text()) {
    result = CodeValue::of_text(Word(to_lower(first.text.text)));
    return true;
  }
  if ((name == "reverse" || name == "reversed") && first.is_known_text()) {
    const std::string& text = first.text.text;
    result = CodeValue::of_text(Word(std::string(text.rbegin(), text.rend())));
    return true;
  }
  if (name == "paste0" || name == "concat") {
    Word text;
    for (const CodeArgument& argument : call.arguments) text.append(argument.value.text);
    result = CodeValue::of_text(std::move(text));
    return true;
  }
  return false;
}

}  // namespace interlock
