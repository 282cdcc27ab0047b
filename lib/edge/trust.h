// Which keys a deployment believes: /etc/interlock/trust.json, obeyed when packs are compiled.
//
//   {"require_signatures": true,
//    "keys": [{"owner": "db-platform", "key": "RWQ...", "packs": ["team-*"]}]}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.h"
#include "lib/edge/minisign.h"
#include "lib/rules/layer.h"
#include "lib/rules/pack.h"

namespace interlock {

inline constexpr const char* k_trust_file = "/etc/interlock/trust.json";

struct TrustedKey {
  std::string owner;
  minisign::PublicKey key;
  std::vector<std::string> packs;  // wildcards on names of packs; empty: any
};

struct Trust {
  std::string file;             // empty: there is none, and nothing is required
  std::vector<Layer> required;  // layers whose packs have to be signed
  std::vector<TrustedKey> keys;
};

// A file that is not there trusts nobody and requires nothing. Faults name file, line and column.
Result<Trust> read_trust(const std::string& path);

// Who signed the pack, by `signature` (the text of its .minisig; nothing when there is none); empty
// when nobody did and nobody needs to. An error is a sentence that begins with the pack's file and
// names the repair.
Result<std::string> check_signature(const Trust& trust, const Pack& pack, std::string_view bytes,
                                    const std::optional<std::string>& signature);

}  // namespace interlock
