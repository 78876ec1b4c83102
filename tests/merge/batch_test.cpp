// Law 1, identity, and law 10, tamper evidence, as far as a batch carries them.
#include "shared/merge/batch.h"

#include "bianfang/change.pb.h"
#include "shared/merge/merge_limits.h"
#include "tests/merge/history.h"
#include "tests/merge/property.h"

using namespace bf;
using namespace bf::test;

namespace {

struct Sealed {
  Batch batch;
  SigningKey key;
  [[nodiscard]] bool verifies(const Batch& other) const {
    return verifySignature(other, chainHead(other), key.publicKey());
  }
};

SigningKey aKey(std::uint64_t seed = 1) {
  SeededRandom random(seed);
  return SigningKey::make(random);
}

void sign(Batch& batch, const SigningKey& key) { batch.signature = key.sign(signedBytes(batch, chainHead(batch))); }

Sealed sealed(const std::vector<std::string>& changes) {
  Sealed made{{}, aKey()};
  made.batch.device.bytes.fill(9);
  made.batch.first = 300;
  made.batch.prev = hashOf("before");
  made.batch.region = 441424100201;
  for (const auto& change : changes) made.batch.entries.push_back(entryOf(change));
  sign(made.batch, made.key);
  return made;
}

Errc errorOf(std::string_view bytes) {
  const auto parsed = parseBatch(bytes);
  REQUIRE_FALSE(parsed);
  return parsed.error().code;
}

}  // namespace

TEST_CASE("a batch that is serialised and parsed is the same batch, and verifies") {
  forAll("batches round trip", 100, [](const Script& script, std::uint64_t chance) {
    std::vector<std::string> changes;
    for (const auto& known : history(script).changes) changes.push_back(serialise(known.change));
    auto [batch, key] = sealed(changes);
    SeededRandom random(chance);
    for (auto& entry : batch.entries)
      if (random.chance(30)) entry.change.clear();
    const auto bytes = serialise(batch);
    const auto parsed = parseBatch(bytes);
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(*parsed == batch);
    RC_ASSERT(serialise(*parsed) == bytes);
    RC_ASSERT(verifySignature(*parsed, chainHead(*parsed), key.publicKey()));
    bianfang::Batch message;
    RC_ASSERT(message.ParseFromString(bytes));
    RC_ASSERT(message.SerializeAsString() == bytes);
  });
}

TEST_CASE("a batch with any bit of any byte turned is refused or does not verify") {
  auto one = sealed({"first", "second change", std::string(40, 'x')});
  one.batch.entries[1].change.clear();
  const auto bytes = serialise(one.batch);
  REQUIRE(one.verifies(*parseBatch(bytes)));
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      auto broken = bytes;
      broken[at] = static_cast<char>(broken[at] ^ 1 << bit);
      const auto parsed = parseBatch(broken);
      INFO("byte " << at << " bit " << bit);
      CHECK_FALSE((parsed && one.verifies(*parsed)));
    }
}

TEST_CASE("a batch that is cut, or has a byte too many, is refused or does not verify") {
  const auto one = sealed({"first", "second change"});
  const auto bytes = serialise(one.batch);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto cut = parseBatch(bytes.substr(0, at));
    CHECK_FALSE((cut && one.verifies(*cut)));
    for (const char more : {'\0', '\x08', '\x2a', '\x7f'}) {
      auto longer = bytes;
      longer.insert(at, 1, more);
      const auto parsed = parseBatch(longer);
      INFO("byte " << int{more} << " at " << at);
      CHECK_FALSE((parsed && one.verifies(*parsed)));
    }
  }
}

TEST_CASE("entries that are left out, doubled, exchanged or moved to another batch do not verify") {
  const auto one = sealed({"first", "second", "third"});
  auto fewer = one.batch;
  fewer.entries.pop_back();
  CHECK_FALSE(one.verifies(fewer));
  auto doubled = one.batch;
  doubled.entries.push_back(doubled.entries.back());
  CHECK_FALSE(one.verifies(doubled));
  auto exchanged = one.batch;
  std::swap(exchanged.entries[0], exchanged.entries[1]);
  CHECK_FALSE(one.verifies(exchanged));
  auto elsewhere = one.batch;
  elsewhere.prev = hashOf("another past");
  CHECK_FALSE(one.verifies(elsewhere));
  CHECK_FALSE(verifySignature(one.batch, chainHead(one.batch), aKey(2).publicKey()));
}

TEST_CASE("withheld entries keep the chain, its signature and the names of all changes") {
  const auto one = sealed({"first", "second", "third"});
  auto partly = one.batch;
  partly.entries[0].change.clear();
  partly.entries[2].change.clear();
  REQUIRE(partly.entries[0].withheld());
  const auto received = parseBatch(serialise(partly));
  REQUIRE(received);
  CHECK(chainHead(*received) == chainHead(one.batch));
  CHECK(one.verifies(*received));
  CHECK(received->entries[0].withheld());
  CHECK(received->entries[1].change == "second");
  for (std::size_t i = 0; i < 3; ++i) CHECK(received->entries[i].id() == idOf(hashOf(one.batch.entries[i].change)));
}

