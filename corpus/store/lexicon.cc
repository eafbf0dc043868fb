#include "corpus/store/lexicon.hh"

#include <algorithm>

#include "corpus/store/terms.hh"

namespace limier::corpus {

std::vector<LexiconForm> Lexicon::forms_of(std::string_view folded) const {
  std::vector<LexiconForm> forms;
  if (folded.empty()) return forms;
  const std::string plain = make_term({}, folded);
  if (const Xapian::doccount sections = database_.get_termfreq(plain); sections > 0)
    forms.push_back({plain, plain, sections});
  const std::string prefix = plain + kFormSeparator;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
    forms.push_back({*term, std::string(accented_of(*term)), term.get_termfreq()});
  std::stable_sort(forms.begin(), forms.end(), [](const LexiconForm& a, const LexiconForm& b) {
    return a.sections > b.sections;
  });
  if (forms.size() > kMaxForms) forms.resize(kMaxForms);
  return forms;
}

}  // namespace limier::corpus
