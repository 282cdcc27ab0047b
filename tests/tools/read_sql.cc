// Shows how texts are read, for tests in other languages. On standard input: records of two fields,
// each ended by a NUL: "postgres|mysql|sqlite|mssql|generic[+client]", then the text. For each record
// one line of JSON: {"looks":false,"statements":[{"text":..,"classes":..,"certain":..,"nested":..,..}]}
#include <cstdio>
#include <string>
#include <string_view>

#include "lib/sql/sql.h"

namespace {

using namespace interlock;

void append_json(std::string& out, std::string_view text) {
  constexpr char k_hex[] = "0123456789abcdef";
  out += '"';
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte >= 0x7f) {  // bytes, not characters: the text may be no UTF-8
      out += "\\u00";
      out += k_hex[byte >> 4];
      out += k_hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void append_statement(std::string& out, const Statement& one) {
  out += "{\"text\":";
  append_json(out, one.text);
  out += ",\"classes\":";
  append_json(out, render_classes(one.classes));
  out += one.certain ? ",\"certain\":true" : ",\"certain\":false";
  out += one.nested ? ",\"nested\":true" : ",\"nested\":false";
  out += ",\"begin\":" + std::to_string(one.begin) + ",\"end\":" + std::to_string(one.end) + ",\"objects\":[";
  for (std::size_t i = 0; i < one.objects.size(); ++i) {
    if (i > 0) out += ',';
    append_json(out, one.objects[i]);
  }
  out += "],\"shell\":";
  append_json(out, one.shell);
  out += ",\"include\":";
  append_json(out, one.include);
  out += '}';
}

SqlOptions options_of(std::string_view field) {
  SqlOptions options;
  const std::size_t plus = field.find('+');
  options.client = plus != std::string_view::npos;
  const std::string_view name = field.substr(0, plus);
  if (name == "postgres") options.dialect = Dialect::postgres;
  if (name == "mysql") options.dialect = Dialect::mysql;
  if (name == "sqlite") options.dialect = Dialect::sqlite;
  if (name == "mssql") options.dialect = Dialect::mssql;
  return options;
}

bool read_field(std::string& field) {
  field.clear();
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == 0) return true;
    field += static_cast<char>(c);
  }
  return false;
}

}  // namespace

int main() {
  std::string dialect, text;
  while (read_field(dialect) && read_field(text)) {
    std::string out = looks_like_sql(text) ? "{\"looks\":true,\"statements\":[" : "{\"looks\":false,\"statements\":[";
    bool first = true;
    for (const Statement& one : read_sql(text, options_of(dialect))) {
      if (!first) out += ',';
      first = false;
      append_statement(out, one);
    }
    out += "]}\n";
    std::fwrite(out.data(), 1, out.size(), stdout);
    std::fflush(stdout);
  }
  return 0;
}
