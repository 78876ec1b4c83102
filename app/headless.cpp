// bianfang-headless: the tablet without a screen. Exit status: 0 done, 1 failed, 2 usage, 3 not found, 4 refused,
// 5 storage, 8 no connection (what was saved is safe; try again).

#include "app/headless.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "app/evidence_box.h"
#include "app/sync_ticker.h"

namespace bf {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Micros now() override {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
  }
};

int statusFor(Errc code) {
  switch (code) {
    case Errc::notFound: return 3;
    case Errc::outOfScope:
    case Errc::notAllowed:
    case Errc::finished:
    case Errc::badToken:
    case Errc::revoked:
    case Errc::awaitingConfirmation:
    case Errc::alreadyExists: return 4;
    case Errc::storageFull:
    case Errc::storageReadOnly:
    case Errc::storageFailed:
    case Errc::storageCorrupt: return 5;
    case Errc::timeout:
    case Errc::disconnected:
    case Errc::busy:
    case Errc::tls: return 8;
    default: return 1;
  }
}

struct Options {
  std::string home = "bianfang-tablet", lang, code, server, token, pin, name = "bianfang-headless", search, record,
              file, household, kind = "household", reason;
  std::size_t most = 100, receipts = 5;
  unsigned attempts = 1;
  bool whole = false;
  EditOptions edit;
  AttachOptions attach;
};

Result<Invitation> invitationFrom(const Options& options) {
  if (!options.code.empty()) return parseInvitation(options.code);
  BF_LET(server, parseAddress(options.server));
  const auto pin = fromHex(options.pin);
  if (!pin || pin->size() != 32) return fail(Errc::malformed, "--ca-pin: 64 hex digits");
  return Invitation{server, *pin, options.token};
}

Result<void> enrol(const Screen& screen, const Options& options) {
  SystemRandom random;
  BF_LET(invitation, invitationFrom(options));
  BF_LET(home, TabletHome::prepare(options.home, invitation, random));
  BF_LET(code, enrolTablet(home, invitation.token, options.name, random));
  screen.line({"平板", "tablet"}, toHex(home.card().device.view()));
  screen.line({"校验码（请报给办公室核对）", "check code (read it out to the office)"}, code);
  return {};
}

void tell(const Screen& screen, const SyncOutcome& outcome) {
  const auto& done = outcome.progress;
  const auto number = [](auto value) { return std::to_string(value); };
  screen.line({"已收到回执", "receipts for changes"},
              number(done.changesReceipted) + " / " + number(done.changesToSend));
  screen.line({"待审", "held for review"}, number(done.changesHeld));
  screen.line({"收到改动批次", "batches taken"}, number(done.batchesTaken));
  screen.line({"收到记录", "records taken"}, number(done.recordsTaken));
  screen.line({"字节（上/下）", "bytes (up/down)"}, number(outcome.wireUp) + " / " + number(outcome.wireDown));
  screen.line({"续接", "resumed"}, outcome.resumed ? "1" : "0");
  if (done.depositOnly) screen.out << screen.in({"本平板已停用：只能交存", "this tablet may only deposit"}) << '\n';
  for (const auto& batch : outcome.refused)
    screen.out << screen.in({"服务器未接收", "refused"}) << ": " << toHex(batch.head.view()).substr(0, 16) << " "
               << bianfang::RefusalCode_Name(batch.code) << " " << batch.detail << '\n';
  if (outcome.erased) screen.out << screen.in({"已按中心要求清除", "erased as the centre asked"}) << '\n';
}

/// How long somebody waits for a line that says how far a sync is.
constexpr std::chrono::seconds toldEvery{3};

