"""PostgreSQL, MariaDB and SQLite as judges: each runs a text by its own client in a scratch database and
says what is there before and after.

A state is {"schemas": {..}, "tables": {name: {"columns": {name: type}, "rows": [..]}}, "others": {..}}.
"""
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

# Rows are the product of the values, so that a condition which is no tautology leaves a row alone.
A = ["NULL", "-1000000", "-1", "0", "1", "2", "1000000"]
B = ["NULL", "0", "1", "2", "1000000", "-1000000"]
NAMES = ["NULL", "''", "'x'", "'y'", "'xyz'", "'/* '", "'x -- '", "' OR 1=1'"]  # each that a condition names


def fill(table):
    rows = [(a, b, n) for a in A for b in B for n in NAMES] * 2
    random.Random(1).shuffle(rows)
    values = ", ".join(f"({i + 1}, {a}, {b}, {n})" for i, (a, b, n) in enumerate(rows))
    return f"INSERT INTO {table} (id, a, b, name) VALUES {values};\n"


ROWS = len(A) * len(B) * len(NAMES) * 2


def turned(places):
    """Gives each row of t another id, so that other values stand beside those that conditions name."""
    return f"UPDATE t SET id = id + 100000;\nUPDATE t SET id = (id - 100001 + {places}) % {ROWS} + 1;\n"


def table(name, kind):
    return f"CREATE TABLE {name} (id {kind} PRIMARY KEY, a INT, b INT, name VARCHAR(60));\n" + fill(name)


class Engine:
    name = client_dialect = ""

    def __init__(self, folder):
        self.folder = folder
        self.file = os.path.join(folder, "case.sql")

    def write(self, text):
        with open(self.file, "wb") as file:
            file.write(text.encode())


class Session:
    """A client that stays: one question after another, answers up to a marker."""

    def __init__(self, command, marker):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.marker = marker

    def ask(self, text):
        self.process.stdin.write((text + "\n" + self.marker + "\n").encode())
        self.process.stdin.flush()
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise RuntimeError("the client is gone: " + text[:200])
            line = line.decode(errors="replace").rstrip("\n")
            if line == "<end>":
                return "\n".join(lines)
            lines.append(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def as_user(command, user):
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command] if os.getuid() == 0 else command


