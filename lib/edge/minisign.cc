#include "lib/edge/minisign.h"

#include <sodium.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "lib/base/text.h"

namespace interlock::minisign {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::string_view k_trusted = "trusted comment: ";
constexpr std::uint64_t k_most_memory = std::uint64_t{2} << 30;  // that a password may cost

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Result<Bytes> decode(std::string_view text, std::size_t size, const char* what) {
  Bytes bytes(text.size() + 1);
  std::size_t got = 0;
  const char* end = nullptr;
  if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &got, &end,
                        sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size() || got != size)
    return Error{std::string("this is no ") + what + " of minisign"};
  bytes.resize(got);
  return bytes;
}

std::string encode(const unsigned char* bytes, std::size_t size) {
  std::string text(sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the NUL
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::array<unsigned char, crypto_generichash_BYTES_MAX> hash_of(std::string_view bytes) {
  std::array<unsigned char, crypto_generichash_BYTES_MAX> hash{};
  crypto_generichash(hash.data(), hash.size(), raw(bytes), bytes.size(), nullptr, 0);
  return hash;
}

struct Signature {
  bool is_hashed = false;
  std::array<unsigned char, 8> id{};
  std::array<unsigned char, 64> over_bytes{}, over_comment{};
  std::string comment;
};

Result<Signature> read_signature(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.size() != 4 || !lines[2].starts_with(k_trusted))
    return Error{"this is no signature of minisign"};
  const auto first = decode(lines[1], 74, "signature");
  if (!first) return first.error();
  const auto second = decode(lines[3], 64, "signature");
  if (!second) return second.error();
  if ((*first)[0] != 'E' || ((*first)[1] != 'd' && (*first)[1] != 'D'))
    return Error{"the signature is of a kind that is not known here"};
  Signature signature;
  signature.is_hashed = (*first)[1] == 'D';
  std::copy_n(first->begin() + 2, 8, signature.id.begin());
  std::copy_n(first->begin() + 10, 64, signature.over_bytes.begin());
  std::copy_n(second->begin(), 64, signature.over_comment.begin());
  signature.comment = lines[2].substr(k_trusted.size());
  return signature;
}

// What minisign signs with its second signature.
std::string comment_message(const std::array<unsigned char, 64>& signature,
                            std::string_view comment) {
  std::string message(reinterpret_cast<const char*>(signature.data()), signature.size());
  message += comment;
  return message;
}

std::uint64_t read_number(const unsigned char* bytes) {
  std::uint64_t value = 0;
  for (int i = 7; i >= 0; --i) value = value << 8 | bytes[i];
  return value;
}

// Ed, kdf, B2, salt 32, opslimit 8, memlimit 8, then id 8, key 64, sum 32: what the password hides.
constexpr std::size_t k_secret_size = 158;
constexpr std::size_t k_salt_at = 6, k_ops_at = 38, k_memory_at = 46, k_hidden_at = 54;
constexpr std::size_t k_hidden_size = 104;

Result<Bytes> decode_secret(std::string_view file) {
  const auto lines = lines_of(file);
  if (lines.size() != 2) return Error{"this is no secret key of minisign"};
  return decode(lines[1], k_secret_size, "secret key");
}

}  // namespace

Result<PublicKey> read_public_key(std::string_view text) {
  const auto lines = lines_of(text);
  if (lines.empty()) return Error{"this is no public key of minisign"};
  const auto bytes = decode(lines.back(), 42, "public key");
  if (!bytes) return bytes.error();
  if ((*bytes)[0] != 'E' || (*bytes)[1] != 'd') return Error{"this is no public key of minisign"};
  PublicKey key;
  std::copy_n(bytes->begin() + 2, 8, key.id.begin());
  std::copy_n(bytes->begin() + 10, 32, key.key.begin());
  return key;
}

bool needs_password(std::string_view secret_key_file) {
  const auto bytes = decode_secret(secret_key_file);
  return bytes && (*bytes)[2] == 'S';
}

