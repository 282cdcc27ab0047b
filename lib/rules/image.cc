#include "lib/rules/image.h"

#include <algorithm>
#include <cstring>

#include "lib/rules/image_format.h"
#include "lib/rules/record.h"

namespace interlock {
namespace {

using image_format::Head;
using image_format::IndexRow;
using image_format::k_block;

Error damaged() { return Error{std::string(k_damaged_image)}; }

}  // namespace

Result<Image> Image::open(std::string_view bytes) {
  if (bytes.size() < sizeof(Head) || !bytes.starts_with(image_format::k_magic))
    return Error{
        "this is no rules image, or a damaged one: run `interlock compile` or install again"};
  Head head;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.format != image_format::k_format || head.engine != static_cast<std::uint32_t>(k_engine))
    return Error{
        "the rules image was made by another version of interlock, or is damaged: run `interlock "
        "compile` or install again"};
  if (head.total != bytes.size() || head.head_size > head.total || head.head_size < sizeof(Head) ||
      head.head_size % k_block != 0)
    return damaged();
  const std::string_view checked =
      bytes.substr(image_format::k_checked_from, head.head_size - image_format::k_checked_from);
  if (image_format::checksum(checked) != head.checksum) return damaged();

  Image image(bytes);
  image.head_size_ = head.head_size;
  image.block_sums_ = head.sums;
  const std::size_t blocks = (head.total - head.head_size + k_block - 1) / k_block;
  if (head.sums < sizeof(Head) || head.sums > head.head_size ||
      blocks > (head.head_size - head.sums) / 8)
    return damaged();
  image.checked_.resize(blocks);
  for (std::size_t i = 0; i < k_sections; ++i) {
    const Head::Section& section = head.sections[i];
    const std::uint64_t least = i == 0 ? sizeof(Head) : head.head_size;
    const std::uint64_t most = i == 0 ? head.head_size : head.total;
    if (section.offset < least || section.offset > most || section.size > most - section.offset)
      return damaged();
    image.places_[i] = Place{section.offset, section.size};
  }
  image.rule_count_ = head.rules;
  image.entry_count_ = head.entries;
  image.workflow_count_ = head.workflows;
  image.grammar_count_ = head.grammars;
  image.prefix_lengths_ = head.prefix_lengths;
  image.has_command_atoms_ = head.has_command_atoms != 0;
  return image;
}

std::size_t Image::size_of(Section section) const {
  return places_[static_cast<std::size_t>(section)].size;
}

bool Image::check_blocks(std::size_t begin, std::size_t end) const {
  for (std::size_t block = begin / k_block; block * k_block < end; ++block) {
    if (checked_[block]) continue;
    std::uint64_t sum;
    std::memcpy(&sum, bytes_.data() + block_sums_ + block * 8, sizeof sum);
    if (image_format::checksum(bytes_.substr(head_size_ + block * k_block, k_block)) != sum)
      return false;
    checked_[block] = true;
  }
  return true;
}

std::optional<std::string_view> Image::read(Section section, std::size_t offset,
                                            std::size_t size) const {
  const Place& place = places_[static_cast<std::size_t>(section)];
  if (offset > place.size || size > place.size - offset) return std::nullopt;
  const std::size_t begin = place.offset + offset;
  // The head was checked when the image was opened.
  if (begin >= head_size_ && size > 0 &&
      !check_blocks(begin - head_size_, begin - head_size_ + size))
    return std::nullopt;
  return bytes_.substr(begin, size);
}

std::optional<std::string_view> Image::blob(Section section, std::size_t offset) const {
  const auto prefix = read(section, offset, 4);
  if (!prefix) return std::nullopt;
  std::uint32_t size;
  std::memcpy(&size, prefix->data(), sizeof size);
  return read(section, offset + 4, size);
}

std::optional<std::uint32_t> Image::offset_of(std::size_t slot) const {
  const auto bytes = read(Section::offsets, slot * 4, 4);
  if (!bytes) return std::nullopt;
  std::uint32_t offset;
  std::memcpy(&offset, bytes->data(), sizeof offset);
  return offset;
}

std::vector<PackSource> Image::sources() const {
  std::vector<PackSource> sources;
  if (const auto bytes = read(Section::sources, 0, size_of(Section::sources))) {
    Cursor cursor(*bytes);
    serial(cursor, sources);
  }
  return sources;
}

