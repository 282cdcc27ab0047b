// A subject, kept between hooks in the state: what a later check or `interlock status` needs to
// look at the same files and target again.
#pragma once

#include <string>

#include "lib/edge/store.h"

namespace interlock {

// Its words are empty when one of them is unknown or holds a secret: such a subject cannot be used
// again.
KnownSubject keep_subject(const Subject& subject, std::int64_t time_ms);

// The subject as it is now: folder and files are looked up anew. `session` and call_directory are
// the caller's.
Subject restore_subject(const Workflow& workflow, const KnownSubject& known, const Files& files);

}  // namespace interlock
