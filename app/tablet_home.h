#pragma once
// A tablet's folder: its store, its two keys, who it is, where its centre is and how to know it. Everything secret is
// readable by its owner only.

#include <memory>
#include <string>
#include <string_view>

#include "shared/base/crypto.h"
#include "shared/replica/tablet_replica.h"
#include "shared/store/sqlite_store.h"
#include "shared/sync/enrol_session.h"
#include "shared/tls/invitation.h"
#include "shared/tls/tls_key.h"

namespace bf {

/// What a tablet knows of itself and of its centre.
struct TabletCard {
  ServerAddress server;
  std::string authorityPin;  ///< 32 bytes
  DeviceId device;           ///< zero before enrolment
  std::string certificate;   ///< DER
  std::string checkCode;     ///< to be read out to the office
  Hash wipeCommitment;
  Micros centreTime = 0;  ///< the latest time that the centre said
  bool operator==(const TabletCard&) const = default;
};

/// One line a value, "name hex"; unknown names are kept out. Errors of parse: Errc::storageCorrupt.
[[nodiscard]] std::string textOf(const TabletCard& card);
[[nodiscard]] Result<TabletCard> parseCard(std::string_view text);

class TabletHome {
 public:
  /// Makes the folder with new keys for a centre; an unfinished enrolment is taken up again with the same keys, so that
  /// a token is not lost with an answer. Errors: Errc::alreadyExists when it is enrolled, storage*.
  [[nodiscard]] static Result<TabletHome> prepare(const std::string& folder, const Invitation& invitation,
                                                  Random& random);
  /// Errors: Errc::notFound (never enrolled), Errc::storageCorrupt, notAllowed (keys that others may read).
  [[nodiscard]] static Result<TabletHome> open(const std::string& folder);

  /// Stores what enrolment gave; from then on the tablet is this device. Errors: Errc::badSignature when the CA is not
  /// the one of the invitation.
  [[nodiscard]] Result<void> enrolled(const Enrolment& enrolment);
  [[nodiscard]] Result<void> renewed(const std::string& certificateDer);
  [[nodiscard]] Result<void> sawCentreTime(Micros time);

  [[nodiscard]] const TabletCard& card() const { return card_; }
  /// Read anew: only a connection needs it, and reading it takes long. Errors: Errc::tls.
  [[nodiscard]] Result<TlsKey> tlsKey() const { return TlsKey::fromPem(tlsPem_); }
  [[nodiscard]] const SigningKey& signingKey() const { return signingKey_; }
  /// What makes the next connection shorter; empty: nothing is known.
  [[nodiscard]] std::string tlsSession() const;
  void keepTlsSession(const std::string& session) const;

  /// Opens the store. Errors: those of SqliteStore::open.
  [[nodiscard]] Result<std::unique_ptr<SqliteStore>> openStore() const;
  /// For an EvidenceBox.
  [[nodiscard]] std::string evidenceFolder() const { return folder_ + "/evidence"; }
  /// Erases everything in the folder: the centre proved that this tablet was revoked, and it holds nothing any more.
  [[nodiscard]] Result<void> erase() const;

 private:
  TabletHome(std::string folder, TabletCard card, std::string tlsPem, SigningKey signingKey)
      : folder_(std::move(folder)),
        card_(std::move(card)),
        tlsPem_(std::move(tlsPem)),
        signingKey_(std::move(signingKey)) {}
  [[nodiscard]] Result<void> keep(TabletCard card);
  std::string folder_;
  TabletCard card_;
  std::string tlsPem_;
  SigningKey signingKey_;
};

}  // namespace bf