Result<SecretKey> read_secret_key(std::string_view file, std::string password) {
  auto bytes = decode_secret(file);
  if (!bytes) return bytes.error();
  unsigned char* const data = bytes->data();
  if (data[2] == 'S') {
    const std::uint64_t memory = read_number(data + k_memory_at);
    if (memory > k_most_memory) return Error{"the secret key asks for too much memory"};
    Bytes stream(k_hidden_size);
    if (crypto_pwhash_scryptsalsa208sha256(stream.data(), stream.size(), password.data(),
                                           password.size(), data + k_salt_at,
                                           read_number(data + k_ops_at), memory) != 0)
      return Error{"the memory that the password needs is not there"};
    for (std::size_t i = 0; i < k_hidden_size; ++i) data[k_hidden_at + i] ^= stream[i];
    sodium_memzero(stream.data(), stream.size());
  }
  sodium_memzero(password.data(), password.size());
  SecretKey key;
  std::copy_n(data + k_hidden_at, 8, key.id.begin());
  std::copy_n(data + k_hidden_at + 8, 64, key.key.begin());
  std::array<unsigned char, 32> seed{}, derived{};
  std::array<unsigned char, 64> whole{};
  std::copy_n(key.key.begin(), 32, seed.begin());
  crypto_sign_seed_keypair(derived.data(), whole.data(), seed.data());
  sodium_memzero(seed.data(), seed.size());
  const bool is_pair = whole == key.key;
  std::string summed("Ed");
  summed.append(reinterpret_cast<const char*>(data + k_hidden_at), 72);
  std::array<unsigned char, 32> sum{};
  crypto_generichash(sum.data(), sum.size(), raw(summed), summed.size(), nullptr, 0);
  // A key without a password has no sum either.
  const bool right =
      is_pair &&
      (data[2] != 'S' || sodium_memcmp(sum.data(), data + k_hidden_at + 72, sum.size()) == 0);
  sodium_memzero(data, bytes->size());
  if (!right) return Error{"the password is wrong, or the secret key is damaged"};
  return key;
}

PublicKey public_key_of(const SecretKey& secret) {
  PublicKey key;
  key.id = secret.id;
  std::copy_n(secret.key.begin() + 32, 32, key.key.begin());
  return key;
}

std::string sign(std::string_view bytes, const SecretKey& key, std::string_view trusted_comment) {
  const auto hash = hash_of(bytes);
  std::array<unsigned char, 64> over_bytes{}, over_comment{};
  crypto_sign_detached(over_bytes.data(), nullptr, hash.data(), hash.size(), key.key.data());
  const std::string message = comment_message(over_bytes, trusted_comment);
  crypto_sign_detached(over_comment.data(), nullptr, raw(message), message.size(), key.key.data());
  Bytes first{'E', 'D'};
  first.insert(first.end(), key.id.begin(), key.id.end());
  first.insert(first.end(), over_bytes.begin(), over_bytes.end());
  return "untrusted comment: signature from interlock, key " + render_id(key.id) + "\n" +
         encode(first.data(), first.size()) + "\n" + std::string(k_trusted) +
         std::string(trusted_comment) + "\n" + encode(over_comment.data(), over_comment.size()) +
         "\n";
}

std::string render_id(const std::array<unsigned char, 8>& id) {
  constexpr std::string_view k_digits = "0123456789ABCDEF";
  std::string text;
  for (auto byte = id.rbegin(); byte != id.rend(); ++byte) {
    text += k_digits[*byte >> 4];
    text += k_digits[*byte & 15];
  }
  return text;
}

Result<std::array<unsigned char, 8>> signer_of(std::string_view signature) {
  const auto read = read_signature(signature);
  if (!read) return read.error();
  return read->id;
}

Result<std::string> verify(std::string_view bytes, std::string_view text, const PublicKey& key) {
  const auto signature = read_signature(text);
  if (!signature) return signature.error();
  if (signature->id != key.id)
    return Error{"it is signed by key " + render_id(signature->id) + ", and not by key " +
                 render_id(key.id)};
  const auto hash = hash_of(bytes);
  const bool whole = signature->is_hashed
                         ? crypto_sign_verify_detached(signature->over_bytes.data(), hash.data(),
                                                       hash.size(), key.key.data()) == 0
                         : crypto_sign_verify_detached(signature->over_bytes.data(), raw(bytes),
                                                       bytes.size(), key.key.data()) == 0;
  if (!whole) return Error{"it is not what was signed"};
  const std::string message = comment_message(signature->over_bytes, signature->comment);
  if (crypto_sign_verify_detached(signature->over_comment.data(), raw(message), message.size(),
                                  key.key.data()) != 0)
    return Error{"the signature's trusted comment is not what was signed"};
  return signature->comment;
}

}  // namespace interlock::minisign
