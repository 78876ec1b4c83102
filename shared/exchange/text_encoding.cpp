#include "shared/exchange/text_encoding.h"

#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

constexpr std::size_t pieceBytes = 64 * 1024;

struct Prefix {
  std::size_t valid = 0;  ///< bytes that are whole characters
  bool cut = false;       ///< the rest is the start of a character
  bool ascii = true;
  std::size_t wide = 0;  ///< characters other than ASCII among the valid ones
};

/// GB18030 Chinese is hardly ever well-formed UTF-8 for so many characters: such a text is UTF-8 with damage further
/// on.
constexpr std::size_t wideThatProveUtf8 = 8;

Prefix utf8Prefix(std::string_view text) {
  Prefix prefix;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t at = 0;
  while (at < size) {
    const std::int32_t start = at;
    if (bytes[at] < 0x80) {
      ++at;
      prefix.valid = at;
      continue;
    }
    prefix.ascii = false;
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) {
      // The only ill-formed text that reaches exactly the end is a character whose last bytes are still to come.
      prefix.cut = at == size && size - start < 4 && U8_IS_LEAD(bytes[start]);
      return prefix;
    }
    prefix.valid = at;
    ++prefix.wide;
  }
  return prefix;
}

std::size_t lineEnds(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

EncodingGuess guessEncoding(std::string_view sample) {
  if (sample.starts_with("\xEF\xBB\xBF")) return {TextEncoding::utf8, 3};
  if (sample.starts_with("\xFF\xFE")) return {TextEncoding::utf16le, 2};
  if (sample.starts_with("\xFE\xFF")) return {TextEncoding::utf16be, 2};
  const Prefix prefix = utf8Prefix(sample);
  if (prefix.valid == sample.size() || prefix.cut || prefix.wide >= wideThatProveUtf8) return {TextEncoding::utf8, 0};
  return {TextEncoding::gb18030, 0};
}

struct TextDecoder::Converter {
  UConverter* handle = nullptr;
  std::vector<UChar> units = std::vector<UChar>(pieceBytes);
  char16_t half = 0;  ///< first half of a pair whose second half has not been converted

  explicit Converter(const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    handle = ucnv_open(name, &status);
    if (handle != nullptr) ucnv_setToUCallBack(handle, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  ~Converter() {
    if (handle != nullptr) ucnv_close(handle);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  void append(const UChar* from, const UChar* to, std::string& out) {
    for (; from != to; ++from) {
      UChar32 c = *from;
      if (half != 0 && U16_IS_TRAIL(c)) c = U16_GET_SUPPLEMENTARY(half, c);
      half = 0;
      if (U16_IS_LEAD(c)) {
        half = static_cast<char16_t>(c);
        continue;
      }
      char bytes[4];
      std::int32_t count = 0;
      U8_APPEND_UNSAFE(bytes, count, U_IS_SURROGATE(c) ? 0xFFFD : c);
      out.append(bytes, static_cast<std::size_t>(count));
    }
  }
};

TextDecoder::TextDecoder(std::istream& in, std::size_t sampleBytes) : in_(in), sampleBytes_(sampleBytes) {}
TextDecoder::~TextDecoder() = default;

Result<bool> TextDecoder::read(std::string& out) {
  if (ended_) return false;
  buffer_.resize(started_ ? pieceBytes : std::max(sampleBytes_, pieceBytes));
  in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  buffer_.resize(static_cast<std::size_t>(in_.gcount()));
  ended_ = !in_;
  std::string_view bytes = buffer_;
  if (!started_) {
    started_ = true;
    const EncodingGuess guess = guessEncoding(bytes.substr(0, sampleBytes_));
    encoding_ = guess.encoding;
    bytes.remove_prefix(guess.bomBytes);
    onlyAscii_ = guess.bomBytes == 0;  // with a BOM there is nothing left to guess
  }
  const std::size_t before = out.size();
  const auto taken = take(bytes, ended_, out);
  lines_ += lineEnds(std::string_view(out).substr(before));
  BF_CHECK(taken);
  return out.size() > before || !ended_;
}

Result<void> TextDecoder::take(std::string_view bytes, bool last, std::string& out) {
  return encoding_ == TextEncoding::utf8 ? takeUtf8(bytes, last, out) : convert(bytes, last, out);
}

Result<void> TextDecoder::takeUtf8(std::string_view bytes, bool last, std::string& out) {
  std::string joined;
  if (!carry_.empty()) {
    joined = carry_;
    joined += bytes;
    bytes = joined;
    carry_.clear();
  }
  const Prefix prefix = utf8Prefix(bytes);
  const bool whole = prefix.valid == bytes.size();
  const bool continues = prefix.cut && !last;
  if (whole || continues) {
    out.append(bytes.substr(0, prefix.valid));
    carry_ = bytes.substr(prefix.valid);
    onlyAscii_ = onlyAscii_ && prefix.ascii;
    return {};
  }
  if (!onlyAscii_ || prefix.wide >= wideThatProveUtf8) {
    out.append(bytes.substr(0, prefix.valid));
    return fail(Errc::importInvalid, bilingual("文字编码前后不一，既不是 UTF-8 也不是 GB18030",
                                               "the text is neither UTF-8 nor GB18030 throughout"));
  }
  encoding_ = TextEncoding::gb18030;
  return convert(bytes, last, out);
}

Result<void> TextDecoder::convert(std::string_view bytes, bool last, std::string& out) {
  if (!converter_) {
    const char* name = encoding_ == TextEncoding::gb18030   ? "gb18030"
                       : encoding_ == TextEncoding::utf16le ? "UTF-16LE"
                                                            : "UTF-16BE";
    converter_ = std::make_unique<Converter>(name);
    if (converter_->handle == nullptr) return fail(Errc::internal, "no converter for the encoding");
  }
  const char* source = bytes.data();
  const char* const end = source + bytes.size();
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  while (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    UChar* target = converter_->units.data();
    ucnv_toUnicode(converter_->handle, &target, target + converter_->units.size(), &source, end, nullptr, last,
                   &status);
    converter_->append(converter_->units.data(), target, out);
  }
  if (U_FAILURE(status))
    return fail(Errc::importInvalid,
                bilingual("文字编码既不是 UTF-8 也不是 GB18030", "the text is neither UTF-8 nor GB18030"));
  return {};
}

}  // namespace bf
