// What shared/sync/PROTOCOL.md says in bytes and figures, computed again by the code that the product runs: the page
// cannot say anything else than the program does.

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <concepts>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include "shared/replica/codec.h"
#include "shared/replica/replica_limits.h"
#include "shared/sync/check_code.h"
#include "shared/sync/frame.h"
#include "shared/sync/messages.h"
#include "shared/sync/packing.h"
#include "shared/sync/sync_limits.h"
#include "shared/sync/zstd_flight.h"
#include "tests/sync/fake_names.h"

using namespace bf;

namespace {

const std::string folder = BIANFANG_SOURCE;

std::string read(const std::string& path) {
  std::ifstream file(folder + "/" + path);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string page() { return read("shared/sync/PROTOCOL.md"); }

/// The lines of the block after the heading: a name each, and what stands behind it and on indented lines below.
std::map<std::string, std::string> exampleOfThePage() {
  const auto text = page();
  const auto heading = text.find("\n## A worked example");
  REQUIRE(heading != std::string::npos);
  const auto from = text.find("```text\n", heading);
  const auto to = text.find("\n```", from + 8);
  REQUIRE(to != std::string::npos);
  std::map<std::string, std::string> lines;
  std::istringstream block(text.substr(from + 8, to - from - 8));
  std::string name;
  for (std::string line; std::getline(block, line);) {
    std::istringstream words(line);
    std::string word;
    if (!line.empty() && line.front() != ' ') words >> name;
    while (words >> word) lines[name] += word;
  }
  return lines;
}

std::string counted(unsigned char from, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(from + i);
  return bytes;
}

/// The edit that the page tells of: a phone number and safe water, needs emptied.
struct Example {
  SigningKey key = *SigningKey::fromSeed(counted(0x00, 32));
  std::string receiptKey = counted(0x20, 32);
  DeviceId device = *DeviceId::from(counted(0xd1, 8));
  RecordId household = *RecordId::from(counted(0xa0, 16));
  Change change;
  Batch batch;
  Hash head;
  Receipt receipt;

  Example() {
    change = {20, household, {}, 441424100201, device, 7, 1, 1'600'000'000'000'000, {}, {29}, {}};
    change.set.resize(2);
    change.set[0].number = 10;
    appendBytesField(change.set[0].wire, 10, "13800138000");
    change.set[1].number = 11;
    appendVarintField(change.set[1].wire, 11, 1);
    change.bases = {{{10, 29}, {household}}};
    batch = {device, 1, {}, change.region, {entryOf(serialise(change))}, {}};
    head = chainHead(batch);
    batch.signature = key.sign(signedBytes(batch, head));
    receipt = {head, 1, 1001, 1, 1'600'000'060'000'000, {}, {}, false};
    receipt.mac = receiptMac(receiptKey, receipt);
  }

  [[nodiscard]] bianfang::PackedBatch packed(PackAs as) const {
    test::FakeNames names;
    names.add({20, 900, household, {}, {}});
    Packer packer(names, device);
    packer.receiverKnows(device, {0, {}});
    auto made = packer.pack(batch, as);
    REQUIRE(made);
    return *made;
  }

  [[nodiscard]] std::string flight() const {
    bianfang::ToCentre message;
    auto& hello = *message.mutable_hello();
    hello.set_version(protocolVersion);
    hello.set_epoch(1);
    hello.set_cursor(1000);
    hello.set_scope(3);
    hello.set_position(1);
    hello.set_waiting(1);
    hello.set_clock(1'600'000'030'000);
    *message.add_push() = packed(PackAs::exact);
    message.mutable_pull()->set_cursor(1000);
    return message.SerializeAsString();
  }

  [[nodiscard]] bianfang::Receipt onTheWire() const {
    auto short_ = toMessage(receipt);
    short_.clear_head();
    short_.clear_count();
    short_.clear_epoch();
    short_.clear_received();
    return short_;
  }

  [[nodiscard]] std::string answer() const {
    bianfang::FromCentre message;
    message.mutable_welcome()->set_version(protocolVersion);
    message.mutable_welcome()->set_epoch(1);
    message.mutable_welcome()->set_now(receipt.received);
    message.mutable_welcome()->set_archived(990);
    *message.add_receipts() = onTheWire();
    message.mutable_pulled()->set_cursor(1001);
    return message.SerializeAsString();
  }
};

std::map<std::string, std::string> exampleOfTheCode() {
  const Example made;
  const auto hash = made.batch.entries.front().hash;
  const auto flight = made.flight();
  const std::string nonces[] = {counted(0x40, 16), counted(0x50, 16)};
  const auto code = checkCode({"AUTHORITY", "REQUEST", "TOKEN", nonces[0], nonces[1], made.key.publicKey()});
  return {
      {"seed", toHex(made.key.seed())},
      {"public", toHex(made.key.publicKey().view())},
      {"set", toHex(joinFields(made.change.set))},
      {"change", toHex(made.batch.entries.front().change)},
      {"hash", toHex(hash.view())},
      {"id", toHex(idOf(hash).view())},
      {"head", toHex(made.head.view())},
      {"signed", toHex(signedBytes(made.batch, made.head))},
      {"signature", toHex(made.batch.signature.view())},
      {"flight", toHex(flight)},
      {"frame", toHex(makeFrame(flight, Compression::none)).substr(0, 10)},
      {"answer", toHex(made.answer())},
      {"receipt", toHex(toMessage(made.receipt).SerializeAsString())},
      {"authenticated", toHex(receiptBytes(made.receipt))},
      {"mac", toHex(made.receipt.mac.view())},
      {"columns", toHex(made.packed(PackAs::columns).columns())},
      {"code", code},
      {"wipe", toHex(wipeCommitment(counted(0x60, 32)).view())},
  };
}

using namespace std::chrono_literals;

std::string said(std::chrono::milliseconds time) {
  return time % 1s == 0ms ? std::to_string(time / 1s) + " s" : std::to_string(time.count()) + " ms";
}
std::string said(std::integral auto number) { return std::to_string(number); }

#define LIMIT(name) \
  { #name, said(name) }

/// Every limit of the three headers.
std::map<std::string, std::string> limitsOfTheCode() {
  return {
      LIMIT(changeBytesMax),
      LIMIT(batchBytesMax),
      LIMIT(batchChangesMax),
      LIMIT(batchFormBytesMax),
      LIMIT(changeFieldsMax),
      LIMIT(changeBasesMax),
      LIMIT(changeBasePairsMax),
      LIMIT(fieldNumberMax),
      LIMIT(createdBitsMax),
      LIMIT(fieldHeadsMax),
      LIMIT(awaitedMax),
      LIMIT(pullBytesDefault),
      LIMIT(snapshotChunkBytes),
      LIMIT(pullItemsMax),
      LIMIT(recordDepthMax),
      LIMIT(protocolVersion),
      LIMIT(protocolSuite),
      LIMIT(frameBytesMax),
      LIMIT(plainBytesMax),
      LIMIT(zstdRatioMax),
      LIMIT(zstdRatioFreeBytes),
      LIMIT(strangerFrameBytesMax),
      LIMIT(compressFromBytes),
      LIMIT(messageDepthMax),
      LIMIT(flightBatchesMax),
      LIMIT(rebuiltBytesMax),
      LIMIT(logReadsMax),
      LIMIT(pushBytesPerFlight),
      LIMIT(askedBytesMax),
      LIMIT(askedBytesMin),
      LIMIT(snapshotBytesWanted),
      LIMIT(flightsPerConnectionMax),
      LIMIT(hellosMax),
      LIMIT(resendsMax),
      LIMIT(nameBytesMax),
      LIMIT(tokenBytesMax),
      LIMIT(certificateRequestBytesMax),
      LIMIT(grantsMax),
      LIMIT(epochJumpMax),
      LIMIT(evidencePartBytes),
      LIMIT(evidencePartsPerFlight),
      LIMIT(evidenceBytesMax),
      LIMIT(evidenceOffersMax),
      LIMIT(evidenceStallsMax),
      LIMIT(evidenceUnfinishedMax),
      LIMIT(instantMax),
      LIMIT(idleTimeout),
      LIMIT(frameTimeout),
      LIMIT(writeTimeout),
      LIMIT(answerTimeout),
      LIMIT(retryDelayFirst),
      LIMIT(retryDelayMax),
      LIMIT(confirmationRetry),
      LIMIT(busyRetry),
  };
}

#undef LIMIT

/// Rows "| `name` | value | …" under the heading.
std::map<std::string, std::string> limitsOfThePage() {
  const auto text = page();
  const auto from = text.find("\n## Limits");
  REQUIRE(from != std::string::npos);
  const auto section = text.substr(from, text.find("\n## ", from + 1) - from);
  static const std::regex row(R"(\n\| `(\w+)` \| ([^|]+?) \|)");
  std::map<std::string, std::string> limits;
  for (std::sregex_iterator at(section.begin(), section.end(), row), end; at != end; ++at) {
    auto value = (*at)[2].str();
    std::erase(value, ',');
    limits[(*at)[1].str()] = value;
  }
  return limits;
}

}  // namespace

TEST_CASE("every line of the page's worked example is what the code makes of the same edit") {
  const auto written = exampleOfThePage();
  const auto made = exampleOfTheCode();
  for (const auto& [name, value] : made) {
    INFO(name);
    const auto at = written.find(name);
    CHECK((at == written.end() ? std::string("missing") : at->second) == value);
  }
  CHECK(written.size() == made.size());
}

TEST_CASE("the bytes of the page's example are taken by the other side as they were meant") {
  const auto written = exampleOfThePage();
  const Example made;
  const auto flight = fromHex(written.at("flight"));
  REQUIRE(flight);
  const auto opened = openFrame(*fromHex(written.at("frame")) + *flight);
  REQUIRE(opened);
  const auto message = parseToCentre(*opened);
  REQUIRE(message);
  test::FakeNames names;
  names.add({20, 900, made.household, {}, {}});
  auto inColumns = message->push(0);
  inColumns.clear_entries();
  inColumns.set_columns(*fromHex(written.at("columns")));
  for (const auto& packed : {message->push(0), inColumns}) {
    Unpacker unpacker(names, made.device);
    const auto unpacked = unpacker.unpack(packed);
    REQUIRE(unpacked);
    CHECK(unpacked->batch == made.batch);
    CHECK(verifySignature(unpacked->batch, unpacked->head, made.key.publicKey()));
  }
  const auto answer = parseFromCentre(*fromHex(written.at("answer")));
  REQUIRE(answer);
  auto whole = answer->receipts(0);
  whole.set_head(made.head.str());
  whole.set_count(1);
  whole.set_epoch(answer->welcome().epoch());
  whole.set_received(answer->welcome().now());
  CHECK(whole.SerializeAsString() == *fromHex(written.at("receipt")));
}

TEST_CASE("the page names every limit of the three headers with its value") {
  const auto written = limitsOfThePage();
  const auto known = limitsOfTheCode();
  for (const auto& [name, value] : known) {
    INFO(name);
    const auto at = written.find(name);
    CHECK((at == written.end() ? std::string("missing") : at->second) == value);
  }
  CHECK(written.size() == known.size());
  static const std::regex constant(R"(inline constexpr [\w:]+ (\w+) =)");
  for (const auto* header :
       {"shared/sync/sync_limits.h", "shared/merge/merge_limits.h", "shared/replica/replica_limits.h"}) {
    const auto text = read(header);
    for (std::sregex_iterator at(text.begin(), text.end(), constant), end; at != end; ++at) {
      INFO((*at)[1].str());
      CHECK(known.contains((*at)[1].str()));
    }
  }
}

TEST_CASE("the page names the dictionary by its hash") {
  CHECK(page().find(toHex(hashOf(flightDictionary()).view())) != std::string::npos);
}
