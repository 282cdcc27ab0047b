// The options of each subcommand, and the function that runs it.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace interlock {

struct CheckOptions {
  std::vector<std::string> places;   // packs, or folders of them
  std::vector<std::string> against;  // packs whose rules these may speak of
  std::string layer = "user";        // of `places`, when there is something they stand against
};
int run_check(const Globals& globals, const CheckOptions& options);

struct CompileOptions {
  std::string output;
  std::vector<std::string> places, machine, user;  // of the three layers
  std::string maturity = "stable";                 // the least mature that is switched on
  std::string trust;                               // where no /etc/interlock/trust.json decides
  bool allow_older = false;
  bool portable = false;  // records no sources: for an image that is shipped without its packs
};
int run_compile(const Globals& globals, const CompileOptions& options);

struct SignOptions {
  std::string key;                 // of sign: the secret key's file; of verify: the public key
  std::string trust;               // of verify, instead of the machine's file
  std::vector<std::string> packs;  // their files
};
int run_sign(const Globals& globals, const SignOptions& options);
int run_verify(const Globals& globals, const SignOptions& options);

struct TryOptions {
  std::string pack;  // or a folder of them
  std::string layer = "machine";
  bool json = false;
};
int run_try(const Globals& globals, const TryOptions& options);

struct ApproveOptions {
  std::string code;
  bool list = false;
};
int run_approve(const Globals& globals, const ApproveOptions& options);

struct DoctorOptions {};
int run_doctor(const Globals& globals, const DoctorOptions& options);

struct RegisterOptions {
  std::string config;   // of Codex; empty: $CODEX_HOME/config.toml
  bool remove = false;  // unregister
};
int run_register(const Globals& globals, const RegisterOptions& options);

struct ExplainOptions {
  std::string text;       // command line, patch, or the arguments of a tool; "-": from stdin
  std::string tool;       // name of an MCP or other tool
  std::string directory;  // the call's; empty: where interlock was started
  std::string mode = "default";
  bool patch = false;
  bool json = false;
};
int run_explain(const Globals& globals, const ExplainOptions& options);

struct ListOptions {
  bool json = false;
  bool layers = false;  // who decided what
};
int run_list(const Globals& globals, const ListOptions& options);

struct StatusOptions {
  std::string session;  // empty: the one that was active last
  bool all = false;     // every session
  bool json = false;
};
int run_status(const Globals& globals, const StatusOptions& options);

struct ReportOptions {
  std::string session;          // empty: the one that was active last
  std::string format = "json";  // or markdown, sarif
};
int run_report(const Globals& globals, const ReportOptions& options);

struct LogOptions {
  std::string session;     // empty: all
  std::size_t limit = 50;  // newest rows
  bool json = false;
};
int run_log(const Globals& globals, const LogOptions& options);

}  // namespace interlock
