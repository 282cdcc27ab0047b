// Text that reaches a database.
#include "lib/sql/sql.h"

#include "tests/fuzz/fuzz.h"

using namespace interlock;
using fuzz::promise;

namespace {

void check_places(const std::vector<Statement>& statements, std::size_t size, bool in_order) {
  std::size_t last = 0;
  for (const Statement& statement : statements) {
    promise(statement.begin <= statement.end && statement.end <= size,
            "a statement lies inside the text");
    promise(statement.classes.bits != 0, "a statement has a class");
    // A client's own command may stand inside of a statement and runs first.
    if (!in_order || statement.nested || statement.classes.has(SqlClass::meta)) continue;
    promise(statement.end >= last, "statements come in order");
    last = statement.end;
  }
}

std::uint32_t classes_of(std::string_view text, const SqlOptions& options) {
  std::uint32_t bits = 0;
  for (const Statement& statement : read_sql(text, options)) bits |= statement.classes.bits;
  return bits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  for (const Dialect dialect :
       {Dialect::generic, Dialect::postgres, Dialect::mysql, Dialect::sqlite, Dialect::mssql}) {
    for (const bool client : {false, true})
      check_places(read_sql(text, {.dialect = dialect, .client = client}), size,
                   dialect != Dialect::generic);  // which reads some texts in several ways
    const SqlOptions options{.dialect = dialect, .client = false};
    const std::uint32_t classes = classes_of(text, options);
    promise(classes_of("\n /* a comment */ \n" + std::string(text), options) == classes,
            "a comment in front hides nothing");
    promise((classes & ~classes_of("select 1;\n" + std::string(text), options)) == 0,
            "a statement in front hides nothing");
  }
  looks_like_sql(text);
  return 0;
}