Result<void> sync(const Screen& screen, OpenTablet& tablet, const Options& options, Clock& clock) {
  SystemRandom random;
  EvidenceBox box(*tablet.replica, tablet.home.evidenceFolder());
  SyncWorker worker(tablet.home, *tablet.replica, &box, clock);
  std::optional<SyncTicker> ticker(std::in_place, toldEvery, [&](const SyncProgress& progress) {
    screen.err << screen.in(progressWords(progress)) + "\n" << std::flush;
  });
  worker.onProgress = [&](const SyncProgress& progress) { ticker->saw(progress); };
  const auto pause = [&](std::chrono::milliseconds delay) {
    screen.err << screen.in({"稍后重试（毫秒）", "trying again in ms"}) << ": " << delay.count() << std::endl;
    std::this_thread::sleep_for(delay);
    return true;
  };
  const auto outcome = worker.syncPatiently(options.attempts, random, pause);
  ticker.reset();
  tell(screen, outcome);
  return outcome.result;
}

using Command = std::function<Result<void>(const Screen&, Options&, Clock&)>;
using OnTablet = std::function<Result<void>(const Screen&, OpenTablet&, Options&, Clock&)>;

/// A command that needs an enrolled tablet.
Command onTablet(OnTablet work) {
  return [work = std::move(work)](const Screen& screen, Options& options, Clock& clock) -> Result<void> {
    BF_LET(tablet, OpenTablet::open(options.home, clock));
    return work(screen, tablet, options, clock);
  };
}

CLI::App* add(CLI::App& app, const char* name, const char* help, Command& chosen, Command command) {
  auto* made = app.add_subcommand(name, help);
  made->callback([&chosen, command = std::move(command)] { chosen = command; });
  return made;
}

void describeReading(CLI::App& app, Options& o, Command& chosen) {
  auto* list = add(app, "list", "列出农户 · households", chosen, onTablet([](auto& s, auto& t, auto& given, auto&) {
                     return listHouseholds(s, t, given.search, given.most);
                   }));
  list->add_option("--search", o.search,
                   "姓名、拼音、首字母、身份证尾号、户编号 · name, Pinyin, initials, ID tail, number");
  list->add_option("--most", o.most, "最多 · at most")->capture_default_str();
  auto* show =
      add(app, "show", "查看 · show a record", chosen,
          onTablet([](auto& s, auto& t, auto& given, auto&) { return showRecord(s, t, given.record, given.whole); }));
  show->add_option("record", o.record, "记录或户编号 · record id or register number")->required();
  show->add_flag("--whole", o.whole, "不遮盖 · unmasked");
  add(app, "status", "待传与回执 · what waits, what the centre holds", chosen,
      onTablet([](auto& s, auto& t, auto& given, auto&) { return showStatus(s, t, given.receipts); }))
      ->add_option("--receipts", o.receipts, "最近几份回执 · how many receipts");
  add(app, "files", "佐证文件 · photos and documents of this tablet", chosen,
      onTablet([](auto& s, auto& t, auto&, auto&) { return listEvidence(s, t); }));
  add(app, "fetch", "取回佐证文件 · fetch the file of an evidence record", chosen,
      onTablet([](auto& s, auto& t, auto& given, auto&) { return fetchEvidence(s, t, given.record); }))
      ->add_option("record", o.record, "佐证记录 · evidence record")
      ->required();
  add(app, "conflicts", "冲突 · conflicts", chosen,
      onTablet([](auto& s, auto& t, auto&, auto&) { return showConflicts(s, t); }));
}

