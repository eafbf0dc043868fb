#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/line_reader.hh"
#include "corpus/reading/readers.hh"
#include "corpus/reading/records.hh"
#include "corpus/utf8.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxLineMebibytes = 64;
constexpr std::size_t kMaxRowBytes = std::size_t{16} << 20U;
/// Each of these costs a second look at the rest, up to the limit of a row.
constexpr std::size_t kMaxOpenQuotes = 20;
constexpr std::size_t kMaxShownHeaderBytes = 200;

/// The cells of a row, given line by line (RFC 4180). A quote that does not open a cell is a
/// character as any other, and so is what follows a closing quote.
class Row {
 public:
  explicit Row(char separator) : separator_(separator) {}

  void start() {
    cells_.clear();
    in_quotes_ = false;
  }

  /// Takes a line, without its end; false when the row goes on in the next one.
  bool feed(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (in_quotes_) cells_.back() += '\n';
    std::size_t place = in_quotes_ ? 0 : open_cell(line, 0);
    while (true) {
      if (in_quotes_ && !close_quotes(line, place)) return false;
      const std::size_t end = std::min(line.find(separator_, place), line.size());
      cells_.back().append(line.substr(place, end - place));
      if (end == line.size()) return true;
      place = open_cell(line, end + 1);
    }
  }

  [[nodiscard]] std::vector<std::string>& cells() { return cells_; }

 private:
  std::size_t open_cell(std::string_view line, std::size_t place) {
    cells_.emplace_back();
    in_quotes_ = line.substr(place).starts_with('"');
    return place + (in_quotes_ ? 1 : 0);
  }

  /// Moves `place` behind the quote that closes the cell; false when the line ends before.
  bool close_quotes(std::string_view line, std::size_t& place) {
    while (true) {
      const std::size_t quote = std::min(line.find('"', place), line.size());
      cells_.back().append(line.substr(place, quote - place));
      if (quote == line.size()) return false;
      place = quote + 1;
      if (!line.substr(place).starts_with('"')) break;
      cells_.back() += '"';
      ++place;
    }
    in_quotes_ = false;
    return true;
  }

  char separator_;
  std::vector<std::string> cells_;
  bool in_quotes_ = false;
};

/// The lines of a file, of which some may be given back.
class Lines {
 public:
  Lines(std::istream& in, Decoding& decoding)
      : lines_(in, kMaxLineMebibytes), decoding_(decoding) {}

  /// The next line, valid UTF-8. One over the limit is told and passed over.
  bool next(std::string& line, Sink& sink) {
    if (!returned_.empty()) {
      line = std::move(returned_.back());
      returned_.pop_back();
      ++number_;
      return true;
    }
    while (lines_.next(line)) {
      number_ = lines_.number();
      if (number_ == 1) normalise_mark(line);
      if (!is_valid_utf8(line)) line = decode_part(line, decoding_);
      if (!lines_.too_long()) return true;
      sink.problem(number_, fmt::format("line over {} MiB", kMaxLineMebibytes));
    }
    return false;
  }

  /// Gives back the last lines that were taken.
  void give_back(std::vector<std::string> lines) {
    number_ -= lines.size();
    std::move(lines.rbegin(), lines.rend(), std::back_inserter(returned_));
  }

  [[nodiscard]] std::size_t number() const { return number_; }

 private:
  static void normalise_mark(std::string& line) {
    if (line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  }

  LineReader lines_;
  Decoding& decoding_;
  std::vector<std::string> returned_;  ///< the next one last
  std::size_t number_ = 0;
};

/// The rows of a file.
class Rows {
 public:
  Rows(Lines& lines, char separator, Sink& sink) : lines_(lines), sink_(sink), row_(separator) {}

  /// Takes the next row that is not blank. One whose quotes stay open costs its first line only.
  bool next() {
    std::string line;
    taken_.clear();
    std::size_t size = 0;
    row_.start();
    while (lines_.next(line, sink_)) {
      if (taken_.empty() && trim(line).empty()) continue;
      if (taken_.empty()) first_line_ = lines_.number();
      size += line.size();
      taken_.push_back(line);
      if (row_.feed(line)) return true;
      if (size <= kMaxRowBytes) continue;
      lose_row();
      size = 0;
    }
    if (taken_.empty()) return false;
    lose_row();
    return next_after_loss();
  }

