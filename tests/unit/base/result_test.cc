#include "lib/base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <ostream>
#include <string>

using namespace interlock;

TEST_CASE("a Result is a value or the error that says why not") {
  const Result<std::string> good = std::string("x");
  REQUIRE(good);
  CHECK(*good == "x");
  CHECK(good->size() == 1);
  const Result<std::string> bad = Error{"no x"};
  REQUIRE(!bad);
  CHECK(bad.error().message == "no x");
}

TEST_CASE("a Result tells a text from an error, and moves what it holds") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = *std::move(result);
  CHECK(*taken == 7);
}
