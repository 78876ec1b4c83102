#pragma once
// Who may do what: users, devices, enrolment tokens, regions, the audit chain, backups. Values are the messages of
// proto/bianfang/registry.proto, kept in the store's register. Every change of rights leaves an audit entry in the
// same transaction.

#include <optional>
#include <string>
#include <vector>

#include "bianfang/registry.pb.h"
#include "shared/base/env.h"
#include "shared/base/error.h"
#include "shared/replica/centre_replica.h"
#include "shared/store/store.h"

namespace bf {

class Registry {
 public:
  explicit Registry(StoreTx& tx) : tx_(tx) {}

  // ---- users -----------------------------------------------------------------------------------------------------
  /// Errors: Errc::tooLarge (grantsMax).
  [[nodiscard]] Result<bianfang::User> addUser(std::string_view name, std::uint32_t role,
                                               const std::vector<GrantedRegion>& grants, std::string_view actor,
                                               Micros now);
  [[nodiscard]] Result<bianfang::User> user(std::uint32_t number);  ///< Errc::notFound
  [[nodiscard]] Result<std::vector<bianfang::User>> users();
  /// The others who have a grant in what this user sees, by number: authors of what the user's tablet holds.
  [[nodiscard]] Result<std::vector<bianfang::User>> colleagues(const bianfang::User& of);
  /// What a tablet of this user is told of itself and of colleagues; its regions are the teller's to add.
  [[nodiscard]] Result<bianfang::Scope> scope(const bianfang::User& user);
  /// Replaces the grants; tablets hear of it at their next contact, also those of colleagues. Errors: Errc::notFound,
  /// tooLarge (grantsMax).
  [[nodiscard]] Result<void> setGrants(std::uint32_t number, const std::vector<GrantedRegion>& grants,
                                       std::string_view actor, Micros now);

  // ---- enrolment -------------------------------------------------------------------------------------------------
  /// A one-time token (26 characters of base32) for a user's next tablet; only its hash is kept.
  [[nodiscard]] Result<std::string> invite(std::uint32_t user, Micros validFor, Random& random, std::string_view actor,
                                           Micros now);
  /// Uses up a token. Errors: Errc::badToken (unknown, used, expired); commit all the same, for the second use of one
  /// leaves a trace.
  [[nodiscard]] Result<bianfang::Token> redeem(std::string_view token, const DeviceId& device, Micros now);
  [[nodiscard]] Result<void> addDevice(const DeviceId& id, const bianfang::Device& device, Micros now);
  [[nodiscard]] Result<std::optional<bianfang::Device>> device(const DeviceId& id);
  [[nodiscard]] Result<void> putDevice(const DeviceId& id, const bianfang::Device& device);
  struct ListedDevice {
    DeviceId id;
    bianfang::Device device;
  };
  [[nodiscard]] Result<std::vector<ListedDevice>> devices();
  /// A device that only its certificate vouches for: it was enrolled after the backup in use. It has no user, may
  /// deposit what it holds for a reviewer, and is served again once it is given to a user.
  [[nodiscard]] Result<bianfang::Device> rescue(const DeviceId& id, const PublicKey& signingKey,
                                                std::string_view certificateHash, Micros now);
  /// Gives a rescued device to a user. Errors: Errc::notFound (the device, the user), Errc::alreadyExists (it has one).
  [[nodiscard]] Result<void> assign(const DeviceId& id, std::uint32_t user, std::string_view actor, Micros now);
  /// The office compared the check codes. Errors: Errc::notFound.
  [[nodiscard]] Result<void> confirm(const DeviceId& id, std::string_view actor, Micros now);
  [[nodiscard]] Result<void> revoke(const DeviceId& id, std::string_view why, std::string_view actor, Micros now);
  /// What a device may do now. Errors: Errc::notFound, Errc::awaitingConfirmation.
  [[nodiscard]] Result<Sender> sender(const DeviceId& id);

  // ---- regions ---------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<void> putRegion(RegionCode code, std::string_view name);
  [[nodiscard]] Result<std::optional<std::string>> regionName(RegionCode code);
  [[nodiscard]] Result<std::vector<bianfang::Region>> regions();

  // ---- audit -----------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<void> audit(std::string_view actor, std::string_view action, std::string_view subject,
                                   std::string_view detail, Micros now);
  [[nodiscard]] Result<bianfang::AuditEntry> lastAudit();  ///< number 0 when there is none
  /// Head of the chain at `number`; nothing when there is no such entry.
  [[nodiscard]] Result<std::optional<Hash>> auditHead(std::uint64_t number);
  /// Recomputes the whole chain. Result: number of entries, to be compared with what tablets have witnessed, for a
  /// chain does not miss its own end. Errors: Errc::brokenChain naming the first bad entry.
  [[nodiscard]] Result<std::uint64_t> verifyAudit();

  // ---- backups ---------------------------------------------------------------------------------------------------
  [[nodiscard]] Result<bianfang::Backup> noteBackup(std::int64_t seq, std::uint64_t epoch, std::string_view path,
                                                    std::string_view digest, std::string_view actor, Micros now);
  [[nodiscard]] Result<void> retireBackup(std::uint64_t number, std::string_view actor, Micros now);
  [[nodiscard]] Result<std::vector<bianfang::Backup>> backups();
  /// The batch numbered `seq`, known in part until now, became whole at `at`: a backup made before that number was
  /// given has not all of it, although the batch's own number is in it.
  [[nodiscard]] Result<void> noteCompleted(std::int64_t seq, std::int64_t at);
  /// Number up to which every change is inside each backup that is not retired; 0 without a backup.
  [[nodiscard]] Result<std::int64_t> archived();

 private:
  [[nodiscard]] Result<void> tellColleagues(const bianfang::User& of);
  [[nodiscard]] Result<void> forgetCompleted();

  StoreTx& tx_;
};

}  // namespace bf
