#include "query/printer.hh"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/uchar.h>

#include "corpus/printable.hh"
#include "corpus/utf8.hh"
#include "query/output.hh"
#include "query/text_printer.hh"

namespace limier::query {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// JSON text that is safe on a terminal as well: what could control one is escaped. Such code
/// points only stand inside strings, where an escape means the same.
std::string dump(const Json& value) {
  const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const corpus::CodePoint c = corpus::code_point_at(text, at);
    if (corpus::is_terminal_control(c.value))
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(c.value));
    else result += text.substr(at, c.end - at);
    at = c.end;
  }
  return result;
}

/// JSON Lines: a `passage` for each hit, an `end` for each query.
class JsonPrinter final : public Printer {
 public:
  void hit(const std::string& id, const Hit& hit) override {
    const corpus::Record& record = hit.record;
    const std::size_t line = line_at(record, hit.begin);
    Json highlights = Json::array();
    for (const Highlight& highlight : hit.highlights)
      highlights.push_back({highlight.begin - hit.begin, highlight.end - hit.begin});
    write_out(dump({{"type", "passage"},
                    {"query", text_or_null(id)},
                    {"rank", hit.rank},
                    {"score", hit.score},
                    {"document", shown_name(record)},
                    {"path", shown_path(record)},
                    {"line", line == 0 ? Json() : Json(line)},
                    {"title", text_or_null(record.title)},
                    {"date", text_or_null(record.date)},
                    {"source", text_or_null(record.source)},
                    {"author", text_or_null(record.author)},
                    {"url", text_or_null(record.url)},
                    {"section", record.section},
                    {"text", record.text.substr(hit.begin, hit.end - hit.begin)},
                    {"begin", record.begin + hit.begin},
                    {"end", record.begin + hit.end},
                    {"highlights", highlights}}) +
              "\n");
  }

  void end(const std::string& id, const Outcome& outcome) override {
    Json corrected = Json::object();
    Json also = Json::object();
    for (const Expansion& expansion : outcome.expansions) {
      if (expansion.origin == Origin::correction) corrected[expansion.typed] = expansion.shown;
      else also[expansion.typed].push_back(expansion.shown);
    }
    write_out(dump({{"type", "end"},
                    {"query", text_or_null(id)},
                    {"documents", outcome.documents},
                    {"exact", outcome.exact},
                    {"relaxed", outcome.relaxed},
                    {"missing", outcome.missing},
                    {"corrected", corrected.empty() ? Json() : corrected},
                    {"also", also},
                    {"seconds", outcome.seconds}}) +
              "\n");
    flush_out();
  }
};

std::string percent_encoded(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const corpus::CodePoint c = corpus::code_point_at(text, at);
    const std::string_view bytes = text.substr(at, c.end - at);
    at = c.end;
    const bool encodes = c.value == U'%' || corpus::is_terminal_control(c.value) ||
                         u_isUWhiteSpace(static_cast<UChar32>(c.value)) != 0;
    if (!encodes) result += bytes;
    else
      for (const char byte : bytes)
        result += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return result;
}

/// The run format of TREC's evaluation tools.
class TrecPrinter final : public Printer {
 public:
  void hit(const std::string& id, const Hit& hit) override {
    write_out(fmt::format("{} Q0 {} {} {:.6f} limier\n", id.empty() ? "1" : percent_encoded(id),
                          percent_encoded(shown_name(hit.record)), hit.rank, hit.score));
  }
  void end(const std::string&, const Outcome&) override { flush_out(); }
};

/// The path of each document, once a query.
class PathsPrinter final : public Printer {
 public:
  explicit PathsPrinter(bool null_separated) : null_separated_(null_separated) {}

  void hit(const std::string&, const Hit& hit) override {
    const std::string path = shown_path(hit.record);
    if (std::find(printed_.begin(), printed_.end(), path) != printed_.end()) return;
    printed_.push_back(path);
    // A program reads NUL-separated names: it gets them as they are.
    if (null_separated_) write_out(path + '\0');
    else write_out(corpus::printable(path) + '\n');
  }
  void end(const std::string&, const Outcome&) override {
    printed_.clear();
    flush_out();
  }

 private:
  bool null_separated_;
  std::vector<std::string> printed_;
};

std::size_t terminal_width() {
  struct winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 0;
  constexpr std::size_t kReadable = 100;
  return std::min<std::size_t>(size.ws_col, kReadable);
}

bool wants_color(ColorMode mode) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         (term == nullptr || std::string_view(term) != "dumb");
}

}  // namespace

std::unique_ptr<Printer> make_printer(const Options& options) {
  switch (options.format) {
    case OutputFormat::jsonl: return std::make_unique<JsonPrinter>();
    case OutputFormat::trec: return std::make_unique<TrecPrinter>();
    case OutputFormat::paths: return std::make_unique<PathsPrinter>(options.null_separated);
    case OutputFormat::text: break;
  }
  return std::make_unique<TextPrinter>(terminal_width(), wants_color(options.color));
}

std::string shown_path(const corpus::Record& record) {
  static const std::string here = [] {
    std::error_code ignored;
    const std::string folder = std::filesystem::current_path(ignored).string();
    return folder == "/" ? folder : folder + "/";
  }();
  return record.path.starts_with(here) ? record.path.substr(here.size()) : record.path;
}

std::string shown_name(const corpus::Record& record) {
  return record.id.empty() ? shown_path(record) : record.id;
}

std::size_t line_at(const corpus::Record& record, std::size_t at) {
  if (record.line_rule == corpus::LineRule::none) return 0;
  if (record.line_rule == corpus::LineRule::record) return record.line;
  const auto begin = record.text.begin();
  return record.line +
         static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace limier::query
