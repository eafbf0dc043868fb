#include "corpus/reading/html_text.hh"

#include <algorithm>
#include <array>
#include <cstddef>

#include <strings.h>

#include "corpus/reading/html_tree.hh"

namespace limier::corpus {
namespace {

/// What an element does to the text around it.
enum class Effect { none, cell, line, paragraph, removed };

struct ElementEffect {
  std::string_view name;
  Effect effect;
};

// Elements that are not named here stand within the line and separate nothing.
constexpr std::array kEffects = std::to_array<ElementEffect>({
    {"address", Effect::paragraph},
    {"article", Effect::paragraph},
    {"aside", Effect::removed},
    {"blockquote", Effect::paragraph},
    {"body", Effect::paragraph},
    {"button", Effect::removed},
    {"caption", Effect::paragraph},
    {"center", Effect::paragraph},
    {"dd", Effect::line},
    {"details", Effect::paragraph},
    {"dialog", Effect::removed},
    {"div", Effect::paragraph},
    {"dl", Effect::paragraph},
    {"dt", Effect::line},
    {"figcaption", Effect::paragraph},
    {"figure", Effect::paragraph},
    {"footer", Effect::removed},
    {"form", Effect::removed},
    {"h1", Effect::paragraph},
    {"h2", Effect::paragraph},
    {"h3", Effect::paragraph},
    {"h4", Effect::paragraph},
    {"h5", Effect::paragraph},
    {"h6", Effect::paragraph},
    {"head", Effect::removed},
    {"header", Effect::removed},
    {"hr", Effect::paragraph},
    {"iframe", Effect::removed},
    {"li", Effect::line},
    {"main", Effect::paragraph},
    {"nav", Effect::removed},
    {"noscript", Effect::removed},
    {"ol", Effect::paragraph},
    {"p", Effect::paragraph},
    {"pre", Effect::paragraph},
    {"script", Effect::removed},
    {"search", Effect::removed},
    {"section", Effect::paragraph},
    {"select", Effect::removed},
    {"style", Effect::removed},
    {"summary", Effect::paragraph},
    {"svg", Effect::removed},
    {"table", Effect::paragraph},
    {"td", Effect::cell},
    {"template", Effect::removed},
    {"textarea", Effect::removed},
    {"th", Effect::cell},
    {"tr", Effect::line},
    {"ul", Effect::paragraph},
});

Effect effect_of(const GumboElement& element) {
  std::string_view name = gumbo_normalized_tagname(element.tag);
  if (element.tag == GUMBO_TAG_UNKNOWN) {  // as `search` is to Gumbo 0.10
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    name = {piece.data == nullptr ? "" : piece.data, piece.length};
  }
  const auto has_name = [name](const ElementEffect& e) {
    return equal_ignoring_case(e.name, name);
  };
  const auto found = std::find_if(kEffects.begin(), kEffects.end(), has_name);
  return found == kEffects.end() ? Effect::none : found->effect;
}

/// Whether the page itself says that an element is not shown, or is no content.
bool is_marked_as_no_content(const GumboElement& element) {
  constexpr std::array<std::string_view, 7> kRoles = {
      "navigation", "banner", "contentinfo", "dialog", "alertdialog", "search", "complementary"};
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = attribute->name;
    const std::string_view value = attribute->value;
    if (name == "hidden") return true;
    if (name == "aria-hidden" && equal_ignoring_case(value, "true")) return true;
    const auto is_role = [value](std::string_view role) {
      return equal_ignoring_case(value, role);
    };
    if (name == "role" && std::any_of(kRoles.begin(), kRoles.end(), is_role)) return true;
  }
  return false;
}

/// Puts pieces of text together, and between them the strongest separator that was asked for.
class Writer {
 public:
  void separate(std::string_view separator) {
    if (strength(separator) > strength(separator_)) separator_ = separator;
  }

  /// A second `<br>` in a row is how many pages end a paragraph.
  void break_line() { separate(separator_ == "\n" ? "\n\n" : "\n"); }

  /// Appends text whose white space only separates. No-break spaces are characters like others.
  void flow(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\n\f\r";
    while (!text.empty()) {
      const std::size_t end = std::min(text.find_first_of(kSpaces), text.size());
      if (end > 0) append(text.substr(0, end));
      text.remove_prefix(end);
      const std::size_t next = std::min(text.find_first_not_of(kSpaces), text.size());
      if (next > 0) separate(" ");
      text.remove_prefix(next);
    }
  }

