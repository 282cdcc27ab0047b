// Text that reaches a database: where statements lie, and what must not change how they are judged.
#include "lib/sql/sql.h"

#include <algorithm>
#include <cctype>

#include "lib/sql/lex.h"
#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

namespace {

constexpr std::uint32_t bit(SqlClass one) { return static_cast<std::uint32_t>(one); }

// What rules refuse; a text that is too deep to be read is dynamic instead.
constexpr std::uint32_t k_harm =
    bit(SqlClass::drop) | bit(SqlClass::drop_other) | bit(SqlClass::truncate) |
    bit(SqlClass::delete_all) | bit(SqlClass::update_all) | bit(SqlClass::alter_destructive) |
    bit(SqlClass::replace) | bit(SqlClass::privilege) | bit(SqlClass::code);

struct Summary {
  std::uint32_t bits = 0;
  bool certain = true;
  friend bool operator==(const Summary&, const Summary&) = default;
};

Summary summary_of(std::string_view text, const SqlOptions& options) {
  Summary all;
  for (const Statement& statement : read_sql(text, options)) {
    all.bits |= statement.classes.bits;
    all.certain = all.certain && statement.certain;
  }
  return all;
}

void check_places(const std::vector<Statement>& statements, std::size_t size, bool in_order) {
  std::size_t last = 0;
  for (const Statement& statement : statements) {
    promise(statement.begin <= statement.end && statement.end <= size,
            "a statement lies inside the text");
    promise(statement.classes.bits != 0, "a statement has a class");
    // A client's own command may stand inside of a statement and runs first.
    if (!in_order || statement.nested || statement.classes.has(SqlClass::meta)) continue;
    promise(statement.end >= last, "statements come in order");
    last = statement.end;
  }
}

// The same tokens with more between two that something separates already.
std::string spaced(std::string_view text, const std::vector<sql::Token>& tokens,
                   std::string_view blank) {
  std::string out;
  std::size_t at = 0;
  for (const sql::Token& token : tokens) {
    out += text.substr(at, token.begin - at);
    if (token.begin > at) out += blank;
    at = token.begin;
    out += text.substr(at, token.end - at);
    at = token.end;
  }
  return out += text.substr(at);
}

std::string with_other_case(std::string_view text, const std::vector<sql::Token>& tokens) {
  std::string out(text);
  for (const sql::Token& token : tokens)
    if (token.kind == sql::Kind::word)
      for (std::size_t i = token.begin; i < token.end; ++i)
        if (const auto c = static_cast<unsigned char>(out[i]); c < 0x80)
          out[i] = static_cast<char>(std::isupper(c) ? std::tolower(c) : std::toupper(c));
  return out;
}

bool changes_reading(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower.find("sql_mode") != std::string::npos ||
         lower.find("standard_conforming_strings") != std::string::npos;
}

// Blanks, comments and the case of words say nothing, wherever they stand.
void check_spelling(std::string_view text, const SqlOptions& options, const Summary& before) {
  if (changes_reading(text)) return;  // then these tokens are not the ones that were read
  const sql::Syntax syntax = sql::syntax_of(options);
  sql::Lexer lexer(text, syntax);
  std::vector<sql::Token> tokens;
  for (sql::Token token; lexer.next(token);) tokens.push_back(token);
  // GO stands alone on its line: a comment before it would change what is said.
  const bool by_line = options.dialect == Dialect::mssql;
  promise(summary_of(spaced(text, tokens, by_line ? "  " : " /* ; */\n"), options) == before,
          "blanks and comments between words change nothing");
  promise(summary_of(with_other_case(text, tokens), options) == before,
          "the case of words changes nothing");
}

std::string quoted(std::string_view text, bool backslash) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || (c == '\\' && backslash)) out += c;
    out += c;
  }
  return out + "'";
}

// Whoever runs the text as a string runs what is in it.
void check_nesting(std::string_view text, const SqlOptions& options, const Summary& before) {
  const bool mysql = options.dialect == Dialect::mysql;
  const std::string carrier =
      mysql ? "EXECUTE IMMEDIATE " + quoted(text, true)
      : options.dialect == Dialect::mssql
          ? "EXEC(" + quoted(text, false) + ")"
          : "DO " + quoted("BEGIN EXECUTE " + quoted(text, false) + "; END", false);
  const std::uint32_t inside = summary_of(carrier, options).bits;
  if ((inside & bit(SqlClass::dynamic)) == 0)
    promise((before.bits & k_harm & ~inside) == 0, "a string that runs hides nothing");
}

// Reading what was rendered: literals are gone, so only its form must stay.
void check_normal_form(const std::vector<Statement>& statements) {
  const SqlOptions options{.dialect = Dialect::postgres, .client = false};
  for (const Statement& statement : statements) {
    if (!statement.certain || statement.nested || statement.text.empty()) continue;
    const std::vector<Statement> again = read_sql(statement.text, options);
    promise(!again.empty() && again[0].text == statement.text, "the normal form is its own");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  // Read in several ways: the worse statements of the others stand behind.
  const bool once =
      text.find("/*!") == text.npos && text.find("/*M!") == text.npos && !changes_reading(text);
  for (const Dialect dialect :
       {Dialect::generic, Dialect::postgres, Dialect::mysql, Dialect::sqlite, Dialect::mssql}) {
    for (const bool client : {false, true})
      check_places(read_sql(text, {.dialect = dialect, .client = client}), size,
                   once && dialect != Dialect::generic);
    const SqlOptions options{.dialect = dialect, .client = false};
    const Summary before = summary_of(text, options);
    promise(summary_of("\n /* a comment */ \n" + std::string(text), options).bits == before.bits,
            "a comment in front hides nothing");
    promise((before.bits & ~summary_of("select 1;\n" + std::string(text), options).bits) == 0,
            "a statement in front hides nothing");
    if (before.certain)
      promise((before.bits & ~summary_of(std::string(text) + "\n;\nselect 1", options).bits) == 0,
              "a statement behind hides nothing");
    if (dialect == Dialect::generic) continue;  // which reads some tokens in several ways
    check_spelling(text, options, before);
    if (dialect != Dialect::sqlite && !changes_reading(text)) check_nesting(text, options, before);
  }
  check_normal_form(read_sql(text, {.dialect = Dialect::postgres, .client = false}));
  promise(looks_like_sql(text) == looks_like_sql("/* x */\n" + std::string(text)),
          "a comment in front does not change what text looks like");
  return 0;
}
