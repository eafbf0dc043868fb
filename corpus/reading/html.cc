#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "corpus/date.hh"
#include "corpus/reading/decode.hh"
#include "corpus/reading/html_encoding.hh"
#include "corpus/reading/html_text.hh"
#include "corpus/reading/html_tree.hh"
#include "corpus/reading/readers.hh"

namespace limier::corpus {
namespace {

constexpr std::size_t kMaxMebibytes = 32;

/// The value of an attribute, valid UTF-8; empty when it is absent.
std::string attribute(const GumboNode* node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  // Not all character references that Gumbo 0.10 resolves are characters.
  return found == nullptr ? std::string() : decode(found->value).text;
}

// What the head says, the best first.
struct Meta {
  std::string_view name;
  std::string Document::* field;
};
constexpr std::array kMetas = std::to_array<Meta>({
    {"og:title", &Document::title},
    {"author", &Document::author},
    {"article:author", &Document::author},
    {"article:published_time", &Document::date},
    {"date", &Document::date},
    {"dc.date", &Document::date},
    {"og:url", &Document::url},
    {"og:site_name", &Document::source},
});

/// The day of publication that a script of JSON-LD tells; empty if it tells none.
std::string published_in(std::string_view script) {
  using nlohmann::json;
  std::string date;
  bool is_date = false;
  const auto take = [&](int /*depth*/, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::key) is_date = parsed == "datePublished";
    else if (is_date && date.empty() && parsed.is_string())
      date = iso_date(parsed.get_ref<const std::string&>());
    return event != json::parse_event_t::value;  // nothing needs to be kept
  };
  const json rest = json::parse(script, take, false);
  return date;
}

/// Gathers what a page says about itself.
class Metadata {
 public:
  explicit Metadata(const GumboNode* root) {
    walk(
        root, [this](const GumboNode* node) { return enter(node); },
        [this](const GumboNode* node) { content_depth_ -= is_content(node) ? 1U : 0U; });
  }

  void fill(Document& document) const {
    for (std::size_t i = 0; i < kMetas.size(); ++i) set(document.*kMetas[i].field, metas_[i]);
    for (const GumboNode* node : {title_, heading_}) {
      if (node != nullptr && document.title.empty()) document.title = text_of(node);
    }
    set(document.date, published_);
    set(document.date, time_);
    set(document.language, language_);
    if (!canonical_.empty()) document.url = canonical_;
  }

 private:
  static void set(std::string& field, const std::string& value) {
    if (field.empty()) field = value;
  }

  static void set_first(const GumboNode*& kept, const GumboNode* node) {
    const bool is_html = node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;  // SVG has titles
    if (kept == nullptr && is_html) kept = node;
  }

  static bool is_content(const GumboNode* node) {
    return is_element(node, GUMBO_TAG_ARTICLE) || is_element(node, GUMBO_TAG_MAIN);
  }

  bool enter(const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT) return false;
    if (is_content(node)) ++content_depth_;
    switch (node->v.element.tag) {
      case GUMBO_TAG_META: read_meta(node); break;
      case GUMBO_TAG_HTML: set(language_, one_line(attribute(node, "lang"))); break;
      case GUMBO_TAG_LINK:
        if (equal_ignoring_case(attribute(node, "rel"), "canonical")) {
          set(canonical_, one_line(attribute(node, "href")));
        }
        break;
      case GUMBO_TAG_SCRIPT: read_script(node); break;
      case GUMBO_TAG_TITLE: set_first(title_, node); break;
      case GUMBO_TAG_H1: set_first(heading_, node); break;
      case GUMBO_TAG_TIME:
        if (content_depth_ > 0) set(time_, iso_date(attribute(node, "datetime")));
        break;
      default: break;
    }
    return true;
  }

  static std::string text_of(const GumboNode* node) {
    return one_line(decode(content_of(node)).text);
  }

  void read_meta(const GumboNode* node) {
    std::string name = attribute(node, "property");
    if (name.empty()) name = attribute(node, "name");
    const auto has_name = [&name](const Meta& meta) {
      return equal_ignoring_case(meta.name, name);
    };
    const auto found = std::find_if(kMetas.begin(), kMetas.end(), has_name);
    if (found == kMetas.end()) return;
    std::string value = one_line(attribute(node, "content"));
    if (found->field == &Document::date) value = iso_date(value);
    // Some say who the author is by the address of a profile.
    if (found->field == &Document::author && value.starts_with("http")) return;
    set(metas_[static_cast<std::size_t>(found - kMetas.begin())], value);
  }

  void read_script(const GumboNode* node) {
    const GumboVector& children = node->v.element.children;
    if (children.length == 0 ||
        !equal_ignoring_case(attribute(node, "type"), "application/ld+json"))
      return;
    const auto* script = static_cast<const GumboNode*>(children.data[0]);
    set(published_, published_in(decode(script->v.text.text).text));
  }

  std::array<std::string, kMetas.size()> metas_;
  const GumboNode* title_ = nullptr;
  const GumboNode* heading_ = nullptr;
  std::string published_;
  std::string time_;
  std::string language_;
  std::string canonical_;
  std::size_t content_depth_ = 0;
};

/// Whether there is anything in `text` that may be a tag.
bool has_tag(std::string_view text) {
  const auto begins_tag = [](char bracket, char next) {
    const bool is_letter = std::isalpha(static_cast<unsigned char>(next)) != 0;
    return bracket == '<' && (is_letter || next == '/' || next == '!');
  };
  return std::adjacent_find(text.begin(), text.end(), begins_tag) != text.end();
}

/// `text` without the comments and processing instructions that it begins with.
std::string_view without_prologue(std::string_view text) {
  for (text = trim(text); !text.empty(); text = trim(text)) {
    const bool is_comment = text.starts_with("<!--");
    if (!is_comment && !text.starts_with("<?")) return text;
    const std::string_view end_mark = is_comment ? "-->" : ">";
    const std::size_t end = text.find(end_mark);
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + end_mark.size());
  }
  return text;
}

}  // namespace

bool recognises_html(std::string_view head, std::string_view path) {
  const std::string text = decode(head).text;
  const std::string_view start = without_prologue(text);
  for (const std::string_view tag : {"<!doctype html", "<html"}) {
    if (equal_ignoring_case(start.substr(0, tag.size()), tag)) return true;
  }
  const bool has_name =
      has_extension(path, ".html") || has_extension(path, ".htm") || has_extension(path, ".xhtml");
  return has_name && has_tag(text);
}

void read_html(Input& input, Sink& sink) {
  const std::string bytes = read_all(input.stream, kMaxMebibytes);
  const Decoded decoded = decode(bytes, input.is_converted ? "" : declared_encoding(bytes));
  input.decoding.add(decoded);
  const std::string& html = decoded.text;
  const HtmlTree tree(html);
  Document document;
  Metadata(tree.root()).fill(document);
  const std::string text = decode(content_of(tree.root())).text;
  document.body = trim(text);
  if (document.title.empty() && document.body.empty()) return;
  document.title_in_body = begins_with_line(document.body, document.title);
  sink.document(std::move(document));
}

}  // namespace limier::corpus
