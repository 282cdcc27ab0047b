#include "lib/edge/approvals.h"

#include <sodium.h>

#include <array>

#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/sqlite.h"
#include "lib/edge/store.h"
#include "lib/rules/match.h"

namespace interlock {
namespace {

constexpr std::string_view k_letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // none that look alike
constexpr std::size_t k_code_letters = 6;

std::string digest_of_call(const Call& call, const std::string& files) {
  std::string text;
  for (const std::string* part : {&call.session_id, &call.cwd, &call.tool_name, &call.text, &files})
    text += *part + '\0';
  for (const Leaf& leaf : call.leaves) text += leaf.path + '\0' + leaf.text + '\0';
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

std::string new_code() {
  std::array<unsigned char, k_code_letters> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string code;
  for (const unsigned char byte : bytes) code += k_letters[byte % k_letters.size()];
  return code;
}

std::string shown(const Call& call) {
  std::string text = call.text;
  if (text.empty()) {
    text = call.tool_name;
    for (const Leaf& leaf : call.leaves) text += ' ' + leaf.path + '=' + leaf.text;
  }
  return mask_secrets(text);
}

constexpr const char* k_columns =
    "SELECT code, session, shown, directory, reason, made_ms, approved_ms, used_ms FROM approval "
    "WHERE ";

Approval read_row(const Query& row) {
  return {row.text(0), row.text(1),   row.text(2),   row.text(3),
          row.text(4), row.number(5), row.number(6), row.number(7)};
}

Error explain(const Store& store) { return {"the approvals cannot be kept: " + store.complaint()}; }

}  // namespace

Result<std::string> request_approval(const std::string& state, const Call& call,
                                     const std::string& files, const std::string& reason) {
  const auto store = Store::open(state, Store::Use::write);
  if (!store) return store.error();
  const std::string digest = digest_of_call(call, files);
  const std::int64_t now = unix_ms();
  Query waiting(store->connection(), std::string(k_columns) + "call=? AND used_ms=0 AND made_ms>?");
  waiting.bind(digest).bind(now - k_request_ms);
  if (waiting.step()) return waiting.text(0);
  const std::string code = new_code();
  Query insert(store->connection(),
               "INSERT INTO approval(code, call, session, shown, directory, reason, made_ms, "
               "approved_ms, used_ms)"
               " VALUES(?,?,?,?,?,?,?,0,0)");
  insert.bind(code)
      .bind(digest)
      .bind(call.session_id)
      .bind(shown(call))
      .bind(call.cwd)
      .bind(reason)
      .bind(now);
  insert.step();
  if (insert.error() != SQLITE_OK) return explain(*store);
  return code;
}

Result<bool> take_approval(const std::string& state, const Call& call, const std::string& files) {
  const auto store = Store::open(state, Store::Use::write);
  if (!store) return store.error();
  const std::int64_t now = unix_ms();
  // One statement: of two calls at once only one finds it unused.
  Query take(store->connection(),
             "UPDATE approval SET used_ms=? WHERE call=? AND used_ms=0 AND approved_ms>?");
  take.bind(now).bind(digest_of_call(call, files)).bind(now - k_approval_ms);
  take.step();
  if (take.error() != SQLITE_OK) return explain(*store);
  return sqlite3_changes(store->connection()) > 0;
}

Result<std::vector<Approval>> list_approvals(const std::string& state) {
  const auto store = Store::open(state, Store::Use::write);
  if (!store) return store.error();
  std::vector<Approval> approvals;
  Query rows(store->connection(),
             std::string(k_columns) + "used_ms=0 AND made_ms>? ORDER BY made_ms");
  rows.bind(unix_ms() - k_request_ms);
  while (rows.step()) approvals.push_back(read_row(rows));
  if (rows.error() != SQLITE_OK) return explain(*store);
  return approvals;
}

Result<Approval> find_approval(const std::string& state, const std::string& code) {
  const auto approvals = list_approvals(state);
  if (!approvals) return approvals.error();
  for (const Approval& one : *approvals)
    if (one.code == to_upper(trim(code))) return one;
  return Error{"no call waits under the code " + shorten(code, 20) +
               ": a code lasts an hour and serves once"};
}

std::optional<Error> give_approval(const std::string& state, const std::string& code) {
  const auto store = Store::open(state, Store::Use::write);
  if (!store) return store.error();
  Query give(store->connection(), "UPDATE approval SET approved_ms=? WHERE code=? AND used_ms=0");
  give.bind(unix_ms()).bind(code);
  give.step();
  if (give.error() != SQLITE_OK || sqlite3_changes(store->connection()) != 1)
    return explain(*store);
  return std::nullopt;
}

}  // namespace interlock
