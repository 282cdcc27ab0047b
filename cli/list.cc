// interlock list: the rules that are switched on, as a table or as JSON, and who decided what.
#include <algorithm>

#include "cli/json_out.h"
#include "cli/subcommands.h"
#include "lib/edge/layers.h"

namespace interlock {
namespace {

struct Row {
  std::string id, on, effect, maturity, pack;
  bool locked = false;
  std::string layer, by;  // whose rule it is, and whose word its effect is
};

struct Listing {
  std::vector<Row> rows;
  std::vector<Exception> exceptions;
};

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

std::string_view kind_of(const RuleRecord& record) {
  switch (record.kind) {
    case RuleRecord::Kind::rule:
      return name_of(record.on);
    case RuleRecord::Kind::gate:
      return "gate";
    case RuleRecord::Kind::step:
      return "step";
    case RuleRecord::Kind::trigger:
    case RuleRecord::Kind::file_trigger:
      return "trigger";
    case RuleRecord::Kind::call:
      return "call";
  }
  return "";
}

std::string name_head(const PackHead& head) {
  return std::string(name_of(head.layer)) + " pack " + head.name + " " + head.version +
         (head.signer.empty() ? "" : ", signed by " + head.signer);
}

std::optional<Error> add_rows(const Image& image, std::vector<Row>& rows) {
  const auto heads = image.packs();
  if (!heads) return heads.error();
  const auto head_of = [&](std::uint32_t pack) {
    return pack < heads->size() ? (*heads)[pack] : PackHead{};
  };
  for (std::uint32_t entry = 0; entry < image.entry_count(); ++entry) {
    const auto record = image.record(entry);
    const auto texts = image.texts(entry);
    if (!record || !texts) return Error{std::string(k_damaged_image)};
    if (record->kind != RuleRecord::Kind::rule && record->kind != RuleRecord::Kind::gate) continue;
    const PackHead head = head_of(texts->pack);
    const PackHead decider = texts->tightened > 0 ? head_of(texts->tightened - 1) : head;
    rows.push_back(Row{texts->id, std::string(kind_of(*record)),
                       std::string(name_of(record->effect)), std::string(name_of(record->maturity)),
                       texts->id.substr(0, texts->id.find('.')), record->locked,
                       std::string(name_of(head.layer)), name_head(decider)});
  }
  return std::nullopt;
}

// The packs of the project that interlock was started in: their rules, and what they make stricter.
std::optional<Error> add_project(const Image& image, const std::string& directory,
                                 std::vector<Row>& rows) {
  const auto project = project_rules(image, directory);
  if (!project) return project.error();
  if (!*project) return std::nullopt;
  const auto opened = Image::open((*project)->image);
  if (!opened) return opened.error();
  std::vector<Row> more;
  if (auto error = add_rows(*opened, more)) return error;
  for (Row& row : more) {
    row.layer = name_of(Layer::project);
    rows.push_back(std::move(row));
  }
  for (const Pack& pack : (*project)->packs)
    for (const Tightening& one : pack.tighten)
      for (Row& row : rows) {
        if (row.id != one.rule) continue;
        row.effect = name_of(one.effect);
        row.by = "project pack " + pack.name + " " + pack.version;
      }
  return std::nullopt;
}

std::string scope_of(const Exception& one) {
  std::string text;
  if (!one.path.empty()) text += " in " + one.path;
  if (!one.command.empty()) text += " as `" + one.command + "`";
  if (!one.digest.empty()) text += " with digest " + one.digest;
  return text;
}

std::string render_json(const Listing& listing, bool layers) {
  JsonOut out;
  if (layers) out.begin_object();
  out.begin_array(layers ? "rules" : "");
  for (const Row& row : listing.rows) {
    out.begin_object();
    out.text("id", row.id);
    out.text("on", row.on);
    out.text("effect", row.effect);
    out.text("maturity", row.maturity);
    out.text("pack", row.pack);
    out.truth("locked", row.locked);
    if (layers) out.text("layer", row.layer);
    if (layers) out.text("decided_by", row.by);
    out.end_object();
  }
  out.end_array();
  if (!layers) return out.take() + "\n";
  out.begin_array("exceptions");
  for (const Exception& one : listing.exceptions) {
    out.begin_object();
    out.text("rule", one.rule);
    out.text("path", one.path);
    out.text("command", one.command);
    out.text("digest", one.digest);
    out.text("owner", one.owner);
    out.text("reason", one.reason);
    out.text("expires", one.expires);
    out.truth("expired", is_expired(one, today()));
    out.text("layer", name_of(one.layer));
    out.end_object();
  }
  out.end_array();
  out.end_object();
  return out.take() + "\n";
}

void print_exceptions(const Globals& globals, const std::vector<Exception>& exceptions) {
  for (const Exception& one : exceptions) {
    const bool expired = is_expired(one, today());
    const std::string state =
        expired ? "EXPIRED on " + one.expires + ", no effect" : "until " + one.expires;
    print(coloured(globals, expired ? Look::red : Look::yellow, "exception") + " from " + one.rule +
          scope_of(one) + " (" + state + "; " + one.owner + ", " + std::string(name_of(one.layer)) +
          " packs: " + one.reason + ")\n");
  }
}

}  // namespace

int run_list(const Globals& globals, const ListOptions& options) {
  const auto rules = load_rules_for(globals);
  if (!rules) return complain(rules.error().message, exit_unusable);
  Listing listing;
  auto error = add_rows(rules->image(), listing.rows);
  if (!error && options.layers)
    error = add_project(rules->image(), globals.directory, listing.rows);
  if (error) return complain(error->message, exit_unusable);
  const auto exceptions = rules->image().exceptions();
  if (!exceptions) return complain(exceptions.error().message, exit_unusable);
  listing.exceptions = *exceptions;
  if (options.json) {
    print(render_json(listing, options.layers));
    return exit_success;
  }
  std::size_t widest = 4;
  for (const Row& row : listing.rows) widest = std::max(widest, row.id.size());
  const auto line = [&](const Row& row) {
    return padded(row.id, widest) + "  " + padded(row.on, 7) + "  " + padded(row.effect, 7) + "  " +
           (options.layers ? padded(row.layer, 7) + "  " + row.by
                           : padded(row.maturity, 10) + "  " + row.pack);
  };
  const Row titles{"RULE", "ON", "EFFECT", "MATURITY", "PACK", false, "LAYER", "DECIDED BY"};
  print(coloured(globals, Look::bold, line(titles)) + "\n");
  for (const Row& row : listing.rows) print(line(row) + (row.locked ? "  locked" : "") + "\n");
  print_exceptions(globals, listing.exceptions);
  print(std::to_string(listing.rows.size()) + " rules\n");
  return exit_success;
}

}  // namespace interlock
