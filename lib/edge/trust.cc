#include "lib/edge/trust.h"

#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/edge/pack_file.h"
#include "lib/rules/fields.h"
#include "lib/rules/patterns.h"

namespace interlock {
namespace {

constexpr std::array<std::string_view, 3> k_layers = {"shipped", "machine", "user"};

void read_required(Fields& fields, Trust& trust) {
  const JsonNode* node = fields.node("require_signatures");
  if (node == nullptr) return;
  if (node->kind == JsonNode::Kind::boolean) {
    if (node->truth) trust.required = {Layer::shipped, Layer::machine, Layer::user};
    return;
  }
  for (const std::string& name : fields.texts("require_signatures")) {
    if (std::find(k_layers.begin(), k_layers.end(), name) == k_layers.end())
      fields.fault("require_signatures", "'require_signatures' must be true, false or a list of " +
                                             list_names(k_layers) + ", got \"" + shorten(name, 60) +
                                             "\"");
    trust.required.push_back(layer_named(name));
  }
}

TrustedKey read_key(PackText& text, const JsonNode& node, std::size_t index) {
  Fields fields(text, node, "key " + std::to_string(index + 1));
  TrustedKey trusted;
  trusted.owner = fields.text("owner", Need::required);
  const std::string key = fields.text("key", Need::required);
  trusted.packs = fields.texts("packs");
  if (const auto read = minisign::read_public_key(key)) {
    trusted.key = *read;
  } else if (!trim(key).empty()) {
    fields.fault(
        "key", "'key' must be the second line of a minisign.pub, got \"" + shorten(key, 60) + "\"");
  }
  fields.finish();
  return trusted;
}

bool may_sign(const TrustedKey& key, const std::string& pack) {
  return key.packs.empty() ||
         std::any_of(key.packs.begin(), key.packs.end(),
                     [&](const std::string& one) { return matches_wildcard(one, pack); });
}

std::string quote_pack(const Pack& pack) { return shell_quote(pack.file); }

}  // namespace

Result<Trust> read_trust(const std::string& path) {
  Trust trust;
  const auto found = read_if_there(path);
  if (!found) return found.error();
  if (!*found) return trust;
  const std::string& bytes = **found;
  trust.file = path;
  PackText text;
  text.json = bytes;
  text.file = path;
  const JsonTree tree = parse_json_tree(bytes);
  for (const JsonFault& one : tree.faults) text.fault(one.offset, "", one.message);
  if (tree.readable && tree.root.kind != JsonNode::Kind::object)
    text.fault(tree.root.begin, "",
               "must be an object, got " + std::string(name_of(tree.root.kind)));
  if (tree.readable && tree.root.kind == JsonNode::Kind::object) {
    Fields fields(text, tree.root, "");
    read_required(fields, trust);
    for (const JsonNode* node : fields.objects("keys", Need::required))
      trust.keys.push_back(read_key(text, *node, trust.keys.size()));
    fields.finish();
  }
  const auto faults = text.render_faults();
  if (!faults.empty()) return Error{faults.front()};
  return trust;
}

Result<std::string> check_signature(const Trust& trust, const Pack& pack, std::string_view bytes,
                                    const std::optional<std::string>& signature) {
  if (trust.file.empty()) return std::string();
  const auto refuse = [&](const std::string& what) { return Error{pack.file + ": " + what}; };
  if (!signature) {
    const bool required =
        std::find(trust.required.begin(), trust.required.end(), pack.layer) != trust.required.end();
    if (!required) return std::string();
    return refuse("the pack is not signed, and " + trust.file + " requires it of the " +
                  std::string(name_of(pack.layer)) +
                  " packs: its owner signs it with `interlock sign --key KEY " + quote_pack(pack) +
                  "`");
  }
  const auto id = minisign::signer_of(*signature);
  if (!id)
    return refuse(id.error().message +
                  ": its owner signs it again with `interlock sign --key KEY " + quote_pack(pack) +
                  "`");
  const auto key = std::find_if(trust.keys.begin(), trust.keys.end(),
                                [&](const TrustedKey& one) { return one.key.id == *id; });
  if (key == trust.keys.end())
    return refuse("the pack is signed by key " + minisign::render_id(*id) + ", which " +
                  trust.file +
                  " does not trust: have one of its owners sign it, or add the key "
                  "there");
  if (!may_sign(*key, pack.name))
    return refuse("the pack is signed by " + key->owner + ", and " + trust.file +
                  " lets that key sign " + join(key->packs, ", ") +
                  " only: have its owner sign it");
  const auto verified = minisign::verify(bytes, *signature, key->key);
  if (!verified)
    return refuse(
        "the pack was changed after " + key->owner + " signed it (" + verified.error().message +
        "): take the signed one, or have it signed again with `interlock sign --key KEY " +
        quote_pack(pack) + "`");
  return key->owner;
}

}  // namespace interlock
