// Reads patches line by line as codex-cli 0.169.0 does, measured with its own `apply_patch`:
// markers of files may be indented, lines of a hunk may not, and what it refuses is an error here.
#include "lib/codex/patch.h"

#include <optional>

#include "lib/base/text.h"
#include "lib/codex/json_text.h"

namespace interlock {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view k_begin = "*** Begin Patch";
constexpr std::string_view k_end = "*** End Patch";
constexpr std::string_view k_add = "*** Add File: ";
constexpr std::string_view k_remove = "*** Delete File: ";
constexpr std::string_view k_update = "*** Update File: ";
constexpr std::string_view k_move = "*** Move to: ";
constexpr std::string_view k_end_of_file = "*** End of File";
constexpr std::string_view k_environment = "*** Environment ID:";

Lines split_lines(std::string_view text) {
  Lines lines = split(text, '\n');
  for (std::string_view& line : lines)
    while (line.ends_with('\r')) line.remove_suffix(1);
  return lines;
}

bool is_enveloped(const Lines& lines) {
  return lines.size() >= 2 && trim_unicode(lines.front()) == k_begin &&
         trim_unicode(lines.back()) == k_end;
}

// A model that thinks of a shell may hand over the here-document's markers too.
void drop_here_document(Lines& lines) {
  const std::string_view first = trim_unicode(lines.front());
  const bool opens = first == "<<EOF" || first == "<<'EOF'" || first == "<<\"EOF\"";
  if (!opens || lines.size() < 4 || !lines.back().ends_with("EOF")) return;
  lines.pop_back();
  lines.erase(lines.begin());
}

Error error_at(std::size_t index, const std::string& what) {
  return {"patch line " + std::to_string(index + 1) + ": " + what};
}

std::string quoted(std::string_view line) { return '\'' + shorten(line, 80) + '\''; }

class Reader {
 public:
  explicit Reader(const Lines& lines) : lines_(lines), end_(lines.size() - 1) {}

  Result<std::vector<PatchedFile>> read() {
    if (at_ < end_ && trim_unicode(lines_[at_]).starts_with(k_environment)) ++at_;
    while (at_ < end_ && trim_unicode(lines_[at_]) != k_end) {
      const std::string_view marker = trim_unicode(lines_[at_]);
      if (marker.starts_with(k_add)) {
        read_added(marker.substr(k_add.size()));
      } else if (marker.starts_with(k_remove)) {
        begin(PatchedFile::Operation::remove, marker.substr(k_remove.size()));
      } else if (marker.starts_with(k_update)) {
        if (auto error = read_updated(marker.substr(k_update.size()))) return *error;
      } else {
        return error_at(at_, quoted(lines_[at_]) + " begins no file of a patch");
      }
    }
    for (std::size_t i = at_; i < end_; ++i)
      if (const auto line = trim_unicode(lines_[i]); !line.empty() && line != k_end)
        return error_at(i, "text after '*** End Patch'");
    if (files_.empty()) return Error{"the patch changes no file"};
    for (const PatchedFile& file : files_)
      if (file.path.empty()) return Error{"the patch names a file without a name"};
    return std::move(files_);
  }

 private:
  PatchedFile& begin(PatchedFile::Operation operation, std::string_view path) {
    PatchedFile file;
    file.operation = operation;
    file.path = std::string(path);
    files_.push_back(std::move(file));
    ++at_;
    return files_.back();
  }

  static void append_line(std::string& text, std::string_view line) {
    text += line.substr(1);
    text += '\n';
  }

  void read_added(std::string_view path) {
    PatchedFile& file = begin(PatchedFile::Operation::add, path);
    for (; at_ < end_ && lines_[at_].starts_with('+'); ++at_) append_line(file.added, lines_[at_]);
  }

  std::optional<Error> read_updated(std::string_view path) {
    PatchedFile& file = begin(PatchedFile::Operation::update, path);
    if (at_ < end_ && lines_[at_].starts_with(k_move))
      file.moved_to = std::string(trim_unicode(lines_[at_++].substr(k_move.size())));
    bool is_empty = true;
    for (; at_ < end_; ++at_) {
      const std::string_view line = lines_[at_];
      if (line == "@@" || line.starts_with("@@ ")) continue;
      if (line.empty() || line.front() == ' ' || line.front() == '+' || line.front() == '-') {
        is_empty = false;
        if (line.starts_with('+')) append_line(file.added, line);
        if (line.starts_with('-')) append_line(file.removed, line);
        continue;
      }
      const std::string_view marker = trim_unicode(line);
      if (is_marker(marker)) break;
      if (!marker.empty() && marker != k_end_of_file)
        return error_at(at_, quoted(line) + " is no line of a hunk");
    }
    if (is_empty) return error_at(at_ - 1, "the update of " + quoted(path) + " is empty");
    return std::nullopt;
  }

  static bool is_marker(std::string_view marker) {
    return marker == k_end || marker.starts_with(k_add) || marker.starts_with(k_remove) ||
           marker.starts_with(k_update);
  }

  const Lines& lines_;
  const std::size_t end_;  // of the lines inside the envelope
  std::size_t at_ = 1;
  std::vector<PatchedFile> files_;
};

}  // namespace

Result<std::vector<PatchedFile>> parse_patch(std::string_view text) {
  Lines lines = split_lines(trim_unicode(text));
  if (!is_enveloped(lines)) drop_here_document(lines);
  if (lines.empty() || trim_unicode(lines.front()) != k_begin)
    return Error{"the patch does not begin with '*** Begin Patch'"};
  if (!is_enveloped(lines)) return Error{"the patch does not end with '*** End Patch'"};
  return Reader(lines).read();
}

}  // namespace interlock
