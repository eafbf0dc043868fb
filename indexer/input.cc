#include "indexer/input.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <streambuf>
#include <sys/stat.h>
#include <unistd.h>

#include <xxhash.h>

#include "corpus/error.hh"
#include "indexer/interrupt.hh"

namespace limier::indexer {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

/// Not cleared: most files are far smaller than a buffer.
std::unique_ptr<char[]> make_buffer() {
  return std::make_unique_for_overwrite<char[]>(kBufferBytes);
}

ssize_t read_some(int descriptor, char* buffer, std::size_t size) {
  ssize_t count = 0;
  do count = ::read(descriptor, buffer, size);
  while (count < 0 && errno == EINTR);
  return count;
}

/// A signal ends `poll`, but not one that came just before: so it looks up now and then. What comes
/// after the signal is not read any more, even where both come at once.
void wait_for_standard_input() {
  constexpr int kMilliseconds = 200;
  struct pollfd waiting{STDIN_FILENO, POLLIN, 0};
  int ready = 0;
  while (ready <= 0) {
    ready = ::poll(&waiting, 1, kMilliseconds);
    if (interrupted()) throw Interrupted();
  }
}

/// A stream over a file descriptor that another object owns.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(
      int descriptor, void (*wait)() = [] {})
      : descriptor_(descriptor), wait_(wait), buffer_(make_buffer()) {}

 protected:
  int_type underflow() override {
    wait_();
    const ssize_t count = read_some(descriptor_, buffer_.get(), kBufferBytes);
    if (count < 0) throw corpus::Error(std::strerror(errno));
    if (count == 0) return traits_type::eof();
    setg(buffer_.get(), buffer_.get(), buffer_.get() + count);
    return traits_type::to_int_type(buffer_[0]);
  }

 private:
  int descriptor_;
  void (*wait_)();
  std::unique_ptr<char[]> buffer_;
};

struct StateDeleter {
  void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
};

}  // namespace

InputFile::InputFile(const std::string& path)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
  if (descriptor_ < 0) throw corpus::Error(std::strerror(errno));
  try {
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) throw corpus::Error(std::strerror(errno));
    if (!S_ISREG(status.st_mode)) throw corpus::Error("is not a regular file");
    read_hash();
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
  buffer_ = std::make_unique<DescriptorBuffer>(descriptor_);
  stream_ = std::make_unique<std::istream>(buffer_.get());
  stream_->exceptions(std::ios::badbit);  // lets the buffer's Error through
}

InputFile::~InputFile() { ::close(descriptor_); }

// The content is read twice, here and by the reader; the second time it comes from memory.
void InputFile::read_hash() {
  const std::unique_ptr<XXH3_state_t, StateDeleter> state(XXH3_createState());
  XXH3_128bits_reset(state.get());
  const auto buffer = make_buffer();
  while (true) {
    const ssize_t count = read_some(descriptor_, buffer.get(), kBufferBytes);
    if (count < 0) throw corpus::Error(std::strerror(errno));
    if (count == 0) break;
    const auto size = static_cast<std::size_t>(count);
    XXH3_128bits_update(state.get(), buffer.get(), size);
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, hash);
  hash_.assign(reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest);
  if (::lseek(descriptor_, 0, SEEK_SET) != 0) throw corpus::Error(std::strerror(errno));
}

std::uint64_t InputFile::bytes_read() const {
  const off_t place = ::lseek(descriptor_, 0, SEEK_CUR);
  return place < 0 ? 0 : static_cast<std::uint64_t>(place);
}

bool InputFile::is_still(const FileState& state) const {
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return false;
  const FileState now = state_of(status);
  return now.size == state.size && now.mtime == state.mtime;
}

std::unique_ptr<std::streambuf> standard_input() {
  return std::make_unique<DescriptorBuffer>(STDIN_FILENO, wait_for_standard_input);
}

}  // namespace limier::indexer
