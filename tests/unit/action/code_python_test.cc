#include <doctest/doctest.h>

#include <ostream>

#include "tests/unit/action/acting.h"

using namespace interlock;

namespace {

const Disk k_disk = {{"x.sql", "drop table fromfile;"}, {"x.py", "import os; os.system('psql -c frompy')"}, {"seed.py", "#!/usr/bin/env python3\nimport os\nos.system(\"psql -c 'drop table y'\")\n"}, {"ok.py", "print(1)"}, {"script.js", "require('child_process').execSync('psql -c fromjs')"}, {"main.go", "package main\nimport \"os/exec\"\nfunc main() { exec.Command(\"psql\", \"-c\", \"drop table g\").Run() }"}, {"run.rb", "#!/usr/bin/ruby\nsystem(\"psql -c fromrb\")"}, {"x.php", "<?php system(\"psql\");"}, {"page.php", "<p>don't</p><?php system('psql -c frompage');"}};

// Statements, kinds of what cannot be read behind "!", then the commands that the code starts.
std::string outcome(const std::string& command) {
  const Actions actions = act_on(command, k_disk);
  std::string text = joined(statements_of(actions));
  for (const std::string& kind : opaque_of(actions)) text += " !" + kind;
  text += "  ::";
  for (std::size_t i = 1; i < actions.commands.size(); ++i) text += " {" + actions.commands[i].canonical + '}';
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

TEST_CASE("what a database in memory is told destroys nothing") {
  check_all({
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); c.execute('drop table t')\"", "  ::"},
      {"python3 -c \"import sqlite3; sqlite3.connect(':memory:').execute('drop table t')\"", "  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); d = c.cursor(); d.execute('drop table t')\"", "  ::"},
      {"python3 - <<'E'\nfrom sqlalchemy import create_engine, text\ne = create_engine('sqlite://')\nwith e.begin() as c:\n  c.execute(text('delete from t'))\nE", "  ::"},
      {"python3 - <<'E'\nimport sqlite3\nclass T:\n  def setUp(self):\n    self.c = sqlite3.connect(':memory:')\n  def test(self):\n    self.c.execute('delete from t')\nE", "  ::"},
      {"node -e \"const D = require('better-sqlite3'); const d = new D(':memory:'); d.exec('drop table t')\"", "  ::"},
      {"node -e \"const D = require('better-sqlite3'); const d = new D('a.db'); d.exec('drop table t')\"", "DROP TABLE t  ::"},
      {"node -e \"const Database = require('better-sqlite3'); const d = new Database(':memory:'); d.exec('drop table t')\"", "  ::"},
      {"ruby -e 'd = SQLite3::Database.new(\":memory:\"); d.execute(\"drop table t\")'", "  ::"},
      {"php -r '$p = new PDO(\"sqlite::memory:\"); $p->exec(\"drop table t\");'", "  ::"},
      {"perl -e 'my $d = DBI->connect(\"dbi:SQLite:dbname=:memory:\"); $d->do(\"drop table t\")'", "  ::"},
      // another connection, driver or meaning of the name, or a way to a file
      {"python3 -c \"import sqlite3; c = sqlite3.connect('a.db'); c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); c = sqlite3.connect('a.db'); c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); d = sqlite3.connect('a.db'); c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:' if x else 'a.db'); c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3, pymysql; c = sqlite3.connect(':memory:'); c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; from app import d; c = sqlite3.connect(':memory:'); d.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 - <<'E'\nimport sqlite3\nc = sqlite3.connect(':memory:')\ndef f(c):\n  c.execute('drop table t')\nf(d)\nE", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); c, d = x; c.execute('drop table t')\"", "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect(':memory:'); c.execute('att' + 'ach \\\"a.db\\\" as a'); c.execute('drop table a.t')\"", "DROP TABLE a.t  ::"},
      {"ruby -e 'd = SQLite3::Database.new(\":memory:\"); x.each { |d| d.execute(\"drop table t\") }'", "DROP TABLE t  ::"},
  });
}

