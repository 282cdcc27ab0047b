"""How the rules of each pack are tested beyond command lines; README's table is made from it.

real: the tool itself on a real database, generated, refused, fixed and applied. shim: a program that does what the tool documents.
The third word is the test that does it. Packs with gates that are not here: their gates are played through the hooks with a program that
prints what the tool prints (tests/flows). All others: their rules on command lines alone.
"""
TESTED = {
    "alembic": ("real", "SQLite", "test_alembic"),
    "atlas": ("shim", "SQLite", "test_diff_lint_dry_run_apply"),
    "dbmate": ("real", "SQLite", "test_dbmate"),
    "django": ("real", "SQLite", "test_django"),
    "drizzle": ("real", "squawk, PostgreSQL", "test_drizzle_with_squawk"),
    "knex": ("real", "PostgreSQL", "test_slow_knex"),
    "liquibase": ("real", "PostgreSQL", "test_slow_liquibase"),
    "mcp": ("real", "server-postgres; Neon: shim", "test_mcp_server_of_postgres"),
    "node-pg-migrate": ("real", "squawk, PostgreSQL", "test_node_pg_migrate_with_squawk"),
    "postgres": ("real", "psql, PostgreSQL", "test_direct_psql_is_refused_and_the_table_stands"),
    "prisma": ("real", "libsql", "test_slow_prisma"),
    "sequelize": ("real", "PostgreSQL", "test_slow_sequelize"),
    "sql-migrate": ("real", "sqlfluff, SQLite", "test_sql_migrate_with_sqlfluff"),
    "typeorm": ("real", "PostgreSQL", "test_slow_typeorm"),
}
