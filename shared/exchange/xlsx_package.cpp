#include "shared/exchange/xlsx_package.h"

#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <vector>

#include "shared/base/bilingual.h"

namespace bf {
namespace {

constexpr std::size_t pieceBytes = 32 * 1024;

/// Number of entries that the end of the archive states, read before the library allocates for them (APPNOTE 4.3.16).
/// 0 when there is no such record.
std::uint32_t statedEntries(const std::string& path, std::uint64_t fileBytes) {
  constexpr std::size_t recordBytes = 22;
  constexpr std::size_t commentBytesMax = 65'535;
  const std::uint64_t tailBytes = std::min<std::uint64_t>(fileBytes, recordBytes + commentBytesMax);
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(fileBytes - tailBytes));
  std::string tail(tailBytes, '\0');
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  const std::size_t at = tail.rfind("PK\x05\x06");
  if (!file || at == std::string::npos || tail.size() - at < recordBytes) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(tail[at + i]); };
  return static_cast<std::uint32_t>(byte(10) | byte(11) << 8);
}

bool safeName(std::string_view name) {
  if (name.empty() || name.starts_with('/') || name.find('\\') != std::string_view::npos ||
      name.find(':') != std::string_view::npos || name.find('\0') != std::string_view::npos) {
    return false;
  }
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view step = name.substr(0, slash);
    if (step == ".." || step == ".") return false;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return true;
}

bool tooDense(std::uint64_t unpacked, std::uint64_t packed, const ImportLimits& limits) {
  return unpacked > limits.ratioFreeBytes && unpacked / std::max<std::uint64_t>(packed, 1) > limits.ratioMax;
}

}  // namespace

XlsxPart::XlsxPart(std::shared_ptr<XlsxPackage> package, zip_file* file, std::string name, std::uint64_t packedBytes)
    : package_(std::move(package)),
      file_(file),
      name_(std::move(name)),
      buffer_(pieceBytes, '\0'),
      packedBytes_(packedBytes) {}

XlsxPart::~XlsxPart() { zip_fclose(file_); }

Result<std::string_view> XlsxPart::read() {
  const zip_int64_t got = zip_fread(file_, buffer_.data(), buffer_.size());
  const std::string place = package_->fileName() + " part " + name_ + ": ";
  if (got < 0) return fail(Errc::importInvalid, place + bilingual("压缩数据已损坏", "the packed data is damaged"));
  const auto size = static_cast<std::uint64_t>(got);
  bytes_ += size;
  if (tooDense(bytes_, packedBytes_, package_->limits()))
    return fail(Errc::tooLarge, place + bilingual("压缩比过大 (ratioMax)", "exceeds ratioMax"));
  BF_CHECK(package_->count(size));
  return std::string_view(buffer_).substr(0, size);
}

XlsxPackage::XlsxPackage(zip* archive, std::string fileName, const ImportLimits& limits)
    : archive_(archive), fileName_(std::move(fileName)), limits_(limits) {}

XlsxPackage::~XlsxPackage() { zip_discard(archive_); }

Result<std::shared_ptr<XlsxPackage>> XlsxPackage::open(const std::string& path, const ImportLimits& limits) {
  std::error_code code;
  const std::uint64_t bytes = std::filesystem::file_size(path, code);
  if (code) return fail(Errc::notFound, path);
  const std::string fileName = std::filesystem::path(path).filename().string();
  if (bytes > limits.fileBytesMax)
    return fail(Errc::tooLarge, fileName + bilingual(" 过大 (fileBytesMax)", " exceeds fileBytesMax"));
  if (statedEntries(path, bytes) > limits.entriesMax)
    return fail(Errc::tooLarge, fileName + bilingual(" 部件过多 (entriesMax)", " exceeds entriesMax"));
  int problem = 0;
  zip* archive = zip_open(path.c_str(), ZIP_RDONLY, &problem);
  if (archive == nullptr)
    return fail(Errc::importInvalid,
                fileName + bilingual(" 不是可读的 .xlsx 工作簿", " is no readable .xlsx workbook"));
  std::shared_ptr<XlsxPackage> package(new XlsxPackage(archive, fileName, limits));
  BF_CHECK(package->checkEntries());
  return package;
}

