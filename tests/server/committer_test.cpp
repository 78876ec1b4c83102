#include "sync-server/committer.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <future>

#include "shared/store/sqlite_store.h"

using namespace bf;
using namespace std::chrono_literals;

namespace {

struct Folder {
  std::string path = "committer-test";
  Folder() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] Result<std::unique_ptr<Store>> open() const {
    SqliteOptions options;
    options.path = path + "/store.db";
    auto opened = SqliteStore::open(options, builtinSchema());
    if (!opened) return std::unexpected(opened.error());
    return std::unique_ptr<Store>(std::move(*opened));
  }
};

CommitterOptions optionsFor(const Folder& folder) {
  CommitterOptions options;
  options.open = [&folder] { return folder.open(); };
  return options;
}

std::function<Result<void>(StoreTx&)> putting(const std::string& key) {
  return [key](StoreTx& tx) { return tx.put(Space::meta, key, "x"); };
}

/// Submits and gives the outcome as a future.
std::future<Result<void>> submit(GroupCommitter& committer, std::function<Result<void>(StoreTx&)> run) {
  auto promise = std::make_shared<std::promise<Result<void>>>();
  auto future = promise->get_future();
  REQUIRE(committer.submit({std::move(run), [promise](Result<void> r) { promise->set_value(std::move(r)); }, 10}));
  return future;
}

bool holds(Store& store, const std::string& key) {
  auto tx = store.read().value();
  return tx->get(Space::meta, key).value().has_value();
}

/// Keeps the writer inside a piece of work until it is opened.
struct Gate {
  std::promise<void> entered;
  std::promise<void> open;
  std::function<Result<void>(StoreTx&)> work() {
    return [this](StoreTx&) -> Result<void> {
      entered.set_value();
      open.get_future().wait();
      return {};
    };
  }
};

}  // namespace

TEST_CASE("a piece of work is durable when it hears of its success") {
  const Folder folder;
  auto committer = GroupCommitter::start(optionsFor(folder)).value();
  const auto reader = folder.open().value();
  bool seenByOthers = false;
  std::promise<void> heard;
  REQUIRE(committer->submit({putting("a"),
                             [&](Result<void> outcome) {
                               seenByOthers = outcome.has_value() && holds(*reader, "a");
                               heard.set_value();
                             },
                             1}));
  heard.get_future().wait();
  CHECK(seenByOthers);
}

TEST_CASE("who comes while the writer is busy shares the next commit") {
  const Folder folder;
  auto committer = GroupCommitter::start(optionsFor(folder)).value();
  Gate gate;
  auto first = submit(*committer, gate.work());
  gate.entered.get_future().wait();
  std::vector<std::future<Result<void>>> others;
  for (int i = 0; i < 20; ++i) others.push_back(submit(*committer, putting("k" + std::to_string(i))));
  CHECK(committer->figures().waiting == 20);
  CHECK(committer->figures().waitingBytes == 200);
  gate.open.set_value();
  for (auto& other : others) CHECK(other.get());
  CHECK(first.get());
  CHECK(committer->figures().commits == 2);
  CHECK(committer->figures().flights == 21);
  CHECK(committer->figures().waitingBytes == 0);
}

TEST_CASE("a piece that fails leaves nothing behind and does not harm its neighbours") {
  const Folder folder;
  auto committer = GroupCommitter::start(optionsFor(folder)).value();
  Gate gate;
  auto first = submit(*committer, gate.work());
  gate.entered.get_future().wait();
  auto good = submit(*committer, putting("good"));
  auto bad = submit(*committer, [](StoreTx& tx) -> Result<void> {
    BF_CHECK(tx.put(Space::meta, "bad", "x"));
    return fail(Errc::malformed, "second thoughts");
  });
  auto after = submit(*committer, putting("after"));
  gate.open.set_value();
  CHECK(good.get());
  CHECK(bad.get().error().code == Errc::malformed);
  CHECK(after.get());
  const auto store = folder.open().value();
  CHECK(holds(*store, "good"));
  CHECK(holds(*store, "after"));
  CHECK_FALSE(holds(*store, "bad"));
}

TEST_CASE("a full queue refuses at once, by count and by bytes") {
  const Folder folder;
  auto options = optionsFor(folder);
  options.waitingMost = 2;
  options.waitingBytesMost = 100;
  auto committer = GroupCommitter::start(std::move(options)).value();
  Gate gate;
  auto first = submit(*committer, gate.work());
  gate.entered.get_future().wait();
  auto second = submit(*committer, putting("b"));
  CHECK_FALSE(committer->submit({putting("c"), [](Result<void>) {}, 91}));
  auto third = submit(*committer, putting("d"));
  CHECK_FALSE(committer->submit({putting("e"), [](Result<void>) {}, 1}));
  CHECK(committer->figures().refused == 2);
  gate.open.set_value();
  CHECK(second.get());
  CHECK(third.get());
}

TEST_CASE("stopping finishes what was taken and takes nothing more") {
  const Folder folder;
  auto committer = GroupCommitter::start(optionsFor(folder)).value();
  Gate gate;
  auto first = submit(*committer, gate.work());
  gate.entered.get_future().wait();
  auto waiting = submit(*committer, putting("last"));
  auto stopped = std::async(std::launch::async, [&] { committer->stop(); });
  while (committer->submit({putting("more"), [](Result<void>) {}, 1})) std::this_thread::yield();
  gate.open.set_value();
  stopped.wait();
  CHECK(waiting.wait_for(0s) == std::future_status::ready);
  CHECK(waiting.get());
  CHECK(holds(*folder.open().value(), "last"));
}

TEST_CASE("work that ran when the disk failed hears of it, and the store is opened anew") {
  const Folder folder;
  int opened = 0;
  auto options = optionsFor(folder);
  options.open = [&] {
    ++opened;
    return folder.open();
  };
  auto committer = GroupCommitter::start(std::move(options)).value();
  auto failing = submit(*committer, [](StoreTx&) -> Result<void> { return fail(Errc::storageFailed, "EIO"); });
  CHECK(failing.get().error().code == Errc::storageFailed);
  Result<void> outcome = fail(Errc::busy);
  while (!outcome) outcome = submit(*committer, putting("again")).get();
  CHECK(opened == 2);
  CHECK(committer->figures().healthy);
}

TEST_CASE("a commit takes on no more once it has lasted long, and nothing is forgotten") {
  const Folder folder;
  auto committer = GroupCommitter::start(optionsFor(folder)).value();
  Gate gate;
  auto first = submit(*committer, gate.work());
  gate.entered.get_future().wait();
  std::vector<std::future<Result<void>>> slow;
  for (int i = 0; i < 4; ++i)
    slow.push_back(submit(*committer, [](StoreTx&) -> Result<void> {
      const auto until = std::chrono::steady_clock::now() + commitFillTime + 5ms;
      while (std::chrono::steady_clock::now() < until) std::this_thread::yield();
      return {};
    }));
  gate.open.set_value();
  for (auto& one : slow) CHECK(one.get());
  CHECK(committer->figures().commits == 5);
}

TEST_CASE("the tick comes also when there is nothing to do") {
  const Folder folder;
  auto options = optionsFor(folder);
  std::promise<void> ticked;
  int ticks = 0;
  options.tickEvery = 1ms;
  options.tick = [&](Store&) {
    if (++ticks == 3) ticked.set_value();
  };
  auto committer = GroupCommitter::start(std::move(options)).value();
  CHECK(ticked.get_future().wait_for(20s) == std::future_status::ready);
  committer->stop();
}
