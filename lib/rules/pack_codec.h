// How the image spells the structs of pack.h. Examples stay in the packs.
#pragma once

#include "lib/rules/codec.h"
#include "lib/rules/pack.h"

namespace interlock {

template <class A>
void serial(A& a, CommandPattern& v) {
  serial(a, v.programs);
  serial(a, v.verbs);
  serial(a, v.with);
  serial(a, v.without);
  serial(a, v.assigns);
  serial(a, v.match);
  serial(a, v.unless);
}

template <class A>
void serial(A& a, When& v) {
  serial(a, v.environments);
  serial(a, v.directories);
  serial(a, v.permission_modes);
}

template <class A>
void serial(A& a, ToolGrammar& v) {
  serial(a, v.programs);
  serial(a, v.family);
  serial(a, v.short_values);
  serial(a, v.long_values);
  serial(a, v.flags);
  serial(a, v.short_flags);
  serial(a, v.short_optional);
  serial(a, v.reparses);
}

template <class A>
void serial(A& a, SqlJudge& v) {
  serial_enum(a, v.of, 4);
  serial(a, v.dialect);
  serial(a, v.undo_from);
  serial(a, v.undo_to);
  serial(a, v.warns);
  serial(a, v.fails);
}

template <class A>
void serial(A& a, Question& v) {
  serial(a, v.argv);
  serial(a, v.match);
  serial(a, v.otherwise);
}

template <class A>
void serial(A& a, Check& v) {
  serial(a, v.argv);
  serial(a, v.passes);
  serial(a, v.fails_on);
  serial(a, v.warns_on);
  serial(a, v.unavailable_on);
  serial(a, v.seconds);
  serial(a, v.pending);
  serial(a, v.first);
  serial(a, v.sql);
}

template <class A>
void serial(A& a, Step& v) {
  serial(a, v.id);
  serial(a, v.title);
  serial(a, v.command);
  serial(a, v.example);
  serial(a, v.checks);
}

template <class A>
void serial(A& a, Gate& v) {
  serial(a, v.id);
  serial(a, v.command);
  serial(a, v.needs);
  serial_enum(a, v.mode, 3);
  serial(a, v.locked);
}

template <class A>
void serial(A& a, Trigger& v) {
  serial(a, v.id);
  serial(a, v.on_files);
  serial(a, v.command);
  serial(a, v.runs);
}

template <class A>
void serial(A& a, Workflow& v) {
  serial(a, v.id);
  serial(a, v.programs);
  serial(a, v.tool);
  serial(a, v.scope_options);
  serial(a, v.directory_options);
  serial(a, v.directory_default);
  serial(a, v.config_files);
  serial(a, v.config_option);
  serial(a, v.environment_option);
  serial(a, v.environment_default);
  serial(a, v.config_mentions);
  serial(a, v.config_directory);
  serial(a, v.include);
  serial(a, v.also);
  serial(a, v.max_age_minutes);
  serial(a, v.steps);
  serial(a, v.gates);
  serial(a, v.triggers);
}

}  // namespace interlock
