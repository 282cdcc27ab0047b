#include <doctest/doctest.h>

#include <ostream>

#include "lib/action/client_table.h"
#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

const Disk k_disk = {{"x.sql", "drop table fromfile;"}, {"y.txt", "truncate t"}, {"sub/y.sql", "truncate y"}, {"v.sql", "drop table :t"}, {"inc.sql", "\\i x.sql\nselect 1"}, {"loop.sql", "\\i loop.sql\n"}, {"db/schema.sql", "create table s(i int)"}, {"x.js", "db.dropDatabase()"}, {"script.rb", "User.delete_all"}};

// Statements, then the kinds of what cannot be read behind a "!".
std::string outcome(const std::string& command) {
  const Actions actions = act_on(command, k_disk);
  std::string text = joined(statements_of(actions));
  for (const std::string& kind : opaque_of(actions)) text += " !" + kind;
  return text;
}

struct Case {
  const char* command;
  const char* outcome;
};

void check_all(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.command);
    CHECK(outcome(c.command) == c.outcome);
  }
}

}  // namespace

TEST_CASE("tools that open a door to the database are read like clients") {
  check_all({
      {"wrangler d1 execute DB --command 'drop table a'", "DROP TABLE a"},
      {"wrangler d1 execute DB --remote --command='drop table a'", "DROP TABLE a"},
      {"wrangler d1 execute DB --file=x.sql", "DROP TABLE fromfile"},
      {"npx wrangler d1 execute DB --file ./x.sql", "DROP TABLE fromfile"},
      {"wrangler deploy", ""},
      {"turso db shell app 'drop table a'", "DROP TABLE a"},
      {"turso db shell app < x.sql", "DROP TABLE fromfile"},
      {"turso db shell app", " !door"},
      {"turso db list", ""},
      {"pscale shell app main", " !door"},
      {"pscale shell app main < x.sql", "DROP TABLE fromfile"},
      {"pscale branch list app", ""},
      {"supabase db query 'drop table a'", "DROP TABLE a"},
      {"supabase db query --file x.sql", "DROP TABLE fromfile"},
      {"supabase db query -f x.sql --linked", "DROP TABLE fromfile"},
      {"supabase db execute --file x.sql", "DROP TABLE fromfile"},
      {"supabase db push", ""},
      {"prisma db execute --file x.sql", "DROP TABLE fromfile"},
      {"prisma db execute --file=x.sql --schema p", "DROP TABLE fromfile"},
      {"prisma db execute --stdin < x.sql", "DROP TABLE fromfile"},
      {"echo 'drop table a' | npx prisma db execute --stdin", "DROP TABLE a"},
      {"pnpm prisma db execute --file x.sql", "DROP TABLE fromfile"},
      {"prisma migrate status", ""},
      {"prisma db execute --file missing.sql", " !sql-file"},
      {"typeorm query 'drop table a' -d ds.ts", "DROP TABLE a"},
      {"npx typeorm query -d ds.ts 'drop table a'", "DROP TABLE a"},
      {"npx typeorm-ts-node-commonjs query 'drop table a' -d ds.ts", "DROP TABLE a"},
      {"kysely sql 'drop table a'", "DROP TABLE a"},
      {"kysely migrate latest", ""},
      {"liquibase execute-sql --sql='drop table a'", "DROP TABLE a"},
      {"liquibase execute-sql --sql-file=x.sql", "DROP TABLE fromfile"},
      {"liquibase --url=x execute-sql --sql 'drop table a'", "DROP TABLE a"},
      {"liquibase status", ""},
      {"graphile-migrate run x.sql", "DROP TABLE fromfile"},
      {"graphile-migrate run < x.sql", "DROP TABLE fromfile"},
      {"graphile-migrate status", ""},
      {"neon psql -- -c 'drop table a'", "DROP TABLE a"},
      {"neonctl psql main -- -f x.sql", "DROP TABLE fromfile"},
      {"neon cs main --psql -- -c 'drop table a'", "DROP TABLE a"},
      {"neon psql", " !door"},
      {"neon projects list", ""},
      {"python manage.py dbshell", " !door"},
      {"python manage.py dbshell < x.sql", "DROP TABLE fromfile"},
      {"python manage.py dbshell -- -c 'drop table a'", "DROP TABLE a"},
      {"./manage.py dbshell <<< 'drop table a'", "DROP TABLE a"},
      {"python -m django dbshell < x.sql", "DROP TABLE fromfile"},
      {"django-admin dbshell < x.sql", "DROP TABLE fromfile"},
      {"python manage.py migrate", ""},
      {"python manage.py shell -c \"from django.db import connection; connection.cursor().execute('drop table a')\"",
       "DROP TABLE a"},
      {"python manage.py shell", " !door"},
      {"echo \"print(1)\" | python manage.py shell", ""},
      {"rails dbconsole", " !door"},
      {"rails db < x.sql", "DROP TABLE fromfile"},
      {"rails db:migrate", ""},
      {"bin/rails dbconsole -p", " !door"},
      {"rails runner \"ActiveRecord::Base.connection.execute('drop table a')\"", "DROP TABLE a"},
      {"rails runner script.rb", ""},
      {"bundle exec rails runner 'puts 1'", ""},
      {"rails console", " !door"},
      {"rails c", " !door"},
      {"rails server", ""},
      {"php artisan db", " !door"},
      {"php artisan db < x.sql", "DROP TABLE fromfile"},
      {"php artisan tinker", " !door"},
      {"php artisan tinker --execute=\"DB::statement('drop table a')\"", "DROP TABLE a"},
      {"php artisan migrate", ""},
      {"php bin/console doctrine:query:sql 'drop table a'", "DROP TABLE a"},
      {"php bin/console d:q:s 'drop table a'", "DROP TABLE a"},
      {"bin/console dbal:run-sql 'drop table a'", "DROP TABLE a"},
      {"bin/console cache:clear", ""},
      {"mikro-orm database:import x.sql", "DROP TABLE fromfile"},
      {"mix ecto.query 'drop table a'", "DROP TABLE a"},
      {"mix run -e 'Repo.query(\"drop table a\")'", "DROP TABLE a"},
      {"dbmate load", "CREATE TABLE s(i int)"},
      {"dbmate -s x.sql load", "DROP TABLE fromfile"},
      {"dbmate up", ""},
      {"atlas schema apply --to file://x.sql --url u", "DROP TABLE fromfile"},
      {"atlas migrate lint --env dev", ""},
      {"aws rds-data execute-statement --sql 'drop table a'", "DROP TABLE a"},
      {"aws --region r rds-data execute-statement --resource-arn a --sql 'drop table a'",
       "DROP TABLE a"},
      {"aws rds-data execute-statement --sql file://x.sql", "DROP TABLE fromfile"},
      {"aws s3 ls", ""},
      {"gcloud sql connect i", " !door"},
      {"gcloud spanner databases execute-sql d --sql='drop table a'", "DROP TABLE a"},
      {"az postgres flexible-server execute -n s -q 'drop table a'", "DROP TABLE a"},
      {"az postgres flexible-server execute -n s --file-path x.sql", "DROP TABLE fromfile"},
      {"fly postgres connect", " !door"},
      {"fly pg connect -a app < x.sql", "DROP TABLE fromfile"},
      {"heroku pg:psql -c 'drop table a'", "DROP TABLE a"},
      {"heroku pg:psql -a app", " !door"},
      {"heroku pg:psql < x.sql", "DROP TABLE fromfile"},
      {"heroku logs", ""},
      {"railway connect", " !door"},
      {"wp db query 'drop table a'", "DROP TABLE a"},
      {"wp db query < x.sql", "DROP TABLE fromfile"},
      {"wp plugin list", ""},
      {"drush sql:query 'drop table a'", "DROP TABLE a"},
      {"drush sqlq --file=x.sql", "DROP TABLE fromfile"},
      {"ddev mysql -e 'drop table a'", "DROP TABLE a"},
      {"sail psql -c 'drop table a'", "DROP TABLE a"},
      {"./vendor/bin/sail mysql -e 'drop table a'", "DROP TABLE a"},
      {"pgbench -f x.sql", "DROP TABLE fromfile"},
      {"sqlite-utils query a.db 'drop table a'", "DROP TABLE a"},
      {"sqlite-utils a.db 'drop table a'", "DROP TABLE a"},
      {"sqlite-utils tables a.db", ""},
      {"mongosh --eval 'db.dropDatabase()'", ""},
      {"mongosh db --eval 'db.dropDatabase()'", ""},
      {"mongosh", " !door"},
      {"mongosh < /dev/null", ""},
      {"mongosh x.js", ""},
      {"mongosh --version", ""},
      {"redis-cli FLUSHALL", ""},
      {"redis-cli -h h -p 6379 FLUSHALL", ""},
      {"redis-cli", " !door"},
      {"redis-cli --version", ""},
      {"redis-cli --scan", ""},
      {"redis-cli -n 1 < y.txt", ""},
  });
}

TEST_CASE("texts that only speak of SQL are no statements") {
  check_all({
      {"grep -rn 'DROP TABLE' -g '*.sql'", ""},
      {"rg 'DROP TABLE' -g '*.sql'", ""},
      {"git commit -m 'DROP TABLE users; psql'", ""},
      {"echo 'drop table x' > notes.md", ""},
      {"echo 'psql -c \"drop table x\"' >> notes.md", ""},
      {"cat x.sql", ""},
      {"cat > notes.md <<'EOF'\npsql -c 'DROP TABLE x'\nEOF", ""},
      {"jq '.sql' x.json", ""},
      {"which psql", ""},
      {"man psql", ""},
      {"apt-get install postgresql-client", ""},
      {"cat truncate x", ""},
      {"sed -n '/DROP TABLE/p' x.sql", ""},
      {"diff x.sql y.sql", ""},
      {"sqlfluff lint x.sql", ""},
      {"squawk x.sql", ""},
  });
}

TEST_CASE("the table of clients is sound") { CHECK(joined(check_client_table()) == ""); }
