#pragma once
// The ZIP around a workbook, read with suspicion: number of parts, names, sizes and ratios are checked before a part
// is unpacked, and counted again while it is, because a directory can lie.

#include <memory>
#include <string>
#include <string_view>

#include "shared/base/error.h"
#include "shared/exchange/exchange_limits.h"
#include "shared/exchange/xml_parser.h"

struct zip;
struct zip_file;

namespace bf {

class XlsxPackage;

/// One part being unpacked; keeps its package open.
class XlsxPart {
 public:
  XlsxPart(std::shared_ptr<XlsxPackage> package, zip_file* file, std::string name, std::uint64_t packedBytes);
  ~XlsxPart();
  XlsxPart(const XlsxPart&) = delete;
  XlsxPart& operator=(const XlsxPart&) = delete;

  /// The next bytes, empty at the end; valid until the next call. Errors: Errc::tooLarge, Errc::importInvalid.
  [[nodiscard]] Result<std::string_view> read();

 private:
  std::shared_ptr<XlsxPackage> package_;
  zip_file* file_;
  std::string name_;
  std::string buffer_;
  std::uint64_t packedBytes_;
  std::uint64_t bytes_ = 0;
};

class XlsxPackage : public std::enable_shared_from_this<XlsxPackage> {
 public:
  /// Errors: Errc::notFound; Errc::importInvalid for something that is no ZIP, and for names that leave the package,
  /// come twice or are encrypted; Errc::tooLarge with the limit.
  [[nodiscard]] static Result<std::shared_ptr<XlsxPackage>> open(const std::string& path, const ImportLimits& limits);
  ~XlsxPackage();
  XlsxPackage(const XlsxPackage&) = delete;
  XlsxPackage& operator=(const XlsxPackage&) = delete;

  [[nodiscard]] const std::string& fileName() const { return fileName_; }
  [[nodiscard]] const ImportLimits& limits() const { return limits_; }
  [[nodiscard]] bool has(const std::string& part) const;
  /// Errors: Errc::importInvalid when the part is missing.
  [[nodiscard]] Result<std::unique_ptr<XlsxPart>> openPart(const std::string& part);
  /// Runs a whole part of at most `bytesMax` through `handler`.
  [[nodiscard]] Result<void> parse(const std::string& part, XmlHandler& handler, std::uint64_t bytesMax);

 private:
  friend class XlsxPart;
  XlsxPackage(zip* archive, std::string fileName, const ImportLimits& limits);
  [[nodiscard]] Result<void> checkEntries() const;
  [[nodiscard]] Result<void> count(std::uint64_t bytes);

  zip* archive_;
  std::string fileName_;
  ImportLimits limits_;
  std::uint64_t unpacked_ = 0;  ///< by all parts so far
};

/// `target` of a relation as the name of a part: relative to the folder of `from`, or from the root with a leading
/// slash. Nothing when it leaves the package.
[[nodiscard]] std::string resolvePart(std::string_view from, std::string_view target);

}  // namespace bf
