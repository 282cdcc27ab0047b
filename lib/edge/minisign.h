// Signatures of packs as minisign writes them: Ed25519 over the file ("Ed") or over its BLAKE2b-512
// ("ED"), and over the trusted comment. Format: https://jedisct1.github.io/minisign/
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "lib/base/result.h"

namespace interlock::minisign {

struct PublicKey {
  std::array<unsigned char, 8> id{};
  std::array<unsigned char, 32> key{};
};

struct SecretKey {
  std::array<unsigned char, 8> id{};
  std::array<unsigned char, 64> key{};
};

// The one line of base64, or a whole file with its comment above it.
Result<PublicKey> read_public_key(std::string_view text);

bool needs_password(std::string_view secret_key_file);
Result<SecretKey> read_secret_key(std::string_view file, std::string password);
PublicKey public_key_of(const SecretKey& secret);

// The text of a .minisig file, prehashed. `trusted_comment` is one line.
std::string sign(std::string_view bytes, const SecretKey& key, std::string_view trusted_comment);

std::string render_id(const std::array<unsigned char, 8>& id);  // "E7620F1842B4E81F"
Result<std::array<unsigned char, 8>> signer_of(std::string_view signature);

// The trusted comment, when `signature` is the key's, for these very bytes.
Result<std::string> verify(std::string_view bytes, std::string_view signature,
                           const PublicKey& key);

}  // namespace interlock::minisign