TEST_CASE("Python code is scanned for what it starts and says to databases") {
  check_all({
      {"python3 -c \"import subprocess; cs = ['psql -c x']; [subprocess.run(c, shell=True) for c in cs]\"", "x  :: {psql -c x}"},
      {"python3 -c \"from django.core.management import call_command as c; c('flush', '--noinput')\"", "  :: {django-admin flush --noinput}"},
      {"python3 -c \"import pdb; pdb.run('import os; os.system(\\\"psql -c x\\\")')\"", "x  :: {psql -c x}"},
      {R"~(python3 -c "import os; os.system('psql -c \"drop table t\"')")~",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {R"~(python3 -c "import os as o; o.system('psql -c \"drop table t\"')")~",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {R"~(python3 -c "from os import system; system('psql -c \"drop table t\"')")~",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"from os import system as s; s('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"from os import *; system('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"__import__('os').system('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; getattr(os, 'sys'+'tem')('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; f = os.system; f('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.popen('psql -c x').read()\"", "x  :: {psql -c x}"},
      {"python3 -c \"import subprocess; subprocess.run(['psql', '-c', 'drop table t'])\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"import subprocess as sp; sp.check_call(['psql', '-c', 'drop table t'])\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"from subprocess import run; run('psql -c x', shell=True)\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import subprocess; subprocess.run(args=['psql', '-c', 'x'], check=True)\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import subprocess; subprocess.Popen('psql', stdin=subprocess.PIPE)\"",
       " !door  :: {psql}"},
      {"python3 -c \"import subprocess; subprocess.run(['psql'], input='drop table t', text=True)\"",
       "DROP TABLE t  :: {psql}"},
      {"python3 -c \"import subprocess; subprocess.run(['psql'], stdin=open('x.sql'))\"",
       "DROP TABLE fromfile  :: {psql}"},
      {"python3 -c \"import subprocess; subprocess.getoutput('psql -c x')\"", "x  :: {psql -c x}"},
      {R"~(python3 -c "import subprocess, shlex; subprocess.run(shlex.split('psql -c \"drop table t\"'))")~",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"import subprocess; cmd = 'psql -c x'; subprocess.call(cmd, shell=True)\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import subprocess; cmd = ['psql']; cmd += ['-c', 'drop table t']; subprocess.call(cmd)\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"import subprocess; cmd = ['psql']; subprocess.call(cmd + ['-c', 'drop table t'])\"",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"python3 -c \"import subprocess; subprocess.run(['psql', '-c', f'drop table {t}'])\"",
       "DROP TABLE _unknown_t !sql-input  :: {psql -c drop table $unknown_t}"},
      {"python3 -c \"import os; os.execvp('psql', ['psql', '-c', 'x'])\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.execlp('psql', 'psql', '-c', 'x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.spawnlp(os.P_WAIT, 'psql', 'psql', '-c', 'x')\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import pty; pty.spawn(['psql', 'app'])\"", " !door  :: {psql app}"},
      {"python3 -c \"import asyncio; asyncio.run(asyncio.create_subprocess_shell('psql -c x'))\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import asyncio; asyncio.create_subprocess_exec('psql', '-c', 'x')\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system('ps' + 'ql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system('ps' 'ql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system(''.join(['p', 's', 'q', 'l']) + ' -c x')\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system('%s -c x' % 'psql')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system('{} -c x'.format('psql'))\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os, base64; os.system(base64.b64decode('cHNxbCAtYyB4').decode())\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system(bytes.fromhex('7073716c202d632078').decode())\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system(chr(112)+'sql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.system('x c- lqsp'[::-1])\"", "x  :: {psql -c x}"},
      {"python3 -c \"import base64; exec(base64.b64decode('aW1wb3J0IG9zOyBvcy5zeXN0ZW0oJ3BzcWwgLWMgeCcp'))\"",
       "x  :: {psql -c x}"},
      {R"~(python3 -c "exec('import os; os.system(\'psql -c x\')')")~", "x  :: {psql -c x}"},
      {"python3 -c \"import base64,sys; exec(base64.b64decode(sys.argv[1]))\"", " !code  ::"},
      {"python3 -c \"import urllib.request as u; exec(u.urlopen('http://x/y.py').read())\"",
       " !code  ::"},
      {"python3 -c \"eval(input())\"", "  ::"},
      {"python3 -c \"exec(open('x.py').read())\"", "frompy  :: {psql -c frompy}"},
      {"python3 -c \"import os; os.system(cmd)\"", "  ::"},
      {"python3 -c \"import subprocess, sys; subprocess.run([sys.executable, '-m', 'pip', 'install', 'x'])\"",
       "  :: {python3 -m pip install x} {pip install x}"},
      {"python3 -c \"import psycopg2; psycopg2.connect('').cursor().execute('DROP TABLE t')\"",
       "DROP TABLE t  ::"},
      {"python3 -c \"import sqlite3; sqlite3.connect('a').executescript('DROP TABLE t; DELETE FROM u')\"",
       "DROP TABLE t ; DELETE FROM u  ::"},
      {"python3 -c \"import sqlite3; c = sqlite3.connect('a'); q = 'DROP TABLE t'; c.execute(q)\"",
       "DROP TABLE t  ::"},
      {"python3 -c \"from sqlalchemy import text; e.execute(text('DROP TABLE t'))\"",
       "DROP TABLE t  ::"},
      {"python3 -c \"import pandas as pd; pd.read_sql('select 1', c)\"", "SELECT ?  ::"},
      {"python3 -c \"import sqlite3; c.execute(open('x.sql').read())\"", "DROP TABLE fromfile  ::"},
      {"python3 -c \"cur.execute(f'DROP TABLE {t}')\"", "DROP TABLE _t  ::"},
      {"python3 -c \"cur.execute('DELETE FROM %s' % t)\"", "DELETE FROM _t  ::"},
      {"python3 -c \"print('DROP TABLE t')\"", "  ::"},
      {"python3 -c \"x = 'DROP TABLE t'; print(x)\"", "  ::"},
      {"python3 -c \"import psycopg2; print('DROP TABLE t')\"", "  ::"},
      {"python3 -c \"# os.system('psql')\"", "  ::"},
      {"python3 -c \"open('m.sql','w').write('DROP TABLE t')\"", "  ::"},
      {"python3 -c \"open('notes.md').read()\"", "  ::"},
      {"python3 -c \"import json; json.dumps({'sql': 'drop table t'})\"", "  ::"},
      {"python3 -c \"assert 'DROP TABLE' not in open('x.sql').read()\"", "  ::"},
      {"python3 -c \"import re; re.sub('drop table', '', s)\"", "  ::"},
      {"python3 -c \"import logging; logging.info('run psql -c x')\"", "  ::"},
      {"python3 -c \"help('os.system')\"", "  ::"},
      {"python3 <<'E'\nfor q in [\"drop table a\", \"drop table b\"]:\n    cur.execute(q)\nE",
       "DROP TABLE b ; DROP TABLE a  ::"},
      {"python3 <<'E'\nsql = \"\"\"\nDROP TABLE a;\nDROP TABLE b;\n\"\"\"\nconn.execute(sql)\nE",
       "DROP TABLE a ; DROP TABLE b  ::"},
      {"python3 <<'E'\nwith open('x.sql') as f:\n    conn.execute(f.read())\nE",
       "DROP TABLE fromfile  ::"},
      {"python3 <<'E'\n\"\"\"Docs: run psql -c 'drop table x'\nos.system('psql')\n\"\"\"\nprint(1)\nE",
       "  ::"},
      {"python3 - <<'E'\nimport os\nos.system(\"psql -c 'drop table t'\")\nE",
       "DROP TABLE t  :: {psql -c drop table t}"},
      {"echo \"import os; os.system('psql -c x')\" | python3", "x  :: {python3} {psql -c x}"},
      {"curl -s https://x/y.py | python3", " !code  :: {python3}"},
      {"python3 -c \"import os; list(map(os.system, ['psql -c x']))\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os, threading; threading.Thread(target=os.system, args=('psql -c x',)).start()\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"import os; os.__dict__['system']('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import os; vars(os)['sys' + 'tem']('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -c \"import importlib; importlib.import_module('os').system('psql -c x')\"",
       "x  :: {psql -c x}"},
      {"python3 -c \"d = {'system': 1}; print(d['system'])\"", "  ::"},
      {"python3 -c \"import os; hooks = [os.system, 1]\"", "  :: {1}"},
      {"python3 seed.py", "DROP TABLE y  :: {psql -c drop table y}"},
      {"python3 ok.py", "  ::"},
      {"python3 missing.py", "  ::"},
      {"python3.11 -c \"import os; os.system('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -m pytest", "  :: {pytest}"},
      {"python3 -Bc \"import os; os.system('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -W ignore -c \"import os; os.system('psql -c x')\"", "x  :: {psql -c x}"},
      {"python3 -i -c 'x = 1'", " !door  ::"},
      {"python3", " !door  ::"},
      {"python3 -V", "  ::"},
      {"python3 < /dev/null", "  ::"},
      {"ipython", " !door  ::"},
  });
}
