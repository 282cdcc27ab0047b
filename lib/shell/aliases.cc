// Aliases: text that stands for a name, read again with the words behind it.
#include "lib/shell/aliases.h"

#include <algorithm>

#include "lib/base/text.h"
#include "lib/shell/evaluator.h"

namespace interlock {

namespace {

// What an alias and the words behind it read as. The word behind a value that ends in a blank is
// looked up too.
std::vector<std::string> replaced(const Aliases::Alias& alias, const std::string& rest,
                                  const Aliases& aliases) {
  const std::string_view words = trim(rest);
  const std::string next(words.substr(0, words.find_first_of(" \t\n;|&")));
  std::vector<std::string> texts;
  for (const std::string& value : alias.texts) {
    const bool goes_on = value.ends_with(' ') || value.ends_with('\t');
    const Aliases::Alias* second = goes_on ? aliases.names.find(next) : nullptr;
    if (second == nullptr || second->maybe_none) texts.push_back(value + rest);
    if (second == nullptr) continue;
    for (const std::string& other : second->texts)
      texts.push_back(value + other + std::string(words.substr(next.size())));
  }
  return texts;
}

}  // namespace

std::size_t Aliases::merge(const Aliases& other) {
  on = on && other.on;
  return names.merge(other.names, [](const std::string&, const Alias* mine, const Alias* theirs) {
    Alias both = mine == nullptr ? *theirs : *mine;
    both.maybe_none =
        mine == nullptr || theirs == nullptr || mine->maybe_none || theirs->maybe_none;
    if (mine != nullptr && theirs != nullptr)
      for (const std::string& text : theirs->texts)
        if (std::find(both.texts.begin(), both.texts.end(), text) == both.texts.end())
          both.texts.push_back(text);
    return std::optional<Alias>(std::move(both));
  });
}

// An alias is text: what follows its name in the source is read again behind its value. Off in
// scripts unless switched on, but a zsh reads them always, so that both readings are followed.
// True when the command has been run, whatever it was.
bool Evaluator::run_alias(const syntax::Command& command, State& state, const Frame& frame) {
  const auto& simple = std::get<syntax::Simple>(command.node);
  if (simple.words.empty() || simple.words.front().parts.size() != 1) return false;
  const syntax::Part& name = simple.words.front().parts.front();
  if (name.kind != syntax::Part::Kind::literal || !frame.source) return false;
  const Aliases& aliases = *frame.aliases;
  const Aliases::Alias* alias = aliases.names.find(name.text);
  if (alias == nullptr) return false;
  const std::uint32_t after = simple.words.front().span.end;
  const std::string rest = frame.source->substr(after, command.span.end - after);
  const std::vector<std::string> texts = replaced(*alias, rest, aliases);
  if (!spend(aliases.names.height())) return true;
  auto remaining = std::make_shared<Aliases>(aliases);
  remaining->names.erase(name.text);  // an alias is not expanded again in its own value
  const auto run = [&](const std::string& text, State& inner_state, Frame inner) {
    inner.via = "alias " + name.text;
    inner.aliases = remaining;
    ++inner.depth;
    run_text(text, inner_state, inner, inner.via, Origin::alias);
  };
  if (!aliases.on) {
    for (const std::string& text : texts) {
      State copy = state;
      run(text, copy, frame.in_doubt());
    }
    return false;
  }
  if (texts.size() == 1 && !alias->maybe_none) {
    run(texts.front(), state, frame);
    return true;
  }
  for (const std::string& text : texts)
    branch(state, frame, [&](State& copy, const Frame& inner) { run(text, copy, inner); });
  if (alias->maybe_none) run_simple(command, state, frame.in_doubt());
  return true;
}

}  // namespace interlock
