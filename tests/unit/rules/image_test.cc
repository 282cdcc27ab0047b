#include "lib/rules/image.h"

#include <random>
#include <set>

#include "lib/rules/automaton.h"
#include "tests/unit/rules/build.h"

using namespace interlock;
using namespace interlock::build;

namespace {

std::string many_rules(int count) {
  std::string rules;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    const char* const kinds[] = {
        R"("on": "command", "program": "program@", "match": " -x@")",
        R"("on": "sql", "match": "FROM schema@\\.", "reason": "{objects}")",
        R"("on": "file", "path": "folder@/*.sql")",
        R"("on": "tool", "tool": "mcp__s@__run")",
        R"("on": "command", "program": "prog@*", "verb": "a b", "with": "--force")",
    };
    std::string inside = kinds[i % 5];
    for (std::size_t at = inside.find('@'); at != std::string::npos; at = inside.find('@')) inside.replace(at, 1, number);
    rules += (i > 0 ? "," : "") + rule_text("r" + number, inside);
  }
  return "\"rules\": [" + rules + "]";
}

// Everything that a call could ask of an image.
void use(std::string_view bytes) {
  const auto image = Image::open(bytes);
  if (!image) return;
  (void)image->sources();
  for (std::uint32_t entry = 0; entry < image->entry_count() && entry < 100; ++entry) {
    (void)image->record(entry);
    (void)image->texts(entry);
  }
  (void)image->workflow(0);
  Actions actions = commands({"program0 -x0", "prog9x a b $X", "ls"});
  actions.sql = sql("SELECT 1 FROM schema1.x", SqlClass::read).sql;
  actions.files = file("/p/folder2/1.sql", "x").files;
  actions.tools = tool("mcp__s3__run", {{"sql", "schema6."}}).tools;
  for (const bool after : {false, true}) {
    const auto findings = match(*image, actions, MatchContext{"/p", "default", after});
    (void)findings;
  }
  (void)read_tool_call(*image, actions.line.commands[0]);
}

}  // namespace

TEST_CASE("rules are found among many") {
  const Compiled compiled(many_rules(500));
  const Image image = compiled.image();
  CHECK(image.rule_count() == 500);
  CHECK(fired(image, commands({"program495 -x495"})) == std::vector<std::string>{"t.r495"});
  CHECK(fired(image, commands({"program495 -x490"})).empty());
  CHECK(fired(image, sql("SELECT 1 FROM schema496.x", SqlClass::read)) == std::vector<std::string>{"t.r496"});
  CHECK(fired(image, file("/p/folder497/1.sql", "")) == std::vector<std::string>{"t.r497"});
  CHECK(fired(image, tool("mcp__s498__run", {})) == std::vector<std::string>{"t.r498"});
  CHECK(fired(image, commands({"prog499tail a b --force"})) == std::vector<std::string>{"t.r4", "t.r49", "t.r499"});
  CHECK(fired(image, commands({"ls -la"})).empty());
}

TEST_CASE("sources come back") {
  const auto made = compile_image({}, {PackSource{"/a/b.json", 12, 1'700'000'000'123'456'789}, PackSource{"/a/", -1, 0}});
  REQUIRE(made);
  const auto image = Image::open(*made);
  REQUIRE(image);
  REQUIRE(image->sources().size() == 2);
  CHECK(image->sources()[0].modified_ns == 1'700'000'000'123'456'789);
  CHECK(image->sources()[1].size == -1);
}

TEST_CASE("an image that was cut short is an error") {
  const Compiled compiled(many_rules(50));
  for (std::size_t size = 0; size < compiled.bytes.size(); size += 7) {
    const std::string cut = compiled.bytes.substr(0, size);
    CAPTURE(size);
    const auto image = Image::open(cut);
    REQUIRE_FALSE(image);
    CHECK(image.error().message.find("interlock compile") != std::string::npos);
  }
  CHECK_FALSE(Image::open(compiled.bytes + "x"));
}

TEST_CASE("a changed byte is an error or changes nothing that is asked") {
  const Compiled compiled(many_rules(50));
  const Actions actions = commands({"program0 -x0"});
  const auto expected = fired(compiled.image(), actions);
  REQUIRE(expected == std::vector<std::string>{"t.r0"});
  std::mt19937 random(3);
  for (std::size_t at = 0; at < compiled.bytes.size(); at += 1 + random() % 5) {
    std::string bytes = compiled.bytes;
    bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1u << (random() % 8)));
    CAPTURE(at);
    use(bytes);
    const auto image = Image::open(bytes);
    if (!image) continue;
    const auto got = fired(*image, actions);
    REQUIRE(got.size() == 1);
    if (got != expected) CHECK(got[0].starts_with("error: the rules image is damaged"));
  }
}

TEST_CASE("bytes of every kind never crash an image") {
  const Compiled compiled(many_rules(20));
  std::mt19937 random(5);
  for (int round = 0; round < 3'000; ++round) {
    std::string bytes = compiled.bytes;
    for (int edits = 0; edits < 1 + round % 8; ++edits) bytes[random() % bytes.size()] = static_cast<char>(random());
    use(bytes);
  }
}

TEST_CASE("atoms are found alike in the first bytes of a call and behind many") {
  const Compiled rules(many_rules(200));
  const Image image = rules.image();
  std::mt19937 random(7);
  const auto found_in = [&](AtomScanner& scanner, const std::string& text) {
    std::vector<std::uint32_t> entries;
    REQUIRE(scanner.scan(text, entries));
    return std::set<std::uint32_t>(entries.begin(), entries.end());
  };
  AtomScanner warm(image);
  found_in(warm, std::string(100'000, '-'));
  const char* const pieces[] = {"schema", "from schema", "1", "2", "19", ".", "/folder", "-", "mcp__s", "__run", " ", "fro", "folder1"};
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int length = 0; length < 12; ++length) text += pieces[random() % std::size(pieces)];
    CAPTURE(text);
    AtomScanner fresh(image);
    CHECK(found_in(fresh, text) == found_in(warm, text));
  }
  CHECK(fired(image, sql(std::string(50'000, ' ') + "SELECT 1 FROM schema196.x", SqlClass::read)) == std::vector<std::string>{"t.r196"});
}

TEST_CASE("ten thousand rules find nothing in an allowed call") {
  const Compiled compiled(many_rules(10'000));
  const auto image = Image::open(compiled.bytes);
  REQUIRE(image);
  const auto findings = match(*image, commands({"ls -la"}), MatchContext{"/p", "default", false});
  REQUIRE(findings);
  CHECK(findings->empty());
}
