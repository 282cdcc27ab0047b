#include <doctest/doctest.h>

#include <ostream>

#include "lib/rules/match.h"

using namespace interlock;

TEST_CASE("mask_secrets hides what opens a door and nothing else") {
  struct Case {
    const char* name;
    const char* text;
    const char* masked;
  };
  const Case cases[] = {
      {"nothing", "psql -c 'select 1'", "psql -c 'select 1'"},
      {"URL", "psql postgres://app:hunter2@db:5432/x", "psql postgres://app:***@db:5432/x"},
      {"URL without password", "psql postgres://app@db/x", "psql postgres://app@db/x"},
      {"URL with a port only", "curl http://localhost:8080/a@b", "curl http://localhost:8080/a@b"},
      {"password with a slash", "postgres://a:b/c@h/d", "postgres://a:***@h/d"},
      {"password with an at", "postgres://a:b@c@h/d", "postgres://a:***@h/d"},
      {"variable in a URL", "postgres://app:$PW@db", "postgres://app:$PW@db"},
      {"query of a URL", "jdbc:postgresql://h/d?user=u&password=p1&ssl=1", "jdbc:postgresql://h/d?user=u&password=***&ssl=1"},
      {"long option", "x --password=s3 -v", "x --password=*** -v"},
      {"long option and word", "x --password s3 -v", "x --password *** -v"},
      {"long option before another", "x --password --force", "x --password --force"},
      {"variable of the environment", "PGPASSWORD=abc psql", "PGPASSWORD=*** psql"},
      {"quoted value", "PGPASSWORD='a b' psql", "PGPASSWORD='***' psql"},
      {"value that is a variable", "PGPASSWORD=$X psql", "PGPASSWORD=$X psql"},
      {"mysql's -p", "mysql -uroot -psecret db", "mysql -uroot -p*** db"},
      {"mysql's bare -p", "mysql -p db", "mysql -p db"},
      {"psql's -p is a port", "psql -p 5433 -h x", "psql -p 5433 -h x"},
      {"sqlcmd -P", "sqlcmd -S h -P secret -Q q", "sqlcmd -S h -P *** -Q q"},
      {"redis-cli -a", "redis-cli -a secret FLUSHALL", "redis-cli -a *** FLUSHALL"},
      {"JSON", "{\"password\": \"x y\", \"a\": 1}", "{\"password\": \"***\", \"a\": 1}"},
      {"connection string", "Server=h;Password=x1;Encrypt=1", "Server=h;Password=***;Encrypt=1"},
      {"bearer", "-H 'Authorization: Bearer abc.def'", "-H 'Authorization: Bearer ***'"},
      {"SQL", "ALTER ROLE a PASSWORD 'x'", "ALTER ROLE a PASSWORD '***'"},
      {"identified by", "CREATE USER a IDENTIFIED BY 'x'", "CREATE USER a IDENTIFIED BY '***'"},
      {"token by its look", "git clone https://ghp_abcdefghijklmnop1234@github.com/x", "git clone https://***@github.com/x"},
      {"token as a word", "echo napi_abcdefghijklmnop", "echo ***"},
      {"the word alone", "SELECT password FROM users", "SELECT password FROM users"},
      {"open quote", "PGPASSWORD='abc", "PGPASSWORD='***"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(mask_secrets(c.text) == c.masked);
  }
}

TEST_CASE("mask_secrets is linear in hostile text") {
  for (const char* unit : {"password ", "://", "token=", "-p", "mysql -p'", "by '", "a:b@", "password\""}) {
    std::string text;
    while (text.size() < (1u << 20)) text += unit;
    CHECK(mask_secrets(text).size() > 0);
  }
}

TEST_CASE("mask_secrets of a beginning is the beginning of what it gives") {
  const std::string text = "psql postgres://u:secret@h/d --password=abc PGPASSWORD='a b' rest of the line";
  const std::string whole = mask_secrets(text);
  for (std::size_t enough = 0; enough <= whole.size() + 1; ++enough) {
    const std::string some = mask_secrets(text, enough);
    CHECK(whole.starts_with(some));
    CHECK(some.size() >= std::min(enough, whole.size()));
  }
}
