#include "corpus/store/boilerplate.hh"

#include <algorithm>
#include <cmath>
#include <utility>

#include "corpus/store/fields.hh"

namespace limier::corpus {
namespace {

using Counts = std::unordered_map<std::uint64_t, std::uint64_t>;

constexpr std::uint64_t kLeastRecurrences = 3;

/// Tells, in little memory, most of what is too rare: counts hashes in cells that they may share.
class Sieve {
 public:
  explicit Sieve(std::size_t sections) {
    std::size_t size = kLeastCells;
    while (size < kMostCells && size < sections * kCellsOfSection) size *= 2;
    cells_.resize(size);
  }

  void add(std::uint64_t hash) {
    std::uint8_t& cell = cells_[hash % cells_.size()];
    if (cell < kFull) ++cell;
  }
  [[nodiscard]] bool may_be(std::uint64_t hash, std::uint64_t times) const {
    return cells_[hash % cells_.size()] >= std::min<std::uint64_t>(times, kFull);
  }

 private:
  static constexpr std::uint8_t kFull = 255;
  static constexpr std::size_t kLeastCells = 1U << 12U;
  static constexpr std::size_t kMostCells = 1U << 26U;
  static constexpr std::size_t kCellsOfSection = 16;

  std::vector<std::uint8_t> cells_;
};

}  // namespace

/// A document's paragraphs, and in which of its sections each of them is.
struct Boilerplate::SeenDocument : DocumentParagraphs {
  std::size_t part = 0;
  std::vector<Xapian::docid> sections;
  std::vector<Xapian::docid> holders;  ///< of each paragraph

  void add(Xapian::docid section, const Paragraphs& paragraphs) {
    mass += paragraphs.mass;
    some.insert(some.end(), paragraphs.some.begin(), paragraphs.some.end());
    holders.resize(some.size(), section);
    sections.push_back(section);
  }

  /// The hashes of its paragraphs, each once.
  [[nodiscard]] std::vector<std::uint64_t> hashes() const {
    std::vector<std::uint64_t> all;
    for (const Paragraph& paragraph : some) all.push_back(paragraph.hash);
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }
};

/// Goes over what the sections of some databases keep of their paragraphs.
class Boilerplate::Reader {
 public:
  explicit Reader(const std::vector<Xapian::Database>& parts) : parts_(parts) {}

  template <typename Use>
  void for_each_section(const Use& use) const {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const auto end = parts_[part].valuestream_end(kParagraphSlot);
      for (auto value = parts_[part].valuestream_begin(kParagraphSlot); value != end; ++value)
        use(part, value.get_docid(), decode_paragraphs(*value));
    }
  }

  /// Documents with those of their paragraphs that `matters` picks; those without any are left out.
  /// The sections of a document stand one behind the other.
  template <typename Matters, typename Use>
  void for_each_document(const Matters& matters, const Use& use) const {
    SeenDocument document;
    const auto finish = [&] {
      if (!document.some.empty()) use(document);
    };
    for_each_section([&](std::size_t part, Xapian::docid id, Paragraphs&& paragraphs) {
      if (paragraphs.opens_document) {
        finish();
        document = SeenDocument();
        document.part = part;
      }
      std::erase_if(paragraphs.some, [&](const Paragraph& one) { return !matters(one); });
      document.add(id, paragraphs);
    });
    finish();
  }

  /// What is boilerplate, by its hash.
  [[nodiscard]] std::vector<std::uint64_t> boilerplate() const {
    std::size_t sections = 0;
    for (const Xapian::Database& part : parts_) sections += part.get_doccount();
    Sieve sieve(sections);
    std::uint64_t documents = 0;
    for_each_section([&](std::size_t, Xapian::docid, const Paragraphs& paragraphs) {
      if (paragraphs.opens_document) ++documents;
      for (const Paragraph& paragraph : paragraphs.some) sieve.add(paragraph.hash);
    });
    const std::uint64_t needed = recurrences_needed(documents);
    const auto may_recur = [&](const Paragraph& one) { return sieve.may_be(one.hash, needed); };

    Counts holders;
    for_each_document(may_recur, [&](const SeenDocument& document) {
      for (const std::uint64_t hash : document.hashes()) ++holders[hash];
    });
    std::erase_if(holders, [&](const auto& entry) { return entry.second < needed; });

    const auto recurs = [&](std::uint64_t hash) { return holders.contains(hash); };
    Counts own;  // the same but for copies
    for_each_document(may_recur, [&](const SeenDocument& document) {
      if (document.is_mostly(recurs)) return;
      for (const std::uint64_t hash : document.hashes())
        if (recurs(hash)) ++own[hash];
    });
    std::vector<std::uint64_t> found;
    for (const auto& [hash, count] : own)
      if (count >= needed) found.push_back(hash);
    return found;
  }

 private:
  const std::vector<Xapian::Database>& parts_;
};

std::uint64_t recurrences_needed(std::uint64_t documents) {
  const double half_root = std::sqrt(static_cast<double>(documents)) / 2;
  return std::max(kLeastRecurrences, static_cast<std::uint64_t>(std::ceil(half_root)));
}

Boilerplate::Boilerplate(const std::vector<Xapian::Database>& parts) {
  const Reader reader(parts);
  for (const std::uint64_t hash : reader.boilerplate()) found_.try_emplace(hash);
  const auto is_found = [&](std::uint64_t hash) { return found_.contains(hash); };
  const auto is_or_was = [&](const Paragraph& one) { return one.set_aside || is_found(one.hash); };
  reader.for_each_document(is_or_was, [&](const SeenDocument& document) { judge(document); });
  std::sort(outdated_.begin(), outdated_.end(), [](const Outdated& a, const Outdated& b) {
    return std::pair(a.part, a.sections.front()) < std::pair(b.part, b.sections.front());
  });
}

void Boilerplate::judge(const SeenDocument& document) {
  const bool keeps_all =
      document.is_mostly([&](std::uint64_t hash) { return found_.contains(hash); });
  bool as_due = true;
  for (const Paragraph& one : document.some)
    as_due = as_due && one.set_aside == (!keeps_all && found_.contains(one.hash));
  if (!as_due) outdated_.push_back({document.part, document.sections, keeps_all});
  if (keeps_all) return;
  for (std::size_t i = 0; i < document.some.size(); ++i)
    if (const auto found = found_.find(document.some[i].hash); found != found_.end()) {
      found->second.part = document.part;
      found->second.section = document.holders[i];
    }
  for (const std::uint64_t hash : document.hashes())
    if (const auto found = found_.find(hash); found != found_.end()) ++found->second.documents;
}

}  // namespace limier::corpus
