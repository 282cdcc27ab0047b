#include "lib/edge/paths.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace interlock;

namespace {

Environment at(const std::string& executable) {
  return {.home = "/home/dev",
          .config_home = {},
          .state_home = {},
          .data_home = {},
          .executable = executable,
          .user = 1000};
}

}  // namespace

TEST_CASE("places follow the prefix of the program and the directories of the user") {
  struct Case {
    const char* name;
    const char* executable;
    bool managed;
    const char* prefix;
    const char* rules;
    const char* state;
  };
  const char* in_home = "/home/dev/.local/state/interlock";
  const Case cases[] = {
      {"hook of a user", "/home/dev/.local/lib/interlock/interlock-pre-tool-use", false,
       "/home/dev/.local", "/home/dev/.local/share/interlock/rules.image", in_home},
      {"tool of a user", "/home/dev/.local/bin/interlock", false, "/home/dev/.local",
       "/home/dev/.local/share/interlock/rules.image", in_home},
      {"hook of the machine", "/usr/lib/interlock/interlock-pre-tool-use", true, "/usr",
       "/usr/share/interlock/rules.image", "/var/lib/interlock/1000"},
      {"tool of the machine", "/usr/local/bin/interlock", true, "/usr/local",
       "/usr/local/share/interlock/rules.image", "/var/lib/interlock/1000"},
      {"in /opt", "/opt/interlock/bin/interlock", true, "/opt/interlock",
       "/opt/interlock/share/interlock/rules.image", "/var/lib/interlock/1000"},
      {"a build directory", "/home/dev/interlock/build/hooks/interlock-pre-tool-use", false, "",
       "/home/dev/.local/share/interlock/rules.image", in_home},
      {"another prefix", "/srv/tools/bin/interlock", false, "/srv/tools",
       "/srv/tools/share/interlock/rules.image", in_home},
      {"a name that only begins like /usr", "/usrlocal/bin/interlock", false, "/usrlocal",
       "/usrlocal/share/interlock/rules.image", in_home},
      {"unknown program", "", false, "", "/home/dev/.local/share/interlock/rules.image", in_home},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto places = places_of(at(c.executable));
    REQUIRE(places);
    CHECK(places->managed == c.managed);
    CHECK(places->prefix == c.prefix);
    CHECK(places->rules == c.rules);
    CHECK(places->state == c.state);
    CHECK(places->machine_packs == "/etc/interlock/packs.d");
    CHECK(places->user_packs == "/home/dev/.config/interlock/packs.d");
  }
}

TEST_CASE("XDG variables count when they are absolute") {
  Environment environment = at("");
  environment.config_home = "/c/";
  environment.state_home = "/s/../t";
  environment.data_home = "relative";
  const auto places = places_of(environment);
  REQUIRE(places);
  CHECK(places->user_packs == "/c/interlock/packs.d");
  CHECK(places->state == "/t/interlock");
  CHECK(places->rules == "/home/dev/.local/share/interlock/rules.image");
}

TEST_CASE("without a home there is no guess, except where none is needed") {
  for (const char* home : {"", "relative", "~"}) {
    CAPTURE(home);
    Environment environment = at("/home/dev/.local/bin/interlock");
    environment.home = home;
    const auto places = places_of(environment);
    REQUIRE(!places);
    CHECK(places.error().message ==
          "HOME is not set to an absolute path, so that the place of the state is unknown");
    environment.executable = "/usr/lib/interlock/interlock-pre-tool-use";
    const auto managed = places_of(environment);
    REQUIRE(managed);
    CHECK(managed->state == "/var/lib/interlock/1000");
    CHECK(managed->user_packs.empty());
  }
}

TEST_CASE("the running program knows where it is") { CHECK(executable_path().starts_with('/')); }
