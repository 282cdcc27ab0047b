// Texts that a call takes as SQL or as code.
#include <algorithm>

#include "lib/action/builder.h"
#include "lib/action/code_scanner.h"
#include "lib/base/text.h"

namespace interlock {

void CodeScanner::add_sql_value(const CodeValue& value, const std::string& via, int depth) {
  if (depth > 4) return;
  switch (value.kind) {
    case CodeValue::Kind::unknown:
      return;
    case CodeValue::Kind::file:
      if (!is_one_hole(value.text) && findings_.sql_files.size() < 256 &&
          seen_.insert("<" + value.text.text).second)
        findings_.sql_files.push_back({value.text, via});
      return;
    case CodeValue::Kind::text:
      if (is_one_hole(value.text)) return;
      {  // For a driver, or a function named query, "truncate users" is no sentence.
        const std::string text = fill_holes(value.text, "_");
        const bool driven = has_driver_ || to_lower(via).find("query") != std::string::npos;
        const bool is_sql = looks_like_sql(text) || (driven && looks_like_sql(text + ';'));
        if (memory_.hears) return memory_.tell(value.text, via, is_sql);
        if (!is_sql) return;
      }
      if (seen_.insert("q" + value.text.text).second) findings_.sql.push_back({value.text, via});
      return;
    case CodeValue::Kind::list:
      for (const CodeValue& item : value.items) add_sql_value(item, via, depth + 1);
      return;
    case CodeValue::Kind::object:
      for (std::size_t i = 0; i < value.items.size() && i < value.keys.size(); ++i) {
        const std::string key = to_lower(value.keys[i]);
        if (key.empty() || key == "text" || key == "sql" || key == "query" || key == "statement" ||
            key == "querystring" || key == "command" || key == "args")
          add_sql_value(value.items[i], via, depth + 1);
      }
      return;
  }
}

void CodeScanner::act_sql(const std::vector<CodeArgument>& arguments, const std::string& via) {
  for (const CodeArgument& argument : arguments)
    for (const CodeValue* value : all_values(argument)) add_sql_value(*value, via, 0);
}

// fetch(url, {body: "DROP .."}), post(url, json={"query": "DROP .."}). A message's "text" is none.
void CodeScanner::act_body(const std::vector<CodeArgument>& arguments, const std::string& via) {
  static constexpr std::string_view k_keys[] = {"body", "command", "content", "data",
                                                "json", "query",   "sql",     "statement"};
  const auto is_key = [](std::string_view key) {
    return std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys);
  };
  const auto add = [&](const CodeValue& value, int depth, const auto& again) -> void {
    if (value.is_text()) return add_sql_value(value, via, 0);
    if (value.kind != CodeValue::Kind::object || depth > 3) return;
    for (std::size_t i = 0; i < value.items.size() && i < value.keys.size(); ++i)
      if (is_key(to_lower(value.keys[i]))) again(value.items[i], depth + 1, again);
  };
  for (const CodeArgument& argument : arguments) {
    if (!argument.key.empty() && !is_key(argument.key)) continue;
    for (const CodeValue* value : all_values(argument)) add(*value, 0, add);
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
  for (const CodeValue* value : all_values(first)) {
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
