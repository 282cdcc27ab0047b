#include <doctest/doctest.h>

#include <ostream>

#include "lib/action/file_table.h"
#include "tests/unit/action/acting.h"

using namespace interlock;

TEST_CASE("programs that write, move and remove files are seen") {
  const Disk disk = {{"x.sql", "drop table fromfile;"}, {"y.txt", "t"}, {"m/1.sql", "a"}, {"sub/a.sql", "b"}};
  struct Case {
    const char* command;
    const char* files;
  };
  const std::vector<Case> cases = {
      {"echo a > out.txt", "add /w/out.txt by redirection"},
      {"echo a > x.sql", "update /w/x.sql by redirection"},
      {"echo a >> x.sql", "update /w/x.sql by redirection"},
      {"cat > m/1.sql <<'E'\ncreate table a(i int);\nE", "update /w/m/1.sql by redirection"},
      {"ls > /dev/null 2>&1", ""},
      {"ls 2> err.log", "add /w/err.log by redirection"},
      {"make > /tmp/out.log 2>&1", "add /tmp/out.log by redirection"},
      {"ls &> all.log", "add /w/all.log by redirection"},
      {"python3 gen.py > m/2.sql", "add /w/m/2.sql by redirection"},
      {": > x.sql", "update /w/x.sql by redirection"},
      {"> x.sql", "update /w/x.sql by redirection"},
      {"echo a | tee x.sql", "update /w/x.sql by tee"},
      {"echo a | tee -a x.sql y.sql", "update /w/x.sql by tee ; add /w/y.sql by tee"},
      {"cat x.sql | tee /dev/null", ""},
      {"cmd | tee log.txt", "add /w/log.txt by tee"},
      {"cp x.sql y.sql", "add /w/y.sql by cp"},
      {"cp -r m n", "add /w/n by cp"},
      {"cp x.sql m/", "add /w/m/x.sql by cp"},
      {"cp x.sql y.txt m", "add /w/m/x.sql by cp ; add /w/m/y.txt by cp"},
      {"cp -t m x.sql", "add /w/m/x.sql by cp"},
      {"mv x.sql m/1.sql", "update /w/m/1.sql by mv ; move /w/x.sql by mv"},
      {"mv x.sql y.txt m",
       "add /w/m/x.sql by mv ; move /w/x.sql by mv ; add /w/m/y.txt by mv ; move /w/y.txt by mv"},
      {"install -m 755 a.sh /usr/local/bin/a", "add /usr/local/bin/a by install"},
      {"ln -s x.sql l.sql", "add /w/l.sql by ln"},
      {"ln -sf /etc/passwd l", "add /w/l by ln"},
      {"rm x.sql", "remove /w/x.sql by rm"},
      {"rm -rf m", "remove /w/m by rm"},
      {"rm -f m/*.sql", "remove /w/m/1.sql by rm"},
      {"rm -- -x", "remove /w/-x by rm"},
      {"rm \"$F\"", "remove $F by rm"},
      {"rm m/$F", "remove /w/m/$F by rm"},
      {"unlink x.sql", "remove /w/x.sql by unlink"},
      {"rmdir m", "remove /w/m by rmdir"},
      {"shred x.sql", "update /w/x.sql by shred"},
      {"shred -u x.sql", "remove /w/x.sql by shred"},
      {"truncate -s 0 x.sql", "update /w/x.sql by truncate"},
      {"touch new.sql", "add /w/new.sql by touch"},
      {"sed -i 's/a/b/' x.sql", "update /w/x.sql by sed -i"},
      {"sed -i.bak 's/a/b/' x.sql", "update /w/x.sql by sed -i"},
      {"sed -i -e 's/a/b/' -e 's/c/d/' x.sql y.txt",
       "update /w/x.sql by sed -i ; update /w/y.txt by sed -i"},
      {"sed --in-place 's/a/b/' x.sql", "update /w/x.sql by sed -i"},
      {"sed -ni p x.sql", "update /w/x.sql by sed -i"},
      {"sed -i '' 's/a/b/' x.sql", "update /w/x.sql by sed -i"},
      {"sed 's/a/b/' x.sql", ""},
      {"sed -n 1p x.sql > z.sql", "add /w/z.sql by redirection"},
      {"perl -pi -e 's/a/b/' x.sql", "update /w/x.sql by perl -i"},
      {"perl -i.bak -pe 's/a/b/' x.sql y.txt",
       "update /w/x.sql by perl -i ; update /w/y.txt by perl -i"},
      {"ruby -i -pe '$_.upcase!' x.sql", "update /w/x.sql by ruby -i"},
      {"perl -pe 's/a/b/' x.sql", ""},
      {"dd if=/dev/zero of=x.sql bs=1", "update /w/x.sql by dd"},
      {"dd if=x.sql of=/dev/null", ""},
      {"rsync -a m/ n/", "update /w/n by rsync"},
      {"rsync -a m/ host:n/", ""},
      {"git checkout -- x.sql", "update /w/x.sql by git checkout"},
      {"git checkout main", ""},
      {"git checkout x.sql", "update /w/x.sql by git checkout"},
      {"git checkout HEAD~1 -- m/1.sql", "update /w/m/1.sql by git checkout"},
      {"git restore x.sql", "update /w/x.sql by git restore"},
      {"git restore --source=HEAD~1 m/1.sql", "update /w/m/1.sql by git restore"},
      {"git rm x.sql", "remove /w/x.sql by git rm"},
      {"git rm --cached x.sql", ""},
      {"git rm -rn m", ""},
      {"git rm -r m", "remove /w/m by git rm"},
      {"git restore --staged x.sql", ""},
      {"git restore -SW x.sql", "update /w/x.sql by git restore"},
      {"git mv x.sql z.sql", "move /w/x.sql by git mv ; add /w/z.sql by git mv"},
      {"git -C sub rm a.sql", "remove /w/sub/a.sql by git rm"},
      {"git reset --hard", "update /w by git reset"},
      {"git clean -fd", "remove /w/* by git clean"},
      {"git status", ""},
      {"git add x.sql", ""},
      {"chmod -x hook", "update /w/hook by chmod"},
      {"chmod 755 a b", "update /w/a by chmod ; update /w/b by chmod"},
      {"chown root a", "update /w/a by chown"},
      {"find m -name '*.sql' -delete", "remove /w/m/* by find -delete"},
      {"find . -name '*.sql'", ""},
      {"curl -o x.sql https://x/y", "update /w/x.sql by curl"},
      {"curl -sSLO https://x/y/z.sql", "add /w/z.sql by curl"},
      {"curl https://x/y", ""},
      {"wget https://x/y/z.sql", "add /w/z.sql by wget"},
      {"wget -O x.sql https://x", "update /w/x.sql by wget"},
      {"wget -qO- https://x", ""},
      {"cd m && rm 1.sql", "remove /w/m/1.sql by rm"},
      {"cd m && echo a > 3.sql", "add /w/m/3.sql by redirection"},
      {"(cd m; rm 1.sql)", "remove /w/m/1.sql by rm"},
      {"cd \"$D\" && rm a.sql", "remove $D/a.sql by rm"},
      {"sudo rm /etc/x", "remove /etc/x by rm"},
      {"sudo tee /etc/x <<< a", "add /etc/x by tee"},
      {"docker exec app rm /x", ""},
      {"bash -c 'echo a > in.sql'", "add /w/in.sql by redirection"},
      {"apply_patch <<'E'\n*** Begin Patch\n*** Add File: m/4.sql\n+create table a(i int);\n*** End Patch\nE",
       "add /w/m/4.sql by apply_patch"},
      {"cd m && apply_patch <<'E'\n*** Begin Patch\n*** Update File: 1.sql\n@@\n-a\n+b\n*** Delete File: 2.sql\n*** End Patch\nE",
       "update /w/m/1.sql by apply_patch ; remove /w/m/2.sql by apply_patch"},
      {"apply_patch '*** Begin Patch\n*** Add File: m/5.sql\n+x\n*** End Patch'",
       "add /w/m/5.sql by apply_patch"},
      {"applypatch <<'E'\n*** Begin Patch\n*** Update File: a\n*** Move to: b\n@@\n-a\n+b\n*** End Patch\nE",
       "move /w/a by apply_patch ; add /w/b by apply_patch"},
      {"apply_patch <<'E'\nnonsense\nE", " !syntax"},
      {"sqlite3 a.db '.output o.sql' '.dump'", "update /w/o.sql by .output"},
      {"sqlite3 a.db '.backup b.db'", "update /w/b.db by .backup"},
      {"psql -c '\\o out.txt'", "update /w/out.txt by \\o"},
      {"python3 -c \"open('m/1.sql','w').write('x')\"", "update /w/m/1.sql by open in python3"},
      {"python3 -c \"open('x.sql')\"", ""},
      {"python3 -c \"import os; os.remove('x.sql')\"", "remove /w/x.sql by os.remove in python3"},
      {"python3 -c \"from pathlib import Path; Path('m/9.sql').write_text('drop')\"",
       "update /w/m/9.sql by Path.write_text in python3"},
      {"python3 -c \"import shutil; shutil.rmtree('m')\"",
       "remove /w/m by shutil.rmtree in python3"},
      {"node -e \"require('fs').writeFileSync('m/1.sql', 'drop table a')\"",
       "update /w/m/1.sql by fs.writeFileSync in node"},
      {"node -e \"require('fs').rmSync('m', {recursive: true})\"",
       "remove /w/m by fs.rmSync in node"},
      {R"(ruby -e 'File.write("m/1.sql", "x")')", "update /w/m/1.sql by File.write in ruby"},
      {"ruby -e 'FileUtils.rm_rf(\"m\")'", "remove /w/m by FileUtils.rm_rf in ruby"},
      {R"(php -r 'file_put_contents("m/1.sql", "x");')",
       "update /w/m/1.sql by file_put_contents in php"},
      {"perl -e 'open(F, \">m/1.sql\")'", "update /w/m/1.sql by open in perl"},
      {"perl -e 'unlink \"x.sql\"'", "remove /w/x.sql by unlink in perl"},
      {"grep a x.sql", ""},
      {"cat x.sql", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.command);
    const Actions actions = act_on(c.command, disk);
    std::string text = joined(files_of(actions));
    for (const std::string& kind : opaque_of(actions)) text += " !" + kind;
    CHECK(text == c.files);
  }
}

TEST_CASE("the table of programs that write files is sorted") {
  const std::vector<std::string_view> names = file_programs();
  for (std::size_t i = 1; i < names.size(); ++i) CHECK(names[i - 1] < names[i]);
}
