#include "corpus/store/word_order.hh"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

#include <xxhash.h>

#include "corpus/store/fields.hh"

namespace limier::corpus {
namespace {

/// More than the bits that may be left over at the end: these are no occurrence.
constexpr unsigned kMinMarkBits = 8;

/// More than enough for the words of the longest section; and a bound for what is damaged.
constexpr unsigned kMaxMarkBits = 24;

/// A seed is one byte.
constexpr unsigned kSeeds = 256;

/// A distance between positions, which have 32 bits.
constexpr unsigned kMaxGammaBits = 32;

/// What no form has.
constexpr std::uint64_t kNoMark = ~std::uint64_t{0};

/// How the forms of a section are marked.
struct Marking {
  unsigned bits = 0;
  unsigned seed = 0;

  /// The seed is spread over the hash, and what comes of it mixed as MurmurHash3 ends.
  [[nodiscard]] std::uint64_t mark(std::uint64_t hash) const {
    std::uint64_t mixed = (hash ^ (seed * 0x9E3779B97F4A7C15U)) * 0xFF51AFD7ED558CCDU;
    mixed = (mixed ^ (mixed >> 33U)) * 0xC4CEB9FE1A85EC53U;
    return mixed >> (64U - bits);
  }

  [[nodiscard]] bool tells_apart(const std::vector<std::uint64_t>& forms) const {
    std::vector<bool> taken(std::size_t{1} << bits);
    return std::all_of(forms.begin(), forms.end(), [&](std::uint64_t form) {
      const bool is_free = !taken[mark(form)];
      taken[mark(form)] = true;
      return is_free;
    });
  }
};

/// The fewest bits with which a seed is likely to be found. That n marks of b bits all differ has
/// the probability e^(-n^2 / 2^(b+1)), the birthday problem: here at least e^-4.
Marking marking_for(std::vector<std::uint64_t> forms) {
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  Marking marking{kMinMarkBits, 0};
  while (forms.size() * forms.size() > std::size_t{8} << marking.bits) ++marking.bits;
  while (marking.bits < kMaxMarkBits && !marking.tells_apart(forms)) {
    marking.seed = (marking.seed + 1) % kSeeds;
    if (marking.seed == 0) ++marking.bits;
  }
  return marking;
}

class BitWriter {
 public:
  explicit BitWriter(std::string& bytes) : bytes_(bytes) {}
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;
  ~BitWriter() {
    if (used_ > 0) bytes_ += static_cast<char>(pending_);
  }

  /// `count` is at most 56.
  void put(std::uint64_t bits, unsigned count) {
    pending_ |= bits << used_;
    for (used_ += count; used_ >= 8; used_ -= 8, pending_ >>= 8U)
      bytes_ += static_cast<char>(pending_);
  }

  /// `number` is at least 1.
  void put_gamma(std::uint64_t number) {
    const auto below = static_cast<unsigned>(std::bit_width(number / 2));
    put(std::uint64_t{1} << below, below + 1);
    put(number - (std::uint64_t{1} << below), below);
  }

 private:
  std::string& bytes_;
  std::uint64_t pending_ = 0;
  unsigned used_ = 0;
};

class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool has(unsigned count) const { return at_ + count <= bytes_.size() * 8; }

  std::uint64_t take(unsigned count) {
    const std::uint64_t bits = peek() & ((std::uint64_t{1} << count) - 1);
    at_ += count;
    return bits;
  }

  /// 0 where there is none.
  std::uint64_t take_gamma() {
    const auto below = static_cast<unsigned>(std::countr_zero(peek()));
    if (below > kMaxGammaBits) return 0;
    at_ += below + 1;
    return (std::uint64_t{1} << below) + take(below);
  }

