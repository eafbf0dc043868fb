#include "query/diagnosis.hh"

#include <utility>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/printable.hh"
#include "corpus/store/lexicon.hh"
#include "corpus/store/nearest.hh"
#include "corpus/utf8.hh"
#include "query/rewordings.hh"

namespace limier::query {
namespace {

/// A diagnosis is a few lines.
constexpr std::size_t kMaxWords = 8;
constexpr std::size_t kMaxNearest = 3;

/// Inflections share so many first letters, or all but the last; fewer would be other words.
constexpr std::size_t kSharedLetters = 4;

/// How many documents a plan of one part finds.
Outcome count(const Plan& plan, const FindContext& context) {
  SearchOptions options = context.options;
  options.limit = 0;
  options.offset = 0;
  options.order = Order::relevance;
  options.as_typed = true;
  options.facet = Facet::none;
  Outcome outcome;
  Finder(plan, Strictness::all, context.with(options)).run(outcome);
  return outcome;
}

/// The forms in which the texts hold a word that none of them spells as it was typed.
std::vector<std::string> other_forms(const Slot& slot, const FindContext& context) {
  if (slot.literal || slot.prefix || slot.word.stop) return {};
  const bool plain = slot.word.accented == slot.word.folded;
  for (const corpus::LexiconForm& form : slot.forms)
    if (plain || form.accented == slot.word.accented) return {};
  const std::string& folded = slot.word.folded;
  std::size_t end = 0;
  for (std::size_t letters = 0; letters < kSharedLetters && end < folded.size(); ++letters) {
    const std::size_t next = corpus::code_point_at(folded, end).end;
    if (next == folded.size() && letters > 1) break;
    end = next;
  }
  constexpr std::size_t kMaxForms = 2000;
  const corpus::Lexicon lexicon(context.database);
  std::vector<std::string> forms;
  for (const corpus::LexiconForm& form :
       lexicon.forms_beginning(folded.substr(0, end), kMaxForms).forms)
    if (forms.size() < kMaxNearest && finds(slot, context.chain.word(form.accented)))
      forms.push_back(form.accented);
  return forms;
}

/// How many documents hold a leaf as typed, in any inflection.
WordCount count_word(const Leaf& leaf, const FindContext& context) {
  Plan plan;
  plan.leaves = {leaf};
  plan.leaves[0].excluded = false;
  std::erase_if(plan.leaves[0].ways, [](const Way& way) { return !is_as_typed(way.origin); });
  plan.root.kind = PlanNode::Kind::leaf;
  WordCount word;
  word.typed = leaf.typed;
  const Outcome outcome = count(plan, context);
  word.documents = outcome.documents;
  word.exact = outcome.exact;
  const std::vector<Slot>& slots = leaf.ways.front().slots;
  if (slots.size() != 1) return word;
  if (word.documents > 0) {
    word.only_as = other_forms(slots[0], context);
  } else if (!slots[0].prefix) {
    for (corpus::NearWord& near :
         corpus::nearest_words(context.database, slots[0].word.folded, kMaxNearest))
      word.nearest.push_back(std::move(near.accented));
  }
  return word;
}

WordCount count_field(const FieldCondition& condition, const FindContext& context) {
  Plan plan;
  plan.fields = {condition};
  plan.root.kind = PlanNode::Kind::field;
  const Outcome outcome = count(plan, context);
  const std::string_view quote = condition.typed.find(' ') == std::string::npos ? "" : "\"";
  WordCount word;
  word.typed = fmt::format("{}:{}{}{}", condition.field->name, quote, condition.typed, quote);
  word.documents = outcome.documents;
  word.exact = outcome.exact;
  return word;
}

/// What finds something when less is asked for: the least of it that may be given up.
class Remedy {
 public:
  Remedy(std::string_view query, SearchOptions options, const Trial& trial)
      : query_(query), options_(std::move(options)), trial_(trial) {
    options_.limit = 1;
    options_.offset = 0;
    options_.passages = false;
    options_.explain = false;
    options_.diagnose = false;
    // What finds something only when it is corrected would contradict what is said of its words.
    options_.as_typed = true;
    options_.facet = Facet::none;
  }

