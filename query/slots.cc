#include "query/slots.hh"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "corpus/store/terms.hh"

namespace limier::query {
namespace {

using corpus::Word;

void add_unique(std::vector<std::string>& strings, std::string_view text) {
  if (!text.empty() && std::find(strings.begin(), strings.end(), text) == strings.end())
    strings.emplace_back(text);
}

}  // namespace

Word SlotMaker::resolve(const Word& word) {
  if (word.stop || word.accented != word.folded) return word;
  const Word* stop_word = &word;
  for (const corpus::LexiconForm& form : lexicon_.forms_of(word.folded)) {
    stop_word = &chain_.word(form.accented);
    if (!stop_word->stop) return word;
  }
  return *stop_word;
}

Slot SlotMaker::inflected(const Word& typed) {
  const Word word = resolve(typed);
  Slot result;
  result.word = word;
  result.forms = lexicon_.forms_of(word.folded);
  if (word.stop) return result;
  // The typed spelling's stem first; then those of whatever the index spells alike but for accents.
  add_unique(result.stems, word.stem);
  for (const corpus::LexiconForm& form : result.forms)
    add_unique(result.stems, chain_.word(form.accented).stem);
  return result;
}

Slot SlotMaker::literal(const Word& word) {
  Slot result;
  result.word = resolve(word);
  result.forms = lexicon_.forms_of(result.word.folded);
  result.literal = true;
  return result;
}

Slot SlotMaker::completed(const Word& word, std::size_t limit, std::size_t& all) {
  Slot slot;
  slot.word = word;
  slot.prefix = true;
  corpus::Completions found = lexicon_.forms_beginning(word.folded, limit);
  slot.forms = std::move(found.forms);
  all = std::max(all, found.all);
  return slot;
}

double SlotMaker::frequency(const Slot& slot) const {
  double sections = 0;
  if (slot.prefix || slot.literal || slot.word.stop) {
    for (const corpus::LexiconForm& form : slot.forms)
      if (!slot.accents_matter || form.accented == slot.word.accented) sections += form.sections;
  } else {
    for (const std::string& stem : slot.stems)
      sections += database_.get_termfreq(corpus::stem_term(stem));
  }
  return sections;
}

double SlotMaker::idf(double sections) const {
  const double total = database_.get_doccount();
  sections = std::min(sections, total);
  return std::log(1 + (total - sections + 0.5) / (sections + 0.5));
}

}  // namespace limier::query
