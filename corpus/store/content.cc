#include "corpus/store/content.hh"

#include <charconv>
#include <cstring>
#include <memory>

#include <xxhash.h>

namespace limier::corpus {
namespace {

constexpr std::size_t kHashBytes = sizeof(XXH64_canonical_t);

struct StateDeleter {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

ContentMark mark_of(const Document& document) {
  const std::unique_ptr<XXH3_state_t, StateDeleter> state(XXH3_createState());
  XXH3_64bits_reset(state.get());
  const auto add = [&](const void* bytes, std::size_t size) {
    XXH3_64bits_update(state.get(), &size, sizeof size);
    XXH3_64bits_update(state.get(), bytes, size);
  };
  for (const std::string* text :
       {&document.id, &document.title, &document.date, &document.source, &document.author,
        &document.url, &document.language, &document.body})
    add(text->data(), text->size());
  add(&document.title_in_body, sizeof document.title_in_body);
  add(&document.line_rule, sizeof document.line_rule);
  return {XXH3_64bits_digest(state.get()), document.line};
}

std::string encode_mark(const ContentMark& mark) {
  XXH64_canonical_t canonical;
  XXH64_canonicalFromHash(&canonical, mark.hash);
  std::string value(reinterpret_cast<const char*>(canonical.digest), kHashBytes);
  if (mark.line > 0) value += std::to_string(mark.line);
  return value;
}

ContentMark decode_mark(std::string_view value) {
  if (value.size() < kHashBytes) return {};
  XXH64_canonical_t canonical;
  std::memcpy(canonical.digest, value.data(), kHashBytes);
  ContentMark mark{XXH64_hashFromCanonical(&canonical), 0};
  std::from_chars(value.data() + kHashBytes, value.data() + value.size(), mark.line);
  return mark;
}

}  // namespace limier::corpus
