// interlock list: the rules that are switched on, as a table or as JSON.
#include <algorithm>

#include "cli/json_out.h"
#include "cli/subcommands.h"

namespace interlock {
namespace {

struct Row {
  std::string id, on, effect, maturity, pack;
  bool locked = false;
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
  }
  return "";
}

Result<std::vector<Row>> rows_of(const Image& image) {
  std::vector<Row> rows;
  for (std::uint32_t entry = 0; entry < image.entry_count(); ++entry) {
    const auto record = image.record(entry);
    const auto texts = image.texts(entry);
    if (!record || !texts) return Error{std::string(k_damaged_image)};
    if (record->kind != RuleRecord::Kind::rule && record->kind != RuleRecord::Kind::gate) continue;
    rows.push_back(Row{texts->id, std::string(kind_of(*record)),
                       std::string(name_of(record->effect)), std::string(name_of(record->maturity)),
                       texts->id.substr(0, texts->id.find('.')), record->locked});
  }
  return rows;
}

std::string render_json(const std::vector<Row>& rows) {
  JsonOut out;
  out.begin_array();
  for (const Row& row : rows) {
    out.begin_object();
    out.text("id", row.id);
    out.text("on", row.on);
    out.text("effect", row.effect);
    out.text("maturity", row.maturity);
    out.text("pack", row.pack);
    out.truth("locked", row.locked);
    out.end_object();
  }
  out.end_array();
  return out.take() + "\n";
}

}  // namespace

int run_list(const Globals& globals, const ListOptions& options) {
  const auto rules = load_rules_for(globals);
  if (!rules) return complain(rules.error().message, exit_unusable);
  const auto rows = rows_of(rules->image());
  if (!rows) return complain(rows.error().message, exit_unusable);
  if (options.json) {
    print(render_json(*rows));
    return exit_success;
  }
  std::size_t widest = 4;
  for (const Row& row : *rows) widest = std::max(widest, row.id.size());
  print(coloured(globals, Look::bold,
                 padded("RULE", widest) + "  ON       EFFECT   MATURITY    PACK") +
        "\n");
  for (const Row& row : *rows)
    print(padded(row.id, widest) + "  " + padded(row.on, 7) + "  " + padded(row.effect, 7) + "  " +
          padded(row.maturity, 10) + "  " + row.pack + (row.locked ? "  locked" : "") + "\n");
  print(std::to_string(rows->size()) + " rules\n");
  return exit_success;
}

}  // namespace interlock
