#include "lib/workflow/config.h"

#include <algorithm>
#include <map>
#include <optional>

namespace interlock {
namespace {

constexpr std::size_t k_max_nesting = 100;
constexpr std::size_t k_max_line = 16;  // words before a brace or an equals sign that are looked at

struct Token {
  enum class Kind { name, text, sign, newline };
  Kind kind = Kind::sign;
  std::string_view source;
  std::string text;       // of a plain string: what it means
  bool computed = false;  // a string with ${ } in it, or a heredoc
};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// A cursor that cuts HCL into tokens, comments left out.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::optional<Token> next() {
    skip();
    if (at_ >= text_.size()) return std::nullopt;
    const std::size_t begin = at_;
    const char c = text_[at_];
    if (c == '\n') return ++at_, Token{Token::Kind::newline, text_.substr(begin, 1), "", false};
    if (c == '"') return string();
    if (c == '<' && text_.substr(at_, 2) == "<<") return heredoc();
    if (!is_name_char(c)) return ++at_, Token{Token::Kind::sign, text_.substr(begin, 1), "", false};
    while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
    return Token{Token::Kind::name, text_.substr(begin, at_ - begin), "", false};
  }

 private:
  void skip() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_, 2);
      if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r') {
        ++at_;
      } else if (text_[at_] == '#' || rest == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (rest == "/*") {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  Token string() {
    Token token{Token::Kind::text, "", "", false};
    const std::size_t begin = at_++;
    int braces = 0;  // inside ${ .. }, where a quote does not end the string
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (braces == 0 && (c == '"' || c == '\n')) break;
      if (c == '\\' && at_ + 1 < text_.size()) {
        token.text += text_[++at_] == 'n' ? '\n' : text_[at_];
        continue;
      }
      if ((c == '$' || c == '%') && text_.substr(at_ + 1, 1) == "{" &&
          (at_ == begin + 1 || text_[at_ - 1] != c)) {
        token.computed = true;
        ++braces;
        ++at_;
      } else if (braces > 0 && c == '{') {
        ++braces;
      } else if (braces > 0 && c == '}') {
        --braces;
      }
      token.text += c;
    }
    if (at_ < text_.size() && text_[at_] == '"') ++at_;
    token.source = text_.substr(begin, at_ - begin);
    return token;
  }

  Token heredoc() {
    const std::size_t begin = at_;
    at_ += 2;
    if (text_.substr(at_, 1) == "-") ++at_;
    const std::size_t name_begin = at_;
    while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
    const std::string_view name = text_.substr(name_begin, at_ - name_begin);
    while (!name.empty() && at_ < text_.size()) {
      const std::size_t line = text_.find('\n', at_);
      if (line == std::string_view::npos) break;
      at_ = line + 1;
      std::size_t first = at_;
      while (first < text_.size() && (text_[first] == ' ' || text_[first] == '\t')) ++first;
      if (!text_.substr(first).starts_with(name)) continue;
      at_ = first + name.size();
      return {Token::Kind::text, text_.substr(begin, at_ - begin), "", true};
    }
    at_ = name.empty() ? at_ : text_.size();
    return {Token::Kind::text, text_.substr(begin, at_ - begin), "", true};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Walks the blocks with a stack of their types and fills in what it meets.
class Reader {
 public:
  explicit Reader(std::string_view text) : lexer_(text) {}

  std::vector<ConfigEnvironment> read() {
    for (auto token = lexer_.next(); token; token = lexer_.next()) {
      if (token->kind == Token::Kind::sign && token->source == "{") {
        open();
      } else if (token->kind == Token::Kind::sign && token->source == "}") {
        if (!blocks_.empty()) close();
        line_.clear();
      } else if (token->kind == Token::Kind::sign && token->source == "=" && line_.size() == 1) {
        attribute(std::string(line_.front().source));
        line_.clear();
      } else if (token->kind == Token::Kind::newline) {
        line_.clear();
      } else if (line_.size() < k_max_line) {
        line_.push_back(*token);
      }
    }
    for (ConfigEnvironment& environment : environments_) fill_in(environment);
    return std::move(environments_);
  }

 private:
  struct Block {
    std::string type;
    int environment = -1;  // the env block it stands in
  };

  void open() {
    Block block;
    if (!blocks_.empty()) block.environment = blocks_.back().environment;
    if (!line_.empty() && blocks_.size() < k_max_nesting)
      block.type = std::string(line_.front().source);
    if (block.type == "env" && blocks_.empty()) {
      block.environment = static_cast<int>(environments_.size());
      ConfigEnvironment environment;
      if (line_.size() > 1)
        environment.name =
            line_[1].kind == Token::Kind::text ? line_[1].text : std::string(line_[1].source);
      environments_.push_back(std::move(environment));
    }
    blocks_.push_back(std::move(block));
    line_.clear();
  }

  void close() { blocks_.pop_back(); }

  // Reads the expression up to the end of the line (further when brackets are open).
  void attribute(const std::string& name) {
    std::vector<Token> value;
    int open = 0;
    bool closes = false;  // `env "x" { url = 1 }` on one line
    for (auto token = lexer_.next(); token; token = lexer_.next()) {
      if (token->kind == Token::Kind::newline && open == 0) break;
      const bool sign = token->kind == Token::Kind::sign && token->source.size() == 1;
      if (sign && std::string_view("{[(").find(token->source[0]) != std::string_view::npos) ++open;
      if (sign && std::string_view("}])").find(token->source[0]) != std::string_view::npos &&
          --open < 0) {
        closes = true;
        break;
      }
      if (token->kind != Token::Kind::newline && value.size() < 64) value.push_back(*token);
    }
    take(name, value);
    if (closes && !blocks_.empty()) close();
  }

  void take(const std::string& name, const std::vector<Token>& value) {
    const bool plain =
        value.size() == 1 && value[0].kind == Token::Kind::text && !value[0].computed;
    if (blocks_.size() == 1 && blocks_[0].type == "locals" && plain) locals_[name] = value[0].text;
    if (blocks_.empty() || blocks_.back().environment < 0) return;
    ConfigEnvironment& environment =
        environments_[static_cast<std::size_t>(blocks_.back().environment)];
    const bool in_migration = blocks_.size() == 2 && blocks_.back().type == "migration";
    if (!in_migration || name != "dir") return;
    if (plain) {
      environment.directories.push_back(value[0].text);
      return;
    }
    for (const Token& token : value) environment.unknown_directory += token.source;
    if (environment.unknown_directory.empty()) environment.unknown_directory = "(nothing)";
  }

  void fill_in(ConfigEnvironment& environment) const {
    if (!environment.unknown_directory.starts_with("local.")) return;
    const auto found = locals_.find(environment.unknown_directory.substr(6));
    if (found == locals_.end()) return;
    environment.directories.push_back(found->second);
    environment.unknown_directory.clear();
  }

  Lexer lexer_;
  std::vector<Token> line_;
  std::vector<Block> blocks_;
  std::vector<ConfigEnvironment> environments_;
  std::map<std::string, std::string> locals_;
};

}  // namespace

std::vector<ConfigEnvironment> read_hcl_environments(std::string_view text) {
  return Reader(text).read();
}

std::vector<std::string> read_hcl_variables(std::string_view text) {
  std::vector<std::string> names;
  Lexer lexer(text);
  int state = 0;  // 1: getenv, 2: getenv (
  for (auto token = lexer.next(); token; token = lexer.next()) {
    if (token->kind == Token::Kind::name && token->source == "getenv") {
      state = 1;
    } else if (state == 1 && token->source == "(") {
      state = 2;
    } else {
      if (state == 2 && token->kind == Token::Kind::text) names.push_back(token->text);
      state = 0;
    }
    // An expression inside a string: "${getenv("X")}".
    if (token->kind == Token::Kind::text && token->computed) {
      const std::string_view inner =
          token->source.substr(std::min<std::size_t>(1, token->source.size()));
      for (std::size_t at = inner.find("getenv("); at != std::string_view::npos;
           at = inner.find("getenv(", at + 1)) {
        const std::string_view rest = inner.substr(at + 7, 120);
        const std::size_t begin = rest.find_first_not_of("\"\\ ");
        if (begin == std::string_view::npos) break;
        names.emplace_back(rest.substr(begin, rest.find_first_of("\"\\ )", begin) - begin));
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace interlock
