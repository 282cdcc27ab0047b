#include "lib/action/client_table.h"

#include <algorithm>

namespace interlock {
namespace {

using enum ClientRow::Operands;
using enum ClientRow::Special;
using Stdin = ClientRow::Input;
using Name = std::string_view;
using Family = OptionFamily;

constexpr Dialect k_any = Dialect::generic, k_pg = Dialect::postgres, k_my = Dialect::mysql,
                  k_lite = Dialect::sqlite, k_ms = Dialect::mssql;

// --- option grammars -----------------------------------------------------------

constexpr Name k_usual[] = {"--help", "--version"};
constexpr Name k_help[] = {"--help", "--version", "-h"};  // where -h names no host
constexpr Name k_symfony_harmless[] = {"--help", "--version", "-h", "-V"};
constexpr Name k_rails_harmless[] = {"--describe", "--dry-run", "--help", "--prereqs", "--tasks",
                                     "--version",  "--where",   "-D",     "-h",        "-P",
                                     "-T",         "-W",        "-n"};

constexpr Name k_psql_values[] = {
    "--command", "--dbname",  "--file", "--field-separator",  "--host",       "--log-file",
    "--output",  "--port",    "--pset", "--record-separator", "--table-attr", "--username",
    "--set",     "--variable"};
constexpr Name k_psql_flags[] = {"--echo-all",
                                 "--no-align",
                                 "--csv",
                                 "--echo-errors",
                                 "--echo-queries",
                                 "--echo-hidden",
                                 "--html",
                                 "--list",
                                 "--quiet",
                                 "--no-readline",
                                 "--single-step",
                                 "--single-line",
                                 "--expanded",
                                 "--tuples-only",
                                 "--version",
                                 "--no-password",
                                 "--password",
                                 "--no-psqlrc",
                                 "--help",
                                 "--single-transaction",
                                 "--field-separator-zero",
                                 "--record-separator-zero"};
constexpr OptionGrammar k_psql{Family::gnu, "cdfFhLopPRTUv", k_psql_values, k_psql_flags};
constexpr Name k_psql_harmless[] = {"--help",
                                    "--help=commands",
                                    "--help=options",
                                    "--help=variables",
                                    "--version",
                                    "--list",
                                    "-V",
                                    "-?",
                                    "-l"};
constexpr Name k_c[] = {"-c", "--command"};
constexpr Name k_f[] = {"-f", "--file"};
constexpr Name k_e[] = {"-e", "--execute"};
constexpr Name k_q[] = {"-q", "--query"};

constexpr Name k_mysql_values[] = {"--user",
                                   "--host",
                                   "--port",
                                   "--socket",
                                   "--execute",
                                   "--database",
                                   "--default-character-set",
                                   "--delimiter",
                                   "--init-command",
                                   "--init-command-add",
                                   "--defaults-file",
                                   "--defaults-extra-file",
                                   "--defaults-group-suffix",
                                   "--login-path",
                                   "--max-allowed-packet",
                                   "--connect-timeout",
                                   "--tee",
                                   "--prompt",
                                   "--protocol",
                                   "--plugin-dir",
                                   "--default-auth",
                                   "--ssl-ca",
                                   "--ssl-cert",
                                   "--ssl-key",
                                   "--ssl-cipher",
                                   "--ssl-mode",
                                   "--tls-version",
                                   "--character-sets-dir",
                                   "--bind-address",
                                   "--select-limit",
                                   "--max-join-size",
                                   "--net-buffer-length"};
constexpr Name k_mysql_flags[] = {
    "--batch",   "--force",        "--help",         "--html",    "--no-auto-rehash",
    "--no-beep", "--one-database", "--password",     "--pager",   "--print-defaults",
    "--quick",   "--raw",          "--safe-updates", "--silent",  "--skip-column-names",
    "--table",   "--unbuffered",   "--verbose",      "--version", "--vertical",
    "--xml",     "--compress",     "--comments",     "--ssl",     "--no-defaults"};
constexpr OptionGrammar k_mysql{.short_with_value = "uhPDSe",
                                .long_with_value = k_mysql_values,
                                .long_flags = k_mysql_flags,
                                .short_optional = "p#"};
constexpr Name k_mysql_sql[] = {"-e", "--execute", "--init-command", "--init-command-add"};
constexpr Name k_mysql_harmless[] = {"--help", "--version", "--print-defaults", "-V", "-?", "-I"};

constexpr Name k_cli_values[] = {
    "--user",     "--username",  "--host",      "--port",         "--socket",  "--execute",
    "--database", "--dbname",    "--dsn",       "--command",      "--file",    "--prompt",
    "--logfile",  "--pass",      "--password",  "--init-command", "--charset", "--myclirc",
    "--pgclirc",  "--liteclirc", "--row-limit", "--batch"};
constexpr OptionGrammar k_mycli{Family::pflag, "uhPSDdRlep", k_cli_values, k_usual};
constexpr OptionGrammar k_pgcli{Family::pflag, "uUhpdDcfR", k_cli_values, k_usual};
constexpr OptionGrammar k_litecli{Family::pflag, "DRle", k_cli_values, k_usual};
constexpr Name k_cli_sql[] = {"-e", "--execute", "--init-command"};
constexpr Name k_pgcli_sql[] = {"-c", "--command", "--init-command"};
constexpr Name k_mycli_files[] = {"--batch"};
constexpr Name k_pgcli_harmless[] = {"--help", "--version", "--list", "--list-dsn", "-v", "-l"};

constexpr Name k_mysqlsh_values[] = {"--user",    "--host",     "--port",   "--socket",
                                     "--execute", "--file",     "--schema", "--database",
                                     "--uri",     "--password", "--import"};
constexpr OptionGrammar k_mysqlsh{.family = Family::pflag,
                                  .short_with_value = "uhPSDef",
                                  .long_with_value = k_mysqlsh_values,
                                  .long_flags = k_usual,
                                  .short_optional = "p"};

constexpr Name k_sqlcmd_values[] = {"--query",       "--initial-query", "--input-file",
                                    "--server",      "--database-name", "--user-name",
                                    "--output-file", "--variables"};
constexpr OptionGrammar k_sqlcmd{Family::gnu, "acdfhHiKlmoPqQsStUvVwyYzZ", k_sqlcmd_values,
                                 k_usual};
constexpr Name k_sqlcmd_sql[] = {"-Q", "-q", "--query", "--initial-query"};
constexpr Name k_sqlcmd_files[] = {"-i", "--input-file"};
constexpr Name k_sqlcmd_harmless[] = {"--help", "--version", "-?", "-L"};
constexpr OptionGrammar k_isql{Family::gnu, "iosumxdlcpUPSDHTJ", {}, k_usual};
constexpr Name k_isql_files[] = {"-i"};

constexpr Name k_cqlsh_values[] = {"--execute",   "--file",     "--username", "--password",
                                   "--keyspace",  "--encoding", "--cqlshrc",  "--request-timeout",
                                   "--cqlversion"};
constexpr OptionGrammar k_cqlsh{Family::argparse, "efupk", k_cqlsh_values, k_usual};

constexpr Name k_clickhouse_values[] = {"--query",    "--queries-file", "--host",
                                        "--port",     "--user",         "--password",
                                        "--database", "--config-file",  "--format"};
constexpr OptionGrammar k_clickhouse{Family::gnu, "qhudCf", k_clickhouse_values, k_usual};
constexpr Name k_clickhouse_files[] = {"--queries-file"};

constexpr Name k_snow_values[] = {"--query",      "--filename", "--connection", "--accountname",
                                  "--dbname",     "--username", "--rolename",   "--warehouse",
                                  "--schemaname", "--option"};
constexpr OptionGrammar k_snowsql{Family::argparse, "qfcaudrwsoD", k_snow_values, k_usual};
constexpr Name k_snow_files[] = {"-f", "--filename"};
constexpr Name k_snow_cli_values[] = {"--query",    "--filename",  "--connection",
                                      "--variable", "--database",  "--schema",
                                      "--role",     "--warehouse", "--format"};
constexpr OptionGrammar k_snow{Family::pflag, "qfcD", k_snow_cli_values, k_usual};
constexpr Name k_snow_stdin[] = {"--help", "--version"};

constexpr Name k_bq_values[] = {"--project_id",
                                "--location",
                                "--dataset_id",
                                "--destination_table",
                                "--format",
                                "--max_rows",
                                "--maximum_bytes_billed",
                                "--parameter",
                                "--label",
                                "--job_id",
                                "--credential_file",
                                "-n",
                                "-s"};
constexpr OptionGrammar k_bq{Family::pflag, "ns", k_bq_values, k_usual};
constexpr Name k_bq_harmless[] = {"--help", "--version", "--dry_run"};

constexpr Name k_cockroach_values[] = {"--execute", "--file", "--url",      "--host",
                                       "--port",    "--user", "--database", "--certs-dir",
                                       "--format",  "--set",  "--watch"};
constexpr OptionGrammar k_cockroach{Family::pflag, "efpud", k_cockroach_values, k_usual};

constexpr Name k_usql_values[] = {"--command",
                                  "--file",
                                  "--out",
                                  "--set",
                                  "--variable",
                                  "--pset",
                                  "--cset",
                                  "--config",
                                  "--field-separator",
                                  "--record-separator",
                                  "--table-attr"};
constexpr OptionGrammar k_usql{Family::pflag, "cfovPNFRT", k_usql_values, k_usual};

constexpr Name k_hadoop_values[] = {"--execute",       "--file",     "--query",   "--query_file",
                                    "--server",        "--catalog",  "--schema",  "--user",
                                    "--source",        "--database", "--impalad", "--conf",
                                    "--hiveconf",      "--hivevar",  "--master",  "--password",
                                    "--output-format", "--session",  "--jars"};
constexpr OptionGrammar k_hadoop{Family::pflag, "efqiudnpo", k_hadoop_values, k_usual};
constexpr Name k_hadoop_sql[] = {"-e", "--execute", "-q", "--query"};
constexpr Name k_hadoop_files[] = {"-f", "--file", "--query_file", "-i"};

constexpr Name k_dolt_values[] = {"--query", "--file", "--result-format", "--batch",  "--data-dir",
                                  "--host",  "--port", "--user",          "--use-db", "--save"};
constexpr OptionGrammar k_dolt{Family::pflag, "qfrsup", k_dolt_values, k_usual};

constexpr Name k_tool_values[] = {"--file",
                                  "--url",
                                  "--schema",
                                  "--config",
                                  "--env",
                                  "--persist-to",
                                  "--command",
                                  "--db-url",
                                  "--workdir",
                                  "--project-ref",
                                  "--password",
                                  "--output",
                                  "--dataSource",
                                  "--org",
                                  "--location",
                                  "--instance",
                                  "--project-id",
                                  "--branch",
                                  "--database-name",
                                  "--role-name",
                                  "--context-file",
                                  "--api-key",
                                  "--app",
                                  "--region",
                                  "--database",
                                  "--settings",
                                  "--pythonpath",
                                  "--knexfile",
                                  "--profile",
                                  "--query",
                                  "--endpoint-url",
                                  "--resource-arn",
                                  "--secret-arn",
                                  "--sql",
                                  "--sqls",
                                  "--query-string",
                                  "--statement",
                                  "--querytext",
                                  "--file-path",
                                  "--name",
                                  "--resource-group",
                                  "--admin-user",
                                  "--admin-password",
                                  "--user",
                                  "--project",
                                  "--path",
                                  "--execute",
                                  "--connection",
                                  "--em",
                                  "--dsn",
                                  "--uri",
                                  "--root",
                                  "--extra",
                                  "--db-name",
                                  "--cwd",
                                  "--environment",
                                  "--service"};
constexpr OptionGrammar k_tool{Family::pflag, "fcdp", k_tool_values, k_usual};
constexpr OptionGrammar k_yargs{Family::yargs, "dce", k_tool_values, k_usual};
constexpr OptionGrammar k_prisma{Family::commander, "", k_tool_values, k_usual};
constexpr OptionGrammar k_manage{Family::argparse, "cv", k_tool_values, k_usual};
constexpr OptionGrammar k_symfony{Family::symfony, "e", k_tool_values, k_usual};
constexpr OptionGrammar k_rails{Family::pflag, "e", k_tool_values, k_usual};
constexpr OptionGrammar k_az{Family::argparse, "qfnupdg", k_tool_values, k_usual};
constexpr OptionGrammar k_heroku{Family::pflag, "car", k_tool_values, k_usual};
constexpr OptionGrammar k_wp{Family::pflag, "", {}, k_usual};  // --path=value only

constexpr Name k_file[] = {"--file", "-f"};
constexpr Name k_command[] = {"--command"};
constexpr Name k_aws_sql[] = {"--sql", "--sqls", "--query-string", "--statement"};
constexpr Name k_sql[] = {"--sql"};
constexpr Name k_az_sql[] = {"-q", "--querytext"};
constexpr Name k_az_files[] = {"-f", "--file-path"};
constexpr Name k_execute[] = {"--execute"};

constexpr Name k_liquibase_values[] = {
    "--sql",       "--sql-file",      "--sqlFile",        "--url",
    "--username",  "--password",      "--changelog-file", "--changeLogFile",
    "--delimiter", "--defaults-file", "--search-path"};
constexpr OptionGrammar k_liquibase{Family::yargs, "", k_liquibase_values, k_usual};
constexpr Name k_liquibase_files[] = {"--sql-file", "--sqlFile"};

constexpr Name k_atlas_values[] = {"--to",     "--url",    "--dev-url", "--env",
                                   "--config", "--var",    "--schema",  "--exclude",
                                   "--file",   "--format", "--tx-mode"};
constexpr OptionGrammar k_atlas{Family::pflag, "ucsf", k_atlas_values, k_usual};
constexpr Name k_atlas_to[] = {"--to", "-f", "--file"};

constexpr Name k_dbmate_values[] = {"--url",         "--env",
                                    "--env-file",    "--migrations-dir",
                                    "--schema-file", "--migrations-table",
                                    "--wait-timeout"};
constexpr OptionGrammar k_dbmate{Family::pflag, "ueds", k_dbmate_values, k_usual};
constexpr Name k_schema_file[] = {"--schema-file", "-s"};

constexpr Name k_pgbench_values[] = {
    "--file",     "--client", "--jobs",  "--time", "--transactions", "--host",    "--port",
    "--username", "--define", "--scale", "--rate", "--builtin",      "--protocol"};
constexpr OptionGrammar k_pgbench{Family::gnu, "bcDfjlMPRstThpUF", k_pgbench_values, k_usual};
constexpr Name k_slap_values[] = {
    "--query", "--create", "--pre-query",   "--post-query", "--user",          "--host",
    "--port",  "--socket", "--concurrency", "--iterations", "--create-schema", "--delimiter"};
constexpr OptionGrammar k_slap{.short_with_value = "qcihuPSF",
                               .long_with_value = k_slap_values,
                               .long_flags = k_usual,
                               .short_optional = "p"};
constexpr Name k_slap_sql[] = {"-q", "--query", "--create", "--pre-query", "--post-query"};

constexpr Name k_mongo_values[] = {"--eval",
                                   "--file",
                                   "--host",
                                   "--port",
                                   "--username",
                                   "--password",
                                   "--authenticationDatabase",
                                   "--tlsCAFile",
                                   "--apiVersion",
                                   "--tlsCertificateKeyFile",
                                   "--authenticationMechanism"};
constexpr OptionGrammar k_mongo{Family::yargs, "fup", k_mongo_values, k_usual};
constexpr Name k_eval[] = {"--eval"};
constexpr OptionGrammar k_plus{Family::posix, "CLMR", {}, k_usual};
constexpr Name k_plus_harmless[] = {"-V", "-H", "--help", "--version"};
constexpr OptionGrammar k_db2{Family::gnu, "fzrl", {}, {}};
constexpr Name k_db2_files[] = {"-f"};
constexpr OptionGrammar k_hdb{Family::gnu, "nidupUIoxc", {}, k_usual};
constexpr Name k_hdb_files[] = {"-I"};
constexpr OptionGrammar k_mix{Family::pflag, "re", {}, k_usual};
constexpr Name k_short_e[] = {"-e", "--eval"};

// --- the table: by program, then verbs ------------------------------------------

constexpr ClientRow k_clients[] = {
    {"artisan", "db", k_any, k_symfony, {}, {}, ignored, Stdin::otherwise, k_symfony_harmless},
    {"artisan",
     "tinker",
     k_any,
     k_symfony,
     k_execute,
     {},
     ignored,
     Stdin::otherwise,
     k_symfony_harmless,
     none,
     "php"},
    {"atlas",
     "schema apply",
     k_any,
     k_atlas,
     {},
     k_atlas_to,
     ignored,
     Stdin::never,
     k_usual,
     desired_state},
    {"aws",
     "athena start-query-execution",
     k_any,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"aws",
     "dynamodb execute-statement",
     k_any,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"aws",
     "rds-data batch-execute-statement",
     k_any,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"aws", "rds-data execute-sql", k_any, k_tool, k_aws_sql, {}, ignored, Stdin::never, k_usual},
    {"aws",
     "rds-data execute-statement",
     k_any,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"aws",
     "redshift-data batch-execute-statement",
     k_pg,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"aws",
     "redshift-data execute-statement",
     k_pg,
     k_tool,
     k_aws_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"az",
     "mysql flexible-server connect",
     k_my,
     k_az,
     k_az_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"az", "mysql flexible-server execute", k_my, k_az, k_az_sql, k_az_files, ignored, Stdin::never,
     k_usual},
    {"az",
     "postgres flexible-server connect",
     k_pg,
     k_az,
     k_az_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"az", "postgres flexible-server execute", k_pg, k_az, k_az_sql, k_az_files, ignored,
     Stdin::never, k_usual},
    {"beeline", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise,
     k_usual},
    {"bq", "query", k_any, k_bq, {}, {}, sql_joined, Stdin::otherwise, k_bq_harmless},
    {"clickhouse", "client", k_any, k_clickhouse, k_q, k_clickhouse_files, ignored,
     Stdin::otherwise, k_usual},
    {"clickhouse", "local", k_any, k_clickhouse, k_q, k_clickhouse_files, ignored, Stdin::otherwise,
     k_usual},
    {"clickhouse-client", "", k_any, k_clickhouse, k_q, k_clickhouse_files, ignored,
     Stdin::otherwise, k_usual},
    {"clickhouse-local", "", k_any, k_clickhouse, k_q, k_clickhouse_files, ignored,
     Stdin::otherwise, k_usual},
    {"cockroach", "demo", k_pg, k_cockroach, k_e, {}, ignored, Stdin::otherwise, k_usual},
    {"cockroach", "sql", k_pg, k_cockroach, k_e, k_f, ignored, Stdin::otherwise, k_usual},
    {"console", "dbal:run-sql", k_any, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"console", "doctrine:query:sql", k_any, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"cqlsh", "", k_any, k_cqlsh, k_e, k_f, ignored, Stdin::otherwise, k_usual},
    {"db2", "", k_any, k_db2, {}, k_db2_files, sql_joined, Stdin::otherwise, {}},
    {"dbmate",
     "load",
     k_any,
     k_dbmate,
     {},
     k_schema_file,
     ignored,
     Stdin::never,
     k_usual,
     default_file},
    {"ddev", "mariadb", k_my, k_mysql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"ddev", "mysql", k_my, k_mysql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"ddev", "psql", k_pg, k_psql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"django",
     "dbshell",
     k_any,
     k_manage,
     {},
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     words_after_dashes},
    {"django",
     "shell",
     k_any,
     k_manage,
     k_c,
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     none,
     "python"},
    {"django-admin",
     "dbshell",
     k_any,
     k_manage,
     {},
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     words_after_dashes},
    {"django-admin",
     "shell",
     k_any,
     k_manage,
     k_c,
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     none,
     "python"},
    {"doctrine", "dbal:run-sql", k_any, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"doctrine", "doctrine:query:sql", k_any, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"dolt", "sql", k_my, k_dolt, k_q, k_f, ignored, Stdin::otherwise, k_usual},
    {"drush", "php-eval", k_any, k_wp, {}, {}, code_first, Stdin::never, k_usual, none, "php"},
    {"drush", "php:eval", k_any, k_wp, {}, {}, code_first, Stdin::never, k_usual, none, "php"},
    {"drush", "sql-cli", k_any, k_wp, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"drush", "sql-query", k_any, k_wp, {}, k_file, sql_first, Stdin::otherwise, k_usual},
    {"drush", "sql:cli", k_any, k_wp, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"drush", "sql:query", k_any, k_wp, {}, k_file, sql_first, Stdin::otherwise, k_usual},
    {"drush", "sqlc", k_any, k_wp, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"drush", "sqlq", k_any, k_wp, {}, k_file, sql_first, Stdin::otherwise, k_usual},
    {"duckdb", "", k_pg, {}, {}, {}, sql_after_first, Stdin::otherwise, {}, sqlite},
    {"flask", "shell", k_any, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual, none, "python"},
    {"fly", "mpg connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"fly", "pg connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"fly", "postgres connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"flyctl", "mpg connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"flyctl", "pg connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"flyctl", "postgres connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud", "alloydb connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud", "alpha alloydb connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud", "alpha sql connect", k_any, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud", "beta alloydb connect", k_pg, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud", "beta sql connect", k_any, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"gcloud",
     "spanner databases execute-sql",
     k_any,
     k_tool,
     k_sql,
     {},
     ignored,
     Stdin::never,
     k_usual},
    {"gcloud", "sql connect", k_any, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"graphile-migrate", "run", k_pg, k_tool, {}, {}, file_first, Stdin::otherwise, k_usual},
    {"gsql", "", k_pg, k_psql, k_c, k_f, ignored, Stdin::otherwise, k_psql_harmless},
    {"hdbsql", "", k_any, k_hdb, {}, k_hdb_files, sql_joined, Stdin::otherwise, k_usual},
    {"heroku", "pg:psql", k_pg, k_heroku, k_c, k_f, ignored, Stdin::otherwise, k_usual},
    {"heroku", "psql", k_pg, k_heroku, k_c, k_f, ignored, Stdin::otherwise, k_usual},
    {"hive", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise, k_usual},
    {"impala-shell", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise,
     k_usual},
    {"iredis", "", k_any, {}, {}, {}, ignored, Stdin::otherwise, {}, redis},
    {"isql", "", k_any, k_isql, {}, k_isql_files, ignored, Stdin::otherwise, k_usual},
    {"isql-fb", "", k_any, k_isql, {}, k_isql_files, ignored, Stdin::otherwise, k_usual},
    {"keydb-cli", "", k_any, {}, {}, {}, ignored, Stdin::otherwise, {}, redis},
    {"kysely", "sql", k_any, k_tool, {}, {}, sql_first, Stdin::otherwise, k_usual},
    {"lando", "mysql", k_my, k_mysql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"lando", "psql", k_pg, k_psql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"liquibase", "execute-sql", k_any, k_liquibase, k_sql, k_liquibase_files, ignored,
     Stdin::never, k_usual},
    {"liquibase", "executeSql", k_any, k_liquibase, k_sql, k_liquibase_files, ignored, Stdin::never,
     k_usual},
    {"litecli", "", k_lite, k_litecli, k_cli_sql, {}, ignored, Stdin::otherwise, k_usual},
    {"manage.py",
     "dbshell",
     k_any,
     k_manage,
     {},
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     words_after_dashes},
    {"manage.py",
     "shell",
     k_any,
     k_manage,
     k_c,
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     none,
     "python"},
    {"manage.py",
     "shell_plus",
     k_any,
     k_manage,
     k_c,
     {},
     ignored,
     Stdin::otherwise,
     k_help,
     none,
     "python"},
    {"mariadb", "", k_my, k_mysql, k_mysql_sql, {}, ignored, Stdin::otherwise, k_mysql_harmless},
    {"mariadb-slap", "", k_my, k_slap, k_slap_sql, {}, ignored, Stdin::never, k_usual},
    {"mikro-orm", "database:import", k_any, k_tool, {}, {}, file_first, Stdin::never, k_usual},
    {"mikro-orm-esm", "database:import", k_any, k_tool, {}, {}, file_first, Stdin::never, k_usual},
    {"mix", "ecto.query", k_any, k_mix, {}, {}, sql_first, Stdin::never, k_usual},
    {"mix", "run", k_any, k_mix, k_short_e, {}, ignored, Stdin::never, k_usual, none, "elixir"},
    {"mongo", "", k_any, k_mongo, k_eval, k_f, code_after_first, Stdin::otherwise, k_help, none,
     "node"},
    {"mongosh", "", k_any, k_mongo, k_eval, k_f, code_after_first, Stdin::otherwise, k_help, none,
     "node"},
    {"mycli", "", k_my, k_mycli, k_cli_sql, k_mycli_files, ignored, Stdin::otherwise, k_usual},
    {"mysql", "", k_my, k_mysql, k_mysql_sql, {}, ignored, Stdin::otherwise, k_mysql_harmless},
    {"mysqlsh", "", k_my, k_mysqlsh, k_e, k_f, ignored, Stdin::otherwise, k_usual, shell_of_choice},
    {"mysqlslap", "", k_my, k_slap, k_slap_sql, {}, ignored, Stdin::never, k_usual},
    {"n98-magerun", "db:query", k_my, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"n98-magerun2", "db:query", k_my, k_symfony, {}, {}, sql_first, Stdin::never, k_usual},
    {"neon",
     "connection-string",
     k_pg,
     k_tool,
     {},
     {},
     ignored,
     Stdin::never,
     k_usual,
     inner_dashes},
    {"neon", "cs", k_pg, k_tool, {}, {}, ignored, Stdin::never, k_usual, inner_dashes},
    {"neon", "psql", k_pg, k_tool, {}, {}, ignored, Stdin::never, k_usual, inner_dashes},
    {"neonctl",
     "connection-string",
     k_pg,
     k_tool,
     {},
     {},
     ignored,
     Stdin::never,
     k_usual,
     inner_dashes},
    {"neonctl", "cs", k_pg, k_tool, {}, {}, ignored, Stdin::never, k_usual, inner_dashes},
    {"neonctl", "psql", k_pg, k_tool, {}, {}, ignored, Stdin::never, k_usual, inner_dashes},
    {"nzsql", "", k_pg, k_psql, k_c, k_f, ignored, Stdin::otherwise, k_psql_harmless},
    {"osql", "", k_ms, k_sqlcmd, k_sqlcmd_sql, k_sqlcmd_files, ignored, Stdin::otherwise,
     k_sqlcmd_harmless},
    {"pgbench", "", k_pg, k_pgbench, {}, k_f, ignored, Stdin::never, k_usual},
    {"pgcli", "", k_pg, k_pgcli, k_pgcli_sql, k_f, ignored, Stdin::otherwise, k_pgcli_harmless},
    {"planetscale", "shell", k_my, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"presto", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise,
     k_usual},
    {"prisma", "db execute", k_any, k_prisma, {}, k_file, ignored, Stdin::on_flag, k_usual},
    {"pscale", "shell", k_my, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"psql", "", k_pg, k_psql, k_c, k_f, ignored, Stdin::otherwise, k_psql_harmless},
    {"rails", "c", k_any, k_rails, {}, {}, ignored, Stdin::otherwise, k_help, none, "ruby"},
    {"rails", "console", k_any, k_rails, {}, {}, ignored, Stdin::otherwise, k_help, none, "ruby"},
    {"rails", "db", k_any, k_rails, {}, {}, ignored, Stdin::otherwise, k_rails_harmless},
    {"rails", "dbconsole", k_any, k_rails, {}, {}, ignored, Stdin::otherwise, k_rails_harmless},
    {"rails", "r", k_any, k_rails, {}, {}, code_first, Stdin::never, {}, none, "ruby"},
    {"rails", "runner", k_any, k_rails, {}, {}, code_first, Stdin::never, {}, none, "ruby"},
    {"railway", "connect", k_any, k_tool, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"redis-cli", "", k_any, {}, {}, {}, ignored, Stdin::otherwise, {}, redis},
    {"render", "psql", k_pg, k_tool, k_c, {}, ignored, Stdin::never, k_usual, inner_dashes},
    {"sail", "mariadb", k_my, k_mysql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"sail", "mysql", k_my, k_mysql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"sail", "psql", k_pg, k_psql, {}, {}, ignored, Stdin::otherwise, {}, inner_verb},
    {"snow", "sql", k_any, k_snow, k_q, k_snow_files, ignored, Stdin::otherwise, k_snow_stdin},
    {"snowsql", "", k_any, k_snowsql, k_q, k_snow_files, ignored, Stdin::otherwise, k_usual},
    {"spark-sql", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise,
     k_usual},
    {"spatialite", "", k_lite, {}, {}, {}, sql_after_first, Stdin::otherwise, {}, sqlite},
    {"sqlcipher", "", k_lite, {}, {}, {}, sql_after_first, Stdin::otherwise, {}, sqlite},
    {"sqlcmd", "", k_ms, k_sqlcmd, k_sqlcmd_sql, k_sqlcmd_files, ignored, Stdin::otherwise,
     k_sqlcmd_harmless},
    {"sqlite", "", k_lite, {}, {}, {}, sql_after_first, Stdin::otherwise, {}, sqlite},
    {"sqlite-utils", "", k_lite, k_tool, {}, {}, sql_if_it_looks, Stdin::never, k_usual},
    {"sqlite-utils", "query", k_lite, k_tool, {}, {}, sql_if_it_looks, Stdin::never, k_usual},
    {"sqlite3", "", k_lite, {}, {}, {}, sql_after_first, Stdin::otherwise, {}, sqlite},
    {"sqlplus", "", k_any, k_plus, {}, {}, at_files, Stdin::otherwise, k_plus_harmless},
    {"supabase", "db execute", k_pg, k_tool, {}, k_file, sql_first, Stdin::otherwise, k_usual},
    {"supabase", "db query", k_pg, k_tool, {}, k_file, sql_first, Stdin::otherwise, k_usual},
    {"trino", "", k_any, k_hadoop, k_hadoop_sql, k_hadoop_files, ignored, Stdin::otherwise,
     k_usual},
    {"tsql", "", k_ms, k_isql, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"turso", "db shell", k_lite, k_tool, {}, {}, sql_after_first, Stdin::otherwise, k_usual},
    {"typeorm", "query", k_any, k_yargs, {}, {}, sql_first, Stdin::never, k_usual},
    {"typeorm-ts-node-commonjs", "query", k_any, k_yargs, {}, {}, sql_first, Stdin::never, k_usual},
    {"typeorm-ts-node-esm", "query", k_any, k_yargs, {}, {}, sql_first, Stdin::never, k_usual},
    {"usql", "", k_any, k_usql, k_c, k_f, ignored, Stdin::otherwise, k_usual},
    {"valkey-cli", "", k_any, {}, {}, {}, ignored, Stdin::otherwise, {}, redis},
    {"vsql", "", k_pg, k_psql, k_c, k_f, ignored, Stdin::otherwise, k_psql_harmless},
    {"wp", "db cli", k_my, k_wp, {}, {}, ignored, Stdin::otherwise, k_usual},
    {"wp", "db import", k_my, k_wp, {}, {}, file_first, Stdin::never, k_usual},
    {"wp", "db query", k_my, k_wp, {}, {}, sql_first, Stdin::otherwise, k_usual},
    {"wp", "eval", k_any, k_wp, {}, {}, code_first, Stdin::never, k_usual, none, "php"},
    {"wrangler", "d1 execute", k_lite, k_yargs, k_command, k_file, ignored, Stdin::never, k_usual},
    {"ysqlsh", "", k_pg, k_psql, k_c, k_f, ignored, Stdin::otherwise, k_psql_harmless},
};

}  // namespace

std::span<const ClientRow> client_table() { return k_clients; }

std::vector<const ClientRow*> client_rows(std::string_view program) {
  if (program.ends_with(".exe")) program.remove_suffix(4);
  const auto first = std::lower_bound(
      std::begin(k_clients), std::end(k_clients), program,
      [](const ClientRow& row, std::string_view name) { return row.program < name; });
  std::vector<const ClientRow*> rows;
  for (auto row = first; row != std::end(k_clients) && row->program == program; ++row)
    rows.push_back(row);
  return rows;
}

std::vector<std::string> check_client_table() {
  std::vector<std::string> complaints;
  const ClientRow* before = nullptr;
  for (const ClientRow& row : k_clients) {
    const std::string name = std::string(row.program) + ' ' + std::string(row.verbs);
    if (before != nullptr &&
        std::pair(before->program, before->verbs) >= std::pair(row.program, row.verbs))
      complaints.push_back(name + ": out of order");
    before = &row;
    for (const ClientRow::Names names : {row.sql, row.files})
      for (const std::string_view option : names) {
        const bool is_long = option.starts_with("--");
        const auto& longs = row.grammar.long_with_value;
        const bool known =
            is_long ? std::find(longs.begin(), longs.end(), option) != longs.end()
                    : row.grammar.short_with_value.find(option[1]) != std::string_view::npos;
        // A pair of spellings is shared by rows of which some know only one.
        if (!known && names.size() == 1)
          complaints.push_back(name + ": no value for " + std::string(option));
      }
  }
  return complaints;
}

}  // namespace interlock
