#include "lib/action/code_scan.h"

#include <algorithm>
#include <unordered_set>

#include "lib/action/builder.h"
#include "lib/action/code_chains.h"
#include "lib/action/code_scanner.h"
#include "lib/action/limits.h"
#include "lib/base/text.h"

namespace interlock {
namespace {

constexpr int k_max_depth = 3;  // of code inside string interpolation
constexpr std::size_t k_max_findings = 2000;

bool is_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '$' || c == '@' || c == ' ';
}

}  // namespace

CodeFindings scan_code(std::string_view text, std::string_view language, const CodeInputs* inputs) {
  if (text.size() > k_longest_code) {
    CodeFindings findings = scan_code(text.substr(0, k_longest_code), language, inputs);
    findings.too_much = true;
    return findings;
  }
  if (language == "tcl") return scan_tcl(text);
  CodeFindings findings = CodeScanner(text, language_named(language), 0, inputs).scan();
  if (language ==
      "php") {  // a page: what stands before its first tag may be text that upsets the lexer
    const std::size_t tag = text.find("<?php");
    if (tag != std::string_view::npos && !trim(text.substr(0, tag)).empty())
      merge(findings, CodeScanner(text.substr(tag), Language::php, 0, inputs).scan());
  }
  return findings;
}

void merge(CodeFindings& into, CodeFindings&& from) {
  const auto append = [](auto& list, auto& more) {
    for (auto& one : more) list.push_back(std::move(one));
  };
  append(into.children, from.children);
  append(into.sql, from.sql);
  append(into.sql_files, from.sql_files);
  append(into.code, from.code);
  append(into.code_files, from.code_files);
  append(into.writes, from.writes);
  append(into.opaque, from.opaque);
  into.too_much = into.too_much || from.too_much;
}

CodeScanner::CodeScanner(std::string_view text, Language language, int depth,
                         const CodeInputs* inputs)
    : text_(text),
      language_(language),
      depth_(depth),
      inputs_(inputs),
      code_(lex_code(text, language)),
      values_(text_, code_, language) {}

CodeFindings CodeScanner::scan() {
  look_around();
  take_inputs();
  collect_candidates();
  memory_.collect();
  patterns_.collect();
  bind_parameters();
  for (std::size_t i = 0; i < code_.tokens.size(); ++i) {
    blocks_.pass(i);
    switch (code_.tokens[i].kind) {
      case Kind::string:
        look_at_string(i);
        break;
      case Kind::name:
        look_at_name(i);
        break;
      case Kind::sign:
        if (language_ == Language::python) look_at_comprehension(i);
        if (values_.is(i, "[")) look_at_index(i);
        if (values_.is(i, "[") || values_.is(i, "{")) look_at_environment(i);
        if (language_ == Language::awk && (values_.is(i, "|") || values_.is(i, "|&")))
          look_at_pipe(i);
        break;
      case Kind::number:
      case Kind::newline:
        break;
    }
    if (findings_.children.size() + findings_.sql.size() + findings_.code.size() > k_max_findings) {
      findings_.too_much = true;
      break;
    }
  }
  if (depth_ == 0) literals_.look();
  for (CodeFindings::Text& one : memory_.take()) findings_.sql.push_back(std::move(one));
  if (values_.is_exhausted() || !code_.is_complete) findings_.too_much = true;
  findings_.skeleton = std::move(code_.skeleton);
  const std::string again =
      depth_ == 0 ? chains_said_again(values_, code_, language_, imports_.names()) : "";
  if (!again.empty()) findings_.skeleton += "\n" + again;
  return std::move(findings_);
}

