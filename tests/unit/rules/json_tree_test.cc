#include "lib/rules/json_tree.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <random>

using namespace interlock;

TEST_CASE("parse_json_tree keeps values, keys and places") {
  const JsonTree tree = parse_json_tree("{\"a\": [1, true, null],\n \"b\": \"\\u00e9\\n\\ud83d\\ude00\"}");
  REQUIRE(tree.readable);
  CHECK(tree.faults.empty());
  REQUIRE(tree.root.find("a") != nullptr);
  CHECK(tree.root.find("a")->items.size() == 3);
  CHECK(tree.root.find("a")->items[0].text == "1");
  CHECK(tree.root.find("a")->items[1].truth);
  CHECK(tree.root.find("b")->text == "\xC3\xA9\n\xF0\x9F\x98\x80");
  CHECK(tree.root.find("b")->begin == 29);
  CHECK(tree.root.keys[1].begin == 24);
  CHECK(tree.root.find("c") == nullptr);
}

TEST_CASE("parse_json_tree says where reading stopped") {
  struct Case {
    const char* text;
    std::size_t offset;
    const char* message;
  };
  const Case cases[] = {
      {"", 0, "expected a value, got the end of the text"},
      {"{", 1, "expected a key in quotes, got the end of the text"},
      {"{\"a\" 1}", 5, "expected ':', got '1'"},
      {"[1 2]", 3, "expected ',' or ']', got '2'"},
      {"{\"a\": 1,}", 8, "expected a key in quotes, got '}'"},
      {"[01]", 2, "expected ',' or ']', got '1'"},
      {"[1.]", 3, "expected a digit, got ']'"},
      {"\"\\x\"", 2, "expected an escape such as \\n or \\\\, got \\ and 'x'"},
      {"\"a\nb\"", 2, "a control character inside a string"},
      {"\"abc", 4, "expected a closing \", got the end of the text"},
      {"1 2", 2, "expected the end of the text, got '2'"},
      {"\"\\ud800\"", 7, "half of a surrogate pair"},
      {"\"\xFF\"", 0, "the text is not valid UTF-8"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const JsonTree tree = parse_json_tree(c.text);
    CHECK_FALSE(tree.readable);
    REQUIRE(tree.faults.size() == 1);
    CHECK(tree.faults[0].offset == c.offset);
    CHECK(tree.faults[0].message == c.message);
  }
}

TEST_CASE("a repeated key is a fault and reading goes on") {
  const JsonTree tree = parse_json_tree("{\"a\": 1, \"a\": 2}");
  CHECK(tree.readable);
  REQUIRE(tree.faults.size() == 1);
  CHECK(tree.faults[0].offset == 9);
}

TEST_CASE("nesting is bounded") {
  CHECK_FALSE(parse_json_tree(std::string(100'000, '[')).readable);
}

TEST_CASE("parse_json_tree and nlohmann agree on what is JSON") {
  const std::string base =
      "{\"pack\": \"x\", \"n\": [1, -2.5e3, true, false, null, \"\\u0041\\\"\"], \"o\": {\"k\": {}}}";
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = base;
    for (int edits = 0; edits < 1 + round % 3; ++edits) {
      const std::size_t at = random() % text.size();
      static constexpr std::string_view k_bytes = "{}[]\",:0123456789.eE+-\\u truefalsn\n\t";
      switch (random() % 3) {
        case 0: text[at] = k_bytes[random() % k_bytes.size()]; break;
        case 1: text.erase(at, 1); break;
        default: text.insert(at, 1, k_bytes[random() % k_bytes.size()]);
      }
      if (text.empty()) text = "0";
    }
    CAPTURE(text);
    CHECK(parse_json_tree(text).readable == nlohmann::json::accept(text));
  }
}
