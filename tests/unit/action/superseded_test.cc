#include "lib/action/superseded.h"

#include <doctest/doctest.h>

#include <ostream>

using namespace interlock;

TEST_CASE("a migration is superseded when a higher number stands beside it") {
  const MemoryFiles files({
      {"/w/migrations/001_a.sql", ""},
      {"/w/migrations/9_b.sql", ""},
      {"/w/migrations/10_c.sql", ""},
      {"/w/migrations/99_notes.md", ""},
      {"/w/migrations/atlas.sum", ""},
      {"/w/db/migrate/20260101000000_a.rb", ""},
      {"/w/db/migration/V1__a.sql", ""},
      {"/w/db/migration/V1.1__b.sql", ""},
      {"/w/db/migration/V2__c.sql", ""},
      {"/w/m/migrations/1_a.up.sql", ""},
      {"/w/m/migrations/1_a.down.sql", ""},
      {"/w/prisma/migrations/20260101_a/migration.sql", ""},
      {"/w/prisma/migrations/20260102_b/migration.sql", ""},
      {"/w/alembic/versions/1f2e_a.py", ""},
      {"/w/alembic/versions/2a3b_b.py", ""},
      {"/w/docs/1_intro.md", ""},
      {"/w/docs/2_more.md", ""},
  });
  struct Case {
    const char* path;
    bool superseded;
  };
  const Case cases[] = {
      {"/w/migrations/001_a.sql", true},
      {"/w/migrations/9_b.sql", true},
      {"/w/migrations/10_c.sql", false},
      {"/w/migrations/99_notes.md", false},
      {"/w/migrations/atlas.sum", false},
      {"/w/migrations/002_new.sql", false},
      {"/w/db/migrate/20260101000000_a.rb", false},
      {"/w/db/migration/V1__a.sql", true},
      {"/w/db/migration/V2__c.sql", false},
      {"/w/m/migrations/1_a.up.sql", false},
      {"/w/prisma/migrations/20260101_a/migration.sql", true},
      {"/w/prisma/migrations/20260102_b/migration.sql", false},
      {"/w/prisma/migrations/20260101_a", true},
      {"/w/alembic/versions/1f2e_a.py", false},
      {"/w/docs/1_intro.md", false},
      {"/w/migrations", false},
      {"/1_a.sql", false},
      {"1_a.sql", false},
      {"", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CHECK(is_superseded(c.path, files) == c.superseded);
  }
}