TEST_CASE("the chain is the hash of the chain before and the hash of each change") {
  auto [batch, key] = sealed({"first", "second"});
  batch.prev = {};
  const auto link = hashOf(Hash{}.str() + hashOf("first").str());
  CHECK(chainHead(batch) == hashOf(link.str() + hashOf("second").str()));
  batch.entries.pop_back();
  CHECK(chainHead(batch) == link);
}

TEST_CASE("what a device signs is its name, the position, the region and the chain") {
  const auto one = sealed({"first"});
  const auto head = chainHead(one.batch);
  std::string expected = "bianfang-batch" + std::string(8, '\x09');
  expected += std::string("\x2c\x01\0\0\0\0\0\0", 8);                     // 300
  expected += std::string("\x69\x3b\xed\xc6\x66\0\0\0", 8) + head.str();  // 441424100201 = 0x66c6ed3b69
  CHECK(toHex(signedBytes(one.batch, head)) == toHex(expected));
}

TEST_CASE("two tablets from one image write different changes at one position: both batches verify, under two names") {
  const auto here = sealed({"what the village secretary wrote"});
  const auto there = sealed({"what the clone wrote"});
  CHECK(here.batch.first == there.batch.first);
  CHECK(here.batch.prev == there.batch.prev);
  CHECK(here.verifies(here.batch));
  CHECK(there.verifies(there.batch));
  CHECK(chainHead(here.batch) != chainHead(there.batch));
  CHECK(here.batch.entries[0].id() != there.batch.entries[0].id());
}

TEST_CASE("a batch without a device, region, position or entries is malformed") {
  const auto with = [](auto edit) {
    auto one = sealed({"first"});
    edit(one.batch);
    return errorOf(serialise(one.batch));
  };
  CHECK(with([](Batch& batch) { batch.device = {}; }) == Errc::malformed);
  CHECK(with([](Batch& batch) { batch.region = 0; }) == Errc::malformed);
  CHECK(with([](Batch& batch) { batch.first = 0; }) == Errc::malformed);
  CHECK(with([](Batch& batch) { batch.first = UINT64_MAX; }) == Errc::malformed);
  CHECK(with([](Batch& batch) { batch.first = INT64_MAX; }) == Errc::malformed);
  CHECK(with([](Batch& batch) { batch.entries.clear(); }) == Errc::malformed);
  CHECK(errorOf("") == Errc::malformed);
}

TEST_CASE("an absent position is none, not the first") {
  bianfang::Batch message;
  REQUIRE(message.ParseFromString(serialise(sealed({"first"}).batch)));
  message.clear_first();
  CHECK(errorOf(message.SerializeAsString()) == Errc::malformed);
}

TEST_CASE("an entry that is empty, holds both or an unknown thing, or a hash of another length, is malformed") {
  const auto with = [](std::string_view entry) {
    bianfang::Batch message;
    REQUIRE(message.ParseFromString(serialise(sealed({"first"}).batch)));
    auto bytes = message.SerializeAsString();
    std::string wrapped;
    appendBytesField(wrapped, 5, entry);
    const auto signature = bytes.find("\x32\x40");
    REQUIRE(signature != std::string::npos);
    return errorOf(bytes.insert(signature, wrapped));
  };
  std::string change;
  appendBytesField(change, 1, "change");
  std::string hash;
  appendBytesField(hash, 2, std::string(32, 'h'));
  std::string shortHash;
  appendBytesField(shortHash, 2, std::string(31, 'h'));
  std::string other;
  appendBytesField(other, 3, std::string(32, 'h'));
  CHECK(with("") == Errc::malformed);
  CHECK(with(std::string("\x0a\0", 2)) == Errc::malformed);
  CHECK(with(change + hash) == Errc::malformed);
  CHECK(with(shortHash) == Errc::malformed);
  CHECK(with(other) == Errc::malformed);
}

TEST_CASE("another spelling of the same batch is malformed") {
  const auto bytes = serialise(sealed({"first"}).batch);
  CHECK(errorOf(bytes + bytes.substr(bytes.size() - 66)) == Errc::malformed);  // the signature twice
  CHECK(errorOf(std::string("\x0a\x08") + std::string(8, '\x09') + bytes) == Errc::malformed);
  bianfang::Batch message;
  REQUIRE(message.ParseFromString(bytes));
  message.clear_prev();
  CHECK(errorOf(message.SerializeAsString()) == Errc::malformed);  // 32 zero bytes stand for the start of a chain
}

TEST_CASE("a batch larger than its limits is refused, one at its limits is taken") {
  std::vector<std::string> many(batchChangesMax, std::string(batchBytesMax / batchChangesMax, 'x'));
  auto full = sealed(many);
  CHECK(parseBatch(serialise(full.batch)).has_value());
  for (auto& entry : full.batch.entries) entry = {{}, entry.hash};
  CHECK(parseBatch(serialise(full.batch)).has_value());  // all withheld

  many.emplace_back("x");
  CHECK(errorOf(serialise(sealed(many).batch)) == Errc::tooLarge);
  CHECK(errorOf(serialise(sealed({std::string(changeBytesMax + 1, 'x')}).batch)) == Errc::tooLarge);
  CHECK(errorOf(std::string(batchFormBytesMax + 1, '\x08')) == Errc::tooLarge);
}
