#include "lib/sql/reader.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/sql/normal.h"

namespace interlock::sql {

void Reader::push(const Token& token) {
  const auto index = static_cast<std::uint32_t>(tokens_.size());
  if (tokens_.empty()) start_ = token.begin;
  const bool dot = token.kind == Kind::op && token.op == '.' && !tokens_.empty() &&
                   tokens_.back().end == token.begin;
  if (dot)
    tokens_.back().keyword = Keyword::none;  // public.t: a name, whatever the word means elsewhere
  tokens_.push_back(token);
  if (token.kind == Kind::op && token.op == '(') parentheses_.push_back(index);
  if (token.kind == Kind::op && token.op == ')' && !parentheses_.empty()) {
    tokens_[index].match = parentheses_.back();
    tokens_[parentheses_.back()].match = index;
    parentheses_.pop_back();
  }
  if (token.kind == Kind::word) watch_blocks(token);
}

// Semicolons between BEGIN and END of a routine's body end nothing. psql (PostgreSQL 15) counts
// BEGIN, CASE and END after CREATE [OR REPLACE] FUNCTION|PROCEDURE; servers know more heads.
void Reader::watch_blocks(const Token& token) {
  const Keyword word = token.keyword;
  const std::size_t index = tokens_.size() - 1;
  if (my(Dialect::postgres)) {
    if (words_++ < 4 && (word == "CREATE"_k || word == "FUNCTION"_k || word == "PROCEDURE"_k ||
                         word == "OR"_k || word == "REPLACE"_k))
      head_ += text_of(word)[0];
    routine_ = head_ == "CF" || head_ == "CP" || head_ == "CORF" || head_ == "CORP";
  } else if (word != Keyword::none && index < 24 && !routine_ && parentheses_.empty()) {
    const Keyword first = tokens_[0].keyword == "EXPLAIN"_k && tokens_.size() > 1
                              ? tokens_[1].keyword
                              : tokens_[0].keyword;
    const bool trigger = word == "TRIGGER"_k;
    const bool head = word == "FUNCTION"_k || word == "PROCEDURE"_k || word == "PROC"_k ||
                      word == "EVENT"_k || word == "PACKAGE"_k;
    const bool alters = first == "ALTER"_k && my(Dialect::mssql);
    if (first == "CREATE"_k || alters || (first == "ALTER"_k && word == "EVENT"_k))
      routine_ = trigger || (head && !my(Dialect::sqlite));
  }
  if (!routine_ || !parentheses_.empty()) return;
  const Keyword before = index > 0 ? tokens_[index - 1].keyword : Keyword::none;
  if (word == "BEGIN"_k || (word == "CASE"_k && blocks_ > 0 && before != "END"_k)) ++blocks_;
  if ((word == "TRAN"_k || word == "TRANSACTION"_k || word == "WORK"_k) && before == "BEGIN"_k)
    --blocks_;
  if (word == "END"_k && blocks_ > 0) --blocks_;
  const bool plain_end = word == "IF"_k || word == "LOOP"_k || word == "WHILE"_k ||
                         word == "REPEAT"_k || word == "FOR"_k;
  if (plain_end && before == "END"_k && !my(Dialect::postgres)) ++blocks_;
}

bool Reader::splits_here() const {
  if (place_.procedural) return true;
  if (!syntax_.delimiter.empty()) return false;
  switch (syntax_.dialect) {
    case Dialect::postgres:
    case Dialect::generic:
      return parentheses_.empty() && blocks_ == 0;
    case Dialect::mysql:
      return syntax_.client || blocks_ == 0;
    case Dialect::sqlite: {  // as sqlite3_complete() sees it: ; END ;
      if (!routine_) return true;
      const std::size_t n = tokens_.size();
      return n >= 2 && tokens_[n - 1].keyword == "END"_k && tokens_[n - 2].kind == Kind::op &&
             tokens_[n - 2].op == ';';
    }
    case Dialect::mssql:
      return !routine_;
  }
  return true;
}

void Reader::finish() {
  if (!tokens_.empty()) {
    if (!parentheses_.empty() || blocks_ > 0) lexer_.note(open_parenthesis);
    const Tokens tokens(text_, tokens_, syntax_);
    if (!syntax_.delimiter.empty()) {
      finish_chunk();
    } else if (!substitute()) {
      classes_.bits |=
          session_.pieces(tokens, place_, lexer_.open() && lexer_.position() >= text_.size()).bits;
      note_settings(tokens);
      copy_data();
    }
  }
  tokens_.clear();
  parentheses_.clear();
  head_.clear();
  words_ = 0;
  blocks_ = 0;
  routine_ = false;
}

// Between two custom delimiters stands what the server gets: perhaps several statements.
void Reader::finish_chunk() {
  const std::size_t end = tokens_.back().end;
  Place inner = place_;
  inner.base += start_;
  Syntax server = syntax_;
  server.client = false;
  server.delimiter.clear();
  if (++inner.depth > 3) return;
  classes_.bits |= session_.read(text_.substr(start_, end - start_), std::move(server), inner).bits;
}

// psql and sqlcmd put variables into the text before the server sees it.
bool Reader::substitute() {
  if (!syntax_.client || session_.client_variables.empty()) return false;
  std::string text;
  std::size_t at = start_;
  bool any = false;
  for (const Token& token : tokens_) {
    if (token.kind != Kind::hole) continue;
    std::string_view name = text_.substr(token.begin, token.end - token.begin);
    const bool psql = name[0] == ':';
    name.remove_prefix(psql ? 1 : std::min<std::size_t>(2, name.size()));
    if (!psql && !name.empty()) name.remove_suffix(1);
    const char quote = !name.empty() && (name[0] == '\'' || name[0] == '"') ? name[0] : '\0';
    if (quote != 0 && name.size() > 1) name = name.substr(1, name.size() - 2);
    const auto found = session_.client_variables.find(psql ? std::string(name) : to_lower(name));
    if (found == session_.client_variables.end()) continue;
    any = true;
    text += text_.substr(at, token.begin - at);
    if (quote != 0) text += quote;
    text += found->second;
    if (quote != 0) text += quote;
    at = token.end;
    if (text.size() > 2 * text_.size() + 65536) return false;
  }
  if (!any) return false;
  text += text_.substr(at, tokens_.back().end - at);
  const std::size_t first = session_.count();
  const Tokens tokens(text_, tokens_, syntax_);
  Place inner = place_.inner(tokens);
  inner.nested = place_.nested;
  classes_.bits |= session_.nested_text(text, syntax_, inner, false).bits;
  session_.mark_uncertain(first);
  return true;
}

// \gexec: every value of the result is a statement that runs.
void Reader::run_rows() {
  const std::vector<Token> kept = tokens_;
  finish();
  const Tokens t(text_, kept, syntax_);
  if (t.empty() || !t.is(0, "SELECT"_k)) return;
  const Text text = evaluate(t.part(1, t.find(1, "FROM"_k)), session_.variables);
  if (text.any)
    classes_.bits |= session_.nested_text(text.value, syntax_, place_.inner(t), false).bits;
}

// psql: behind COPY .. FROM STDIN come lines of data up to \. and none of them is SQL. What stands
// on the same line as the statement is read before.
void Reader::copy_data() {
  if (!syntax_.client || !(my(Dialect::postgres) || my(Dialect::generic)) ||
      tokens_[0].keyword != "COPY"_k)
    return;
  const Tokens t(text_, tokens_, syntax_);
  const std::uint32_t from = t.find(1, "FROM"_k);
  if (!t.is(from + 1, "STDIN"_k)) return;
  const std::size_t at = lexer_.position();
  const std::string_view rest = line_from(text_, at);
  std::size_t end = text_.find("\n\\.", at);
  while (end != std::string_view::npos && !trim(line_from(text_, end + 3)).empty())
    end = text_.find("\n\\.", end + 1);
  if (!trim(rest).empty() && place_.depth < 3) {
    Place inner = place_;
    inner.base += at;
    ++inner.depth;
    classes_.bits |= session_.read(rest, syntax_, inner).bits;
  }
  lexer_.seek(end == std::string_view::npos ? text_.size() : end + 3);
}

// Settings that change how the rest of the text is read.
void Reader::note_settings(const Tokens& t) {
  if (!t.is(0, "SET"_k) || syntax_.fixed) return;
  for (std::uint32_t i = 1; i < t.size() && i < 20; ++i) {
    const std::string name = to_lower(t.raw(i));
    if (name == "standard_conforming_strings" || name.find("sql_mode") != std::string::npos)
      lexer_.note(string_setting);
    if (name == "standard_conforming_strings" && my(Dialect::postgres))
      syntax_.backslash = to_lower(t.raw(i + 2)).find("off") != std::string::npos ||
                          to_lower(t.raw(i + 2)).find("false") != std::string::npos;
    if ((name == "sql_mode" || name.find(".sql_mode") != std::string::npos ||
         name == "@@sql_mode") &&
        my(Dialect::mysql)) {
      const std::string mode = to_lower(t.raw(i + 2));
      syntax_.backslash = mode.find("no_backslash_escapes") == std::string::npos;
      syntax_.ansi_quotes = mode.find("ansi") != std::string::npos;
    }
  }
}

SqlClasses Reader::run() {
  while (true) {
    lexer_.skip_blanks();
    if (line_command()) continue;
    const std::string& delimiter = syntax_.delimiter;
    if (!delimiter.empty() && text_.compare(lexer_.position(), delimiter.size(), delimiter) == 0) {
      lexer_.seek(lexer_.position() + delimiter.size());
      finish();
      continue;
    }
    Token token;
    if (!lexer_.next(token) || !session_.spend(1)) break;
    if (token.kind == Kind::op && token.op == '\\' && backslash_command(token.begin)) continue;
    if (token.kind == Kind::op && token.op == ';' && splits_here()) {
      finish();
      continue;
    }
    push(token);
  }
  finish();
  // What a body means by # or [ is read one way; what it runs or changes the reading of, in all.
  constexpr std::uint32_t k_of_nested = running_comment | server_version | string_setting | q_quote;
  session_.ambiguities |= lexer_.ambiguities() & (place_.nested ? k_of_nested : ~0u);
  if (lexer_.open()) session_.open_end = true;
  return classes_;
}

}  // namespace interlock::sql
