#include "corpus/store/sections.hh"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include <unicode/uchar.h>

#include "corpus/date.hh"
#include "corpus/dateline.hh"
#include "corpus/french/acronyms.hh"
#include "corpus/french/chinese.hh"
#include "corpus/french/name_key.hh"
#include "corpus/store/paragraphs.hh"
#include "corpus/store/terms.hh"
#include "corpus/store/word_order.hh"
#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

/// Limits for what is stored with each section of a document, so that no hostile title multiplies.
constexpr std::size_t kMaxTitleBytes = 1000;
constexpr std::size_t kMaxFieldBytes = 250;
constexpr std::size_t kMaxUrlBytes = 2000;

/// Between the positions of the title and those of the text: no phrase spans both.
constexpr std::uint32_t kTitleGap = 100;

/// Indices of the sentences that begin a section, the first being 0.
std::vector<std::size_t> section_starts(const std::vector<Sentence>& sentences, std::size_t size) {
  const std::size_t count = (size + kSectionBytes - 1) / kSectionBytes;
  const std::size_t target = count == 0 ? 0 : size / count;
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 1; i < sentences.size(); ++i) {
    const std::size_t begin = sentences[starts.back()].begin;
    const std::size_t length = sentences[i].begin - begin;
    const bool overflows = sentences[i].end - begin > kSectionBytes;
    if (overflows || (length >= target && sentences[i].opens_paragraph)) starts.push_back(i);
  }
  return starts;
}

Record header(const Document& document, std::string_view path) {
  Record record;
  record.id = cut_to(document.id, kMaxIdBytes);
  record.path = path;
  record.title = cut_to(document.title, kMaxTitleBytes);
  record.date = iso_date(document.date);
  if (record.date.empty()) {
    record.date = dateline(document.body, today());
    record.date_from_text = !record.date.empty();
  }
  record.source = cut_to(document.source, kMaxFieldBytes);
  record.author = cut_to(document.author, kMaxFieldBytes);
  record.url = cut_to(document.url, kMaxUrlBytes);
  record.language = cut_to(document.language, kMaxFieldBytes);
  record.line_rule = document.line_rule;
  record.line = document.line_rule == LineRule::counted ? std::max<std::size_t>(document.line, 1)
                                                        : document.line;
  return record;
}

/// Adds the words of texts to a Xapian document, each spelling once, and their order.
class WordWriter {
 public:
  explicit WordWriter(Xapian::Document& target) : target_(target) {}

  void add(const std::vector<Token>& tokens, std::uint32_t base) {
    for (const Token& token : tokens) occurrences_.emplace_back(token.word, base + token.position);
  }

  void finish() {
    std::sort(occurrences_.begin(), occurrences_.end());
    std::vector<Occurrence> order;
    for (auto first = occurrences_.begin(); first != occurrences_.end();) {
      const Word& word = *first->first;
      const auto last = std::find_if(first, occurrences_.end(),
                                     [&](const auto& other) { return other.first != &word; });
      const auto count = static_cast<Xapian::termcount>(last - first);
      const std::string form = form_term(word);
      target_.add_term(form, count);
      if (!word.stop) target_.add_term(stem_term(word.stem), count);
      for (const std::uint64_t hash = form_hash(form); first != last; ++first)
        order.push_back({first->second, hash});
    }
    target_.add_value(kWordOrderSlot, encode_word_order(std::move(order)));
  }

 private:
  Xapian::Document& target_;
  std::vector<std::pair<const Word*, std::uint32_t>> occurrences_;
};

/// The words of a field, stemmed as they stand and as they would be typed without accents.
void add_field(Xapian::Document& target, std::string_view name, std::string_view text,
               Chain& chain) {
  const std::string_view prefix = find_field(name)->prefix;
  for (const Token& token : chain.analyse(text)) {
    if (token.word->stop) continue;
    target.add_term(make_term(prefix, token.word->stem), 0);
    const Word& plain = chain.word(token.word->folded);
    if (!plain.stop) target.add_term(make_term(prefix, plain.stem), 0);
  }
}

void add_pair(Xapian::Document& target, std::string_view prefix, std::string_view left,
              std::string_view right) {
  const std::string term = pair_term(prefix, left, right);
  if (!term.empty()) target.add_boolean_term(term);
}

/// A capital, then a small letter.
bool is_capitalised(std::string_view text, const Token& token) {
  const CodePoint first = code_point_at(text, token.begin);
  if (first.end >= token.end) return false;
  const CodePoint second = code_point_at(text, first.end);
  return u_isUUppercase(static_cast<UChar32>(first.value)) != 0 &&
         u_isULowercase(static_cast<UChar32>(second.value)) != 0;
}