void CodeScanner::look_around() {
  bool dialects[5] = {};
  std::unordered_set<std::string_view> noted;
  const auto note = [&](std::string_view word) {
    if (word.size() > 40 || !noted.insert(word).second) return;
    const std::string lower = to_lower(word);
    if (const CodeDriver* driver = find_code_driver(lower)) {
      has_driver_ = true;
      const bool lite = driver->dialect == Dialect::sqlite || lower == "sqlalchemy" ||
                        lower == "duckdb" || lower == "pdo" || lower == "dbi";
      memory_.other_driver = memory_.other_driver || !lite;
      dialects[static_cast<std::size_t>(driver->dialect)] = true;
    }
    if (lower == "child_process") has_child_process_ = true;
    for (const std::string_view needed : {"airflow", "alembic", "fabric", "flask", "invoke", "IPC",
                                          "get_ipython", "sh", "ctypes", "docker", "postgres"})
      if (word == needed) mentioned_.emplace(needed);
  };
  for (const CodeToken& token : code_.tokens) {
    if (token.kind == Kind::name) {
      std::string_view name = code_.text(token, text_);
      while (!name.empty() && (name.front() == '$' || name.front() == '@')) name.remove_prefix(1);
      note(name.substr(0, name.find("::")));
    } else if (token.kind == Kind::string) {
      const std::string& value = code_.strings[static_cast<std::size_t>(token.string)].value.text;
      if (value.size() > 200) continue;
      const std::string_view text = value;
      note(text.starts_with("node:") && text != "node:sqlite" ? text.substr(5) : text);
      note(text.substr(0, text.find('/')));
      if (const std::string_view module = module_name(text); module.data() != text.data())
        note(module.substr(0, module.find('/')));  // "npm:pg@8"
      const std::size_t scheme = text.find("://");
      if (scheme != std::string_view::npos) {
        if (text.starts_with("postgres")) note("postgres");
        if (text.starts_with("mysql") || text.starts_with("mariadb")) note("mysql");
        if (text.starts_with("sqlite")) note("sqlite");
        if (text.starts_with("mssql") || text.starts_with("sqlserver")) note("mssql");
      }
    }
  }
  int count = 0;
  for (std::size_t i = 1; i < 5; ++i)
    if (dialects[i]) {
      ++count;
      findings_.dialect = static_cast<Dialect>(i);
    }
  if (count != 1) findings_.dialect = Dialect::generic;
}

void CodeScanner::look_at_string(std::size_t i) {
  const CodeString& string = values_.string_at(i);
  if (string.kind == CodeString::Kind::command) {
    const std::string via = language_ == Language::other ? "a command literal" : "backticks";
    static constexpr CodeSink k_sink{"", "", CodeSink::Kind::shell, 0};
    CodeArgument line;
    line.value = CodeValue::of_text(values_.literal(string));
    Callee callee;
    callee.name = via;
    act(k_sink, callee, {line});
  }
  if (string.kind == CodeString::Kind::tagged) look_at_template(i);
  if (depth_ >= k_max_depth) return;
  for (const auto& [begin, end] : string.inner) {
    const std::string_view code = text_.substr(begin, end - begin);
    if (std::all_of(code.begin(), code.end(), is_of_name)) continue;  // ${x.y}
    merge(findings_, CodeScanner(code, language_, depth_ + 1, inputs_).scan());
  }
}

void CodeScanner::look_at_name(std::size_t i) {
  if (imports_.note(i)) return;
  if (language_ == Language::node) look_at_given(i);
  look_at_loop(i);
  look_at_assignment(i);
  look_at_growth(i);
  look_at_call(i);
}

