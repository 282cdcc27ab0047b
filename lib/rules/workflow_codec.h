// How the image spells the structs of workflow_parts.h.
#pragma once

#include "lib/rules/pack_codec.h"

namespace interlock {

template <class A>
void serial(A& a, SqlJudge& v) {
  serial_enum(a, v.of, 5);
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
  serial(a, v.learns);
}

template <class A>
void serial(A& a, ToolPattern& v) {
  serial(a, v.tools);
  serial(a, v.arguments);
  serial(a, v.lacks);
  serial(a, v.match);
  serial(a, v.classes);
}

template <class A>
void serial(A& a, Step& v) {
  serial(a, v.id);
  serial(a, v.title);
  serial(a, v.command);
  serial(a, v.example);
  serial(a, v.checks);
  serial(a, v.call);
  serial(a, v.judges);
  serial(a, v.confirms);
}

template <class A>
void serial(A& a, Gate& v) {
  serial(a, v.id);
  serial(a, v.command);
  serial(a, v.needs);
  serial_enum(a, v.mode, 3);
  serial(a, v.locked);
  serial(a, v.on_commit);
  serial(a, v.call);
  serial(a, v.judges);
  serial(a, v.same);
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
  serial(a, v.on_tools);
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
