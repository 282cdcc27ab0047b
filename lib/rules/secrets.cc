// What must not be written down or shown: passwords in URLs, after options, in variables
// and connection strings, and tokens whose look gives them away. One pass over the text.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/rules/match.h"

namespace interlock {
namespace {

constexpr std::string_view k_mask = "***";

constexpr std::array<std::string_view, 15> k_secret_words = {
    "access-key", "access_key",  "accesskey",  "api-key", "api_key",
    "apikey",     "credential",  "passphrase", "passwd",  "password",
    "pgpass",     "private_key", "pwd",        "secret",  "token"};

constexpr std::array<std::string_view, 27> k_token_beginnings = {
    "AIza",       "AKIA",        "ASIA",        "dop_v1_", "eyJ",    "gho_",  "ghp_",
    "ghs_",       "ghu_",        "github_pat_", "glpat-",  "hf_",    "napi_", "npm_",
    "pscale_pw_", "pscale_tkn_", "rk_live_",    "sbp_",    "shpat_", "sk-",   "sk_live_",
    "whsec_",     "xapp-",       "xoxa-",       "xoxb-",   "xoxp-",  "ya29."};

// Programs whose short option takes a password; `attached`: only as -pSECRET.
struct PasswordLetter {
  std::string_view program;
  char letter;
  bool attached;
};
constexpr std::array<PasswordLetter, 17> k_letters = {{
    {"bcp", 'P', false},
    {"cqlsh", 'p', false},
    {"curl", 'u', false},
    {"isql", 'P', false},
    {"mariadb", 'p', true},
    {"mariadb-admin", 'p', true},
    {"mariadb-dump", 'p', true},
    {"mongo", 'p', false},
    {"mongosh", 'p', false},
    {"mycli", 'p', true},
    {"mysql", 'p', true},
    {"mysqladmin", 'p', true},
    {"mysqldump", 'p', true},
    {"mysqlsh", 'p', true},
    {"osql", 'P', false},
    {"redis-cli", 'a', false},
    {"sqlcmd", 'P', false},
}};

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_quote(char c) { return c == '\'' || c == '"' || c == '`'; }

bool is_secret_name(std::string_view name) {
  if (name.size() > 80) return false;
  const std::string lower = to_lower(name);
  return std::any_of(k_secret_words.begin(), k_secret_words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool looks_like_token(std::string_view word) {
  return std::any_of(k_token_beginnings.begin(), k_token_beginnings.end(),
                     [&](std::string_view beginning) {
                       return word.starts_with(beginning) && word.size() >= beginning.size() + 10;
                     });
}

class Masker {
 public:
  explicit Masker(std::string_view text) : text_(text) {}

  std::string mask(std::size_t enough) {
    while (at_ < text_.size() && out_.size() < enough) {
      const bool begins = at_ == 0 || !is_name_byte(text_[at_ - 1]);
      if (text_.substr(at_).starts_with("://"))
        url();
      else if (begins && is_name_byte(text_[at_]))
        name();
      else
        out_ += text_[at_++];
    }
    return std::move(out_);
  }

 private:
  // A value from `at_` on: inside its quotes, or up to a blank or a sign that ends it.
  void value() {
    if (at_ >= text_.size()) return;
    const char first = text_[at_];
    std::size_t end = at_;
    if (is_quote(first)) {
      out_ += first;
      ++at_;
      end = text_.find(first, at_);
      end = std::min(end, text_.size());
    } else {
      if (first == '$') return;  // a variable's name is no secret
      while (end < text_.size() && !is_blank(text_[end]) &&
             std::string_view("&;,'\"`)}|<>").find(text_[end]) == std::string_view::npos)
        ++end;
    }
    if (end > at_) out_ += k_mask;
    at_ = end;
  }

  // scheme://user:SECRET@host
  void url() {
    out_ += "://";
    at_ += 3;
    if (at_ >= token_end_) measure_token();
    const std::string_view token = text_.substr(at_, token_end_ - at_);
    const std::string_view authority = token.substr(0, token.find_first_of("/?#"));
    std::size_t sign = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    if (sign == std::string_view::npos && colon != std::string_view::npos && last_at_sign_ > at_ &&
        authority.find_first_not_of("0123456789", colon + 1) != std::string_view::npos)
      sign = last_at_sign_ - at_;  // a password with a slash in it
    if (sign == std::string_view::npos) return;
    if (colon < sign) {
      out_ += token.substr(0, colon + 1);
      out_ += token.substr(colon + 1).starts_with('$') ? token.substr(colon + 1, sign - colon - 1)
                                                       : k_mask;
    } else {
      out_ += sign >= 20 ? k_mask : token.substr(0, sign);  // a token in the user's place
    }
    at_ += sign;
  }

  // Where the blank or quote stands that ends the token, and the last @ before it. Once for all
  // URLs in it.
  void measure_token() {
    last_at_sign_ = 0;
    for (token_end_ = at_; token_end_ < text_.size(); ++token_end_) {
      const char c = text_[token_end_];
      if (is_blank(c) || is_quote(c) || c == '<' || c == '>') break;
      if (c == '@') last_at_sign_ = token_end_;
    }
  }

  void name() {
    std::size_t end = at_;
    while (end < text_.size() && is_name_byte(text_[end])) ++end;
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end;
    if (looks_like_token(word)) {
      out_ += k_mask;
      return;
    }
    if (password_letter(word)) return;
    out_ += word;
    const auto row = std::find_if(k_letters.begin(), k_letters.end(),
                                  [&](const PasswordLetter& one) { return one.program == word; });
    if (row != k_letters.end()) letter_ = &*row;
    const std::string lower = word.size() <= 6 ? to_lower(word) : "";
    if (lower == "bearer" || lower == "basic" || lower == "by" || is_secret_name(word))
      after_secret(word, lower);
  }

  // -pSECRET, -P SECRET of the program that stands before.
  bool password_letter(std::string_view word) {
    if (letter_ == nullptr || word.size() < 2 || word[0] != '-' || word[1] != letter_->letter)
      return false;
    if (word.size() > 2) {
      out_ += word.substr(0, 2);
      at_ -= word.size() - 2;
      value();
      return true;
    }
    if (at_ < text_.size() && is_quote(text_[at_])) {  // -p'..'
      out_ += word;
      value();
      return true;
    }
    if (letter_->attached) return false;
    out_ += word;
    copy_blanks();
    value();
    return true;
  }

  void copy_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) out_ += text_[at_++];
  }

  // What follows a name that announces a secret: =value, ": value", or after an option a word.
  void after_secret(std::string_view word, std::string_view lower) {
    const std::size_t before = at_;
    const std::size_t kept = out_.size();
    if (at_ < text_.size() && is_quote(text_[at_])) out_ += text_[at_++];  // "password": "x"
    copy_blanks();
    const char sign = at_ < text_.size() ? text_[at_] : '\0';
    const bool plain_word = lower == "by" || lower == "bearer" || lower == "basic";
    if ((sign == '=' || sign == ':') && !plain_word && !text_.substr(at_).starts_with("://")) {
      out_ += sign;
      ++at_;
      copy_blanks();
      return value();
    }
    const bool moved = at_ > before;
    const bool quoted = is_quote(sign);
    const bool takes_word =
        (word.starts_with("--") && sign != '-') || lower == "bearer" || lower == "basic";
    if (moved && (quoted || takes_word)) return value();
    out_.resize(kept);
    at_ = before;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  const PasswordLetter* letter_ = nullptr;
  std::size_t token_end_ = 0;
  std::size_t last_at_sign_ = 0;
};

}  // namespace

std::string mask_secrets(std::string_view text, std::size_t enough) {
  return Masker(text).mask(enough);
}

}  // namespace interlock
