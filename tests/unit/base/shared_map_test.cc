#include "lib/base/shared_map.h"

#include <doctest/doctest.h>

#include <map>
#include <random>

using namespace interlock;

namespace {

using Model = std::map<std::string, int>;

Model contents(const SharedMap<int>& map) {
  Model all;
  map.each([&](const std::string& name, int value) { all[name] = value; });
  return all;
}

}  // namespace

TEST_CASE("a SharedMap does what a std::map does, and copies keep what they had") {
  std::mt19937 random(11);
  std::vector<std::pair<SharedMap<int>, Model>> versions(1);
  for (int step = 0; step < 20'000; ++step) {
    auto [map, model] = versions[random() % versions.size()];
    for (int change = 0; change < 5; ++change) {
      const std::string name = "v" + std::to_string(random() % 40);
      const int value = static_cast<int>(random() % 1000);
      switch (random() % 4) {
        case 0:
          map.erase(name);
          model.erase(name);
          break;
        case 1:
          map.set(name, value);
          model[name] = value;
          break;
        case 2:
          map[name] += value;
          model[name] += value;
          break;
        default:
          CHECK(map.contains(name) == model.contains(name));
          if (const int* found = map.find(name)) CHECK(*found == model.at(name));
      }
    }
    REQUIRE(map.size() == model.size());
    if (versions.size() < 30)
      versions.emplace_back(map, model);
    else
      versions[random() % versions.size()] = {map, model};
  }
  for (const auto& [map, model] : versions) CHECK(contents(map) == model);
  for (const auto& [map, model] : versions)
    for (const auto& [other, other_model] : versions) {
      CHECK((map == other) == (model == other_model));
      SharedMap<int> joined = map;
      Model expected = other_model;
      for (const auto& [name, value] : model) expected[name] = other_model.contains(name) ? std::max(value, other_model.at(name)) : value;
      joined.merge(other, [](const std::string&, const int* mine, const int* theirs) {
        if (mine == nullptr || theirs == nullptr) return theirs == nullptr ? std::nullopt : std::optional<int>(*theirs);
        return *mine >= *theirs ? std::nullopt : std::optional<int>(*theirs);
      });
      CHECK(contents(joined) == expected);
      CHECK(contents(map) == model);
    }
}

TEST_CASE("joining two maps that come from one asks about what differs alone") {
  SharedMap<int> map;
  for (int i = 0; i < 10'000; ++i) map.set("v" + std::to_string(i), i);
  CHECK(map.height() < 60);
  SharedMap<int> left = map, right = map;
  left["v17"] = -1;
  right["v4711"] = -2;
  right.set("new", 3);
  const std::size_t asked = left.merge(right, [](const std::string&, const int* mine, const int* theirs) {
    return std::optional<int>(std::min(mine ? *mine : 0, theirs ? *theirs : 0));
  });
  CHECK(asked <= 3);
  CHECK(*left.find("v17") == -1);
  CHECK(*left.find("v4711") == -2);
  CHECK(*left.find("new") == 0);
  CHECK(*map.find("v17") == 17);
}
