// interlock sign, interlock verify: signatures of packs, in minisign's format.
#include <termios.h>
#include <unistd.h>

#include <algorithm>

#include "cli/subcommands.h"
#include "cli/versions.h"
#include "lib/base/text.h"
#include "lib/edge/clock.h"
#include "lib/edge/minisign.h"
#include "lib/edge/pack_file.h"
#include "lib/edge/stdio.h"

namespace interlock {
namespace {

// From a terminal without showing it, else the first line of stdin.
std::string read_password() {
  termios shown{};
  const bool is_terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
  if (is_terminal) {
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    write_all(STDERR_FILENO, "Password: ");
  }
  std::string password;
  for (char c = 0; read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) password += c;
  if (is_terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    write_all(STDERR_FILENO, "\n");
  }
  return password;
}

Result<minisign::SecretKey> secret_key_in(const std::string& path) {
  const auto text = read_pack_file(path);
  if (!text) return text.error();
  auto key = minisign::read_secret_key(
      *text, minisign::needs_password(*text) ? read_password() : std::string());
  if (!key) return Error{path + ": " + key.error().message};
  return key;
}

struct ReadOne {
  std::string bytes;
  std::vector<Pack> packs;
};

// "pack team 1.2.0, pack web 1.0.0"
std::string name_packs(const std::vector<Pack>& packs) {
  std::vector<std::string> names;
  for (const Pack& pack : packs) names.push_back("pack " + pack.name + " " + pack.version);
  return join(names, ", ");
}

// Only what `interlock check` could read is signed or verified.
Result<ReadOne> read_one_pack(const std::string& path) {
  auto bytes = read_pack_file(path);
  if (!bytes) return bytes.error();
  PackFile file = parse_packs(*bytes, path);
  if (!file.faults.empty())
    return Error{file.faults.front() + " (`interlock check " + shell_quote(path) + "` tells all)"};
  return ReadOne{std::move(*bytes), std::move(file.packs)};
}

Result<std::string> sign_one(const std::string& path, const minisign::SecretKey& key) {
  const auto one = read_one_pack(path);
  if (!one) return one.error();
  const std::string comment = "timestamp:" + std::to_string(unix_ms() / 1000) +
                              "\tfile:" + std::string(base_name(path)) + "\t" +
                              name_packs(one->packs);
  const auto written =
      write_atomically(path + ".minisig", minisign::sign(one->bytes, key, comment));
  if (!written) return written.error();
  return path + ".minisig: " + name_packs(one->packs) + ", signed by key " +
         minisign::render_id(key.id) + "\n";
}

Result<Trust> trust_of(const Globals& globals, const SignOptions& options) {
  if (options.key.empty()) return read_trust(options.trust.empty() ? k_trust_file : options.trust);
  const auto text = access(options.key.c_str(), F_OK) == 0 ? read_pack_file(options.key)
                                                           : Result<std::string>(options.key);
  if (!text) return text.error();
  const auto key = minisign::read_public_key(*text);
  if (!key) return Error{options.key + ": " + key.error().message};
  Trust trust;
  trust.file = "--key";
  trust.keys.push_back({"key " + minisign::render_id(key->id), *key, {}});
  (void)globals;
  return trust;
}

Result<std::string> verify_one(const std::string& path, const Trust& trust) {
  const auto one = read_one_pack(path);
  if (!one) return one.error();
  const auto signature = read_if_there(path + ".minisig");
  if (!signature) return signature.error();
  if (!*signature)
    return Error{path + ": the pack is not signed: " + path + ".minisig is not there"};
  std::string told = path + ": " + name_packs(one->packs);
  for (const Pack& pack : one->packs) {
    const auto signer = check_signature(trust, pack, one->bytes, *signature);
    if (!signer) return signer.error();
    if (&pack == &one->packs.front()) told += ", signed by " + *signer;
  }
  return told + "\n";
}

template <class Work>
int for_each_pack(const std::vector<std::string>& packs, Work work) {
  int status = exit_success;
  for (const std::string& path : packs) {
    const auto told = work(path);
    if (told) print(*told);
    if (!told) status = complain(told.error().message, exit_failure);
  }
  return status;
}

}  // namespace

int run_sign(const Globals&, const SignOptions& options) {
  const auto key = secret_key_in(options.key);
  if (!key) return complain(key.error().message, exit_unusable);
  return for_each_pack(options.packs,
                       [&](const std::string& path) { return sign_one(path, *key); });
}

int run_verify(const Globals& globals, const SignOptions& options) {
  const auto trust = trust_of(globals, options);
  if (!trust) return complain(trust.error().message, exit_unusable);
  if (trust->file.empty())
    return complain("no keys are trusted here: give --key PUBLIC_KEY or --trust FILE",
                    exit_unusable);
  return for_each_pack(options.packs,
                       [&](const std::string& path) { return verify_one(path, *trust); });
}

}  // namespace interlock
