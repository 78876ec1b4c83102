#include "shared/replica/registry.h"

#include <algorithm>

#include "shared/base/crypto.h"
#include "shared/base/weakening.h"
#include "shared/replica/codec.h"
#include "shared/replica/replica_limits.h"

namespace bf {
namespace {

constexpr std::size_t everything = 100000;  ///< users, devices and regions of a county stay far below this
constexpr std::size_t tokenBytes = 16;
/// Numbers of users in one epoch: what a restore took back is never given to another, for changes name their author by
/// it. A county has some thousands.
constexpr std::uint32_t usersOfEpoch = 10'000;
/// Versions of one user's scope: a tablet that is given to another user never knows the other's version already.
constexpr std::uint64_t scopesOfUser = 65'536;

/// Crockford's base32: no I, L, O, U, so that a code can be read out and typed.
std::string base32(std::string_view bytes) {
  static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string text;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = buffer << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[buffer >> (bits - 5) & 31];
    buffer &= (1U << bits) - 1;
  }
  if (bits > 0) text += alphabet[buffer << (5 - bits) & 31];
  return text;
}

/// What people make of a code when they type it: lower case, blanks, hyphens, O for 0, I and L for 1.
std::string normalToken(std::string_view typed) {
  std::string token;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    token += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  }
  return token;
}

std::string tokenKey(std::string_view token) { return hashOf("bianfang-token", normalToken(token)).str(); }

void setMessageGrants(bianfang::User& user, const std::vector<GrantedRegion>& grants) {
  user.clear_grants();
  for (const auto& grant : grants) {
    auto* made = user.add_grants();
    made->set_region(grant.region);
    made->set_write(grant.write);
  }
}

/// One of them sees something of what the other does.
bool meet(const bianfang::User& one, const bianfang::User& other) {
  return std::ranges::any_of(one.grants(), [&](const auto& mine) {
    return std::ranges::any_of(other.grants(), [&](const auto& grant) {
      return within(mine.region(), grant.region()) || within(grant.region(), mine.region());
    });
  });
}

std::string userSubject(std::uint32_t number) { return "user:" + std::to_string(number); }
std::string deviceSubject(const DeviceId& id) { return "device:" + toHex(id.view()); }

}  // namespace

Result<bianfang::User> Registry::addUser(std::string_view name, std::uint32_t role,
                                         const std::vector<GrantedRegion>& grants, std::string_view actor, Micros now) {
  if (grants.size() > grantsMax) return fail(Errc::tooLarge, "more regions than grantsMax");
  BF_LET(newest, tx_.last(Space::user));
  BF_LET(epoch, tx_.last(Space::epoch));
  const auto before = newest ? static_cast<std::uint32_t>(fromBigEndian(newest->key)) : 0;
  const auto restored = epoch ? static_cast<std::uint32_t>(fromBigEndian(epoch->key)) - 1 : 0;
  bianfang::User user;
  user.set_number(std::max(before, restored * usersOfEpoch) + 1);
  user.set_name(std::string(name));
  user.set_role(role);
  user.set_created(now);
  user.set_scope_version(user.number() * scopesOfUser + 1);
  setMessageGrants(user, grants);
  BF_CHECK(tx_.put(Space::user, bigEndian(user.number(), 4), encode(user)));
  BF_CHECK(tellColleagues(user));
  BF_CHECK(audit(actor, "user.add", userSubject(user.number()), "role " + std::to_string(role), now));
  return user;
}

Result<bianfang::User> Registry::user(std::uint32_t number) {
  BF_LET(found, tx_.get(Space::user, bigEndian(number, 4)));
  if (!found) return fail(Errc::notFound, userSubject(number));
  return decode<bianfang::User>(*found);
}

Result<std::vector<bianfang::User>> Registry::users() {
  BF_LET(entries, tx_.list(Space::user, {}, {}, everything));
  std::vector<bianfang::User> users;
  for (const auto& entry : entries) {
    BF_LET(user, decode<bianfang::User>(entry.value));
    users.push_back(std::move(user));
  }
  return users;
}

