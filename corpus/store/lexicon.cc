#include "corpus/store/lexicon.hh"

#include <algorithm>

#include "corpus/french/name_key.hh"
#include "corpus/store/terms.hh"

namespace limier::corpus {
namespace {

/// Spellings or long forms that a query is widened by, at most.
constexpr std::size_t kMaxPairs = 6;

}  // namespace

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

std::vector<std::string> Lexicon::paired_with(std::string_view prefix,
                                              std::string_view left) const {
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  const std::string head = pair_term(prefix, left, {});
  if (head.empty()) return {};
  for (auto term = database_.allterms_begin(head); term != database_.allterms_end(head); ++term)
    found.emplace_back(term.get_termfreq(), (*term).substr(head.size()));
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (found.size() > kMaxPairs) found.resize(kMaxPairs);
  std::vector<std::string> result;
  for (auto& [sections, right] : found) result.push_back(std::move(right));
  return result;
}

bool Lexicon::is_name(std::string_view folded, Xapian::doccount capitalised) const {
  Xapian::doccount all = 0;
  for (const LexiconForm& form : forms_of(folded)) all += form.sections;
  return capitalised * 2 >= all;
}

std::vector<std::string> Lexicon::variants_of(std::string_view folded) const {
  const std::string key = name_key(folded);
  if (key.empty()) return {};
  const auto capitalised = [&](std::string_view spelling) {
    return database_.get_termfreq(pair_term(prefixes::kName, key, spelling));
  };
  if (!is_name(folded, capitalised(folded))) return {};
  std::vector<std::string> variants = paired_with(prefixes::kName, key);
  std::erase_if(variants, [&](const std::string& spelling) {
    return spelling == folded || !is_name(spelling, capitalised(spelling));
  });
  return variants;
}

std::vector<std::string> Lexicon::long_forms_of(std::string_view acronym) const {
  return paired_with(prefixes::kAcronym, acronym);
}

std::vector<std::string> Lexicon::acronyms_of(std::string_view long_form) const {
  return paired_with(prefixes::kLongForm, long_form);
}

}  // namespace limier::corpus