// name = expression, name += expression, with open(..) as name
void CodeScanner::look_at_assignment(std::size_t i) {
  if (values_.is(i, "with") && language_ == Language::python) {
    std::size_t at = i + 1;
    const CodeValue value = values_.evaluate(at, std::min(values_.statement_end(at), i + 400));
    if (values_.is(at, "as") && values_.is_kind(at + 1, Kind::name))
      values_.assign(std::string(values_.spelled(at + 1)), value);
    return;
  }
  std::size_t sign = i + 1;
  if (values_.is(sign, ":") && values_.is_kind(sign + 1, Kind::name)) {  // name: type = ..
    std::size_t at = sign + 1;
    while (at < sign + 8 && (values_.is_kind(at, Kind::name) || values_.is(at, ".") ||
                             values_.is(at, "[") || values_.is(at, "]") || values_.is(at, "|")))
      ++at;
    if (values_.is(at, "=")) sign = at;
  }
  const bool adds_item = language_ == Language::php && values_.is(sign, "[") &&
                         values_.is(sign + 1, "]") && values_.is(sign + 2, "=");  // $a[] = "x"
  if (adds_item) sign += 2;
  const bool sets = values_.is(sign, "=") || values_.is(sign, ":=") ||
                    (values_.is(sign, "<-") && language_ == Language::r);
  const bool appends = adds_item || values_.is(sign, "+=") || values_.is(sign, ".=") ||
                       (language_ == Language::ruby && values_.is(sign, "<<"));
  if (!sets && !appends) return;
  const std::string name = chain_to(i);  // self.sql = ..
  const std::size_t begin = sign + 1;
  const std::size_t end = values_.statement_end(begin);
  if (end <= begin) return;
  if (sets && !adds_item && look_at_targets(i, begin, end)) return;
  CodeArgument value = values_.argument(begin, end, 0, true);
  std::size_t at = begin;
  std::string chain = imports_.dotted(at);
  if (language_ == Language::node && chain.ends_with(".bind") && values_.is(at, "(")) {
    chain.erase(chain.size() - 5);  // q = client.query.bind(client)
    at = end;
  }
  if (chain.starts_with("Sequel.")) databases_.insert(name);
  if (values_.is(sign, "<<") && (databases_.contains(name) || name == "DB")) {  // DB << "drop .."
    add_sql_value(value.value, name, 0);
    return;
  }
  if (appends) {
    values_.grow(name, value.value, {false, blocks_.is_doubtful(), adds_item});
    return;
  }
  if (!chain.empty() && at >= end) {  // run = subprocess.run
    const std::string target = imports_.resolve(chain);
    const std::size_t dot = target.rfind('.');
    const std::string tail = dot == std::string::npos ? target : target.substr(dot + 1);
    if (!code_sinks(tail, language_).empty() || imports_.has(chain)) imports_.add(name, target);
  } else if (language_ == Language::node) {  // run = util.promisify(exec)
    for (at = begin; at < end && at < begin + 20; ++at)
      if (const std::string inner = imports_.wrapped(at); !inner.empty()) {
        if (!values_.is(values_.close_of(at + 1, end) + 1, "(")) imports_.add(name, inner);
        break;
      }
  }
  if (value.value.kind == CodeValue::Kind::unknown && comes_from_outside(begin, end))
    tainted_.insert(name);
  if (inputs_ != nullptr && inputs_->is_file && takes_input(begin, end)) carried_.insert(name);
  if (name.starts_with("process.env.")) place_.set(name.substr(12), value.value);
  assign_field(name, value.value);
  values_.assign(name, std::move(value.value));
  for (CodeValue& other : value.others)
    if (other.kind != CodeValue::Kind::unknown) values_.assign(name, std::move(other));
}

// a, b = "x", "y": `i` is the last of the names.
bool CodeScanner::look_at_targets(std::size_t i, std::size_t begin, std::size_t end) {
  std::size_t first = i;
  while (first >= 2 && values_.is(first - 1, ",") && values_.is_kind(first - 2, Kind::name))
    first -= 2;
  const bool starts = first == 0 || values_.is_kind(first - 1, Kind::newline) ||
                      values_.is(first - 1, ";") || values_.is(first - 1, ":");
  if (first == i || !starts || values_.is(end, ")") || values_.is(end, "]")) return false;
  const Arguments values = values_.arguments(begin, end);
  for (std::size_t at = 0; first + 2 * at <= i; ++at)
    values_.assign(std::string(values_.spelled(first + 2 * at)),
                   at < values.size() ? values[at].value : CodeValue());
  return true;
}

}  // namespace interlock
