#include "query/printer.hh"

#include <vector>

#include "query/columns.hh"
#include "query/json_printer.hh"
#include "query/line_printers.hh"
#include "query/table_printer.hh"
#include "query/terminal.hh"
#include "query/text_printer.hh"

namespace limier::query {
namespace {

/// What a format prints without `--fields`.
std::vector<Column> default_columns(OutputFormat format) {
  const std::span<const Column> all = all_columns();
  if (format == OutputFormat::jsonl) return {all.begin(), all.end()};
  return columns_named({"query", "rank", "score", "document", "path", "line", "title", "date",
                        "source", "author", "url", "text", "similar"});
}

}  // namespace

std::unique_ptr<Printer> make_printer(const Options& options) {
  const bool color = wants_color(options.color);
  std::vector<Column> columns =
      options.fields.empty() ? default_columns(options.format) : columns_named(options.fields);
  switch (options.format) {
    case OutputFormat::jsonl: return std::make_unique<JsonPrinter>(std::move(columns));
    case OutputFormat::csv:
      return std::make_unique<TablePrinter>(TableKind::csv, std::move(columns));
    case OutputFormat::tsv:
      return std::make_unique<TablePrinter>(TableKind::tsv, std::move(columns));
    case OutputFormat::trec: return std::make_unique<TrecPrinter>();
    case OutputFormat::paths: return std::make_unique<PathsPrinter>(options.null_separated);
    case OutputFormat::lines: return std::make_unique<LinesPrinter>(color);
    case OutputFormat::text: break;
  }
  return std::make_unique<TextPrinter>(text_width(), color);
}

}  // namespace limier::query
