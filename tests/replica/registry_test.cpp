#include "shared/replica/registry.h"

#include <catch2/catch.hpp>

#include "shared/replica/codec.h"
#include "tests/replica/world.h"
#include "tests/seed.h"

namespace bf::test {
namespace {

/// A registry in a transaction that is never committed.
struct Desk {
  World world;
  std::unique_ptr<StoreTx> tx = must(world.store().begin());
  Registry registry{*tx};
  SeededRandom random{seed()};
  Micros now = world.now();
};

const DeviceId tablet = *DeviceId::from("tablet-1");

}  // namespace

TEST_CASE("users are numbered from one on, and a changed scope has a newer version") {
  Desk desk;
  const auto first = must(desk.registry.addUser("王", villageSecretary, {{village, true}}, "ctl:a", desk.now));
  const auto second = must(desk.registry.addUser("李", townshipClerk, {}, "ctl:a", desk.now));
  CHECK(first.number() == 1);
  CHECK(second.number() == 2);
  must(desk.registry.setGrants(1, {{otherVillage, false}}, "ctl:a", desk.now));
  const auto changed = must(desk.registry.user(1));
  CHECK(changed.scope_version() == first.scope_version() + 1);
  REQUIRE(changed.grants_size() == 1);
  CHECK(changed.grants(0).region() == otherVillage);
  CHECK(refused(desk.registry.user(9)) == Errc::notFound);
  CHECK(refused(desk.registry.setGrants(9, {}, "ctl:a", desk.now)) == Errc::notFound);
  CHECK(must(desk.registry.users()).size() == 2);
}

TEST_CASE("colleagues are those with a grant above, below or at one's own, and their scopes are told anew") {
  Desk desk;
  const auto add = [&](const char* name, std::uint32_t role, RegionCode region) {
    return must(desk.registry.addUser(name, role, {{region, true}}, "ctl:a", desk.now)).number();
  };
  const auto version = [&](std::uint32_t user) { return must(desk.registry.user(user)).scope_version(); };
  const auto names = [&](std::uint32_t user) {
    std::string said;
    for (const auto& one : must(desk.registry.colleagues(must(desk.registry.user(user))))) said += one.name();
    return said;
  };
  const auto secretary = add("王", villageSecretary, village);
  const auto neighbour = add("李", villageSecretary, otherVillage);
  const auto told = version(secretary), toldNeighbour = version(neighbour);
  CHECK(names(secretary).empty());
  const auto clerk = add("陈", townshipClerk, township);
  CHECK(names(secretary) == "陈");
  CHECK(names(clerk) == "王李");
  CHECK(version(secretary) > told);
  const auto twin = add("张", villageSecretary, village);
  CHECK(names(twin) == "王陈");
  CHECK(version(neighbour) == toldNeighbour + 1);  // of the clerk only
  const auto before = version(secretary);
  must(desk.registry.setGrants(neighbour, {{village, false}}, "ctl:a", desk.now));
  CHECK(names(secretary) == "李陈张");
  CHECK(version(secretary) > before);
}

TEST_CASE("an invitation is used once, by whom it reaches first, and a second use leaves a trace") {
  Desk desk;
  must(desk.registry.addUser("王", villageSecretary, {{village, true}}, "ctl:a", desk.now));
  const auto token = must(desk.registry.invite(1, 900'000'000, desk.random, "ctl:a", desk.now));
  CHECK(token.size() == 26);
  CHECK(token.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
  CHECK(refused(desk.registry.redeem("0000000000000000000000000", tablet, desk.now)) == Errc::badToken);
  CHECK(must(desk.registry.redeem(token, tablet, desk.now)).user() == 1);
  const auto again = desk.registry.redeem(token, tablet, desk.now);
  CHECK(refused(again) == Errc::badToken);
  CHECK(must(desk.registry.lastAudit()).action() == "token.reused");
  // Only its hash is kept.
  for (const auto& entry : must(desk.tx->list(Space::token, {}, {}, 10)))
    CHECK((entry.key + entry.value).find(token) == std::string::npos);
}

TEST_CASE("a code is taken as people type it") {
  Desk desk;
  must(desk.registry.addUser("王", villageSecretary, {}, "ctl:a", desk.now));
  for (int i = 0; i < 50; ++i) {
    const auto token = must(desk.registry.invite(1, 900'000'000, desk.random, "ctl:a", desk.now));
    std::string typed;
    for (std::size_t at = 0; at < token.size(); ++at) {
      auto c = token[at];
      if (c == '0') c = 'o';
      else if (c == '1') c = at % 2 == 0 ? 'l' : 'I';
      else if (c >= 'A') c = static_cast<char>(c - 'A' + 'a');
      typed += c;
      if (at % 5 == 4) typed += at % 2 == 0 ? "-" : " ";
    }
    INFO(token << " typed as " << typed);
    must(desk.registry.redeem(typed, tablet, desk.now));
  }
}

TEST_CASE("an invitation expires, and two of them are never the same") {
  Desk desk;
  must(desk.registry.addUser("王", villageSecretary, {}, "ctl:a", desk.now));
  const auto token = must(desk.registry.invite(1, 900'000'000, desk.random, "ctl:a", desk.now));
  const auto other = must(desk.registry.invite(1, 900'000'000, desk.random, "ctl:a", desk.now));
  CHECK(token != other);
  CHECK(refused(desk.registry.redeem(token, tablet, desk.now + 900'000'001)) == Errc::badToken);
  must(desk.registry.redeem(other, tablet, desk.now + 900'000'000));
  CHECK(refused(desk.registry.invite(7, 1, desk.random, "ctl:a", desk.now)) == Errc::notFound);
}

TEST_CASE("a device may do something from its confirmation until it is revoked or its person disabled") {
  Desk desk;
  must(desk.registry.addUser("王", villageSecretary, {{village, true}, {township, false}}, "ctl:a", desk.now));
  bianfang::Device device;
  device.set_user(1);
  device.set_signing_key(SigningKey::make(desk.random).publicKey().str());
  device.set_check_code("123 456");
  CHECK(refused(desk.registry.sender(tablet)) == Errc::notFound);
  must(desk.registry.addDevice(tablet, device, desk.now));
  CHECK(refused(desk.registry.sender(tablet)) == Errc::awaitingConfirmation);
  must(desk.registry.confirm(tablet, "ctl:a", desk.now));
  const auto sender = must(desk.registry.sender(tablet));
  CHECK(sender.user == 1);
  CHECK(sender.role == villageSecretary);
  CHECK_FALSE(sender.depositOnly);
  CHECK(sender.mayWrite(village));
  CHECK_FALSE(sender.mayWrite(otherVillage));
  CHECK(sender.mayRead(otherVillage));
  CHECK(sender.mayRead(county));
  CHECK_FALSE(sender.mayRead(farVillage));
  must(desk.registry.revoke(tablet, "lost", "ctl:a", desk.now));
  CHECK(must(desk.registry.sender(tablet)).depositOnly);
  CHECK(refused(desk.registry.revoke(*DeviceId::from("nobody--"), "", "", 0)) == Errc::notFound);
  CHECK(must(desk.registry.devices()).size() == 1);
}

TEST_CASE("every change of rights leaves an entry in the trail, in the same transaction") {
  Desk desk;
  const auto count = [&] { return must(desk.registry.verifyAudit()); };
  const auto before = count();
  must(desk.registry.addUser("王", villageSecretary, {{village, true}}, "ctl:a", desk.now));
  must(desk.registry.setGrants(1, {}, "ctl:a", desk.now));
  must(desk.registry.invite(1, 1, desk.random, "ctl:a", desk.now));
  must(desk.registry.addDevice(tablet, {}, desk.now));
  must(desk.registry.confirm(tablet, "ctl:a", desk.now));
  must(desk.registry.revoke(tablet, "lost", "ctl:a", desk.now));
  must(desk.registry.noteBackup(1, 1, "/b", "digest", "ctl:a", desk.now));
  must(desk.registry.retireBackup(1, "ctl:a", desk.now));
  CHECK(count() == before + 8);
  CHECK(must(desk.registry.lastAudit()).subject() == "backup:1");
  CHECK(must(desk.registry.auditHead(before + 8)) == Hash::from(must(desk.registry.lastAudit()).head()));
  CHECK_FALSE(must(desk.registry.auditHead(before + 9)));
}

TEST_CASE("what every backup that could be restored contains is what counts as archived") {
  Desk desk;
  const auto archived = [&] { return must(desk.world.centre().archived(*desk.tx)); };
  CHECK(archived() == 0);
  must(desk.registry.noteBackup(40, 1, "/a", {}, "ctl:a", desk.now));
  must(desk.registry.noteBackup(90, 1, "/b", {}, "ctl:a", desk.now));
  CHECK(archived() == 40);
  must(desk.registry.retireBackup(1, "ctl:a", desk.now));
  CHECK(archived() == 90);
  CHECK(refused(desk.registry.retireBackup(3, "ctl:a", desk.now)) == Errc::notFound);
  CHECK(must(desk.registry.backups()).size() == 2);
}

TEST_CASE("any change to any entry of the trail is found and named") {
  Desk desk;
  for (int i = 0; i < 300; ++i)
    must(desk.registry.audit("ctl:a", "look", "record:" + std::to_string(i), "reason", desk.now + i));
  const auto total = must(desk.registry.verifyAudit());
  const auto head = must(desk.registry.auditHead(total));
  auto& tx = *desk.tx;
  std::size_t found = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto number = 1 + desk.random.below(total);
    const auto key = bigEndian(number);
    const auto kind = desk.random.below(6);
    INFO("tamper " << i << " of kind " << kind << " at " << number << ", seed " << seed());
    const auto undone = tx.nested([&]() -> Result<void> {
      auto value = *must(tx.get(Space::audit, key));
      auto broken = number;
      if (kind == 0) {  // a bit
        value[desk.random.below(value.size())] ^= static_cast<char>(1 << desk.random.below(8));
        must(tx.put(Space::audit, key, value));
      } else if (kind == 1) {  // gone
        must(tx.erase(Space::audit, key));
      } else if (kind == 2) {  // two in another order
        const auto other = 1 + desk.random.below(total);
        if (other == number) return fail(Errc::busy);
        must(tx.put(Space::audit, key, *must(tx.get(Space::audit, bigEndian(other)))));
        must(tx.put(Space::audit, bigEndian(other), value));
        broken = std::min(number, other);
      } else if (kind == 3) {  // something that a parser passes over
        must(tx.put(Space::audit, key, value + std::string("\xa0\x06\x01", 3)));
      } else if (kind == 4) {  // the same number, written longer
        value[1] = static_cast<char>(value[1] | 0x80);
        must(tx.put(Space::audit, key, value.insert(2, 1, '\0')));
      } else {  // one too many
        must(tx.put(Space::audit, bigEndian(total + 1 + desk.random.below(3)), value));
        broken = total + 1;
      }
      const auto verified = desk.registry.verifyAudit();
      // A chain does not miss its own end: whoever witnessed it does.
      if (verified) {
        CHECK((kind == 1 && number == total && *verified == total - 1));
        CHECK(must(desk.registry.auditHead(total)) != head);
      } else {
        CHECK(verified.error().code == Errc::brokenChain);
        CHECK_THAT(verified.error().detail, Catch::EndsWith(" " + std::to_string(broken)));
      }
      ++found;
      return fail(Errc::busy);
    });
    CHECK_FALSE(undone);
  }
  CHECK(found > 980);
  CHECK(must(desk.registry.verifyAudit()) == total);
}

TEST_CASE("a tablet notices a trail that went back behind what it witnessed") {
  Township in;
  const auto head = hashOf("a");
  must(in.one->witnessAudit(100, head));
  must(in.one->witnessAudit(100, head));
  CHECK(refused(in.one->witnessAudit(99, hashOf("b"))) == Errc::brokenChain);
  CHECK(refused(in.one->witnessAudit(100, hashOf("b"))) == Errc::brokenChain);
  must(in.one->witnessAudit(101, hashOf("c")));
  CHECK(must(in.one->state()).audit == 101);
}

}  // namespace bf::test