void describeWriting(CLI::App& app, Options& o, Command& chosen) {
  auto* visit =
      add(app, "visit", "记录走访 · record a visit", chosen, onTablet([](auto& s, auto& t, auto& given, auto& clock) {
            return given.file.empty() ? askVisit(s, t, given.household, std::cin, clock.now())
                                      : recordVisit(s, t, given.file, clock.now());
          }));
  visit->add_option("--file", o.file, "JSON");
  visit->add_option("--household", o.household, "逐项询问 · ask the questions one by one");
  visit->require_option(1);
  auto* edit = add(
      app, "edit", "修改或新建 · change or create a record", chosen,
      onTablet([](auto& s, auto& t, auto& given, auto& clock) { return editRecord(s, t, given.edit, clock.now()); }));
  edit->add_option("--kind", o.edit.kind, "种类 · kind")->capture_default_str();
  edit->add_option("--record", o.edit.record, "记录 · record");
  edit->add_option("--parent", o.edit.parent, "上级记录 · the record it hangs from");
  edit->add_option("--region", o.edit.region, "地区 · region of a new root");
  edit->add_option("--set", o.edit.set, "字段=值 · field=value");
  edit->add_option("--clear", o.edit.clear, "清空的字段 · fields to clear");
  edit->add_flag("--finish", o.edit.finish, "完成 · finish it");
  edit->add_flag("--decide", o.edit.decide, "裁定冲突 · settle a conflict");
  auto* attach = add(app, "attach", "附佐证材料 · attach a photo or document", chosen,
                     onTablet([](auto& s, auto& t, auto& given, auto&) { return attachEvidence(s, t, given.attach); }));
  attach->add_option("record", o.attach.record, "记录或户编号 · record id or register number")->required();
  attach->add_option("file", o.attach.file, "文件 · file")->required();
  attach->add_option("--kind", o.attach.kind, "记录种类 · kind of the record")->capture_default_str();
  attach->add_option("--thumbnail", o.attach.thumbnail, "缩略图 · a small picture of it");
  attach->add_option("--set", o.attach.set, "字段=值 · field=value");
  auto* remove =
      add(app, "remove", "删除 · remove a record", chosen, onTablet([](auto& s, auto& t, auto& given, auto&) {
            return removeRecord(s, t, given.kind, given.record, given.reason);
          }));
  remove->add_option("record", o.record)->required();
  remove->add_option("--kind", o.kind)->capture_default_str();
  remove->add_option("--reason", o.reason, "原因 · reason")->required();
}

void describeCentre(CLI::App& app, Options& o, Command& chosen) {
  auto* join = add(app, "enrol", "登记 · enrol with a code", chosen,
                   [](const Screen& screen, Options& options, Clock&) { return enrol(screen, options); });
  join->add_option("code", o.code, "bianfang:…");
  join->add_option("--server", o.server, "host:port");
  join->add_option("--token", o.token, "一次性口令 · token");
  join->add_option("--ca-pin", o.pin, "CA 指纹 · pin of the CA, hex");
  join->add_option("--name", o.name, "平板名称 · name of this tablet");
  auto* go = add(app, "sync", "同步 · sync", chosen,
                 onTablet([](auto& s, auto& t, auto& given, auto& clock) { return sync(s, t, given, clock); }));
  go->add_option("--attempts", o.attempts, "最多尝试次数 · try at most so often")->capture_default_str();
}

Language languageOf(const std::string& option) {
  const char* environment = std::getenv("LANG");
  const std::string said = !option.empty() ? option : environment != nullptr ? environment : "";
  return said.starts_with("en") ? Language::english : Language::chinese;
}

}  // namespace
}  // namespace bf

int main(int argc, char** argv) {
  using namespace bf;
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app("遍访平板（无界面）· tablet without a screen", "bianfang-headless");
  app.require_subcommand(1);
  app.fallthrough();
  Options options;
  Command chosen;
  app.add_option("--home", options.home, "平板目录 · folder of the tablet")->envname("BIANFANG_TABLET");
  app.add_option("--lang", options.lang, "zh, en");
  describeCentre(app, options, chosen);
  describeReading(app, options, chosen);
  describeWriting(app, options, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? 0 : 2;
  }
  SystemClock clock;
  const Screen screen{std::cout, std::cerr, languageOf(options.lang)};
  const auto outcome = chosen(screen, options, clock);
  if (outcome) return 0;
  std::cerr << describe(outcome.error(), screen.language) << std::endl;
  return statusFor(outcome.error().code);
}
