// The compiled rules: one flat, checksummed piece of bytes that hooks map and search
// without reading more of it than a call concerns.
//
//   head      magic, versions, sizes, sections, a checksum of every block, sources
//   index     keys ("p psql", "c drop") -> numbers of rules, found by hash
//   matcher   the literal atoms of all patterns, one Aho-Corasick automaton
//   rules     what a rule looks at, for candidates
//   texts     ids, reasons and workflows, for findings
//
// A block is checked when it is first read, so damage anywhere that matters is an error
// and damage elsewhere costs nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/rules/pack.h"
#include "lib/rules/pack_source.h"
#include "lib/rules/rule_record.h"

namespace interlock {

// Packs -> image bytes. Complains like check does when a pattern cannot compile.
// `sources` are recorded for the staleness test: file name, size, modification time; `remembered`
// are packs of the image before, whose versions a later one must not fall below.
Result<std::string> compile_image(const std::vector<Pack>& packs,
                                  const std::vector<PackSource>& sources,
                                  const std::vector<PackHead>& remembered = {});

// Where the sections are; the order is that of the file.
enum class Section {
  sources,
  index,
  keys,
  lists,
  nodes,
  edges,
  outputs,
  offsets,
  grammars,
  rules,
  texts,
  workflows,
  packs,
  exceptions
};
inline constexpr std::size_t k_sections = 14;

class Image {
 public:
  // `bytes` (usually mmapped) must outlive the image. Checks magic, version, size and checksum of
  // the head; every later access is bounds-checked, so that a damaged image is an error and never a
  // crash.
  static Result<Image> open(std::string_view bytes);

  std::vector<PackSource> sources() const;
  std::size_t rule_count() const { return rule_count_; }  // of packs, without gates and triggers
  std::size_t workflow_count() const { return workflow_count_; }
  Result<Workflow> workflow(std::size_t index) const;  // decoded on demand

  // Numbers of entries under a key; nothing when the image is damaged there.
  std::optional<std::vector<std::uint32_t>> find(std::string_view key) const;
  // The same for every "key*" that `name` begins with: prefixes of programs.
  bool find_prefixes(std::string_view kind, std::string_view name,
                     std::vector<std::uint32_t>& out) const;

  std::size_t entry_count() const {
    return entry_count_;
  }  // rules first, in the order of their ids
  std::optional<RuleRecord> record(std::uint32_t entry) const;
  std::optional<RuleTexts> texts(std::uint32_t entry) const;
  std::size_t grammar_count() const { return grammar_count_; }
  std::optional<ToolGrammar> grammar(std::uint32_t index) const;

  Result<std::vector<PackHead>> packs() const;
  bool has_exceptions() const { return size_of(Section::exceptions) > 0; }
  Result<std::vector<Exception>> exceptions() const;

  // Bytes of a section, checked; nothing when they are damaged or outside it.
  std::optional<std::string_view> read(Section section, std::size_t offset, std::size_t size) const;
  std::size_t size_of(Section section) const;

  std::uint64_t prefix_lengths() const { return prefix_lengths_; }
  bool has_command_atoms() const { return has_command_atoms_; }

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };
  explicit Image(std::string_view bytes) : bytes_(bytes) {}
  bool check_blocks(std::size_t begin, std::size_t end) const;
  std::optional<std::string_view> blob(Section section, std::size_t offset) const;
  std::optional<std::uint32_t> offset_of(std::size_t slot) const;

  std::string_view bytes_;
  std::size_t head_size_ = 0;
  std::size_t block_sums_ = 0;  // offset of the checksums of the blocks
  std::size_t rule_count_ = 0, entry_count_ = 0, workflow_count_ = 0, grammar_count_ = 0;
  std::uint64_t prefix_lengths_ = 0;
  bool has_command_atoms_ = false;
  std::array<Place, k_sections> places_{};
  mutable std::vector<bool> checked_;  // blocks whose checksum held
};

inline constexpr std::string_view k_damaged_image =
    "the rules image is damaged: run `interlock compile` or install again";

}  // namespace interlock