  [[nodiscard]] std::size_t first_line() const { return first_line_; }
  [[nodiscard]] std::vector<std::string>& cells() { return row_.cells(); }
  [[nodiscard]] std::string raw() const { return fmt::format("{}", fmt::join(taken_, "\n")); }

 private:
  bool next_after_loss() { return next(); }

  void lose_row() {
    sink_.problem(first_line_, "a quote is not closed");
    if (++lost_ > kMaxOpenQuotes) throw Error("too many quotes that are not closed");
    taken_.erase(taken_.begin());
    lines_.give_back(std::exchange(taken_, {}));
    row_.start();
  }

  Lines& lines_;
  Sink& sink_;
  Row row_;
  std::vector<std::string> taken_;  ///< the lines of the row
  std::size_t first_line_ = 0;
  std::size_t lost_ = 0;
};

/// The one of `candidates` that stands most often in the header.
char separator_of(std::string_view header, std::string_view candidates) {
  const auto less = [header](char a, char b) {
    return std::count(header.begin(), header.end(), a) <
           std::count(header.begin(), header.end(), b);
  };
  return *std::max_element(candidates.begin(), candidates.end(), less);
}

/// For each column its place among the names, or their number for a column that is no field.
std::vector<std::size_t> places_of(const std::vector<std::string>& header,
                                   const FieldNames& names) {
  std::vector<std::size_t> places;
  bool has_text = false;
  for (const std::string& cell : header) {
    const std::string name(trim(cell));
    std::size_t place = names.find(name);
    if (place == names.size()) {
      std::string lower = name;
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      place = names.find(lower);
    }
    if (std::find(places.begin(), places.end(), place) != places.end()) place = names.size();
    places.push_back(place);
    has_text = has_text || (place < names.size() && names.field(place) == Field::text);
  }
  if (has_text) return places;
  const std::string shown = one_line(fmt::format("{}", fmt::join(header, ", ")));
  throw Error(
      fmt::format("no column is called text; it has {}", cut_to(shown, kMaxShownHeaderBytes)),
      "name it: --map text=COLUMN");
}

/// Fills in the values of a row; false when it has more cells than columns.
bool fill(Values& values, const std::vector<std::size_t>& places, std::vector<std::string>& cells) {
  values.clear();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    normalise_controls(cells[i]);
    if (i >= places.size()) {
      if (!trim(cells[i]).empty()) return false;
    } else if (places[i] < values.names().size()) {
      values[places[i]] = std::move(cells[i]);
    }
  }
  return true;
}

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const std::string& cell) { return trim(cell).empty(); });
}

void read_rows(Input& input, Sink& sink, std::string_view separators) {
  Lines lines(input.stream, input.decoding);
  std::string header;
  while (trim(header).empty())
    if (!lines.next(header, sink)) return;
  // What Excel writes for itself.
  const bool names_separator = header.starts_with("sep=") && header.size() >= 5;
  const char separator = names_separator ? header[4] : separator_of(header, separators);
  if (!names_separator) lines.give_back({header});
  Rows rows(lines, separator, sink);
  if (!rows.next()) return;
  const FieldNames names(input.options.maps);
  const std::vector<std::string> columns = rows.cells();
  const std::vector<std::size_t> places = places_of(columns, names);
  Values values(names);
  Records records(input.decoding, sink);
  while (rows.next()) {
    std::vector<std::string>& cells = rows.cells();
    const std::size_t count = cells.size();
    if (is_blank(cells)) continue;
    if (fill(values, places, cells)) records.add(values, rows.raw(), rows.first_line());
    else
      sink.problem(rows.first_line(),
                   fmt::format("has {} cells, but the header has {}", count, places.size()));
  }
}

}  // namespace

bool recognises_csv(std::string_view /*head*/, std::string_view path) {
  return has_extension(path, ".csv");
}

bool recognises_tsv(std::string_view /*head*/, std::string_view path) {
  return has_extension(path, ".tsv") || has_extension(path, ".tab");
}

void read_csv(Input& input, Sink& sink) { read_rows(input, sink, ",;\t|"); }

void read_tsv(Input& input, Sink& sink) { read_rows(input, sink, "\t"); }

}  // namespace limier::corpus
