#include "lib/shell/sink.h"

#include <algorithm>

#include "lib/shell/state.h"

namespace interlock {

void Sink::append(const Word& text) {
  for (Word& known : texts) known.append(text);
}

void Sink::merge(const Sink& other) {
  for (const Word& text : other.texts)
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  if (texts.size() > k_max_values) texts = {Word::unknown("$(...)")};
  producer = std::max(producer, other.producer);
}

}  // namespace interlock