Result<std::vector<bianfang::User>> Registry::colleagues(const bianfang::User& of) {
  BF_LET(found, users());
  std::erase_if(found, [&](const auto& user) { return user.number() == of.number() || !meet(user, of); });
  return found;
}

Result<bianfang::Scope> Registry::scope(const bianfang::User& user) {
  bianfang::Scope scope;
  scope.set_version(user.scope_version());
  scope.set_user(user.number());
  scope.set_name(user.name());
  scope.set_role(user.role());
  *scope.mutable_grants() = user.grants();
  BF_LET(others, colleagues(user));
  for (const auto& other : others) {
    auto* person = scope.add_people();
    person->set_user(other.number());
    person->set_name(other.name());
  }
  return scope;
}

/// A new version of what they were told: their tablets hear who came.
Result<void> Registry::tellColleagues(const bianfang::User& of) {
  BF_LET(others, colleagues(of));
  for (auto& other : others) {
    other.set_scope_version(other.scope_version() + 1);
    BF_CHECK(tx_.put(Space::user, bigEndian(other.number(), 4), encode(other)));
  }
  return {};
}

Result<void> Registry::setGrants(std::uint32_t number, const std::vector<GrantedRegion>& grants, std::string_view actor,
                                 Micros now) {
  if (grants.size() > grantsMax) return fail(Errc::tooLarge, "more regions than grantsMax");
  BF_LET(found, user(number));
  setMessageGrants(found, grants);
  found.set_scope_version(found.scope_version() + 1);
  BF_CHECK(tx_.put(Space::user, bigEndian(number, 4), encode(found)));
  BF_CHECK(tellColleagues(found));
  std::string regions;
  for (const auto& grant : grants) regions += (grant.write ? " +" : " ") + std::to_string(grant.region);
  return audit(actor, "user.grants", userSubject(number), regions, now);
}

