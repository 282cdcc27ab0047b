// Reading audit.jsonl: for people's commands alone, no hook does it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

#include "lib/edge/audit_log.h"
#include "lib/edge/state_file.h"
#include "lib/rules/json_tree.h"

namespace interlock {
namespace {

std::string member(const JsonNode& object, std::string_view name) {
  const JsonNode* found = object.find(name);
  return found != nullptr && found->kind == JsonNode::Kind::string ? found->text : "";
}

std::optional<AuditRow> read_row(std::string_view line) {
  const JsonTree tree = parse_json_tree(line);
  if (!tree.readable || tree.root.kind != JsonNode::Kind::object) return std::nullopt;
  const JsonNode* time = tree.root.find("time_ms");
  if (time == nullptr || time->kind != JsonNode::Kind::number) return std::nullopt;
  AuditRow row;
  row.time_ms = std::strtoll(time->text.c_str(), nullptr, 10);
  row.kind = audit_kind_named(member(tree.root, "kind"));
  row.session = member(tree.root, "session");
  row.event = member(tree.root, "event");
  row.tool = member(tree.root, "tool");
  row.rule = member(tree.root, "rule");
  row.command = member(tree.root, "command");
  row.detail = member(tree.root, "detail");
  return row;
}

void count(const AuditRow& row, std::map<std::string, SessionRow>& sessions) {
  SessionRow& one = sessions[row.session];
  if (one.session.empty()) one = {row.session, row.time_ms, row.time_ms, 0, 0};
  one.first_ms = std::min(one.first_ms, row.time_ms);
  one.last_ms = std::max(one.last_ms, row.time_ms);
  one.evidence += row.kind == AuditRow::Kind::evidence ? 1 : 0;
  one.refusals += row.kind == AuditRow::Kind::refusal ? 1 : 0;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

Result<AuditLog> read_audit(const std::string& directory, const std::string& session,
                            std::size_t limit) {
  const auto path = prepare_state_file(directory, k_audit_file, false);
  if (!path) return path.error();
  AuditLog log;
  if (inode_of(*path) == 0) return log;
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path->c_str(), "re"));
  if (!file) return Error{*path + " cannot be read"};
  std::map<std::string, SessionRow> sessions;
  char* line = nullptr;
  std::size_t room = 0;
  for (ssize_t size = 0; (size = getline(&line, &room, file.get())) > 0;) {
    const std::string_view text(line, static_cast<std::size_t>(size));
    if (text == "\n") continue;
    auto row = read_row(text);
    if (!row) {
      ++log.unreadable;
      continue;
    }
    count(*row, sessions);
    if (!session.empty() && row->session != session) continue;
    log.rows.push_back(std::move(*row));
    if (log.rows.size() > limit && log.rows.size() - limit > limit + 1024)  // bounded memory
      log.rows.erase(log.rows.begin(), log.rows.end() - static_cast<std::ptrdiff_t>(limit));
  }
  std::free(line);
  if (log.rows.size() > limit)
    log.rows.erase(log.rows.begin(), log.rows.end() - static_cast<std::ptrdiff_t>(limit));
  for (auto& [name, one] : sessions) log.sessions.push_back(std::move(one));
  std::stable_sort(log.sessions.begin(), log.sessions.end(),
                   [](const SessionRow& a, const SessionRow& b) { return a.last_ms > b.last_ms; });
  return log;
}

}  // namespace interlock
