#include "corpus/store/lexicon.hh"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "corpus/french/name_key.hh"
#include "corpus/french/stop_words.hh"
#include "corpus/store/terms.hh"
#include "corpus/store/word_order.hh"

namespace limier::corpus {
namespace {

/// Spellings or long forms that a query is widened by, at most.
constexpr std::size_t kMaxPairs = 6;

/// Letters of the shorter part of a compound, at least.
constexpr std::size_t kMinPart = 3;

/// Sections with a compound and both of its parts that are looked at, at most: the first is nearly
/// always one that joins them.
constexpr Xapian::doccount kMaxCompared = 100;

}  // namespace

const std::vector<LexiconForm>& Lexicon::forms_of(std::string_view folded) const {
  auto known = known_.find(folded);
  if (known == known_.end()) known = known_.emplace(folded, look_up(folded)).first;
  return known->second;
}

std::vector<LexiconForm> Lexicon::look_up(std::string_view folded) const {
  std::vector<LexiconForm> forms;
  if (folded.empty()) return forms;
  const std::string plain = make_term({}, folded);
  if (const Xapian::doccount sections = database_.get_termfreq(plain); sections > 0)
    forms.push_back({plain, plain, sections});
  const std::string prefix = plain + kFormSeparator;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
    forms.push_back({*term, accented_of(*term), term.get_termfreq()});
  std::sort(forms.begin(), forms.end(), [](const LexiconForm& a, const LexiconForm& b) {
    return a.sections != b.sections ? a.sections > b.sections : a.accented < b.accented;
  });
  if (forms.size() > kMaxForms) forms.resize(kMaxForms);
  return forms;
}

Completions Lexicon::forms_beginning(std::string_view folded, std::size_t limit) const {
  Completions found;
  if (folded.empty()) return found;
  const std::string head = make_term({}, folded);
  for (auto at = database_.allterms_begin(head); at != database_.allterms_end(head); ++at) {
    const std::string term = *at;
    if (!is_form(term)) continue;
    if (std::string accented = accented_of(term); !is_stop_word(accented))
      found.forms.push_back({term, std::move(accented), at.get_termfreq()});
  }
  found.all = found.forms.size();
  const auto before = [](const LexiconForm& a, const LexiconForm& b) {
    return a.sections != b.sections ? a.sections > b.sections : a.term < b.term;
  };
  if (found.all > limit) {
    const auto end = found.forms.begin() + static_cast<std::ptrdiff_t>(limit);
    std::nth_element(found.forms.begin(), end, found.forms.end(), before);
    found.forms.resize(limit);
  }
  std::sort(found.forms.begin(), found.forms.end(), before);
  return found;
}

std::pair<std::string, std::string> Lexicon::parts_of(std::string_view folded) const {
  const std::vector<std::string> whole = terms_of(folded);
  if (whole.empty()) return {};
  for (std::size_t at = kMinPart; at + kMinPart <= folded.size(); ++at) {
    const std::string_view left = folded.substr(0, at);
    const std::string_view right = folded.substr(at);
    if (are_joined(terms_of(left), terms_of(right), whole))
      return {std::string(left), std::string(right)};
  }
  return {};
}

std::vector<std::string> Lexicon::terms_of(std::string_view folded) const {
  std::vector<std::string> terms;
  for (const LexiconForm& form : forms_of(folded)) terms.push_back(form.term);
  return terms;
}

bool Lexicon::are_joined(const std::vector<std::string>& left,
                         const std::vector<std::string>& right,
                         const std::vector<std::string>& whole) const {
  using Xapian::Query;
  if (left.empty() || right.empty()) return false;
  std::vector<Query> all;
  for (const auto* terms : {&left, &right, &whole})
    all.emplace_back(Query::OP_OR, terms->begin(), terms->end());
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query({Query::OP_AND, all.begin(), all.end()});
  // A compound's parts have positions of their own, side by side in the section that joins them.
  Phrase parts;
  parts.add_word(left);
  parts.add_word(right);
  const Xapian::MSet sections = enquire.get_mset(0, kMaxCompared);
  for (auto section = sections.begin(); section != sections.end(); ++section)
    if (parts.stands_in(section.get_document())) return true;
  return false;
}

std::vector<std::string> Lexicon::paired_with(
    std::string_view prefix, std::string_view left,
    const std::function<bool(const Pair& pair)>& wanted) const {
  std::vector<Pair> found;
  const std::string head = pair_term(prefix, left, {});
  if (head.empty()) return {};
  for (auto term = database_.allterms_begin(head); term != database_.allterms_end(head); ++term) {
    Pair pair{(*term).substr(head.size()), term.get_termfreq()};
    if (wanted(pair)) found.push_back(std::move(pair));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Pair& a, const Pair& b) { return a.sections > b.sections; });
  if (found.size() > kMaxPairs) found.resize(kMaxPairs);
  std::vector<std::string> result;
  for (Pair& pair : found) result.push_back(std::move(pair.right));
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
  const Xapian::doccount capitalised =
      database_.get_termfreq(pair_term(prefixes::kName, key, folded));
  if (!is_name(folded, capitalised)) return {};
  return paired_with(prefixes::kName, key, [&](const Pair& pair) {
    return are_spellings(folded, pair.right) && is_name(pair.right, pair.sections);
  });
}

std::vector<std::string> Lexicon::long_forms_of(std::string_view acronym) const {
  return paired_with(prefixes::kAcronym, acronym, [](const Pair&) { return true; });
}

std::vector<std::string> Lexicon::acronyms_of(std::string_view long_form) const {
  return paired_with(prefixes::kLongForm, long_form, [](const Pair&) { return true; });
}

}  // namespace limier::corpus