 private:
  /// The next 57 bits or more; zeros behind the end.
  [[nodiscard]] std::uint64_t peek() const {
    const std::size_t first = at_ / 8;
    const std::size_t count =
        std::min<std::size_t>(bytes_.size() - std::min(first, bytes_.size()), 8);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < count; ++i)
      bits |= std::uint64_t{static_cast<unsigned char>(bytes_[first + i])} << (8 * i);
    return bits >> (at_ % 8);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

/// Takes the marking off the beginning of a word order; nothing if it is none.
std::optional<Marking> take_marking(std::string_view& order) {
  if (order.size() < 2) return std::nullopt;
  const Marking marking{static_cast<unsigned char>(order[0]), static_cast<unsigned char>(order[1])};
  order.remove_prefix(2);
  if (marking.bits < kMinMarkBits || marking.bits > kMaxMarkBits) return std::nullopt;
  return marking;
}

/// The commonest distance gets the shortest code.
std::uint64_t gamma_of(std::uint64_t distance) {
  return distance == 0 ? 2 : distance == 1 ? 1 : distance + 1;
}

std::uint64_t distance_of(std::uint64_t gamma) {
  return gamma == 2 ? 0 : gamma == 1 ? 1 : gamma - 1;
}

}  // namespace

std::uint64_t form_hash(std::string_view term) { return XXH3_64bits(term.data(), term.size()); }

std::string encode_word_order(std::vector<Occurrence> occurrences) {
  std::string bytes;
  if (occurrences.empty()) return bytes;
  std::sort(occurrences.begin(), occurrences.end());
  std::vector<std::uint64_t> forms;
  for (const Occurrence& occurrence : occurrences) forms.push_back(occurrence.form);
  const Marking marking = marking_for(std::move(forms));
  bytes += static_cast<char>(marking.bits);
  bytes += static_cast<char>(marking.seed);
  BitWriter writer(bytes);
  std::uint64_t next = 0;
  for (const Occurrence& occurrence : occurrences) {
    writer.put_gamma(gamma_of(occurrence.position + 1 - next));
    writer.put(marking.mark(occurrence.form), marking.bits);
    next = occurrence.position + 1;
  }
  return bytes;
}

void Phrase::add_word(const std::vector<std::string>& terms) {
  for (const std::string& term : terms) forms_.push_back({term, form_hash(term)});
  ends_.push_back(forms_.size());
}

bool Phrase::stands_in(std::string_view order,
                       const std::function<bool(const std::string& term)>& holds) const {
  const std::optional<Marking> marking = take_marking(order);
  if (!marking) return false;
  std::vector<std::uint64_t> marks;
  for (const Form& form : forms_) marks.push_back(marking->mark(form.hash));
  if (!is_found(order, marking->bits, marks)) return false;
  if (forms_.size() == ends_.size()) return true;
  for (std::size_t i = 0; i < forms_.size(); ++i)
    if (!holds(forms_[i].term)) marks[i] = kNoMark;
  return is_found(order, marking->bits, marks);
}

bool Phrase::stands_in(const Xapian::Document& section) const {
  return stands_in(section.get_value(kWordOrderSlot), [&](const std::string& term) {
    auto at = section.termlist_begin();
    at.skip_to(term);
    return at != section.termlist_end() && *at == term;
  });
}

bool Phrase::is_found(std::string_view order, unsigned bits,
                      const std::vector<std::uint64_t>& marks) const {
  struct Begun {
    std::uint64_t position = 0;  ///< of the first word
    std::size_t words = 0;       ///< found so far
  };
  const auto is_word = [&](std::size_t word, std::uint64_t mark) {
    const auto begin = marks.begin() + static_cast<std::ptrdiff_t>(word == 0 ? 0 : ends_[word - 1]);
    const auto end = marks.begin() + static_cast<std::ptrdiff_t>(ends_[word]);
    return std::find(begin, end, mark) != end;
  };
  std::vector<Begun> all;
  BitReader reader(order);
  std::uint64_t next = 0;
  while (reader.has(1 + bits)) {
    const std::uint64_t gamma = reader.take_gamma();
    if (gamma == 0) break;
    next += distance_of(gamma);
    const std::uint64_t mark = reader.take(bits);
    // What has not gone on by now never will: so there are no more than the phrase has words.
    std::erase_if(all, [&](const Begun& begun) { return begun.position + begun.words < next; });
    if (is_word(0, mark)) all.push_back({next, 0});
    for (Begun& begun : all)
      if (begun.position + begun.words == next && is_word(begun.words, mark))
        if (++begun.words == ends_.size()) return true;
  }
  return false;
}

}  // namespace limier::corpus
