#include "lib/edge/run_check.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <ostream>

#include "lib/edge/child.h"
#include "lib/edge/clock.h"
#include "lib/edge/landlock.h"
#include "tests/unit/edge/scratch.h"

namespace interlock {
namespace {

void write(const std::string& path, const std::string& text, int mode = 0644) {
  std::ofstream(path, std::ios::trunc) << text;
  chmod(path.c_str(), static_cast<mode_t>(mode));
}

std::string read(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// A project with one migration and a tool that is a shell script.
struct Project {
  Scratch scratch;
  std::string root = scratch.path;
  Workflow workflow;
  Subject subject;
  CheckEnvironment environment;

  explicit Project(const std::string& script) {
    mkdir((root + "/migrations").c_str(), 0755);
    mkdir((root + "/bin").c_str(), 0755);
    write(root + "/migrations/1.sql", "create table a(b int);\n");
    write(root + "/bin/tool", "#!/bin/sh\n" + script + "\n", 0755);
    workflow.id = "w";
    Step step;
    step.id = "lint";
    step.title = "lint";
    step.checks.push_back(check({"tool", "lint"}));
    workflow.steps = {step};
    subject.session = "s";
    subject.workflow = "w";
    subject.directory = root;
    subject.migrations = root + "/migrations";
    subject.files = {root + "/migrations/1.sql"};
    subject.migration_files = subject.files;
    environment.path = root + "/bin:/usr/bin:/bin";
    environment.state = "/nowhere/state";
    environment.deadline_ms = monotonic_ms() + 60'000;
    environment.variables = {{"HOME", root}, {"DATABASE_URL", "sqlite://x"}, {"SECRET", "y"}};
  }

  static Check check(std::vector<std::string> argv) {
    Check one;
    one.argv = std::move(argv);
    one.seconds = 10;
    return one;
  }

  CheckResult run() { return run_step(workflow, workflow.steps[0], subject, environment); }
};

bool is_gone(int pid) { return kill(pid, 0) != 0 && errno == ESRCH; }

}  // namespace

TEST_CASE("exit status and output become a verdict") {
  struct Case {
    const char* name;
    const char* script;
    Verdict verdict;
    const char* says;
  };
  const Case cases[] = {
      {"passes", "echo fine", Verdict::passed, "fine"},
      {"fails", "echo bad >&2; exit 1", Verdict::failed, "bad"},
      {"unusual status", "exit 3", Verdict::failed, ""},
      {"killed", "kill -9 $$", Verdict::unproved, "signal 9"},
      {"changes what it judges", "echo '-- x' >> migrations/1.sql", Verdict::unproved, "changed while it ran"},
      {"removes what it judges", "rm migrations/1.sql", Verdict::unproved, "changed while it ran"},
      {"reads no input", "cat; echo end", Verdict::passed, "end"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    Project project(c.script);
    const CheckResult result = project.run();
    CHECK(result.evidence.verdict == c.verdict);
    CHECK(result.evidence.summary.find(c.says) != std::string::npos);
    CHECK(result.evidence.by == "tool lint");
    CHECK(result.evidence.digest.size() == 64);
  }
}

TEST_CASE("a check that hangs is stopped at its limit, with everything it started") {
  Project project("sleep 300 & echo $! > pid; setsid sleep 300 & echo $! > pid2; sleep 300");
  project.workflow.steps[0].checks[0].seconds = 1;
  const std::int64_t begin = monotonic_ms();
  const CheckResult result = project.run();
  CHECK(monotonic_ms() - begin < 5'000);
  CHECK(result.evidence.verdict == Verdict::unproved);
  CHECK(result.evidence.summary.find("did not end within 1 s") != std::string::npos);
  CHECK(is_gone(std::atoi(read(project.root + "/pid").c_str())));
  CHECK(is_gone(std::atoi(read(project.root + "/pid2").c_str())));
}

TEST_CASE("a check that leaves a process behind ends when its program ends, and the process too") {
  Project project("sleep 300 & echo $! > pid; setsid sleep 300 & echo $! > pid2; sleep 0.2; echo done");
  const std::int64_t begin = monotonic_ms();
  const CheckResult result = project.run();
  CHECK(monotonic_ms() - begin < 5'000);
  CHECK(result.evidence.verdict == Verdict::passed);
  CHECK(is_gone(std::atoi(read(project.root + "/pid").c_str())));
  CHECK(is_gone(std::atoi(read(project.root + "/pid2").c_str())));
}

TEST_CASE("100 MB of output are read to the end and kept at both ends") {
  Project project("echo first; head -c 100000000 /dev/zero | tr '\\0' x; echo; echo last");
  project.workflow.steps[0].checks[0].seconds = 60;  // a busy machine
  const CheckResult result = project.run();
  CHECK(result.evidence.verdict == Verdict::passed);
  CHECK(result.output.size() < 70'000);
  CHECK(result.output.starts_with("first"));
  CHECK(result.output.find("bytes left out") != std::string::npos);
  CHECK(result.output.find("last") != std::string::npos);
}

// Each of these proves nothing, says why in a sentence, ends in time and leaves no process behind.
TEST_CASE("whatever goes wrong during a check proves nothing") {
  struct Case {
    const char* name;
    const char* script;
    const char* says;
  };
  const Case cases[] = {
      {"killed with children", "sleep 300 & echo $! > pid; kill -9 $$", "signal 9"},
      {"hangs with children", "sleep 300 & echo $! > pid; sleep 300", "did not end within 2 s"},
      {"stops itself", "sleep 300 & echo $! > pid; kill -STOP $$", "did not end within 2 s"},
      {"ignores the polite signals", "trap '' TERM INT HUP; sleep 300 & echo $! > pid; while :; do sleep 1; done",
       "did not end within 2 s"},
      {"floods what is judged", "sleep 300 & echo $! > pid; head -c 6000000 /dev/zero | tr '\\0' x",
       "printed more than can be judged"},
      {"adds a migration", "sleep 300 & echo $! > pid; echo x > migrations/1.sql", "changed while it ran"},
  };
  for (const Case& c : cases) {
    CAPTURE(std::string(c.name));
    Project project(c.script);
    project.workflow.steps[0].checks[0].seconds = 2;
    project.workflow.steps[0].checks[0].warns_on = "warning";
    if (std::string(c.name).starts_with("floods")) project.workflow.steps[0].checks[0].seconds = 60;
    const std::int64_t begin = monotonic_ms();
    const CheckResult result = project.run();
    CHECK(monotonic_ms() - begin < 60'000);
    CHECK(result.evidence.verdict == Verdict::unproved);
    CHECK(result.evidence.summary.find(c.says) != std::string::npos);
    CHECK(is_gone(std::atoi(read(project.root + "/pid").c_str())));
  }
}

TEST_CASE("no time left, no check, no program: said in a sentence") {
  Project project("echo ran > ran");
  project.environment.deadline_ms = monotonic_ms() - 1;
  CHECK(project.run().evidence.summary == "no time was left to run it");
  project.environment.deadline_ms = monotonic_ms() + 60'000;
  project.workflow.steps[0].checks = {Project::check({"no-such-tool"})};
  CHECK(project.run().evidence.summary == "no-such-tool is not installed");
  project.workflow.steps[0].checks.clear();
  CHECK(project.run().evidence.summary == "the step has no check");
  CHECK(access((project.root + "/ran").c_str(), F_OK) != 0);
}

TEST_CASE("SQL of the files and of the output is judged beside the program") {
  Project project("echo 'DROP TABLE a;'");
  Check& check = project.workflow.steps[0].checks[0];
  check.sql.warns = {"drop"};
  check.sql.of = SqlJudge::Of::output;
  CHECK(project.run().evidence.verdict == Verdict::warned);
  check.sql.of = SqlJudge::Of::newest;
  CHECK(project.run().evidence.verdict == Verdict::passed);
  write(project.root + "/migrations/1.sql", "drop table a;\n");
  const CheckResult result = project.run();
  CHECK(result.evidence.verdict == Verdict::warned);
  CHECK(result.evidence.summary.find("DROP TABLE a") != std::string::npos);
  CHECK(result.evidence.judged == 1);
  check.argv.clear();  // interlock alone
  CHECK(project.run().evidence.verdict == Verdict::warned);
  check.sql.fails = {"drop"};
  CHECK(project.run().evidence.verdict == Verdict::failed);
}

TEST_CASE("a question is asked first, and proves nothing when it fails") {
  Project project("case $1 in current) echo 'ab12 (head)';; *) echo \"asked $2\";; esac");
  Check& check = project.workflow.steps[0].checks[0];
  check.argv = {"tool", "show", "{first}:head"};
  check.first = {{"tool", "current"}, "(?P<value>[0-9a-f]+) \\(head\\)", "base"};
  CHECK(project.run().output.find("asked ab12:head") != std::string::npos);
  check.first.match = "(?P<value>never)";
  CHECK(project.run().output.find("asked base:head") != std::string::npos);
  check.first.argv = {"false"};
  const CheckResult result = project.run();
  CHECK(result.evidence.verdict == Verdict::unproved);
  CHECK(result.evidence.summary.find("exit status 1") != std::string::npos);
}

TEST_CASE("a missing or unable tool gives way to the next check, and the result says so") {
  Project project("echo 'Error: atlas login needed'; exit 1");
  auto& checks = project.workflow.steps[0].checks;
  checks[0].unavailable_on = "atlas login";
  checks.insert(checks.begin(), Project::check({"no-such-tool", "x"}));
  CheckResult result = project.run();
  CHECK(result.evidence.verdict == Verdict::unproved);
  CHECK(result.evidence.summary.find("no-such-tool is not installed") != std::string::npos);
  checks.push_back(Project::check({"true", "{files}"}));
  result = project.run();
  CHECK(result.evidence.verdict == Verdict::passed);
  CHECK(result.evidence.by == "true migrations/1.sql");
  REQUIRE_FALSE(result.notes.empty());
  CHECK(result.notes.back().find("judged by `true migrations/1.sql` instead") != std::string::npos);
}

TEST_CASE("the environment is a declared list and what the agent's line set") {
  Project project("env");
  project.subject.environment = {{"APP", "1"}, {"LD_PRELOAD", "/tmp/x.so"}, {"DATABASE_URL", "sqlite://y"}};
  const CheckResult result = project.run();
  CHECK(result.output.find("DATABASE_URL=sqlite://y") != std::string::npos);
  CHECK(result.output.find("DATABASE_URL=sqlite://x") == std::string::npos);
  CHECK(result.output.find("APP=1") != std::string::npos);
  CHECK(result.output.find("TERM=dumb") != std::string::npos);
  CHECK(result.output.find("SECRET") == std::string::npos);
  CHECK(result.output.find("LD_PRELOAD") == std::string::npos);
}

TEST_CASE("a variable in the agent's words is looked up, and unknown ones prove nothing") {
  Project project("echo \"got $2\"");
  project.workflow.steps[0].checks = {Project::check({"tool", "{--url}"})};
  project.workflow.steps[0].example = "tool {--url}";
  project.subject.options = {{"--url", {Word("--url"), Word::unknown("$DATABASE_URL")}, "--url=$DATABASE_URL"}};
  CHECK(project.run().output.find("got sqlite://x") != std::string::npos);
  project.subject.options = {{"--url", {Word("--url"), Word::unknown("$NOWHERE")}, "--url=$NOWHERE"}};
  const CheckResult result = project.run();
  CHECK(result.evidence.verdict == Verdict::unproved);
  CHECK(result.evidence.summary.find("$NOWHERE is not known") != std::string::npos);
}

TEST_CASE("no descriptor of the hook reaches a check") {
  Project project("ls /proc/self/fd");
  const int inherited = dup(1);
  const CheckResult result = project.run();
  close(inherited);
  CHECK(result.output == "0\n1\n2\n3\n");  // 3 is the listing itself
}

TEST_CASE("a check writes where the agent may, and nowhere else") {
  Project project("echo x > inside; echo x > \"$OUTSIDE/file\"; ls \"$OUTSIDE\" >/dev/null && echo read; exit 0");
  if (!Confinement({}).available()) return;  // the result then says that nothing is confined
  // Outside of /tmp, which every program may write: the folder of the test's own executable.
  char name[] = "/var/lib/interlock-test-XXXXXX";
  const char* const outside = mkdtemp(name);
  if (!outside) return;
  project.subject.environment = {{"OUTSIDE", outside}};
  const CheckResult result = project.run();
  CHECK(read(project.root + "/inside") == "x\n");
  CHECK(access((std::string(outside) + "/file").c_str(), F_OK) != 0);
  CHECK(result.output.find("read") != std::string::npos);
  unlink((std::string(outside) + "/file").c_str());
  rmdir(outside);
}

TEST_CASE("complaints and unreadable files end before anything runs") {
  Project project("echo ran > ran");
  project.subject.complaints = {"--dir is not known"};
  CHECK(project.run().evidence.summary == "--dir is not known");
  project.subject.complaints.clear();
  project.subject.files.push_back(project.root + "/gone.sql");
  CHECK(project.run().evidence.verdict == Verdict::unproved);
  CHECK(access((project.root + "/ran").c_str(), F_OK) != 0);
}

TEST_CASE("a program is found in PATH, but never in a folder named from here") {
  const Scratch scratch;
  mkdir((scratch.path + "/bin").c_str(), 0755);
  write(scratch.path + "/tool", "x", 0755);
  write(scratch.path + "/bin/tool", "x", 0755);
  write(scratch.path + "/bin/data", "x", 0644);
  CHECK(find_program("tool", ".:" + scratch.path + "/bin", scratch.path) == scratch.path + "/bin/tool");
  CHECK(find_program("tool", "::.", scratch.path).empty());
  CHECK(find_program("data", scratch.path + "/bin", scratch.path).empty());
  CHECK(find_program("./tool", "", scratch.path) == scratch.path + "/tool");
}

TEST_CASE("the login shell's PATH is learned, or the own one kept") {
  CheckEnvironment environment;
  environment.variables = {{"HOME", "/nonexistent"}, {"PATH", "/usr/bin:/bin"}};
  CHECK_FALSE(login_path(environment, "/own").empty());
}

}  // namespace interlock
