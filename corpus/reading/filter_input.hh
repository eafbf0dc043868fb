#pragma once

// The file that a filter reads; private to this folder.

#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <istream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "corpus/error.hh"

namespace limier::corpus {

/// A file that is open for reading.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : number_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)) {
    if (number_ < 0) throw Error("cannot be read");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// A file with no name, for what filters are to read of an archive.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::istream& in) : file_(std::tmpfile()) {
    if (!file_) throw Error("cannot make a temporary file");
    std::vector<char> bytes(std::size_t{1} << 16U);
    while (in.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || in.gcount() > 0)
      std::fwrite(bytes.data(), 1, static_cast<std::size_t>(in.gcount()), file_.get());
    if (std::fflush(file_.get()) != 0 || std::ferror(file_.get()) != 0)
      throw Error("cannot write a temporary file");
  }

  [[nodiscard]] int descriptor() const { return ::fileno(file_.get()); }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace limier::corpus
