#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/line_reader.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxLineMebibytes = 64;
constexpr std::size_t kMaxDepth = 200;
constexpr std::size_t kMaxShownIdBytes = 60;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

enum class Field { id, url, title, text, date, source, author, language };

struct Key {
  std::string_view name;
  Field field;
};

// What the keys of a record mean; of a field's keys, the first that says something counts.
constexpr std::array<Key, 16> kKeys = {{{"id", Field::id},
                                        {"url", Field::url},
                                        {"title", Field::title},
                                        {"titre", Field::title},
                                        {"text", Field::text},
                                        {"body", Field::text},
                                        {"content", Field::text},
                                        {"texte", Field::text},
                                        {"contenu", Field::text},
                                        {"date", Field::date},
                                        {"source", Field::source},
                                        {"author", Field::author},
                                        {"auteur", Field::author},
                                        {"language", Field::language},
                                        {"lang", Field::language},
                                        {"langue", Field::language}}};

/// Keeps what the known keys of one record say: scalars, and the scalars of lists, joined.
/// Events instead of a tree: what is not kept costs no memory, however it is nested.
class Record : public nlohmann::json_sax<json> {
 public:
  /// Why the line is no record; empty when it is one.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// Where the syntax broke.
  [[nodiscard]] std::size_t position() const { return position_; }

  std::string take(Field field) {
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      const bool says_something = kKeys[i].field == field && !trim(values_[i]).empty();
      if (says_something) return std::move(values_[i]);
    }
    return {};
  }

  bool null() override { return scalar({}); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& raw) override { return scalar(raw); }
  bool string(string_t& value) override { return scalar(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return true; }  // JSON has none

  bool start_object(std::size_t /*elements*/) override { return open('{'); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*elements*/) override { return open('['); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (open_.size() != 1) return true;
    const auto is_called = [&name](const Key& key) { return key.name == name; };
    const auto found = std::find_if(kKeys.begin(), kKeys.end(), is_called);
    key_ = static_cast<std::size_t>(found - kKeys.begin());
    if (key_ < kKeys.size()) values_[key_].clear();
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    position_ = position;
    return fail(fmt::format("not a JSON object: broken at byte {}", position));
  }

 private:
  bool fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
  }

  bool scalar(std::string value) {
    if (open_.empty()) return fail("not a JSON object");
    const bool is_own = open_.size() == 1;
    const bool is_listed = open_.size() == 2 && open_.back() == '[';
    if (key_ == kKeys.size() || value.empty() || !(is_own || is_listed)) return true;
    normalise_controls(value);
    std::string& kept = values_[key_];
    if (!kept.empty()) kept += kKeys[key_].field == Field::text ? "\n\n" : ", ";
    kept += value;
    return true;
  }

  bool open(char bracket) {
    if (open_.empty() && bracket != '{') return fail("not a JSON object");
    if (open_.size() == kMaxDepth) return fail("nested too deeply");
    open_.push_back(bracket);
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  std::array<std::string, kKeys.size()> values_;
  std::size_t key_ = kKeys.size();  ///< that was read last; the size of `kKeys` for an unknown one
  std::vector<char> open_;
  std::string reason_;
  std::size_t position_ = 0;
};

bool parse(std::string_view line, Record& record) {
  return json::sax_parse(line.begin(), line.end(), &record);
}

std::string hash_of(std::string_view line) {
  const XXH128_hash_t hash = XXH3_128bits(line.data(), line.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// An id as it may stand in a message.
std::string shown(std::string_view id) {
  if (id.size() <= kMaxShownIdBytes) return one_line(id);
  std::size_t end = kMaxShownIdBytes;
  while (U8_IS_TRAIL(static_cast<std::uint8_t>(id[end]))) --end;
  return one_line(id.substr(0, end)) + "…";
}

Document to_document(Record& record, std::string_view line, std::size_t number) {
  Document document;
  document.body = record.take(Field::text);
  document.id = record.take(Field::id);
  document.url = one_line(record.take(Field::url));
  if (document.id.empty()) document.id = document.url;
  if (document.id.empty()) document.id = hash_of(line);
  document.title = one_line(record.take(Field::title));
  document.date = iso_date(record.take(Field::date));
  document.source = one_line(record.take(Field::source));
  document.author = one_line(record.take(Field::author));
  document.language = one_line(record.take(Field::language));
  document.title_in_body = begins_with_line(document.body, document.title);
  document.line_rule = LineRule::record;
  document.line = number;
  return document;
}

/// Reads the records of one file, and remembers their ids.
class Reader {
 public:
  explicit Reader(Sink& sink) : sink_(sink) {}

  void read(std::string_view line, std::size_t number) {
    if (is_valid_utf8(line)) return read_record(line, line, number);
    read_record(decode(line).text, line, number);
  }

 private:
  void read_record(std::string_view text, std::string_view raw, std::size_t number) {
    if (trim(text).empty()) return;
    Record record;
    if (!parse(text, record)) return sink_.problem(number, record.reason());
    Document document = to_document(record, raw, number);
    if (document.body.empty()) return sink_.problem(number, "no text");
    // The hash stands for the id, so that a file of millions of records takes little memory.
    const std::uint64_t hash = XXH3_64bits(document.id.data(), document.id.size());
    const auto [first, is_new] = lines_.try_emplace(hash, number);
    if (is_new) return sink_.document(std::move(document));
    sink_.problem(number, fmt::format("duplicate id \"{}\", first on line {}", shown(document.id),
                                      first->second));
  }

  Sink& sink_;
  std::unordered_map<std::uint64_t, std::size_t> lines_;
};

}  // namespace

bool recognises_json_lines(std::string_view head, std::string_view path) {
  if (has_extension(path, ".jsonl") || has_extension(path, ".ndjson")) return true;
  const std::string text = decode(head).text;
  const std::string_view rest = trim(text);
  if (!rest.starts_with('{')) return false;
  const std::size_t end = rest.find('\n');
  Record record;
  if (parse(rest.substr(0, end), record)) return true;
  // A first line that is longer than the head breaks nowhere but at its end.
  const bool is_cut = end == std::string_view::npos && head.size() >= kHeadBytes;
  return is_cut && record.position() >= rest.size();
}

void read_json_lines(std::istream& in, Sink& sink) {
  LineReader lines(in, kMaxLineMebibytes);
  Reader reader(sink);
  std::string line;
  while (lines.next(line)) {
    std::string_view text = line;
    if (lines.number() == 1) {
      if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        throw Error("JSON Lines in UTF-16", "convert it to UTF-8 with iconv");
      }
      if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    }
    if (lines.too_long()) {
      sink.problem(lines.number(), fmt::format("line over {} MiB", kMaxLineMebibytes));
    } else {
      reader.read(text, lines.number());
    }
  }
}

}  // namespace limier::corpus