  void find(Diagnosis& diagnosis) {
    const auto found = without_dates(diagnosis) || relaxed(diagnosis) ||
                       best_of(unquoted(query_), diagnosis) ||
                       best_of(shortened(query_), diagnosis);
    if (!found) diagnosis.given_up.clear();
  }

 private:
  bool without_dates(Diagnosis& diagnosis) {
    if (options_.dates.is_open()) return false;
    SearchOptions options = options_;
    options.dates = {};
    return try_out({query_, "--since or --until"}, options, diagnosis);
  }

  bool relaxed(Diagnosis& diagnosis) {
    if (options_.match != MatchMode::all) return false;
    SearchOptions options = options_;
    options.match = MatchMode::automatic;
    options.as_typed = false;
    return try_out({query_, "--match all"}, options, diagnosis);
  }

  /// The one of them that finds the fewest: it is nearest to what was asked.
  bool best_of(const std::vector<Rewording>& rewordings, Diagnosis& diagnosis) {
    bool found = false;
    for (const Rewording& rewording : rewordings) {
      Diagnosis other;
      if (!try_out(rewording, options_, other)) continue;
      if (!found || other.documents < diagnosis.documents) {
        other.words = std::move(diagnosis.words);
        diagnosis = std::move(other);
      }
      found = true;
    }
    return found;
  }

  bool try_out(const Rewording& rewording, const SearchOptions& options, Diagnosis& diagnosis) {
    const Outcome outcome = trial_(rewording.query, options);
    diagnosis.given_up = rewording.given_up;
    diagnosis.instead = rewording.query == query_ ? "" : rewording.query;
    diagnosis.documents = outcome.documents;
    diagnosis.exact = outcome.exact;
    return outcome.documents > 0;
  }

  std::string query_;
  SearchOptions options_;
  const Trial& trial_;
};

std::string number_of(std::size_t documents, bool exact) {
  return fmt::format("{}{} document{}", exact ? "" : "about ", documents,
                     documents == 1 ? "" : "s");
}

}  // namespace

Diagnosis diagnose(std::string_view query, const Plan& plan, const FindContext& context,
                   const Trial& trial) {
  Diagnosis diagnosis;
  try {
    for (const Leaf& leaf : plan.leaves)
      if (!leaf.group && !leaf.ways.empty() && diagnosis.words.size() < kMaxWords)
        diagnosis.words.push_back(count_word(leaf, context));
    for (const FieldCondition& condition : plan.fields)  // but those of options
      if (!condition.typed.empty() && diagnosis.words.size() < kMaxWords)
        diagnosis.words.push_back(count_field(condition, context));
    Remedy(query, context.options, trial).find(diagnosis);
  } catch (const corpus::Error&) {
    diagnosis.given_up.clear();  // the time is over: what is known so far is told
  }
  return diagnosis;
}

std::string describe(const Diagnosis& diagnosis) {
  std::string text;
  const auto add = [&](const std::string& line) { text += corpus::printable(line) + '\n'; };
  for (const WordCount& word : diagnosis.words) {
    std::string line = word.typed + ": in ";
    line += word.documents == 0 ? "no document" : number_of(word.documents, word.exact);
    if (!word.only_as.empty()) line += fmt::format(", only as {}", fmt::join(word.only_as, ", "));
    if (!word.nearest.empty()) line += fmt::format("; nearest: {}", fmt::join(word.nearest, ", "));
    add(line);
  }
  if (diagnosis.given_up.empty()) return text;
  const std::string found = number_of(diagnosis.documents, diagnosis.exact);
  add(diagnosis.instead.empty()
          ? fmt::format("emptied by {}: {} without", diagnosis.given_up, found)
          : fmt::format("emptied by {}: {} for {}", diagnosis.given_up, found, diagnosis.instead));
  return text;
}

}  // namespace limier::query
