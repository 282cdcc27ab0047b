// Text that reaches a database.
#include "lib/sql/sql.h"

#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const Dialect dialect :
       {Dialect::generic, Dialect::postgres, Dialect::mysql, Dialect::sqlite, Dialect::mssql}) {
    for (const bool client : {false, true}) {
      std::size_t last = 0;
      for (const Statement& statement : read_sql(text, {.dialect = dialect, .client = client})) {
        promise(statement.begin <= statement.end && statement.end <= size,
                "a statement lies inside the text");
        promise(statement.classes.bits != 0, "a statement has a class");
        if (statement.nested || dialect == Dialect::generic) continue;
        promise(statement.begin >= last, "statements come in order");
        last = statement.begin;
      }
    }
  }
  looks_like_sql(text);
  return 0;
}
