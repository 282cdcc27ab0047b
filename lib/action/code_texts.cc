// Texts that a call takes as SQL or as code.
#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

// Does the statement run a value that it is given as one? EXECUTE, sp_executesql, dblink ..
bool runs_its_values(std::string_view statement) {
  const std::string lower = to_lower(statement);
  for (const std::string_view part :
       {"call ", "dblink", "exec", "prepare", "_sql(", "to_xml", "set @"})
    if (lower.find(part) != std::string::npos) return true;
  return false;
}

// execute(sql, params=[..]), collection.query(query_texts=[..])
bool names_values(std::string_view key) {
  if (key.empty() || key.size() > 40) return false;
  const std::string name = to_lower(key);
  return name == "args" || name == "values" || name == "vars" || name.ends_with("_texts") ||
         name.find("param") != std::string::npos || name.find("bind") != std::string::npos;
}

}  // namespace

// True when it is a statement, so that what a call is given behind it are values for it.
bool CodeScanner::add_sql_value(const CodeValue& value, Via via, int depth) {
  if (depth > 4) return false;
  switch (value.kind) {
    case CodeValue::Kind::unknown:
      return false;
    case CodeValue::Kind::file:
      if (is_one_hole(value.text)) return false;
      if (findings_.sql_files.size() < 256 && seen_.insert("<" + value.text.text).second)
        findings_.sql_files.push_back({value.text, via});
      return true;
    case CodeValue::Kind::text: {
      if (is_one_hole(value.text)) return false;
      // For a driver, or a function named query, "truncate users" is no sentence.
      const std::string text = fill_holes(value.text, "_");
      const bool driven = has_driver_ || to_lower(via).find("query") != std::string::npos;
      const bool is_sql = looks_like_sql(text) || (driven && looks_like_sql(text + ';'));
      if (memory_.hears)
        memory_.tell(value.text, via, is_sql);
      else if (is_sql && seen_.insert("q" + value.text.text).second)
        findings_.sql.push_back({value.text, via});
      return is_sql && !runs_its_values(text);
    }
    case CodeValue::Kind::list: {
      bool tells = false;
      for (const CodeValue& item : value.items)
        tells = add_sql_value(item, via, depth + 1) || tells;
      return tells;
    }
    case CodeValue::Kind::object: {
      bool tells = false;
      for (std::size_t i = 0; i < value.items.size() && i < value.keys.size(); ++i) {
        const std::string key = to_lower(value.keys[i]);
        if (key.empty() || key == "text" || key == "sql" || key == "query" || key == "statement" ||
            key == "querystring" || key == "command")
          tells = add_sql_value(value.items[i], via, depth + 1) || tells;
      }
      return tells;
    }
  }
  return false;
}

// execute(statement, values), query(connection, statement, values): the first statement is the one.
void CodeScanner::act_sql(const Arguments& arguments, Via via) {
  bool tells = false;
  for (const CodeArgument& argument : arguments) {
    if (tells || names_values(argument.key)) continue;
    for (const CodeValue* value : argument.all()) tells = add_sql_value(*value, via, 0) || tells;
  }
}

// fetch(url, {body: "DROP .."}), post(url, json={"query": "DROP .."}). A message's "text" is none.
void CodeScanner::act_body(const std::vector<CodeArgument>& arguments, const std::string& via) {
  static constexpr std::string_view k_keys[] = {"body", "command", "content", "data",
                                                "json", "query",   "sql",     "statement"};
  const auto is_key = [](std::string_view key) {
    return std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys);
  };
  const auto add = [&](const CodeValue& value, int depth, const auto& again) -> void {
    if (value.is_text()) add_sql_value(value, via, 0);
    if (value.kind != CodeValue::Kind::object || depth > 3) return;
    for (std::size_t i = 0; i < value.items.size() && i < value.keys.size(); ++i)
      if (is_key(to_lower(value.keys[i]))) again(value.items[i], depth + 1, again);
  };
  for (const CodeArgument& argument : arguments) {
    if (!argument.key.empty() && !is_key(argument.key)) continue;
    for (const CodeValue* value : argument.all()) add(*value, 0, add);
  }
}

// Is something decoded or read from the network among these tokens?
bool CodeScanner::comes_from_outside(std::size_t begin, std::size_t end) const {
  static constexpr std::string_view k_sources[] = {
      "LWP",          "Marshal",         "URI",           "a2b_base64",
      "atob",         "b64decode",       "base64_decode", "curl_exec",
      "decode64",     "decode_base64",   "decompress",    "fetch",
      "fromhex",      "gunzip",          "gunzipSync",    "gzinflate",
      "gzuncompress", "hex2bin",         "inflate",       "inflateSync",
      "loads",        "open_uri",        "recv",          "requests",
      "str_rot13",    "strict_decode64", "unhexlify",     "unpack",
      "urllib",       "urlopen"};
  end = std::min(end, code_.tokens.size());
  for (std::size_t i = begin; i < end && i < begin + 200; ++i) {
    if (values_.is_kind(i, Kind::string)) {
      const std::string& text = values_.string_at(i).value.text;
      if (text.starts_with("http://") || text.starts_with("https://")) return true;
      continue;
    }
    if (!values_.is_kind(i, Kind::name)) continue;
    const std::string name(values_.spelled(i));
    if (tainted_.contains(name)) return true;
    if (std::binary_search(std::begin(k_sources), std::end(k_sources), std::string_view(name)))
      return true;
    if (name.starts_with("LWP::") || name == "https" || name == "axios" || name == "got")
      return true;
  }
  return false;
}

void CodeScanner::act_eval(const CodeSink& sink, const std::vector<CodeArgument>& arguments,
                           const std::string& via) {
  if (arguments.empty()) return;
  const bool is_function = sink.name == "Function" || sink.name == "create_function";
  const CodeArgument& first = is_function ? arguments.back() : arguments.front();
  for (const CodeValue* value : first.all()) {
    if (value->kind == CodeValue::Kind::file) {
      if (value->text.known() && findings_.code_files.size() < 8)
        findings_.code_files.push_back({value->text, via});
    } else if (sink.kind == CodeSink::Kind::code_file) {
      if (value->is_known_text() && findings_.code_files.size() < 8 && !value->text.text.empty())
        findings_.code_files.push_back({value->text, via});
    } else if (value->is_text() && !is_one_hole(value->text)) {
      if (seen_.insert("e" + value->text.text).second) findings_.code.push_back({value->text, via});
    } else if (comes_from_outside(first.begin, first.end)) {
      findings_.opaque.push_back(via + " runs text that was decoded or read from the network");
    }
  }
}

}  // namespace interlock
