#pragma once
// Text files as county offices save them: UTF-8 with or without BOM, GB18030 (Excel and WPS on Chinese Windows), and
// UTF-16 ("Unicode text"). The decoder turns a stream of any of these into UTF-8, piece by piece.

#include <cstddef>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/error.h"

namespace bf {

enum class TextEncoding { utf8, gb18030, utf16le, utf16be };

struct EncodingGuess {
  TextEncoding encoding = TextEncoding::utf8;
  std::size_t bomBytes = 0;
};

/// By the BOM if there is one, else UTF-8 if `sample` is valid UTF-8 (its last character may be cut), else GB18030.
[[nodiscard]] EncodingGuess guessEncoding(std::string_view sample);

class TextDecoder {
 public:
  /// Reads from `in`, which must outlive it; `sampleBytes` are read ahead to recognise the encoding.
  TextDecoder(std::istream& in, std::size_t sampleBytes);
  ~TextDecoder();
  TextDecoder(const TextDecoder&) = delete;
  TextDecoder& operator=(const TextDecoder&) = delete;

  /// Appends the next piece as valid UTF-8 to `out`; false when nothing is left. Errors: Errc::importInvalid when the
  /// bytes are no text in the recognised encoding. A file that is ASCII for its whole sample and turns out not to be
  /// UTF-8 later is read on as GB18030.
  [[nodiscard]] Result<bool> read(std::string& out);
  [[nodiscard]] TextEncoding encoding() const { return encoding_; }
  /// The line, from 1, in which the bytes begin that are no text; known after that error.
  [[nodiscard]] std::size_t failedLine() const { return lines_ + 1; }

 private:
  struct Converter;
  [[nodiscard]] Result<void> take(std::string_view bytes, bool last, std::string& out);
  [[nodiscard]] Result<void> takeUtf8(std::string_view bytes, bool last, std::string& out);
  [[nodiscard]] Result<void> convert(std::string_view bytes, bool last, std::string& out);

  std::istream& in_;
  std::string buffer_;
  std::string carry_;  ///< start of a UTF-8 character whose end has not been read
  std::unique_ptr<Converter> converter_;
  TextEncoding encoding_ = TextEncoding::utf8;
  std::size_t sampleBytes_;
  std::size_t lines_ = 0;  ///< line ends that were decoded
  bool started_ = false;
  bool ended_ = false;
  bool onlyAscii_ = true;
};

}  // namespace bf