Result<std::string> Registry::invite(std::uint32_t number, Micros validFor, Random& random, std::string_view actor,
                                     Micros now) {
  BF_LET(found, user(number));
  std::array<unsigned char, tokenBytes> bytes{};
  random.fill(bytes);
  auto token = base32({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  bianfang::Token entry;
  entry.set_user(found.number());
  entry.set_expires(now + validFor);
  BF_CHECK(tx_.put(Space::token, tokenKey(token), encode(entry)));
  BF_CHECK(audit(actor, "tablet.invite", userSubject(number), {}, now));
  return token;
}

Result<bianfang::Token> Registry::redeem(std::string_view token, const DeviceId& device, Micros now) {
  const auto key = tokenKey(token);
  BF_LET(found, tx_.get(Space::token, key));
  if (!found) return fail(Errc::badToken, "unknown");
  BF_LET(entry, decode<bianfang::Token>(*found));
  if (entry.used() != 0) {
    // A second use means that someone else has seen the code: the office must hear of it.
    BF_CHECK(audit("server", "token.reused", userSubject(entry.user()), deviceSubject(device), now));
    return fail(Errc::badToken, "used");
  }
  if (entry.expires() < now) return fail(Errc::badToken, "expired");
  entry.set_used(now);
  entry.set_device(device.str());
  BF_CHECK(tx_.put(Space::token, key, encode(entry)));
  return entry;
}

Result<void> Registry::addDevice(const DeviceId& id, const bianfang::Device& device, Micros now) {
  BF_CHECK(putDevice(id, device));
  return audit("server", "tablet.enrol", deviceSubject(id), userSubject(device.user()), now);
}

Result<std::optional<bianfang::Device>> Registry::device(const DeviceId& id) {
  BF_LET(found, tx_.get(Space::device, id.view()));
  if (!found) return std::optional<bianfang::Device>{};
  BF_LET(device, decode<bianfang::Device>(*found));
  return std::optional(std::move(device));
}

Result<void> Registry::putDevice(const DeviceId& id, const bianfang::Device& device) {
  return tx_.put(Space::device, id.view(), encode(device));
}

Result<std::vector<Registry::ListedDevice>> Registry::devices() {
  BF_LET(entries, tx_.list(Space::device, {}, {}, everything));
  std::vector<ListedDevice> devices;
  for (const auto& entry : entries) {
    BF_LET(device, decode<bianfang::Device>(entry.value));
    if (const auto id = DeviceId::from(entry.key)) devices.push_back({*id, std::move(device)});
  }
  return devices;
}

Result<bianfang::Device> Registry::rescue(const DeviceId& id, const PublicKey& signingKey,
                                          std::string_view certificateHash, Micros now) {
  bianfang::Device device;
  device.set_enrolled(now);
  device.set_confirmed(now);
  device.set_signing_key(signingKey.str());
  device.set_certificate(std::string(certificateHash));
  BF_CHECK(putDevice(id, device));
  BF_CHECK(audit("server", "tablet.rescue", deviceSubject(id), {}, now));
  return device;
}

Result<void> Registry::assign(const DeviceId& id, std::uint32_t number, std::string_view actor, Micros now) {
  BF_LET(found, device(id));
  if (!found) return fail(Errc::notFound, deviceSubject(id));
  if (found->user() != 0) return fail(Errc::alreadyExists, userSubject(found->user()));
  BF_LET(person, user(number));
  found->set_user(person.number());
  BF_CHECK(putDevice(id, *found));
  return audit(actor, "tablet.assign", deviceSubject(id), userSubject(number), now);
}

Result<void> Registry::confirm(const DeviceId& id, std::string_view actor, Micros now) {
  BF_LET(found, device(id));
  if (!found) return fail(Errc::notFound, deviceSubject(id));
  found->set_confirmed(now);
  BF_CHECK(putDevice(id, *found));
  return audit(actor, "tablet.confirm", deviceSubject(id), {}, now);
}

Result<void> Registry::revoke(const DeviceId& id, std::string_view why, std::string_view actor, Micros now) {
  BF_LET(found, device(id));
  if (!found) return fail(Errc::notFound, deviceSubject(id));
  found->set_revoked(now);
  found->set_revoked_why(std::string(why));
  BF_CHECK(putDevice(id, *found));
  return audit(actor, "tablet.revoke", deviceSubject(id), why, now);
}

Result<Sender> Registry::sender(const DeviceId& id) {
  BF_LET(found, device(id));
  if (!found) return fail(Errc::notFound, deviceSubject(id));
  if (found->confirmed() == 0) return fail(Errc::awaitingConfirmation, found->check_code());
  const auto key = PublicKey::from(found->signing_key());
  if (!key) return fail(Errc::storageCorrupt, "signing key of " + deviceSubject(id));
  if (found->user() == 0) return Sender{id, 0, 0, {}, *key, true};
  BF_LET(person, user(found->user()));
  Sender sender{id,
                person.number(),
                person.role(),
                {},
                *key,
                (found->revoked() != 0 && !BF_WEAKENED("serve-revoked")) || person.disabled() != 0};
  for (const auto& grant : person.grants()) sender.grants.push_back({grant.region(), grant.write()});
  return sender;
}

Result<void> Registry::putRegion(RegionCode code, std::string_view name) {
  bianfang::Region region;
  region.set_code(code);
  region.set_name(std::string(name));
  return tx_.put(Space::region, bigEndian(code), encode(region));
}

Result<std::optional<std::string>> Registry::regionName(RegionCode code) {
  BF_LET(found, tx_.get(Space::region, bigEndian(code)));
  if (!found) return std::optional<std::string>{};
  BF_LET(region, decode<bianfang::Region>(*found));
  return std::optional(region.name());
}

Result<std::vector<bianfang::Region>> Registry::regions() {
  BF_LET(entries, tx_.list(Space::region, {}, {}, everything));
  std::vector<bianfang::Region> regions;
  for (const auto& entry : entries) {
    BF_LET(region, decode<bianfang::Region>(entry.value));
    regions.push_back(std::move(region));
  }
  return regions;
}

}  // namespace bf
