#include "lib/codex/patch.h"

#include <doctest/doctest.h>

#include <ostream>
#include <string>

using namespace interlock;

namespace {

// "A path<added>" and so on, one line a file; an error as "! message".
std::string shown(std::string_view text) {
  const auto files = parse_patch(text);
  if (!files) return "! " + files.error().message;
  std::string all;
  for (const PatchedFile& file : *files) {
    if (!all.empty()) all += '|';
    switch (file.operation) {
      case PatchedFile::Operation::add:
        all += "A ";
        break;
      case PatchedFile::Operation::update:
        all += "M ";
        break;
      case PatchedFile::Operation::remove:
        all += "D ";
        break;
    }
    all += file.path;
    if (!file.moved_to.empty()) all += " > " + file.moved_to;
    if (!file.removed.empty()) all += " -" + file.removed;
    if (!file.added.empty()) all += " +" + file.added;
  }
  return all;
}

std::string patch(const std::string& body) { return "*** Begin Patch\n" + body + "*** End Patch"; }

std::string with_crlf(const std::string& text) {
  std::string all;
  for (const char c : text) all += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return all;
}

const std::string k_add = "*** Add File: n.sql\n+a\n";
const std::string k_update = "*** Update File: u.sql\n";

}  // namespace

TEST_CASE("parse_patch reads what codex-cli 0.169.0 applies") {
  struct Case {
    const char* name;
    std::string text;
    std::string files;
  };
  const Case cases[] = {
      {"add", patch("*** Add File: m/1.sql\n+create table a;\n+\n"),
       "A m/1.sql +create table a;\n\n"},
      {"add nothing", patch("*** Add File: a\n"), "A a"},
      {"remove", patch("*** Delete File: a\n*** Delete File: b\n"), "D a|D b"},
      {"update, move, remove",
       patch("*** Update File: m/1.sql\n*** Move to: m/2.sql\n@@\n-create\n+drop\n keep\n"
             "*** Delete File: old.sql\n"),
       "M m/1.sql > m/2.sql -create\n +drop\n|D old.sql"},
      {"hunks with context", patch(k_update + "@@ def f\n-a\n+b\n@@\n c\n+d\n"),
       "M u.sql -a\n +b\nd\n"},
      {"first hunk without @@", patch(k_update + "-a\n+b\n"), "M u.sql -a\n +b\n"},
      {"only added", patch(k_update + "@@\n+b\n"), "M u.sql +b\n"},
      {"only context", patch(k_update + "@@\n b\n"), "M u.sql"},
      {"end of file", patch(k_update + "@@\n-a\n+b\n*** End of File\n@@\n+c\n"),
       "M u.sql -a\n +b\nc\n"},
      {"blank lines in a hunk", patch(k_update + "\n@@\n-a\n\n+b\n\n" + k_add),
       "M u.sql -a\n +b\n|A n.sql +a\n"},
      {"a marker as context", patch(k_update + "@@\n *** Delete File: x\n+b\n"), "M u.sql +b\n"},
      {"a marker as added text", patch("*** Add File: a\n+*** Delete File: x\n"),
       "A a +*** Delete File: x\n"},
      {"indented markers",
       "  *** Begin Patch\n  *** Add File: a  \n+b\n\t*** Delete File: c\n *** End Patch ",
       "A a +b\n|D c"},
      {"blanks that only Unicode knows",
       "\xC2\xA0*** Begin Patch\n\xE2\x80\x83*** Delete File: c\n*** End Patch\xC2\xA0", "D c"},
      {"CRLF", with_crlf(patch(k_update + "@@\n-a\n+b\n" + k_add)),
       "M u.sql -a\n +b\n|A n.sql +a\n"},
      {"newlines around", "\n\n" + patch(k_add) + "\n\n", "A n.sql +a\n"},
      {"environment", patch("*** Environment ID: x\n" + k_add), "A n.sql +a\n"},
      {"here-document", "<<'EOF'\n" + patch(k_add) + "\nEOF\n", "A n.sql +a\n"},
      {"here-document with a bare word", "<<EOF\n" + patch(k_add) + "\nEOF", "A n.sql +a\n"},
      {"here-document with double quotes", "<<\"EOF\"\n" + patch(k_add) + "\nxEOF", "A n.sql +a\n"},
      {"end said twice", patch(k_add) + "\n*** End Patch", "A n.sql +a\n"},
      {"absolute and upward paths", patch("*** Delete File: /etc/x\n*** Delete File: ../../y\n"),
       "D /etc/x|D ../../y"},
      {"blanks inside a path are kept", patch("*** Delete File:   a b\n"), "D   a b"},
      {"same file twice", patch(k_update + "@@\n-a\n+b\n" + k_update + "@@\n-b\n+c\n"),
       "M u.sql -a\n +b\n|M u.sql -b\n +c\n"},
      {"line separators are no newlines",
       patch("*** Add File: a\n+x\xE2\x80\xA8*** Delete File: y\n"),
       "A a +x\xE2\x80\xA8*** Delete File: y\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(shown(c.text) == c.files);
  }
}

TEST_CASE("parse_patch refuses what Codex refuses, and says where") {
  struct Case {
    const char* name;
    std::string text;
    const char* message;
  };
  const Case cases[] = {
      {"nothing", "", "! the patch does not begin with '*** Begin Patch'"},
      {"prose", "hello", "! the patch does not begin with '*** Begin Patch'"},
      {"prose before", "x\n" + patch(k_add), "! the patch does not begin with '*** Begin Patch'"},
      {"only a beginning", "*** Begin Patch", "! the patch does not end with '*** End Patch'"},
      {"no end", "*** Begin Patch\n" + k_add, "! the patch does not end with '*** End Patch'"},
      {"text after the end", patch(k_add) + "\nx", "! the patch does not end with '*** End Patch'"},
      {"files after the end", patch(k_add) + "\n*** Delete File: x\n*** End Patch",
       "! patch line 5: text after '*** End Patch'"},
      {"no file", patch(""), "! the patch changes no file"},
      {"only an environment", patch("*** Environment ID: x\n"), "! the patch changes no file"},
      {"unknown marker", patch("*** Rename File: x\n"),
       "! patch line 2: '*** Rename File: x' begins no file of a patch"},
      {"lower case", patch("*** add file: x\n+a\n"),
       "! patch line 2: '*** add file: x' begins no file of a patch"},
      {"no blank before the path", patch("*** Add File:x\n+a\n"), nullptr},
      {"no path", patch("*** Delete File: \n"), nullptr},
      {"bare text in an added file", patch(k_add + "b\n"),
       "! patch line 4: 'b' begins no file of a patch"},
      {"blank line in an added file", patch(k_add + "\n+b\n"), nullptr},
      {"empty update", patch(k_update), "! patch line 2: the update of 'u.sql' is empty"},
      {"update with nothing but @@", patch(k_update + "@@\n"), nullptr},
      {"bare text in a hunk", patch(k_update + "@@\na\n"),
       "! patch line 4: 'a' is no line of a hunk"},
      {"late move", patch(k_update + "@@\n-a\n*** Move to: x\n"), nullptr},
      {"two moves", patch(k_update + "*** Move to: x\n*** Move to: y\n@@\n-a\n"), nullptr},
      {"foreign here-document", "<<'FOO'\n" + patch(k_add) + "\nFOO",
       "! the patch does not begin with '*** Begin Patch'"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::string said = shown(c.text);
    CHECK(said.starts_with("! "));
    if (c.message) CHECK(said == c.message);
  }
}
