#pragma once

// The parse tree of one page, guarded against hostile ones; private to html.cc.

#include <csetjmp>
#include <cstddef>
#include <ctime>
#include <memory_resource>
#include <new>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include "corpus/error.hh"

namespace limier::corpus {

/// Gumbo has no limit of its own, and some pages need time quadratic in their size or more.
/// Measured with 0.10.1, unclosed tags: 10,000 `<div>` 0.1 s, 100,000 (0.5 MB) 13 s; 3,000 `<p><b
/// id=N>` (44 kB) 4 s, 10,000 over 20 s; 100,000 nested tables parse in 0.2 s, but freeing the tree
/// recurses and overflows the stack. Ordinary pages need 0.05 s and 11 MiB a MiB.
///
/// So each allocation goes to an arena, which is dropped as a whole without any recursion, and
/// checks a budget of memory and of the thread's CPU time. A tag count before parsing would be
/// no guard: `<div><table><tr><td></div></table>` is balanced and nests. Who runs out is left by
/// longjmp: Gumbo is C, holds nothing but the arena's memory, and cannot be told to stop.
/// The clock is not looked at within one text without tags: 10 MB of it in 3,000 unclosed `<b
/// id=N>` take 9 s.
class HtmlTree {
 public:
  /// `html` must outlive the tree. Throws Error when the page is over its budget.
  explicit HtmlTree(std::string_view html)
      : bytes_left_((std::size_t{64} << 20U) + html.size() * 64),
        deadline_(cpu_seconds() + 1 + static_cast<double>(html.size()) / (4 << 20)) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = this;
    options.allocator = [](void* tree, std::size_t size) {
      return static_cast<HtmlTree*>(tree)->allocate(size);
    };
    options.deallocator = [](void* /*tree*/, void* /*memory*/) {};
    output_ = parse(options, html);
    if (output_ == nullptr) throw Error("HTML nested too deeply");
  }
  ~HtmlTree() = default;
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  [[nodiscard]] const GumboNode* root() const { return output_->root; }

 private:
  // Nothing here or below may have a destructor to run: longjmp skips it.
  GumboOutput* parse(const GumboOptions& options, std::string_view html) {
    if (setjmp(way_out_) != 0) return nullptr;
    return gumbo_parse_with_options(&options, html.data(), html.size());
  }

  void* allocate(std::size_t size) {
    constexpr unsigned kAllocationsPerLookAtTheClock = 64;
    const bool look = ++allocations_ % kAllocationsPerLookAtTheClock == 0;
    if (size > bytes_left_ || (look && cpu_seconds() > deadline_)) std::longjmp(way_out_, 1);
    bytes_left_ -= size;
    void* memory = try_allocate(size);
    if (memory == nullptr) std::longjmp(way_out_, 1);
    return memory;
  }

  void* try_allocate(std::size_t size) noexcept {
    try {
      return arena_.allocate(size);
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  static double cpu_seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }

  std::pmr::monotonic_buffer_resource arena_;
  std::size_t bytes_left_;
  double deadline_;
  unsigned allocations_ = 0;
  std::jmp_buf way_out_{};
  GumboOutput* output_ = nullptr;
};

/// Visits `root` and all below it in document order, without recursion. `enter(node)` says whether
/// to go into an element; if so `leave(node)` follows after its children.
template <typename Enter, typename Leave>
void walk(const GumboNode* root, Enter&& enter, Leave&& leave) {
  struct Frame {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Frame> frames;
  if (enter(root)) frames.push_back({root, 0});
  while (!frames.empty()) {
    Frame& frame = frames.back();
    const GumboVector& children = frame.node->v.element.children;
    if (frame.next == children.length) {
      leave(frame.node);
      frames.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[frame.next++]);
    if (enter(child)) frames.push_back({child, 0});
  }
}

}  // namespace limier::corpus
