#include <catch2/catch.hpp>

#include "tests/store/conformance.h"

namespace bf::test {
namespace {

std::vector<std::string> keysOf(const std::vector<RegisterEntry>& entries) {
  std::vector<std::string> keys;
  for (const auto& entry : entries) keys.push_back(entry.key);
  return keys;
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("an entry of the register is found in its space alone, and a later one takes its place") {
  FOR_EACH_ENGINE(bed);
  const std::string binary("\0\xff\x01", 3);
  write(bed.store(), [&](StoreTx& tx) {
    must(tx.put(Space::user, binary, "one"));
    must(tx.put(Space::user, binary, binary));
    must(tx.put(Space::meta, {}, {}));
  });
  bed.reopen();
  write(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.get(Space::user, binary)) == binary);
    CHECK_FALSE(must(tx.get(Space::device, binary)));
    CHECK(must(tx.get(Space::meta, {})) == "");
    must(tx.erase(Space::user, binary));
    must(tx.erase(Space::user, binary));
    CHECK_FALSE(must(tx.get(Space::user, binary)));
  });
}

TEST_CASE("what is frozen is written once and stays") {
  FOR_EACH_ENGINE(bed);
  for (const auto space : {Space::frozen, Space::frozenRows, Space::sample}) {
    write(bed.store(), [&](StoreTx& tx) { must(tx.put(space, "key", "value")); });
    const auto tx = must(bed.store().begin());
    CHECK_FALSE(tx->put(space, "key", "other").has_value());
    CHECK_FALSE(tx->erase(space, "key").has_value());
  }
  bed.reopen();
  seen(bed.store(), [&](StoreTx& tx) {
    CHECK(must(tx.get(Space::frozen, "key")) == "value");
    CHECK(must(tx.get(Space::frozenRows, "key")) == "value");
  });
}

TEST_CASE("a list has the keys with a prefix beyond another key, ascending by bytes") {
  FOR_EACH_ENGINE(bed);
  const std::string high("\xff\xff", 2);
  write(bed.store(), [&](StoreTx& tx) {
    for (const auto& key : {std::string("b"), std::string("a"), std::string("aa"), std::string("a\xff"), high,
                            high + "x", std::string("a\0", 2)})
      must(tx.put(Space::region, key, key));
    must(tx.put(Space::token, "ab", ""));
  });
  seen(bed.store(), [&](StoreTx& tx) {
    const Keys all{"a", std::string("a\0", 2), "aa", "a\xff", "b", high, high + "x"};
    CHECK(keysOf(must(tx.list(Space::region, {}, {}, 100))) == all);
    CHECK(keysOf(must(tx.list(Space::region, "a", {}, 100))) == Keys(all.begin(), all.begin() + 4));
    CHECK(keysOf(must(tx.list(Space::region, "a", "aa", 100))) == Keys{"a\xff"});
    CHECK(keysOf(must(tx.list(Space::region, {}, "aa", 2))) == Keys{"a\xff", "b"});
    CHECK(keysOf(must(tx.list(Space::region, high, {}, 100))) == Keys{high, high + "x"});
    CHECK(keysOf(must(tx.list(Space::region, "a\xff", {}, 100))) == Keys{"a\xff"});
    CHECK(must(tx.list(Space::region, "c", {}, 100)).empty());
    CHECK(must(tx.list(Space::region, {}, {}, 1)).front().value == "a");
  });
}

TEST_CASE("the last entry of a space is that of its greatest key") {
  FOR_EACH_ENGINE(bed);
  seen(bed.store(), [](StoreTx& tx) { CHECK_FALSE(must(tx.last(Space::audit))); });
  write(bed.store(), [](StoreTx& tx) {
    must(tx.put(Space::audit, "2", "two"));
    must(tx.put(Space::audit, "10", "ten"));
    must(tx.put(Space::backup, "9", "nine"));
    CHECK(must(tx.last(Space::audit))->value == "two");
    CHECK(must(tx.last(Space::backup))->key == "9");
  });
}

}  // namespace bf::test
