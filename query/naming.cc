#include "query/naming.hh"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace limier::query {

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

std::string database_path(const std::string& path) {
  if (path == "-") return path;
  std::error_code failed;
  const std::filesystem::path absolute = std::filesystem::absolute(path, failed);
  return (failed ? std::filesystem::path(path) : absolute).lexically_normal().string();
}

std::size_t line_at(const corpus::Record& record, std::size_t at) {
  if (record.line_rule == corpus::LineRule::none) return 0;
  if (record.line_rule == corpus::LineRule::record) return record.line;
  const auto begin = record.text.begin();
  return record.line +
         static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::size_t column_at(const corpus::Record& record, std::size_t at) {
  if (record.line_rule != corpus::LineRule::counted) return 1;
  const std::size_t line_end = std::string_view(record.text).substr(0, at).rfind('\n');
  return line_end == std::string_view::npos ? at + 1 : at - line_end;
}

}  // namespace limier::query
