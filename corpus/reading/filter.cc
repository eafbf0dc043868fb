#include "corpus/reading/filter.hh"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "corpus/error.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

using namespace std::string_view_literals;

/// How files of a type are known: by bytes at a place, and by the end of the name where the bytes
/// are those of a container, or none.
struct FileType {
  std::string_view name;
  std::size_t place;
  std::string_view bytes;
  std::string_view extension;
};

constexpr std::string_view kZip = "PK\x03\x04"sv;
constexpr std::string_view kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
/// OpenDocument and EPUB name their type in the first entry of the zip file.
constexpr std::size_t kZipType = 30;

constexpr std::array kTypes = std::to_array<FileType>({
    {"application/pdf", 0, "%PDF-", ""},
    {"application/postscript", 0, "%!PS", ""},
    {"application/rtf", 0, "{\\rtf", ""},
    {"text/rtf", 0, "{\\rtf", ""},
    {"application/msword", 0, kOle, ".doc"},
    {"application/vnd.ms-excel", 0, kOle, ".xls"},
    {"application/vnd.ms-outlook", 0, kOle, ".msg"},
    {"application/vnd.ms-powerpoint", 0, kOle, ".ppt"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", 0, kZip, ".pptx"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 0, kZip, ".xlsx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0, kZip, ".docx"},
    {"application/vnd.oasis.opendocument.presentation", kZipType,
     "mimetypeapplication/vnd.oasis.opendocument.presentation", ""},
    {"application/vnd.oasis.opendocument.spreadsheet", kZipType,
     "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ""},
    {"application/vnd.oasis.opendocument.text", kZipType,
     "mimetypeapplication/vnd.oasis.opendocument.text", ""},
    {"application/epub+zip", kZipType, "mimetypeapplication/epub+zip", ""},
    {"image/jpeg", 0, "\xFF\xD8\xFF", ""},
    {"image/png", 0, "\x89PNG", ""},
    {"image/tiff", 0, "II*\0"sv, ""},
    {"image/vnd.djvu", 0, "AT&TFORM", ""},
    {"message/rfc822", 0, "", ".eml"},
});

bool is_of(const FileType& type, std::string_view head, std::string_view path) {
  return head.substr(std::min(type.place, head.size())).starts_with(type.bytes) &&
         has_extension(path, type.extension);
}

/// Splits a command into words, as a shell does, but without anything else that a shell does.
std::vector<std::string> split_command(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  char quote = '\0';
  for (const char c : text) {
    if (quote == '\0' && (c == ' ' || c == '\t' || c == '\n')) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    const bool is_quote = c == '"' || c == '\'';
    if (c == quote) quote = '\0';
    else if (quote == '\0' && is_quote) quote = c;
    else words.back() += c;
  }
  if (quote != '\0') words.clear();
  return words;
}

std::string type_names() {
  std::vector<std::string_view> names;
  for (const FileType& type : kTypes) names.push_back(type.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

Filter parse_filter(const std::string& text) {
  const std::size_t equals = text.find('=');
  Filter filter;
  filter.type = text.substr(0, equals);
  if (equals != std::string::npos)
    filter.command = split_command(std::string_view(text).substr(equals + 1));
  if (filter.command.empty() || filter.command.front().empty())
    throw Error(fmt::format("--filter {}: not TYPE=COMMAND", text),
                "for example --filter 'application/pdf=pdftotext -q {} -'");
  const auto is_called = [&](const FileType& type) { return type.name == filter.type; };
  const bool is_extension = filter.type.starts_with('.') && filter.type.size() > 1;
  if (!is_extension && std::none_of(kTypes.begin(), kTypes.end(), is_called))
    throw Error(fmt::format("--filter {}: no such type", filter.type),
                fmt::format("give the end of a name, as .tex, or one of {}", type_names()));
  std::transform(filter.type.begin(), filter.type.end(), filter.type.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return filter;
}

void require_command(const Filter& filter) {
  const std::string& command = filter.command.front();
  const char* variable = std::getenv("PATH");
  std::string_view folders = variable == nullptr ? "/usr/bin:/bin" : variable;
  if (command.find('/') != std::string::npos) folders = "";
  while (true) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string folder(folders.substr(0, end));
    const std::string path = folder.empty() ? command : fmt::format("{}/{}", folder, command);
    if (::access(path.c_str(), X_OK) == 0) return;
    if (end == folders.size()) break;
    folders.remove_prefix(end + 1);
  }
  throw Error(fmt::format("--filter {}: no such command: {}", filter.type, command),
              "install it, or name it with its folder");
}

bool is_for(const Filter& filter, std::string_view head, std::string_view path) {
  if (filter.type.starts_with('.')) return has_extension(path, filter.type);
  return std::any_of(kTypes.begin(), kTypes.end(), [&](const FileType& type) {
    return type.name == filter.type && is_of(type, head, path);
  });
}

}  // namespace limier::corpus
