#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace limier::corpus {

/// How the words after `field:` are turned into terms.
enum class FieldKind {
  words,  ///< each word stemmed
  path,   ///< a file, or a folder with all that is below it
  date,   ///< no terms: a day, a month, a year or a range, compared with the value
};

/// A field that a query can name.
struct Field {
  std::string_view name;
  std::string_view french;  ///< the other name it goes by
  std::string_view prefix;  ///< of its terms; upper case, `X` first where Xapian has no convention
  FieldKind kind;
  std::string_view summary;  ///< for help texts
};

/// The field table: indexer, query language and help all read it.
inline constexpr auto kFields = std::to_array<Field>({
    {"title", "titre", "S", FieldKind::words, "words of the title"},
    {"author", "auteur", "A", FieldKind::words, "words of the author's name"},
    {"source", "site", "XS", FieldKind::words, "words of the publication's name"},
    {"path", "chemin", "P", FieldKind::path, "a file, or a folder and all below it"},
    {"date", "date", "D", FieldKind::date, "a date or a range: 2022, 2022-01..2022-02, 5/1/2022.."},
});

/// The field called `name`, or nullptr.
constexpr const Field* find_field(std::string_view name) {
  const auto* found = std::find_if(kFields.begin(), kFields.end(), [&](const Field& field) {
    return field.name == name || field.french == name;
  });
  return found == kFields.end() ? nullptr : found;
}

namespace prefixes {
inline constexpr std::string_view kDocument = "Q";
/// Marks the sections of a document that has more than one.
inline constexpr std::string_view kManySections = "XMANY";
/// Learnt from the text: a name's key and spelling, an acronym and its long form, and the reverse.
inline constexpr std::string_view kName = "XN";
inline constexpr std::string_view kAcronym = "XACR";
inline constexpr std::string_view kLongForm = "XLONG";
}  // namespace prefixes

/// Value slots.
enum Slot : unsigned {
  kDocumentSlot = 0,   ///< the document's key: collapses its sections and breaks ties
  kDateSlot = 1,       ///< ISO date, so that dates sort as strings
  kSourceSlot = 2,     ///< the publication's name, to be counted
  kAuthorSlot = 3,     ///< the author's name, to be counted
  kContentSlot = 4,    ///< of a document's first section: the mark by which a change is told
  kMinHashSlot = 5,    ///< of a document's last section: by which near-copies are told
  kParagraphSlot = 6,  ///< hashes of the paragraphs, by which boilerplate is told
  kWordOrderSlot = 7,  ///< which word stands where, by which phrases are told
  kSectionSlot = 8,    ///< of a document of more than one section: which it is, from 0, in digits
};

// Terms without a prefix never begin with an ASCII capital, since they are case-folded; so each
// prefix must begin with one, and none may begin another.
static_assert(std::all_of(kFields.begin(), kFields.end(), [](const Field& field) {
  return field.prefix[0] >= 'A' && field.prefix[0] <= 'Z' && field.prefix != prefixes::kDocument &&
         !prefixes::kManySections.starts_with(field.prefix);
}));
static_assert([] {
  for (const Field& a : kFields)
    for (const Field& b : kFields)
      if (&a != &b && (b.prefix.starts_with(a.prefix) || a.name == b.name || a.name == b.french))
        return false;
  return true;
}());

}  // namespace limier::corpus
