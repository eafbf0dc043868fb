#include <algorithm>
#include <array>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include <md4c.h>

#include "corpus/error.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/front_matter.hh"
#include "corpus/reading/html_text.hh"
#include "corpus/reading/html_tree.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxMebibytes = 64;

/// Whether what stands on both sides of this tag (`<b`, `</b`) is one word.
bool is_within_word(std::string_view tag) {
  constexpr std::array<std::string_view, 15> kInline = {"a",    "abbr",   "b",    "cite", "code",
                                                        "em",   "i",      "mark", "q",    "small",
                                                        "span", "strong", "sub",  "sup",  "u"};
  tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
  const std::string_view name = tag.substr(0, tag.find_first_of(" \t\n/>"));
  return std::any_of(kInline.begin(), kInline.end(),
                     [name](std::string_view other) { return equal_ignoring_case(name, other); });
}

/// `html` without tags and comments, and without scripts and styles, on one line.
std::string without_tags(std::string_view html) {
  std::string text;
  while (!html.empty()) {
    const std::size_t tag = std::min(html.find('<'), html.size());
    text += html.substr(0, tag);
    html.remove_prefix(tag);
    if (html.empty()) break;
    std::string_view end = html.starts_with("<!--") ? "-->" : ">";
    for (const auto& [open, close] : {std::pair{"<script", "</script>"}, {"<style", "</style>"}})
      if (equal_ignoring_case(html.substr(0, std::string_view(open).size()), open)) end = close;
    if (!is_within_word(html)) text += ' ';
    const std::size_t found = html.find(end);
    html.remove_prefix(found == std::string_view::npos ? html.size() : found + end.size());
  }
  return one_line(text);
}

struct MarkdownText {
  std::string body;
  std::string title;           ///< the first heading of the first level
  std::size_t first_line = 1;  ///< of the source, where the body begins
};

/// Takes the text out of Markdown. Its lines stay where they are: each line of the text is the line
/// of the source that it stood on, so that a place can be told by its line.
class MarkdownReader {
 public:
  explicit MarkdownReader(std::string_view source) : source_(source), counted_to_(source.data()) {
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return guarded(self, [=](MarkdownReader& reader) { reader.enter(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* self) {
      return guarded(self, [=](MarkdownReader& reader) { reader.leave(type); });
    };
    parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* self) {
      return guarded(self, [=](MarkdownReader& reader) { reader.add(type, {bytes, size}); });
    };
    const int result = md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &parser, this);
    if (exception_) std::rethrow_exception(exception_);
    if (result != 0) throw Error("cannot be read as Markdown", "try --format text");
  }

  MarkdownText take() { return std::move(text_); }

 private:
  /// No exception may pass through the parser, which is C.
  template <typename Function>
  static int guarded(void* self, Function&& function) {
    auto& reader = *static_cast<MarkdownReader*>(self);
    try {
      function(reader);
    } catch (...) {
      reader.exception_ = std::current_exception();
    }
    return reader.exception_ ? 1 : 0;
  }

  void enter(MD_BLOCKTYPE type, void* detail) {
    if (type == MD_BLOCK_H && static_cast<MD_BLOCK_H_DETAIL*>(detail)->level == 1 &&
        text_.title.empty())
      title_begin_ = text_.body.size();
    if (type == MD_BLOCK_TR) is_first_cell_ = true;
    const bool is_cell = type == MD_BLOCK_TD || type == MD_BLOCK_TH;
    if (is_cell && !std::exchange(is_first_cell_, false)) text_.body += ", ";
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_H && title_begin_ != std::string::npos)
      text_.title = one_line(
          std::string_view(text_.body).substr(std::exchange(title_begin_, std::string::npos)));
    if (type == MD_BLOCK_HTML) text_.body += without_tags(std::exchange(html_, {}));
  }

  void add(MD_TEXTTYPE type, std::string_view bytes) {
    switch (type) {
      case MD_TEXT_SOFTBR:
      case MD_TEXT_BR: end_line(); break;
      case MD_TEXT_ENTITY: text_.body += entity(std::string(bytes)); break;
      case MD_TEXT_NULLCHAR: text_.body += ' '; break;
      case MD_TEXT_HTML:
        if (html_.empty()) move_to(bytes);
        html_ += bytes;
        break;
      default: add_text(bytes);
    }
  }

  void add_text(std::string_view bytes) {
    if (bytes == "\n") return end_line();  // of a line of code
    move_to(bytes);
    text_.body += bytes;
  }

  void end_line() {
    text_.body += '\n';
    ++line_;
  }

  /// Ends lines until the text is on the line on which `bytes` stand in the source.
  void move_to(std::string_view bytes) {
    const std::less<> before;
    const char* const place = bytes.data();
    if (before(place, counted_to_) || before(source_.data() + source_.size(), place)) return;
    for (; counted_to_ < place; ++counted_to_) source_line_ += *counted_to_ == '\n' ? 1U : 0U;
    if (text_.body.empty()) text_.first_line = line_ = source_line_;
    while (line_ < source_line_) end_line();
  }

  const std::string& entity(const std::string& reference) {
    const auto [known, is_new] = entities_.try_emplace(reference);
    if (is_new) known->second = decode(content_of(HtmlTree(reference).root())).text;
    return known->second;
  }

  std::string_view source_;
  MarkdownText text_;
  const char* counted_to_;  ///< where in the source `source_line_` is the line
  std::size_t source_line_ = 1;
  std::size_t line_ = 1;  ///< of the source, that the end of the body stands on
  std::size_t title_begin_ = std::string::npos;
  bool is_first_cell_ = false;
  std::string html_;
  std::map<std::string, std::string> entities_;
  std::exception_ptr exception_;
};

}  // namespace

bool recognises_markdown(std::string_view head, std::string_view path) {
  if (head.starts_with("---") && front_matter_size(decode(head).text) > 0) return true;
  return has_extension(path, ".md") || has_extension(path, ".markdown");
}

void read_markdown(Input& input, Sink& sink) {
  const std::string text = read_text_of(input, kMaxMebibytes);
  const std::size_t head = front_matter_size(text);
  const std::string_view front_matter = std::string_view(text).substr(0, head);
  const FieldNames names(input.options.maps);
  Values values(names);
  read_front_matter(front_matter, values);
  MarkdownText markdown = MarkdownReader(std::string_view(text).substr(head)).take();
  Document document;
  values.fill(document);
  document.body = std::move(markdown.body);
  if (document.title.empty()) document.title = std::move(markdown.title);
  if (trim(document.body).empty() && document.title.empty()) return;
  document.title_in_body = begins_with_line(document.body, document.title);
  document.line_rule = LineRule::counted;
  document.line = markdown.first_line + static_cast<std::size_t>(std::count(
                                            front_matter.begin(), front_matter.end(), '\n'));
  sink.document(std::move(document));
}

}  // namespace limier::corpus