class Postgres(Engine):
    name = "postgres"
    client_dialect = "postgres+client"
    SETUP = (table("t", "INT") + table("u", "INT") + 'CREATE TABLE "My Table" (id INT PRIMARY KEY, a INT);\nINSERT INTO "My Table" VALUES (1, 2);\n'
             "CREATE SCHEMA s;\nCREATE TABLE s.w (id INT PRIMARY KEY, a INT);\nINSERT INTO s.w VALUES (1, 2), (2, 3);\n"
             "CREATE VIEW v AS SELECT id, b FROM u;\nCREATE MATERIALIZED VIEW mv AS SELECT id FROM u;\nCREATE INDEX i ON u (b);\nCREATE SEQUENCE q;\n"
             "CREATE FUNCTION f() RETURNS INT AS 'SELECT 1' LANGUAGE sql;\nCREATE TYPE mood AS ENUM ('a', 'b');\n"
             "CREATE FUNCTION g() RETURNS VOID AS 'DELETE FROM t' LANGUAGE sql;\n"
             "CREATE TABLE p (id INT, k INT) PARTITION BY LIST (k);\nCREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\nINSERT INTO p VALUES (1, 1);\n")

    def start(self):
        binaries = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip() if shutil.which("pg_config") else ""
        for place in [binaries, "/usr/lib/postgresql/15/bin", *sorted(f"/usr/lib/postgresql/{v}/bin" for v in os.listdir("/usr/lib/postgresql"))]:
            if place and os.path.exists(os.path.join(place, "initdb")):
                self.binaries = place
                break
        self.data = os.path.join(self.folder, "pg")
        os.makedirs(self.data)
        if os.getuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
            shutil.chown(self.folder, "postgres", "postgres")
        run = lambda *words: subprocess.run(as_user(list(words), "postgres"), check=True, capture_output=True, cwd=self.folder)
        run(f"{self.binaries}/initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
        self.log = open(os.path.join(self.folder, "pg.log"), "wb")
        self.server = subprocess.Popen(as_user([f"{self.binaries}/postgres", "-D", self.data, "-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}",
                                                "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "client_min_messages=error"], "postgres"),
                                       stdout=self.log, stderr=self.log, cwd=self.folder)
        self.psql = ["psql", "-X", "-q", "-h", self.folder, "-U", "postgres"]
        for _ in range(300):
            if self.query("postgres", "SELECT 1").strip() == "1":
                break
            time.sleep(0.1)
        self.query("postgres", "CREATE DATABASE pristine")
        self.write(self.SETUP)
        subprocess.run([*self.psql, "-d", "pristine", "-v", "ON_ERROR_STOP=1", "-f", self.file], check=True, capture_output=True)
        self.session = Session([*self.psql, "-At", "-d", "postgres"], "\\echo <end>")
        self.reset()

    def stop(self):
        self.session.close()
        self.server.send_signal(signal.SIGINT)
        self.server.wait()

    def query(self, database, text):
        return subprocess.run([*self.psql, "-At", "-d", database, "-c", text], capture_output=True, text=True).stdout

    def reset(self):
        self.session.ask("DROP DATABASE IF EXISTS scratch WITH (FORCE);\nCREATE DATABASE scratch TEMPLATE pristine;")

    def run(self, text):
        self.write(text)
        done = subprocess.run([*self.psql, "-d", "scratch", "-f", self.file], capture_output=True, text=True, errors="replace", timeout=60, cwd=self.folder)
        return done.stderr

    SNAPSHOT = """
SELECT 'schema', nspname, '', '' FROM pg_namespace WHERE nspname !~ '^pg_'
UNION ALL SELECT 'column', n.nspname || '.' || c.relname, a.attname::text, format_type(a.atttypid, a.atttypmod) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL SELECT 'other', c.relkind::text || ':' || n.nspname || '.' || c.relname, '', '' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('v', 'i', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL SELECT 'other', 'F:' || p.proname, '', '' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
UNION ALL SELECT 'other', 'T:' || typname, '', '' FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE typtype = 'e' AND n.nspname !~ '^pg_'
UNION ALL SELECT 'rows', schemaname || '.' || tablename, md5(query_to_xml('SELECT * FROM ' || quote_ident(schemaname) || '.' || quote_ident(tablename) || ' ORDER BY 1', true, false, '')::text),
  (xpath('/table/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(schemaname) || '.' || quote_ident(tablename), true, false, '')))[1]::text
  FROM pg_tables WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema' AND tablename <> 't'
UNION ALL SELECT 'full', 'public.t', coalesce((xpath('/table/row/n/text()', query_to_xml('SELECT string_agg(x::text, ''~'' ORDER BY x::text) AS n FROM public.t x', true, false, '')))[1]::text, ''), ''
  FROM pg_tables WHERE schemaname = 'public' AND tablename = 't'
"""

    def state(self):
        state = {"schemas": set(), "tables": {}, "others": set()}
        for line in self.session.ask("\\c scratch\n" + self.SNAPSHOT + ";\n\\c postgres").split("\n"):
            if not line:
                continue
            kind, name, detail, more = line.split("|", 3) if kind_of(line) != "full" else [*line.split("|", 2), ""]
            name = name.removeprefix("public.")
            if kind == "schema":
                state["schemas"].add(name)
            elif kind == "other":
                state["others"].add(name)
            else:
                here = state["tables"].setdefault(name, {"columns": {}, "rows": None, "count": None})
                if kind == "column":
                    here["columns"][detail] = more
                elif kind == "rows":
                    here["rows"], here["count"] = detail, int(more or 0)
                else:
                    body = detail.rstrip("|")
                    here["rows"] = body.split("~") if body else []
                    here["count"] = len(here["rows"])
        return state


def kind_of(line):
    return line.split("|", 1)[0]


class MariaDB(Engine):
    name = "mysql"
    client_dialect = "mysql+client"
    SETUP = (table("t", "INT") + table("u", "INT") + "CREATE TABLE `My Table` (id INT PRIMARY KEY, a INT);\nINSERT INTO `My Table` VALUES (1, 2);\n"
             "CREATE VIEW v AS SELECT id, b FROM u;\nCREATE INDEX i ON u (b);\nCREATE PROCEDURE g() DELETE FROM t;\nCREATE FUNCTION f() RETURNS INT RETURN 1;\n"
             "CREATE TABLE p (id INT, k INT) PARTITION BY LIST (k) (PARTITION p1 VALUES IN (1), PARTITION p2 VALUES IN (2));\nINSERT INTO p VALUES (1, 1), (2, 2);\n")

    def start(self):
        self.data = os.path.join(self.folder, "my")
        os.makedirs(self.data)
        user = "mysql" if os.getuid() == 0 else None
        if user:
            shutil.chown(self.data, user, user)
            shutil.chown(self.folder, user, user)
        subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={self.data}", "--auth-root-authentication-method=normal", "--skip-test-db",
                        *([f"--user={user}"] if user else [])], check=True, capture_output=True)
        self.socket = os.path.join(self.folder, "s")
        self.log = open(os.path.join(self.folder, "my.log"), "wb")
        self.server = subprocess.Popen([shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults", f"--datadir={self.data}", f"--socket={self.socket}", "--skip-networking",
                                        f"--pid-file={self.folder}/pid", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin", "--event-scheduler=ON",
                                        "--innodb-buffer-pool-size=32M", *([f"--user={user}"] if user else [])], stdout=self.log, stderr=self.log)
        self.client = ["mariadb", "--no-defaults", f"--socket={self.socket}", "-u", "root"]
        for _ in range(300):
            if self.query("SELECT 1").strip() == "1":
                break
            time.sleep(0.1)
        self.session = Session([*self.client, "-N", "-B", "--unbuffered", "--force"], "SELECT '<end>';")
        self.reset()

    def stop(self):
        self.session.close()
        self.server.terminate()
        self.server.wait()

    def query(self, text):
        return subprocess.run([*self.client, "-N", "-B"], input=text, capture_output=True, text=True, errors="replace").stdout

    def reset(self):
        self.session.ask("DROP DATABASE IF EXISTS scratch; DROP DATABASE IF EXISTS s; CREATE DATABASE s; CREATE TABLE s.w (id INT PRIMARY KEY, a INT);"
                   "INSERT INTO s.w VALUES (1, 2), (2, 3); CREATE DATABASE scratch; USE scratch;" + self.SETUP)

    def run(self, text):
        self.write(text)
        with open(self.file, "rb") as file:
            done = subprocess.run([*self.client, "--force", "scratch"], stdin=file, capture_output=True, text=True, errors="replace", timeout=60, cwd=self.folder)
        return done.stderr

    def state(self):
        state = {"schemas": set(), "tables": {}, "others": set()}
        out = self.session.ask("SELECT 'schema', schema_name, '', '' FROM information_schema.schemata WHERE schema_name IN ('s', 'scratch');"
                         "SELECT 'column', CONCAT(table_schema, '.', table_name), column_name, column_type FROM information_schema.columns WHERE table_schema IN ('s', 'scratch') AND table_name <> 'v';"
                         "SELECT 'other', CONCAT('v:', table_name), '', '' FROM information_schema.views WHERE table_schema = 'scratch';"
                         "SELECT DISTINCT 'other', CONCAT('i:', table_name, '.', index_name), '', '' FROM information_schema.statistics WHERE table_schema = 'scratch';"
                         "SELECT 'other', CONCAT('F:', routine_name), '', '' FROM information_schema.routines WHERE routine_schema = 'scratch';")
        for line in out.split("\n"):
            if not line:
                continue
            kind, name, detail, more = line.split("\t", 3)
            name = name.removeprefix("scratch.")
            if kind == "schema":
                state["schemas"].add(name)
            elif kind == "other":
                state["others"].add(name)
            else:
                state["tables"].setdefault(name, {"columns": {}, "rows": [], "count": 0})["columns"][detail] = more
        names = sorted(state["tables"])
        if names:
            quoted = lambda n: ".".join(f"`{part}`" for part in (n if n.startswith("s.") else "scratch." + n).split(".", 1))
            text = "".join(f"SELECT '\x1e{i}'; SELECT * FROM {quoted(n)} ORDER BY 1;" for i, n in enumerate(names))
            current = None
            for line in self.session.ask(text).split("\n"):
                if line.startswith("\x1e"):
                    current = names[int(line[1:])]
                elif current and line:
                    state["tables"][current]["rows"].append(line)
                    state["tables"][current]["count"] += 1
        return state


class SQLite(Engine):
    name = "sqlite"
    client_dialect = "sqlite+client"
    SETUP = (table("t", "INTEGER") + table("u", "INTEGER") + 'CREATE TABLE "My Table" (id INTEGER PRIMARY KEY, a INT);\nINSERT INTO "My Table" VALUES (1, 2);\n'
             "CREATE VIEW v AS SELECT id, b FROM u;\nCREATE INDEX i ON u (b);\nCREATE TRIGGER tr AFTER INSERT ON u BEGIN SELECT 1; END;\n")

    def start(self):
        self.pristine = os.path.join(self.folder, "pristine.db")
        self.scratch = os.path.join(self.folder, "scratch.db")
        base = sqlite3.connect(self.pristine)
        base.executescript(self.SETUP)
        base.commit()
        base.close()
        self.reset()

    def stop(self):
        pass

    def reset(self):
        for end in ("", "-journal", "-wal", "-shm"):
            if os.path.exists(self.scratch + end):
                os.remove(self.scratch + end)
        shutil.copyfile(self.pristine, self.scratch)

    def run(self, text):
        self.write(text)
        with open(self.file, "rb") as file:
            done = subprocess.run(["sqlite3", "-init", "/dev/null", self.scratch], stdin=file, capture_output=True, text=True, errors="replace", timeout=60, cwd=self.folder)
        return done.stderr

    def state(self):
        state = {"schemas": {"main"}, "tables": {}, "others": set()}
        base = sqlite3.connect(self.scratch)
        base.text_factory = lambda data: data.decode(errors="replace")
        for kind, name in base.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall():
            if kind != "table":
                state["others"].add(f"{kind}:{name}")
                continue
            columns = {row[1]: row[2] for row in base.execute(f'PRAGMA table_info("{name}")')}
            rows = sorted(repr(row) for row in base.execute(f'SELECT * FROM "{name}"'))
            state["tables"][name] = {"columns": columns, "rows": rows, "count": len(rows)}
        base.close()
        return state


def start_all(names):
    engines = []
    for kind in (Postgres, MariaDB, SQLite):
        if kind.name in names:
            engine = kind(tempfile.mkdtemp(prefix=f"sql-{kind.name}-", dir="/tmp"))
            os.chmod(engine.folder, 0o755)
            engine.start()
            engines.append(engine)
    return engines


def stop_all(engines):
    for engine in engines:
        engine.stop()
        shutil.rmtree(engine.folder, ignore_errors=True)
