#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "corpus/document.hh"
#include "corpus/french/chain.hh"
#include "corpus/store/minhash.hh"
#include "corpus/store/record.hh"

namespace limier::corpus {

/// About 1,000 words of French: what is longer is cut into sections.
inline constexpr std::size_t kSectionBytes = 6500;

/// The records of a document's sections: slices of its body at paragraph borders where there are
/// any, at sentence borders otherwise, of about equal size. `path` is the absolute path of the
/// file.
std::vector<Record> make_sections(const Document& document, std::string_view path);

/// The Xapian document of a section, by the term schema of `terms.hh`. `chain` is used, and may
/// learn new words. `minhash` has taken the sections before this one, and takes it too.
Xapian::Document make_xapian_document(const Record& record, Chain& chain, MinHash& minhash);

/// The same of a document's only section.
Xapian::Document make_xapian_document(const Record& record, Chain& chain);

/// Takes the Xapian document of a section, and the bytes of its text.
using UseSection = std::function<void(const Xapian::Document&, std::size_t)>;

/// Calls `use` with each section of a document, by the records of all of them; `mark` is the
/// document's content mark, encoded.
void for_each_section(const std::vector<Record>& records, const std::string& mark, Chain& chain,
                      const UseSection& use);

}  // namespace limier::corpus
