#include "sync-server/ctl/ctl.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include "bianfang/change.pb.h"
#include "shared/base/bilingual.h"
#include "shared/replica/registry.h"
#include "shared/schema/plain_text.h"

namespace bf {
namespace {

struct RoleName {
  std::uint32_t role;
  const char* key;
  Label label;
};

const std::vector<RoleName>& roles() {
  static const std::vector<RoleName> all{
      {bianfang::VILLAGE_SECRETARY, "village_secretary", {"村党组织书记", "village secretary"}},
      {bianfang::HELPER, "helper", {"帮扶责任人", "helper"}},
      {bianfang::TEAM_MEMBER, "team_member", {"驻村工作队员", "team member"}},
      {bianfang::TOWNSHIP_SECRETARY, "township_secretary", {"乡镇党委书记", "township secretary"}},
      {bianfang::TOWNSHIP_CLERK, "township_clerk", {"乡镇扶贫办", "township clerk"}},
      {bianfang::COUNTY_SECRETARY, "county_secretary", {"县委书记", "county secretary"}},
      {bianfang::COUNTY_OFFICE, "county_office", {"县扶贫办", "county office"}},
      {bianfang::DEPARTMENT, "department", {"责任单位", "department"}},
      {bianfang::AUDITOR, "auditor", {"督查", "auditor"}},
      {bianfang::ASSESSOR, "assessor", {"房屋鉴定员", "assessor"}},
      {bianfang::ADMINISTRATOR, "administrator", {"管理员", "administrator"}},
  };
  return all;
}

void padTo(std::ostream& out, std::string_view text, std::size_t width, bool right) {
  const auto fill = std::string(width - std::min(width, displayWidth(text)), ' ');
  if (right) out << fill;
  out << text;
  if (!right) out << fill;
}

std::string jsonObject(const std::vector<ListColumn>& columns, const std::vector<std::string>& values) {
  std::string text = "{";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text += ", ";
    const bool bare = columns[i].number && !values[i].empty();
    text += jsonText(columns[i].key) + ": " + (bare ? values[i] : columns[i].number ? "null" : jsonText(values[i]));
  }
  return text + "}";
}

}  // namespace

Exit exitFor(const Error& error) {
  switch (error.code) {
    case Errc::notFound: return Exit::notFound;
    case Errc::alreadyExists:
    case Errc::outOfScope:
    case Errc::notAllowed:
    case Errc::finished:
    case Errc::badToken:
    case Errc::revoked:
    case Errc::busy: return Exit::refused;
    case Errc::storageFull:
    case Errc::storageReadOnly:
    case Errc::storageFailed: return Exit::storage;
    case Errc::configInvalid:
    case Errc::importInvalid:
    case Errc::invalidValue:
    case Errc::malformed:
    case Errc::tooLarge: return Exit::input;
    case Errc::brokenChain:
    case Errc::badSignature:
    case Errc::storageCorrupt: return Exit::unsound;
    default: return Exit::failed;
  }
}

std::unexpected<Error> refuse(Errc code, const Label& why) { return fail(code, bilingual(why.zh, why.en)); }

std::unexpected<Error> refuseSaying(Errc code, const Label& sentence) {
  return fail(code, bilingualSentence(sentence.zh, sentence.en));
}

Result<ServerConfig> Ctl::config() const { return loadConfig(configPath); }

Result<CentrePaths> Ctl::paths() const {
  if (!dataFolder.empty()) return CentrePaths(dataFolder);
  BF_LET(loaded, config());
  return CentrePaths(loaded.data);
}

void Ctl::say(const Label& text) const {
  if (!json) out << in(text) << '\n';
}

void Ctl::closeJson() const {
  if (parts_.size() == 1) out << parts_.front().text << '\n';
  for (std::size_t i = 0; i < parts_.size() && parts_.size() > 1; ++i) {
    const auto name = parts_[i].name.empty() ? "part" + std::to_string(i + 1) : parts_[i].name;
    out << (i == 0 ? "{\n" : ",\n") << jsonText(name) << ": " << parts_[i].text;
  }
  if (parts_.size() > 1) out << "\n}\n";
  parts_.clear();
}

void Ctl::list(const std::vector<ListColumn>& columns, const std::vector<std::vector<std::string>>& rows,
               const std::string& part) const {
  if (json) {
    std::string text = "[";
    for (std::size_t i = 0; i < rows.size(); ++i) text += (i == 0 ? "\n  " : ",\n  ") + jsonObject(columns, rows[i]);
    parts_.push_back({part, text + (rows.empty() ? "]" : "\n]")});
    return;
  }
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    widths.push_back(displayWidth(in(columns[c].label)));
    for (const auto& row : rows) widths[c] = std::max(widths[c], displayWidth(row[c]));
  }
  const auto line = [&](auto textOf) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const bool last = c + 1 == columns.size();
      padTo(out, textOf(c), last && !columns[c].number ? 0 : widths[c], columns[c].number);
      out << (last ? "\n" : "  ");
    }
  };
  line([&](std::size_t c) { return in(columns[c].label); });
  for (const auto& row : rows) line([&](std::size_t c) { return row[c]; });
}