// Hashes are spread evenly: the row is near its share of the table.
std::optional<std::vector<std::uint32_t>> Image::find(std::string_view key) const {
  const std::size_t count = size_of(Section::index) / sizeof(IndexRow);
  const std::uint64_t hash = image_format::checksum(key);
  const auto row = [&](std::size_t at) -> std::optional<IndexRow> {
    const auto bytes = read(Section::index, at * sizeof(IndexRow), sizeof(IndexRow));
    if (!bytes) return std::nullopt;
    IndexRow value;
    std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  };
  std::vector<std::uint32_t> numbers;
  if (count == 0) return numbers;
  std::size_t at = static_cast<std::size_t>((hash >> 32) * count >> 32);
  for (; at > 0; --at) {  // down to the first row that is not above
    const auto before = row(at - 1);
    if (!before) return std::nullopt;
    if (before->hash < hash) break;
  }
  for (; at < count; ++at) {
    const auto here = row(at);
    if (!here) return std::nullopt;
    if (here->hash > hash) break;
    if (here->hash < hash) continue;
    const auto name = read(Section::keys, here->key, here->key_size);
    if (!name) return std::nullopt;
    if (*name != key) continue;
    const auto list =
        read(Section::lists, std::size_t{here->list} * 4, std::size_t{here->list_size} * 4);
    if (!list) return std::nullopt;
    numbers.resize(here->list_size);
    if (!numbers.empty()) std::memcpy(numbers.data(), list->data(), list->size());
    break;
  }
  return numbers;
}

bool Image::find_prefixes(std::string_view kind, std::string_view name,
                          std::vector<std::uint32_t>& out) const {
  if (prefix_lengths_ == 0) return true;
  for (std::size_t length = 1; length <= name.size() && length < 256; ++length) {
    if ((prefix_lengths_ >> std::min<std::size_t>(length, 63) & 1) == 0) continue;
    const auto some = find(std::string(kind) + std::string(name.substr(0, length)));
    if (!some) return false;
    out.insert(out.end(), some->begin(), some->end());
  }
  return true;
}

namespace {

template <class T>
std::optional<T> decode(std::optional<std::string_view> bytes) {
  if (!bytes) return std::nullopt;
  Cursor cursor(*bytes);
  T value;
  serial(cursor, value);
  if (!cursor.ok()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<RuleRecord> Image::record(std::uint32_t entry) const {
  if (entry >= entry_count_) return std::nullopt;
  const auto offset = offset_of(std::size_t{entry} * 2);
  if (!offset) return std::nullopt;
  return decode<RuleRecord>(blob(Section::rules, *offset));
}

std::optional<RuleTexts> Image::texts(std::uint32_t entry) const {
  if (entry >= entry_count_) return std::nullopt;
  const auto offset = offset_of(std::size_t{entry} * 2 + 1);
  if (!offset) return std::nullopt;
  return decode<RuleTexts>(blob(Section::texts, *offset));
}

Result<Workflow> Image::workflow(std::size_t index) const {
  if (index >= workflow_count_) return damaged();
  const auto offset = offset_of(entry_count_ * 2 + index);
  if (!offset) return damaged();
  auto workflow = decode<Workflow>(blob(Section::workflows, *offset));
  if (!workflow) return damaged();
  return std::move(*workflow);
}

Result<std::vector<PackHead>> Image::packs() const {
  auto packs = decode<std::vector<PackHead>>(read(Section::packs, 0, size_of(Section::packs)));
  if (!packs) return damaged();
  return std::move(*packs);
}

Result<std::vector<Exception>> Image::exceptions() const {
  if (!has_exceptions()) return std::vector<Exception>{};
  auto exceptions =
      decode<std::vector<Exception>>(read(Section::exceptions, 0, size_of(Section::exceptions)));
  if (!exceptions) return damaged();
  return std::move(*exceptions);
}

std::optional<ToolGrammar> Image::grammar(std::uint32_t index) const {
  if (index >= grammar_count_) return std::nullopt;
  const auto offset = offset_of(entry_count_ * 2 + workflow_count_ + index);
  if (!offset) return std::nullopt;
  return decode<ToolGrammar>(blob(Section::grammars, *offset));
}

}  // namespace interlock