Result<void> XlsxPackage::checkEntries() const {
  const zip_int64_t entries = zip_get_num_entries(archive_, 0);
  if (entries < 0 || static_cast<std::uint64_t>(entries) > limits_.entriesMax) {
    return fail(Errc::tooLarge, fileName_ + bilingual(" 部件过多 (entriesMax)", " exceeds entriesMax"));
  }
  std::set<std::string> names;
  std::uint64_t total = 0;
  for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(entries); ++i) {
    zip_stat_t entry;
    if (zip_stat_index(archive_, i, 0, &entry) != 0)
      return fail(Errc::importInvalid, fileName_ + bilingual("：目录已损坏", ": damaged directory"));
    const std::string place =
        fileName_ + bilingual(" 第 ", " part ") + std::to_string(i + 1) + bilingual(" 个部件：", ": ");
    if (!safeName(entry.name))
      return fail(Errc::importInvalid, place + bilingual("名称指向工作簿之外", "its name leaves the workbook"));
    if (!names.insert(entry.name).second)
      return fail(Errc::importInvalid, place + bilingual("名称重复", "its name comes twice"));
    if ((entry.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && entry.encryption_method != ZIP_EM_NONE) {
      return fail(Errc::importInvalid,
                  place + bilingual("已加密：请去掉密码后另存", "is encrypted: save the workbook without a password"));
    }
    total += std::min(entry.size, limits_.unpackedBytesMax + 1);
    if (total > limits_.unpackedBytesMax)
      return fail(Errc::tooLarge, fileName_ + bilingual(" 解压后过大 (unpackedBytesMax)", " exceeds unpackedBytesMax"));
    if (tooDense(entry.size, entry.comp_size, limits_))
      return fail(Errc::tooLarge, place + bilingual("压缩比过大 (ratioMax)", "exceeds ratioMax"));
  }
  return {};
}

Result<void> XlsxPackage::count(std::uint64_t bytes) {
  unpacked_ += bytes;
  if (unpacked_ > limits_.unpackedBytesMax)
    return fail(Errc::tooLarge, fileName_ + bilingual(" 解压后过大 (unpackedBytesMax)", " exceeds unpackedBytesMax"));
  return {};
}

bool XlsxPackage::has(const std::string& part) const { return zip_name_locate(archive_, part.c_str(), 0) >= 0; }

Result<std::unique_ptr<XlsxPart>> XlsxPackage::openPart(const std::string& part) {
  zip_stat_t entry;
  if (zip_stat(archive_, part.c_str(), 0, &entry) != 0) {
    return fail(Errc::importInvalid, fileName_ + bilingual("：缺少部件 ", ": missing part ") + part);
  }
  zip_file* file = zip_fopen_index(archive_, entry.index, 0);
  if (file == nullptr)
    return fail(Errc::importInvalid, fileName_ + bilingual("：无法解压部件 ", ": cannot unpack part ") + part);
  return std::make_unique<XlsxPart>(shared_from_this(), file, part, entry.comp_size);
}

Result<void> XlsxPackage::parse(const std::string& part, XmlHandler& handler, std::uint64_t bytesMax) {
  BF_LET(reader, openPart(part));
  XmlParser parser(handler, limits_);
  std::uint64_t bytes = 0;
  for (;;) {
    BF_LET(piece, reader->read());
    bytes += piece.size();
    if (bytes > bytesMax)
      return fail(Errc::tooLarge, fileName_ + bilingual("：部件过大 ", ": too large is part ") + part);
    if (auto fed = parser.feed(piece, piece.empty()); !fed) {
      return fail(fed.error().code, fileName_ + bilingual(" 的部件 ", " part ") + part + ": " + fed.error().detail);
    }
    if (piece.empty()) return {};
  }
}

std::string resolvePart(std::string_view from, std::string_view target) {
  std::vector<std::string_view> steps;
  const auto walk = [&](std::string_view path) {
    while (!path.empty()) {
      const std::size_t slash = std::min(path.find('/'), path.size());
      const std::string_view step = path.substr(0, slash);
      path.remove_prefix(std::min(slash + 1, path.size()));
      if (step.empty() || step == ".") continue;
      if (step != "..") {
        steps.push_back(step);
        continue;
      }
      if (steps.empty()) return false;
      steps.pop_back();
    }
    return true;
  };
  if (!target.starts_with('/') && from.find('/') != std::string_view::npos) {
    (void)walk(from.substr(0, from.rfind('/')));
  }
  if (!walk(target)) return {};
  std::string part;
  for (const std::string_view step : steps) {
    if (!part.empty()) part += '/';
    part += step;
  }
  return safeName(part) ? part : std::string();
}

}  // namespace bf