  void append(std::string_view text) {
    if (!text_.empty()) text_ += separator_;
    separator_ = {};
    text_ += text;
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  static int strength(std::string_view separator) {
    if (separator == "\n\n") return 4;
    if (separator == "\n") return 3;
    if (separator == "\t") return 2;
    return separator.empty() ? 0 : 1;
  }

  std::string text_;
  std::string_view separator_;
};

/// Writes the text of a page, and notes where its content lies in it.
class BodyText {
 public:
  explicit BodyText(const GumboNode* root) {
    walk(
        root, [this](const GumboNode* node) { return enter(node); },
        [this](const GumboNode* node) { leave(node); });
  }

  /// The only article, or the only main part, if it holds a third of the text at least: the markup
  /// of pages that are built from parts is not always true. Else the whole.
  [[nodiscard]] std::string_view content() const {
    const std::string_view all = writer_.text();
    for (const Part& part : {article_, main_}) {
      if (part.count == 1 && (part.end - part.begin) * 3 >= all.size()) {
        return all.substr(part.begin, part.end - part.begin);
      }
    }
    return all;
  }

 private:
  struct Part {
    std::size_t count = 0;
    std::size_t depth = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  Part* part_of(const GumboNode* node) {
    if (is_element(node, GUMBO_TAG_ARTICLE)) return &article_;
    return is_element(node, GUMBO_TAG_MAIN) ? &main_ : nullptr;
  }

  bool enter(const GumboNode* node) {
    if (node->type != GUMBO_NODE_ELEMENT) {
      write(node);
      return false;
    }
    const Effect effect = effect_of(node->v.element);
    if (is_removed(node, effect)) return false;
    separate(node, effect);
    if (is_element(node, GUMBO_TAG_PRE)) ++pre_depth_;
    if (Part* part = part_of(node); part != nullptr && part->depth++ == 0) {
      ++part->count;
      part->begin = writer_.text().size();
    }
    return true;
  }

  void leave(const GumboNode* node) {
    if (Part* part = part_of(node); part != nullptr && --part->depth == 0) {
      part->end = writer_.text().size();
    }
    if (is_element(node, GUMBO_TAG_PRE)) --pre_depth_;
    if (is_element(node, GUMBO_TAG_BR)) writer_.break_line();
    separate(node, effect_of(node->v.element));
  }

  [[nodiscard]] bool is_removed(const GumboNode* node, Effect effect) const {
    if (is_element(node, GUMBO_TAG_HTML) || is_element(node, GUMBO_TAG_BODY)) return false;
    if (is_marked_as_no_content(node->v.element)) return true;
    // The header of an article holds its headline, that of the page its menu.
    const bool in_content = article_.depth + main_.depth > 0;
    if (is_element(node, GUMBO_TAG_HEADER) && in_content) return false;
    // Pages made by ASP.NET are one form.
    const bool in_body = is_element(node->parent, GUMBO_TAG_BODY);
    if (is_element(node, GUMBO_TAG_FORM) && in_body) return false;
    return effect == Effect::removed;
  }

  void separate(const GumboNode* node, Effect effect) {
    const bool is_list = is_element(node, GUMBO_TAG_UL) || is_element(node, GUMBO_TAG_OL);
    if (is_list && is_element(node->parent, GUMBO_TAG_LI)) effect = Effect::line;
    if (effect == Effect::cell) writer_.separate("\t");
    if (effect == Effect::line) writer_.separate("\n");
    if (effect == Effect::paragraph || effect == Effect::removed) writer_.separate("\n\n");
  }

  void write(const GumboNode* node) {
    const bool is_text = node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
    if (!is_text && node->type != GUMBO_NODE_WHITESPACE) return;
    const std::string_view text = node->v.text.text;
    if (pre_depth_ > 0) {
      writer_.append(text);
    } else {
      writer_.flow(text);
    }
  }

  Writer writer_;
  Part article_;
  Part main_;
  std::size_t pre_depth_ = 0;
};

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_element(const GumboNode* node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

std::string content_of(const GumboNode* root) { return std::string(BodyText(root).content()); }

}  // namespace limier::corpus
