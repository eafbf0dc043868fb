#pragma once

#include <string>
#include <string_view>

#include "corpus/french/token.hh"
#include "corpus/store/fields.hh"

namespace limier::corpus {

/// Xapian takes terms of at most 245 bytes, where a NUL counts twice; one is for a stem's mark.
inline constexpr std::size_t kMaxTermBytes = 244;

/// Between a folded spelling and its accents, and between the two sides of a pair.
inline constexpr char kFormSeparator = '\x01';

/// Ends the terms of stems, and none other without a prefix.
inline constexpr char kStemMark = '\x02';

/// The one function that makes terms: `prefix` and `content`, which is replaced by its beginning
/// and a hash where it is too long for a term or holds a NUL.
std::string make_term(std::string_view prefix, std::string_view content);

/// The stem and U+0002, of a word that is no stop word. With the mark at its end, and not Xapian's
/// usual `Z` before it, it stands beside its forms, so that lists of terms, which keep only what
/// differs from the term before, are a seventh smaller.
std::string stem_term(std::string_view stem);

/// The folded spelling; for a word with accents also U+0001 and its accents: for each accented
/// letter `0` plus the number of bytes since the last one, and the letter, which stands for one
/// byte of the folded spelling. `réunies` is `reunies`, U+0001, `1é`. A spelling
/// that does not go so stands whole after a second U+0001. The index's form terms are its lexicon:
/// all that share a folded spelling are neighbours.
std::string form_term(const Word& word);

/// Whether a term without a prefix is that of a form, not of a stem.
bool is_form(std::string_view term);

/// The accented spelling that a form term holds.
std::string accented_of(std::string_view form);

/// A pair that the text teaches, such as an acronym and its long form; empty if it is too long for
/// a term. All pairs with the same `left` are neighbours.
std::string pair_term(std::string_view prefix, std::string_view left, std::string_view right);

/// What identifies a document among all: its path (absolute), and the record's id within the file
/// when it has one. Sorts by the record's id.
std::string document_key(std::string_view path, std::string_view id);

std::string document_term(std::string_view key);

/// Which of `shards` a document with this key goes into: the same wherever and whenever it is
/// asked.
std::size_t shard_of(std::string_view key, std::size_t shards);

/// What the document terms of all records with this id begin with, whatever file they stand in.
/// Terms of other documents may begin so too.
std::string record_term_head(std::string_view id);

/// For a file and for each folder above it, so that one term finds or deletes all below a folder.
std::string path_term(std::string_view path);

}  // namespace limier::corpus
