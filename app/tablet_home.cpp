#include "app/tablet_home.h"

#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "shared/tls/certificate.h"
#include "shared/tls/secret_file.h"

namespace bf {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view heading = "bianfang tablet 1\n";
constexpr const char* cardName = "/card";
constexpr const char* tlsKeyName = "/tls.key";
constexpr const char* signingKeyName = "/signing.key";
constexpr const char* sessionName = "/tls.session";
constexpr const char* storeName = "/tablet.db";

struct Keys {
  std::string tlsPem;
  SigningKey signing;
};

Result<Keys> readKeys(const std::string& folder) {
  BF_LET(pem, readSecretFile(folder + tlsKeyName));
  BF_LET(seed, readSecretFile(folder + signingKeyName));
  const auto signing = SigningKey::fromSeed(seed);
  if (!signing) return fail(Errc::storageCorrupt, folder + signingKeyName);
  return Keys{std::move(pem), *signing};
}

Result<Keys> makeKeys(const std::string& folder, Random& random) {
  BF_LET(tls, TlsKey::make());
  BF_LET(pem, tls.pem());
  const auto signing = SigningKey::make(random);
  BF_CHECK(writeSecretFile(folder + tlsKeyName, pem));
  BF_CHECK(writeSecretFile(folder + signingKeyName, signing.seed()));
  return Keys{std::move(pem), signing};
}

void line(std::string& text, const char* name, std::string_view value) {
  text += std::string(name) + " " + toHex(value) + "\n";
}

template <class Id>
bool readId(const std::string& bytes, Id& id) {
  const auto read = Id::from(bytes);
  if (read) id = *read;
  return read.has_value();
}

/// False when the value cannot be.
bool take(TabletCard& card, std::string_view name, const std::string& value) {
  if (name == "server") {
    const auto server = parseAddress(value);
    if (server) card.server = *server;
    return server.has_value();
  }
  if (name == "pin") card.authorityPin = value;
  if (name == "certificate") card.certificate = value;
  if (name == "check") card.checkCode = value;
  if (name == "device") return readId(value, card.device);
  if (name == "wipe") return readId(value, card.wipeCommitment);
  if (name == "time") {
    const auto end = value.data() + value.size();
    return std::from_chars(value.data(), end, card.centreTime).ptr == end;
  }
  return true;
}

}  // namespace

std::string textOf(const TabletCard& card) {
  std::string text(heading);
  line(text, "server", textOf(card.server));
  line(text, "pin", card.authorityPin);
  line(text, "device", card.device.view());
  line(text, "certificate", card.certificate);
  line(text, "check", card.checkCode);
  line(text, "wipe", card.wipeCommitment.view());
  line(text, "time", std::to_string(card.centreTime));
  return text;
}

Result<TabletCard> parseCard(std::string_view text) {
  const auto corrupt = fail(Errc::storageCorrupt, "card of the tablet");
  if (!text.starts_with(heading)) return corrupt;
  text.remove_prefix(heading.size());
  TabletCard card;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto space = text.find(' ');
    if (end == std::string_view::npos || space >= end) return corrupt;
    const auto value = fromHex(text.substr(space + 1, end - space - 1));
    if (!value || !take(card, text.substr(0, space), *value)) return corrupt;
    text.remove_prefix(end + 1);
  }
  return card;
}

Result<TabletHome> TabletHome::prepare(const std::string& folder, const Invitation& invitation, Random& random) {
  std::error_code ignored;
  const auto parent = fs::path(folder).parent_path();
  if (!parent.empty()) fs::create_directories(parent, ignored);
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fail(Errc::storageFailed, folder + ": " + std::strerror(errno));
  if (fs::exists(folder + cardName)) {
    BF_LET(present, open(folder));
    if (!present.card().device.isZero()) return fail(Errc::alreadyExists, folder);
  }
  auto keys = readKeys(folder);
  if (!keys && keys.error().code == Errc::notFound) keys = makeKeys(folder, random);
  if (!keys) return std::unexpected(keys.error());
  TabletCard card;
  card.server = invitation.server;
  card.authorityPin = invitation.authorityPin;
  TabletHome home(folder, card, std::move(keys->tlsPem), std::move(keys->signing));
  BF_CHECK(home.keep(card));
  return home;
}

Result<TabletHome> TabletHome::open(const std::string& folder) {
  BF_LET(text, readSecretFile(folder + cardName));
  BF_LET(card, parseCard(text));
  BF_LET(keys, readKeys(folder));
  return TabletHome(folder, std::move(card), std::move(keys.tlsPem), std::move(keys.signing));
}

Result<void> TabletHome::keep(TabletCard card) {
  BF_CHECK(writeSecretFile(folder_ + cardName, textOf(card)));
  card_ = std::move(card);
  return {};
}

Result<void> TabletHome::enrolled(const Enrolment& enrolment) {
  if (authorityPin(enrolment.authority) != card_.authorityPin)
    return fail(Errc::badSignature, "the centre's CA is not the one of the code");
  auto card = card_;
  card.device = enrolment.device;
  card.certificate = enrolment.certificate;
  card.checkCode = enrolment.checkCode;
  card.wipeCommitment = enrolment.wipeCommitment;
  return keep(std::move(card));
}

Result<void> TabletHome::renewed(const std::string& certificateDer) {
  auto card = card_;
  card.certificate = certificateDer;
  BF_CHECK(keep(std::move(card)));
  // A resumed connection would go on showing the old certificate.
  std::error_code none;
  std::filesystem::remove(folder_ + sessionName, none);
  return {};
}

Result<void> TabletHome::sawCentreTime(Micros time) {
  // Once an hour is enough to hold certificates against, and spares the flash.
  constexpr Micros hour = 3'600'000'000;
  if (time < card_.centreTime + hour) return {};
  auto card = card_;
  card.centreTime = time;
  return keep(std::move(card));
}

std::string TabletHome::tlsSession() const { return readSecretFile(folder_ + sessionName).value_or(""); }

void TabletHome::keepTlsSession(const std::string& session) const {
  // Without it the next connection only takes longer.
  if (!session.empty()) static_cast<void>(writeSecretCache(folder_ + sessionName, session));
}

Result<std::unique_ptr<SqliteStore>> TabletHome::openStore() const {
  SqliteOptions options;
  options.path = folder_ + storeName;
  options.secureDelete = true;
  return SqliteStore::open(options, builtinSchema());
}

Result<void> TabletHome::erase() const {
  std::error_code error;
  fs::remove_all(folder_, error);
  if (error) return fail(Errc::storageFailed, folder_ + ": " + error.message());
  return {};
}

}  // namespace bf
