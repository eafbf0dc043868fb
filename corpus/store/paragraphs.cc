#include "corpus/store/paragraphs.hh"

#include <xxhash.h>

namespace limier::corpus {
namespace {

constexpr unsigned kHashBytes = 6;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

std::uint64_t hash_of(std::string_view text) {
  std::string even;
  for (const char c : text)
    if (!is_blank(c)) even += c;
    else if (!even.ends_with(' ')) even += ' ';
  return XXH3_64bits(even.data(), even.size()) >> (64 - 8 * kHashBytes);
}

/// Whether a sentence begins a paragraph, or a line within one: the lines of a form or of a menu
/// often stand without a blank line between them.
bool is_start(std::string_view text, const Sentence& before, const Sentence& sentence) {
  return sentence.opens_paragraph ||
         text.substr(before.end, sentence.begin - before.end).find('\n') != std::string_view::npos;
}

/// Calls `use` with the first and one past the last sentence of each paragraph, and its text.
template <typename Sentences, typename Use>
void for_each_paragraph(std::string_view text, Sentences& sentences, const Use& use) {
  for (auto first = sentences.begin(); first != sentences.end();) {
    auto last = first + 1;
    while (last != sentences.end() && !is_start(text, *(last - 1), *last)) ++last;
    use(first, last, text.substr(first->begin, (last - 1)->end - first->begin));
    first = last;
  }
}

bool may_be_boilerplate(const Record& record, std::string_view paragraph) {
  return paragraph.size() <= kMaxBoilerplateBytes &&
         !(record.title_in_body && paragraph == record.title);
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
void add_number(std::string& bytes, std::uint64_t number) {
  for (; number > 0x7F; number >>= 7U) bytes += static_cast<char>(0x80U | (number & 0x7FU));
  bytes += static_cast<char>(number);
}

std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; !bytes.empty() && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte <= 0x7F) break;
  }
  return number;
}

}  // namespace

Paragraphs paragraphs_of(const Record& record) {
  Paragraphs paragraphs{record.section == 0, 0, {}};
  for_each_paragraph(record.text, record.sentences, [&](auto first, auto, std::string_view text) {
    paragraphs.mass += mass_of(text.size());
    if (may_be_boilerplate(record, text))
      paragraphs.some.push_back({hash_of(text), text.size(), first->set_aside});
  });
  return paragraphs;
}

std::string encode_paragraphs(const Paragraphs& paragraphs) {
  std::string bytes;
  add_number(bytes, paragraphs.mass * 2 + (paragraphs.opens_document ? 1U : 0U));
  for (const Paragraph& paragraph : paragraphs.some) {
    for (unsigned i = 0; i < kHashBytes; ++i)
      bytes += static_cast<char>(paragraph.hash >> (8 * (kHashBytes - 1 - i)));
    add_number(bytes, paragraph.bytes * 2 + (paragraph.set_aside ? 1U : 0U));
  }
  return bytes;
}

Paragraphs decode_paragraphs(std::string_view value) {
  const std::uint64_t head = take_number(value);
  Paragraphs paragraphs{head % 2 == 1, head / 2, {}};
  while (value.size() > kHashBytes) {
    Paragraph& paragraph = paragraphs.some.emplace_back();
    for (unsigned i = 0; i < kHashBytes; ++i)
      paragraph.hash = paragraph.hash << 8U | static_cast<unsigned char>(value[i]);
    value.remove_prefix(kHashBytes);
    const std::uint64_t number = take_number(value);
    paragraph.bytes = number / 2;
    paragraph.set_aside = number % 2 == 1;
  }
  return paragraphs;
}

void set_aside(Record& record, const std::function<bool(std::uint64_t)>& is_boilerplate) {
  for_each_paragraph(
      record.text, record.sentences, [&](auto first, auto last, std::string_view text) {
        const bool aside = may_be_boilerplate(record, text) && is_boilerplate(hash_of(text));
        for (; first != last; ++first) first->set_aside = aside;
      });
}

std::string_view paragraph_text(const Record& record, std::uint64_t hash) {
  std::string_view found;
  for_each_paragraph(record.text, record.sentences, [&](auto, auto, std::string_view text) {
    if (found.empty() && may_be_boilerplate(record, text) && hash_of(text) == hash) found = text;
  });
  return found;
}

}  // namespace limier::corpus