/// Takes down the names of a section, which a form term cannot tell. Words that begin a sentence
/// have their capital from it, and are no evidence of a name.
void add_names(Xapian::Document& target, const Record& record, const std::vector<Token>& tokens) {
  auto sentence = record.sentences.begin();
  std::size_t opening = 0;  // where the first word of the sentence begins
  for (const Token& token : tokens) {
    if (sentence != record.sentences.end() && token.begin >= sentence->begin) {
      opening = token.begin;
      while (sentence != record.sentences.end() && token.begin >= sentence->begin) ++sentence;
    }
    if (token.begin == opening || token.word->stop || !is_capitalised(record.text, token)) continue;
    const std::string& name = token.word->folded;
    // What a hyphen joins is a name of its own only in Chinese: `Hsiao-ping`, `Xiaoping`.
    if (token.joined && chinese_syllables(name).empty()) continue;
    if (const std::string key = name_key(name); !key.empty())
      add_pair(target, prefixes::kName, key, name);
  }
}

void add_acronyms(Xapian::Document& target, const Record& record,
                  const std::vector<Token>& tokens) {
  for (const AcronymDefinition& found : find_acronyms(record.text, tokens)) {
    add_pair(target, prefixes::kAcronym, found.acronym, found.long_form);
    add_pair(target, prefixes::kLongForm, found.long_form, found.acronym);
  }
}

/// All terms that come from the words of a section. Each text is analysed once, and tokens are
/// valid until the next text.
void add_words(Xapian::Document& target, const Record& record, Chain& chain, MinHash& minhash) {
  WordWriter writer(target);
  std::uint32_t base = 0;
  if (!record.title_in_body && !record.title.empty()) {
    writer.add(chain.analyse(record.title), base);
    base += kTitleGap + static_cast<std::uint32_t>(record.title.size());
  }
  std::vector<Token> tokens = chain.analyse(record.text);
  drop_set_aside(tokens, record.sentences);
  writer.add(tokens, base);
  writer.finish();
  minhash.add(tokens);
  add_names(target, record, tokens);
  add_acronyms(target, record, tokens);
  add_field(target, "title", record.title, chain);
  add_field(target, "author", record.author, chain);
  add_field(target, "source", record.source, chain);
  chain.forget_surplus();
}

void add_path(Xapian::Document& target, std::string_view path) {
  while (!path.empty()) {
    target.add_boolean_term(path_term(path));
    const auto slash = path.rfind('/');
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
}

}  // namespace

std::vector<Record> make_sections(const Document& document, std::string_view path) {
  const std::string_view body = document.body;
  const std::vector<Sentence> all = sentences(body);
  const std::vector<std::size_t> starts = section_starts(all, body.size());
  std::vector<Record> records;
  Record record = header(document, path);
  record.sections = starts.size();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const bool last = i + 1 == starts.size();
    const std::size_t end = last ? body.size() : all[starts[i + 1]].begin;
    const std::size_t last_sentence = last ? all.size() : starts[i + 1];
    record.section = i;
    record.begin = i == 0 ? 0 : all[starts[i]].begin;
    record.title_in_body = document.title_in_body && i == 0;
    record.text = body.substr(record.begin, end - record.begin);
    record.sentences.clear();
    for (std::size_t k = starts[i]; k < last_sentence; ++k)
      record.sentences.push_back(
          {all[k].begin - record.begin, all[k].end - record.begin, all[k].opens_paragraph});
    records.push_back(record);
    if (record.line_rule == LineRule::counted)
      record.line +=
          static_cast<std::size_t>(std::count(record.text.begin(), record.text.end(), '\n'));
  }
  return records;
}

Xapian::Document make_xapian_document(const Record& record, Chain& chain, MinHash& minhash) {
  Xapian::Document target;
  add_words(target, record, chain, minhash);
  add_path(target, record.path);
  const std::string key = document_key(record.path, record.id);
  target.add_boolean_term(document_term(key));
  if (record.sections > 1) {
    target.add_boolean_term(std::string(prefixes::kManySections));
    target.add_value(kSectionSlot, std::to_string(record.section));
  }
  target.add_value(kDocumentSlot, key);
  if (!record.date.empty()) target.add_value(kDateSlot, record.date);
  if (!record.source.empty()) target.add_value(kSourceSlot, record.source);
  if (!record.author.empty()) target.add_value(kAuthorSlot, record.author);
  if (record.section + 1 == record.sections) target.add_value(kMinHashSlot, minhash.value());
  target.add_value(kParagraphSlot, encode_paragraphs(paragraphs_of(record)));
  target.set_data(encode_record(record));
  return target;
}

Xapian::Document make_xapian_document(const Record& record, Chain& chain) {
  MinHash minhash(record.title);
  return make_xapian_document(record, chain, minhash);
}

void for_each_section(const std::vector<Record>& records, const std::string& mark, Chain& chain,
                      const UseSection& use) {
  MinHash minhash(records.front().title);
  for (const Record& record : records) {
    Xapian::Document section = make_xapian_document(record, chain, minhash);
    if (record.section == 0) section.add_value(kContentSlot, mark);
    use(section, record.text.size());
  }
}

}  // namespace limier::corpus