void Ctl::show(const std::vector<ListColumn>& columns, const std::vector<std::string>& values,
               const std::string& part) const {
  if (json) {
    parts_.push_back({part, jsonObject(columns, values)});
    return;
  }
  std::size_t width = 0;
  for (const auto& column : columns) width = std::max(width, displayWidth(in(column.label)));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    padTo(out, in(columns[i].label), width, false);
    out << "  " << values[i] << '\n';
  }
}

Result<OpenCentre> OpenCentre::open(const Ctl& ctl) {
  BF_LET(paths, ctl.paths());
  BF_LET(keys, openCentreKeys(paths));
  BF_LET(store, openCentreStore(paths, false, ctl.patience));
  auto centre = std::make_unique<CentreReplica>(store->schema(), keys.receiptKey);
  return OpenCentre{paths, std::move(store), std::move(centre)};
}

Result<void> OpenCentre::write(const std::function<Result<void>(StoreTx&)>& work) const {
  BF_LET(tx, store->begin());
  BF_CHECK(work(*tx));
  return tx->commit();
}

Result<void> OpenCentre::read(const std::function<Result<void>(StoreTx&)>& work) const {
  BF_LET(tx, store->read());
  return work(*tx);
}

Result<void> knownRegion(StoreTx& tx, RegionCode region) {
  BF_LET(regions, Registry(tx).regions());
  // A number with too many digits has become another one by now: it is not told as what was asked for.
  if (levelName(region).empty())
    return refuseSaying(Errc::notFound,
                        {"没有这样的地区代码：市 4 位，县 6 位，乡镇 9 位，行政村 12 位",
                         "there is no such region code: 4 digits for a city, 6 for a county, 9 for a township, 12 for"
                         " a village"});
  const auto named = [&](const bianfang::Region& one) { return within(one.code(), region); };
  if (std::ranges::any_of(regions, named)) return {};
  return refuse(Errc::notFound, {"地区 " + std::to_string(region), "region " + std::to_string(region)});
}

std::string localTime(Micros at) {
  if (at == 0) return {};
  constexpr Micros second = 1'000'000;
  return instantText(at / second * second);
}

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;  // continuation of a character already counted
    // Three and four bytes from U+2E80 on: Chinese, Japanese, Korean and full-width forms take two places.
    const bool wide = byte >= 0xF0 || byte >= 0xE3 ||
                      (byte == 0xE2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xBA);
    width += wide ? 2 : 1;
  }
  return width;
}

std::string jsonText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> code{};
      std::snprintf(code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c));
      out += code.data();
    } else out += c;
  }
  return out + "\"";
}

std::string roleName(std::uint32_t role, Language language) {
  for (const auto& known : roles())
    if (known.role == role) return known.label.in(language);
  return std::to_string(role);
}

std::string roleWords() {
  std::string all;
  for (const auto& known : roles()) all += (all.empty() ? "" : ", ") + std::string(known.key) + " " + known.label.zh;
  return all;
}

Result<std::uint32_t> parseRole(const std::string& text) {
  for (const auto& known : roles())
    if (text == known.key || text == known.label.zh || text == known.label.en || text == std::to_string(known.role))
      return known.role;
  return refuse(Errc::invalidValue, {"职责只能是 " + roleWords(), "role: " + roleWords()});
}

Result<DeviceId> findDevice(StoreTx& tx, const std::string& text) {
  const bool hex = !text.empty() && text.size() <= 2 * DeviceId::size &&
                   text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
  if (!hex)
    return refuse(Errc::malformed, {"平板编号是至多 16 位十六进制数字", "a tablet is named by up to 16 hex digits"});
  std::string start = text;
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return std::tolower(c); });
  BF_LET(devices, Registry(tx).devices());
  std::optional<DeviceId> found;
  for (const auto& device : devices) {
    if (!toHex(device.id.view()).starts_with(start)) continue;
    if (found)
      return refuse(Errc::malformed, {"有几台平板以 " + start + " 开头，请多写几位",
                                      "several tablets start with " + start + "; write more digits"});
    found = device.id;
  }
  if (!found) return refuse(Errc::notFound, {"平板 " + start, "tablet " + start});
  return *found;
}

Result<RecordId> parseRecord(const std::string& text) {
  const auto bytes = fromHex(text);
  const auto id = bytes ? RecordId::from(*bytes) : std::nullopt;
  if (!id) return refuse(Errc::malformed, {"记录编号是 32 位十六进制数字", "a record is named by 32 hex digits"});
  return *id;
}

}  // namespace bf
