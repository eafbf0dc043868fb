#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "corpus/reading/decode.hh"
#include "corpus/reading/line_reader.hh"
#include "corpus/reading/readers.hh"
#include "corpus/reading/records.hh"

namespace limier::corpus {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxLineMebibytes = 64;
constexpr std::size_t kMaxDepth = 200;
/// Keeps what the known keys of one record say: scalars, and the scalars of lists, joined.
/// Events instead of a tree: what is not kept costs no memory, however it is nested.
class Record : public nlohmann::json_sax<json> {
 public:
  explicit Record(const FieldNames& names) : values_(names) {}

  [[nodiscard]] Values& values() { return values_; }
  /// Why the line is no record; empty when it is one.
  [[nodiscard]] const std::string& reason() const { return reason_; }
  /// Where the syntax broke.
  [[nodiscard]] std::size_t position() const { return position_; }

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
    key_ = values_.names().find(name);
    if (key_ < values_.names().size()) values_[key_].clear();
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
    if (key_ == values_.names().size() || value.empty() || !(is_own || is_listed)) return true;
    normalise_controls(value);
    std::string& kept = values_[key_];
    if (!kept.empty()) kept += values_.names().field(key_) == Field::text ? "\n\n" : ", ";
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

  Values values_;
  std::size_t key_ = values_.names().size();  ///< that was read last; the size if it is no field
  std::vector<char> open_;
  std::string reason_;
  std::size_t position_ = 0;
};

bool parse(std::string_view line, Record& record) {
  return json::sax_parse(line.begin(), line.end(), &record);
}

/// A line as it was read, without the mark that a file may begin with.
std::string_view without_mark(std::string_view line, std::size_t number) {
  if (number == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  return line;
}

}  // namespace

bool recognises_json_lines(std::string_view head, std::string_view path) {
  if (has_extension(path, ".jsonl") || has_extension(path, ".ndjson")) return true;
  const std::string text = decode(head).text;
  const std::string_view rest = trim(text);
  if (!rest.starts_with('{')) return false;
  const std::size_t end = rest.find('\n');
  const FieldNames names({});
  Record record(names);
  if (parse(rest.substr(0, end), record)) return true;
  // A first line that is longer than the head breaks nowhere but at its end.
  const bool is_cut = end == std::string_view::npos && head.size() >= kHeadBytes;
  return is_cut && record.position() >= rest.size();
}

void read_json_lines(Input& input, Sink& sink) {
  const FieldNames names(input.options.maps);
  LineReader lines(input.stream, kMaxLineMebibytes);
  Records records(input.decoding, sink);
  std::string line;
  std::string decoded;
  while (lines.next(line)) {
    const std::string_view raw = without_mark(line, lines.number());
    std::string_view text = raw;
    if (lines.too_long()) {
      sink.problem(lines.number(), fmt::format("line over {} MiB", kMaxLineMebibytes));
      continue;
    }
    if (!is_valid_utf8(raw)) text = decoded = decode_part(raw, input.decoding);
    if (trim(text).empty()) continue;
    Record record(names);
    if (parse(text, record)) records.add(record.values(), raw, lines.number());
    else sink.problem(lines.number(), record.reason());
  }
}

}  // namespace limier::corpus
