// What handlers of the wrapper table do with words: join, split, quote, replace,
// and the names under which package runners and images know a program.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/shell/word.h"

namespace interlock {

Word join_words(std::span<const Word> words, std::string_view separator = " ");

// The parts between delimiters, at most `most`; nothing follows a delimiter at the end.
std::vector<Word> split_at(const Word& text, char delimiter, std::size_t most);

// Words of a text as shlex would split it: quotes and backslashes, no expansion; holes stay.
// With `for_env`, as env -S: also ${NAME} (a hole), \_ (a blank) and # comments; `*fails` becomes
// true where env finds a backslash, quote or $ that it does not take, and runs nothing.
std::vector<Word> split_words(const Word& text, bool for_env = false, bool* fails = nullptr);

// The word so that a shell reads it as one word; holes stay live inside double quotes.
Word quote_word(const Word& word);
Word quote_words(std::span<const Word> words);

// Every known `what` in `word` becomes `by`.
Word replace_all(const Word& word, std::string_view what, const Word& by);
bool contains_known(const Word& word, std::string_view what);

// "prisma@6.1" -> "prisma", "@mikro-orm/cli@6" -> "mikro-orm", "npm:drizzle-kit@0.30" ->
// "drizzle-kit". A scoped package's program bears the package's own name, or the scope's when that
// says no more than "cli".
Word package_program(const Word& package);

// "ghcr.io/amacneil/dbmate:2" -> what the image does with its words.
struct ImageHabit {
  std::string_view entrypoint = "";     // put before the words: arigaio/atlas -> atlas
  std::string_view for_options = "";    // put before words that begin with a dash: postgres
  std::string_view without_words = "";  // what runs when there are none: a shell, an interpreter
};
ImageHabit image_habit(std::string_view image);
// Does the last part of the name alone say which migration tool starts? "registry/x/flyway:10"
std::string_view tool_named_by(std::string_view image);

}  // namespace interlock
