// The words of the command line. CLI11 takes seconds to compile: it is used in this file alone.

#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <ostream>

#include "shared/schema/plain_text.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/usage_words.h"

namespace bf {
namespace {

constexpr const char* footer =
    "退出码 exit status: 0 成功 done · 1 其他错误 other · 2 命令有误 usage · 3 没有找到 not found · 4 拒绝 refused · "
    "5 磁盘 storage · 6 文件有误 bad input · 7 数据受损 unsound";

/// A reason goes into the audit chain for others to read: blanks are none.
const CLI::Validator& stated() {
  static const CLI::Validator validator(
      [](std::string& text) { return plainText(text).empty() ? std::string("a reason, not blanks") : std::string(); },
      "");
  return validator;
}

using Command = std::function<Result<void>(const Ctl&)>;

/// Collects what the words mean; `chosen` is what is to be done.
struct Line {
  Command chosen;
  InitOptions init;
  std::vector<std::string> files;
  RegisterOptions reg;
  UserOptions user;
  InviteOptions invite;
  DecideOptions decide;
  HeldOptions held;
  ExportOptions exported;
  RestoreOptions restore;
  EvaluateOptions evaluate;
  bool asTemplate = false;
  RankingOptions ranking;
  SampleOptions sample;
  ReportOptions report;
  std::string text, why, kind, record, reason, format = "markdown";
  RegionCode region = 0;
  std::uint64_t number = 0;
  std::size_t most = 50;
  bool flag = false;
};

CLI::App* add(CLI::App& parent, const char* name, const char* help, Line& line, Command command) {
  auto* made = parent.add_subcommand(name, help);
  made->callback([&line, command = std::move(command)] { line.chosen = command; });
  return made;
}

void addSheet(CLI::App& command, std::string& format, std::string& output) {
  command.add_option("--format", format, "text, csv, xlsx, html")
      ->check(CLI::IsMember({"text", "csv", "xlsx", "html"}));
  command.add_option("--output,-o", output, "文件 · file");
}

/// What looks at sensitive values whole is written down with a reason: without one the command is not complete.
void addUnmask(CLI::App& command, bool& unmask, std::string& reason, const char* help) {
  auto* why = command.add_option("--reason", reason, "理由 · reason")->check(stated());
  command.add_flag("--unmask", unmask, help)->needs(why);
}

CLI::App& group(CLI::App& parent, const char* name, const char* help) {
  auto* made = parent.add_subcommand(name, help);
  made->require_subcommand(1);
  return *made;
}

void describeSetup(CLI::App& app, Line& line) {
  auto* init = add(app, "init", "建立县中心 · make the centre of a county", line,
                   [&line](const Ctl& ctl) { return initCentre(ctl, line.init); });
  init->add_option("--county", line.init.county, "县代码，6 位 · county code, 6 digits")->required();
  init->add_option("--name", line.init.name, "县名 · name of the county");
  init->add_option("--listen", line.init.listen, "监听地址 · address to listen on")->capture_default_str();
  init->add_option("--server-name", line.init.names, "服务器域名或 IP · host names or IPs of the server");

  auto& regions = group(app, "regions", "地区 · regions");
  add(regions, "import", "导入地区代码 · import codes", line,
      [&line](const Ctl& ctl) { return importRegionFiles(ctl, line.files); })
      ->add_option("files", line.files, "CSV, XLSX")
      ->required();
  add(regions, "list", "列出 · list", line, [&line](const Ctl& ctl) {
    return listRegions(ctl, line.region);
  })->add_option("--below", line.region, "上级代码 · only below this code");

  auto& reg = group(app, "register", "建档立卡花名册 · the register");
  auto* import = add(reg, "import", "导入花名册 · import files", line,
                     [&line](const Ctl& ctl) { return importRegisterFiles(ctl, line.reg); });
  import->add_option("files", line.reg.files, "CSV, XLSX")->required();
  import->add_flag("--overwrite", line.reg.overwrite,
                   "覆盖已有的不同值；更正姓名、户主后请核对 · replace values that differ; check names");
  import->add_option("--kind", line.reg.kind, "文件的记录种类 · kind of record in the files (bianfangctl dictionary)");
  import->add_option("--ignore", line.reg.ignore, "略过此列，* 为全部不认识的列 · pass over a column; * all unknown")
      ->allow_extra_args(false);
  import->add_option("--report", line.reg.reportPath, "问题清单写入此 CSV · write the notices to this CSV");
  auto* move = add(reg, "move", "把一户迁到另一个村 · move a household to another village", line,
                   [&line](const Ctl& ctl) { return moveHousehold(ctl, line.text, line.region, line.why); });
  move->add_option("number", line.text, "户编号 · register number")->required();
  move->add_option("village", line.region, "行政村代码 · code of the village")->required();
  move->add_option("--why", line.why, "原因 · reason")->required()->check(stated());

  auto* dictionary = add(app, "dictionary", "数据字典 · data dictionary", line,
                         [&line](const Ctl& ctl) { return printDictionary(ctl, line.format); });
  dictionary->add_option("--format", line.format, "markdown, csv")->check(CLI::IsMember({"markdown", "csv"}));
  add(app, "status", "概况 · what there is", line, [](const Ctl& ctl) { return showStatus(ctl); });
}

void describePeople(CLI::App& app, Line& line) {
  auto& user = group(app, "user", "用户 · users");
  auto* addIt = add(user, "add", "新增 · add", line, [&line](const Ctl& ctl) { return addUser(ctl, line.user); });
  addIt->add_option("--name", line.user.name, "姓名 · name")->required();
  addIt->add_option("--role", line.user.role, "职责 · role: " + roleWords())->required();
  auto* grant = add(user, "grant", "改变负责地区 · change the regions", line,
                    [&line](const Ctl& ctl) { return grantUser(ctl, line.user); });
  grant->add_option("user", line.user.number, "用户编号 · number")->required();
  for (auto* one : {addIt, grant}) {
    one->add_option("--write", line.user.write, "可写地区代码 · regions to write");
    one->add_option("--read", line.user.read, "只读地区代码 · regions to read");
  }
  add(user, "list", "列出 · list", line, [](const Ctl& ctl) { return listUsers(ctl); });

  auto& tablet = group(app, "tablet", "平板 · tablets");
  auto* invite = add(tablet, "invite", "发放一次性登记码 · a code for one tablet", line,
                     [&line](const Ctl& ctl) { return inviteTablet(ctl, line.invite); });
  invite->add_option("user", line.invite.user, "用户编号 · number of the user")->required();
  invite->add_option("--minutes", line.invite.minutes, "有效分钟数 · valid for")->capture_default_str();
  invite->add_option("--server", line.invite.server, "平板连接的地址 · address for the tablet");
  invite->add_flag("--no-qr", line.invite.noQr, "不画二维码 · text only");
  add(tablet, "list", "列出 · list", line, [](const Ctl& ctl) { return listTablets(ctl); });
  auto* confirm = add(tablet, "confirm", "核对校验码后确认 · confirm after comparing the check code", line,
                      [&line](const Ctl& ctl) { return confirmTablet(ctl, line.text, line.why); });
  confirm->add_option("tablet", line.text, "平板编号 · its id or the first digits of it")->required();
  confirm->add_option("code", line.why, "平板上显示的校验码 · the check code that the tablet shows")->required();
  auto* assign = add(tablet, "assign", "恢复备份后把平板重新指派给用户 · give a tablet to a user after a restore", line,
                     [&line](const Ctl& ctl) { return assignTablet(ctl, line.text, line.invite.user); });
  assign->add_option("tablet", line.text, "平板编号 · its id or the first digits of it")->required();
  assign->add_option("user", line.invite.user, "用户编号 · the user's number")->required();
  auto* revoke = add(tablet, "revoke", "停用 · revoke", line,
                     [&line](const Ctl& ctl) { return revokeTablet(ctl, line.text, line.why); });
  revoke->add_option("tablet", line.text, "平板编号 · its id or the first digits of it")->required();
  revoke->add_option("--why", line.why, "原因 · reason")->required()->check(stated());
}

void describeReview(CLI::App& app, Line& line) {
  auto& conflicts = group(app, "conflicts", "冲突 · conflicts");
  add(conflicts, "list", "列出 · list", line, [&line](const Ctl& ctl) {
    return listConflicts(ctl, line.kind);
  })->add_option("--kind", line.kind, "种类 · only this kind");
  auto* show = add(conflicts, "show", "查看各方的值 · all values with who and when", line, [&line](const Ctl& ctl) {
    return showConflict(ctl, line.kind, line.record, line.flag, line.reason);
  });
  show->add_option("kind", line.kind, "种类 · kind")->required();
  show->add_option("record", line.record, "记录 · record")->required();
  addUnmask(*show, line.flag, line.reason, "显示敏感内容，记入审计 · show sensitive values; it is logged");
  auto* decide = add(conflicts, "decide", "裁定 · decide", line,
                     [&line](const Ctl& ctl) { return decideConflict(ctl, line.decide); });
  decide->add_option("kind", line.decide.kind, "种类 · kind")->required();
  decide->add_option("record", line.decide.record, "记录 · record")->required();
  decide->add_option("field", line.decide.field, "字段 · field")->required();
  auto* ways = decide->add_option_group("value");
  ways->add_option("--choice", line.decide.choice, "采用第几个值 · take the nth value shown");
  ways->add_option("--value", line.decide.value, "改为此值 · another value");
  ways->add_flag("--clear", line.decide.clear, "清空 · no value");
  ways->require_option(1);

  auto& held = group(app, "held", "待审改动 · changes kept for review");
  add(held, "list", "列出 · list", line, [&line](const Ctl& ctl) {
    return listHeld(ctl, line.flag);
  })->add_flag("--all", line.flag, "含已处理 · decided ones too");
  for (const bool admit : {true, false}) {
    auto* one = add(held, admit ? "admit" : "dismiss", admit ? "采纳 · apply" : "搁置 · lay aside", line,
                    [&line, admit](const Ctl& ctl) { return decideHeld(ctl, line.held, admit); });
    auto* which = one->add_option_group("which");
    which->add_option("number", line.held.seq, "编号 · number")->check(CLI::PositiveNumber);
    which->add_option("--tablet", line.held.tablet, "该平板全部待审改动 · all open changes of this tablet");
    which->require_option(1);
    one->add_option("--why", line.held.why, "理由 · reason")->required()->check(stated());
  }

  auto* exported = add(app, "export", "导出一种记录 · export a kind of records", line,
                       [&line](const Ctl& ctl) { return exportKind(ctl, line.exported); });
  exported->add_option("kind", line.exported.kind, "种类 · kind")->required();
  exported->add_option("--format", line.exported.format, "csv, xlsx")->check(CLI::IsMember({"csv", "xlsx"}));
  exported->add_option("--output,-o", line.exported.output, "文件 · file");
  exported->add_option("--region", line.exported.region, "只含此地区 · only this region");
  addUnmask(*exported, line.exported.unmask, line.exported.reason,
            "不遮盖敏感内容，记入审计 · whole numbers; it is logged");
}

void describeKeeping(CLI::App& app, Line& line) {
  auto& audit = group(app, "audit", "审计 · the audit chain");
  add(audit, "verify", "重新计算整条链 · recompute the chain", line, [](const Ctl& ctl) { return verifyAudit(ctl); });
  add(audit, "list", "列出 · list", line, [&line](const Ctl& ctl) { return listAudit(ctl, line.most); })
      ->add_option("--last", line.most, "最近几条 · how many")
      ->capture_default_str();

  auto& log = group(app, "log", "收到的批次 · the batches received");
  add(log, "verify", "重算每个批次并核对签名 · recompute every batch, check every signature", line,
      [](const Ctl& ctl) { return verifyLog(ctl); });
  auto* batches = add(log, "list", "列出，可与平板上的回执核对 · list, to compare with a tablet's receipts", line,
                      [&line](const Ctl& ctl) { return listLog(ctl, line.held.seq, line.most); });
  batches->add_option("--from", line.held.seq, "从此编号起 · from this number on")->capture_default_str();
  batches->add_option("--most", line.most, "最多 · at most")->capture_default_str();

  auto& backup = group(app, "backup", "备份 · backups");
  add(backup, "make", "在线备份 · back up while the server runs", line, [&line](const Ctl& ctl) {
    return makeBackup(ctl, line.text);
  })->add_option("--to", line.text, "目录 · folder");
  add(backup, "list", "列出 · list", line, [](const Ctl& ctl) { return listBackups(ctl); });
  add(backup, "verify", "逐字节检查 · check every byte", line,
      [&line](const Ctl& ctl) { return verifyBackup(ctl, line.text); })
      ->add_option("backup", line.text, "编号或目录 · number or folder")
      ->required();
  add(backup, "retire", "不再用于恢复 · never to be restored again", line,
      [&line](const Ctl& ctl) { return retireBackup(ctl, line.number); })
      ->add_option("number", line.number, "编号 · number")
      ->required();
  auto* restore =
      add(app, "restore", "从备份恢复，开始新纪元（先停服务）· restore; a new epoch begins (stop the server)", line,
          [&line](const Ctl& ctl) { return restoreBackup(ctl, line.restore); });
  restore->add_option("backup", line.restore.backup, "编号或目录 · number or folder")->required();
  restore->add_option("--epoch-at-least", line.restore.epochAtLeast,
                      "平板见过的最高纪元 · the highest epoch that a tablet has seen");
}

void describeTable(CLI::App& command, EvaluateOptions& to) {
  command.add_option("--region", to.region, "只评此地区 · only this region");
  addSheet(command, to.format, to.output);
}

void describeRanking(CLI::App& app, Line& line) {
  auto& ranking = group(app, "ranking", "各镇排名与固定快照 · rankings of the townships, and their snapshots");
  auto& to = line.ranking;
  auto* freeze = add(ranking, "freeze", "固定当日排名（政策包规定的排名日）· keep this day's as it stands", line,
                     [&line](const Ctl& ctl) { return freezeRanking(ctl, line.ranking); });
  freeze
      ->add_option("--why", to.why,
                   "补固定或更正的理由 · reason to freeze a day that is over, or to correct its snapshot")
      ->check(stated());
  auto* show = add(ranking, "show", "排名与上次以来的变化 · the ranking and its change since the last", line,
                   [&line](const Ctl& ctl) { return showRanking(ctl, line.ranking); });
  auto* list = add(ranking, "list", "列出快照并核对 · list the snapshots and check them", line,
                   [&line](const Ctl& ctl) { return listRankings(ctl, line.ranking); });
  auto* compare = add(ranking, "compare", "两次快照之间谁变了、为什么 · who changed between two snapshots, and why",
                      line, [&line](const Ctl& ctl) { return compareRankings(ctl, line.ranking); });
  compare->add_option("from", to.first, "日期或序号 · day or number")->required();
  compare->add_option("to", to.second, "日期或序号 · day or number")->required();
  auto* changes =
      add(ranking, "changes", "服务器持续评价中谁变了、为什么 · who changed in the running evaluation, and why", line,
          [&line](const Ctl& ctl) { return listChanges(ctl, line.ranking); });
  changes->add_option("--since", to.first, "自此快照（日期或序号）之后 · since this snapshot: day or number");
  for (auto* one : {compare, changes})
    one->add_option("--indicator", to.evaluate.indicator, "只看此指标 · only this indicator");
  for (auto* one : {freeze, show}) one->add_option("--day", to.evaluate.date, "日期，如 20181220 · day, like 20181220");
  for (auto* one : {freeze, show, compare, changes})
    one->add_option("--pack", to.evaluate.pack, "编号或文件 · its id or a file")->required();
  for (auto* one : {freeze, show, list, compare, changes}) describeTable(*one, to.evaluate);
}

void describeSurvey(CLI::App& app, Line& line) {
  auto* coverage = add(app, "coverage", "书记遍访覆盖情况 · whom the secretaries have visited", line,
                       [&line](const Ctl& ctl) { return showCoverage(ctl, line.evaluate); });
  coverage->add_option("--pack", line.evaluate.pack, "编号或文件 · its id or a file")->required();
  coverage->add_option("--date", line.evaluate.date, "截至此日 · up to this day");
  coverage->add_flag("--list", line.evaluate.list, "列出应访未访的村和户 · the villages and households that are due");
  describeTable(*coverage, line.evaluate);

  auto& sample = group(app, "sample", "收入抽样 · samples for the income survey");
  auto& to = line.sample;
  auto* draw = add(sample, "draw", "随机抽取农户，记入审计 · draw households; it is logged", line,
                   [&line](const Ctl& ctl) { return drawVillageSample(ctl, line.sample); });
  draw->add_option("--size", to.size, "户数 · households")->required()->check(CLI::PositiveNumber);
  draw->add_flag("--everyone", to.everyone, "从全村农户中抽取 · from all households, not the poor ones alone");
  draw->add_option("--why", to.why, "重抽的理由 · reason to draw again")->check(stated());
  auto* show = add(sample, "show", "调查进度与估计 · progress and estimate", line,
                   [&line](const Ctl& ctl) { return showVillageSample(ctl, line.sample); });
  show->add_option("--draw", to.draw, "第几次抽样 · which draw")->check(CLI::PositiveNumber);
  auto* list = add(sample, "list", "列出历次抽样 · every draw", line,
                   [&line](const Ctl& ctl) { return listSamples(ctl, line.sample); });
  for (auto* one : {draw, show}) {
    one->add_option("--village", to.village, "行政村代码 · code of the village")->required();
    one->add_option("--year", to.year, "调查年度 · year of the survey")
        ->check(CLI::Range(std::int32_t{2000}, std::int32_t{2100}));
  }
  list->add_option("--village", to.village, "行政村代码 · code of the village");
  for (auto* one : {draw, show, list}) addSheet(*one, to.output.format, to.output.output);
}

void describeEvaluation(CLI::App& app, Line& line) {
  auto* evaluate = add(app, "evaluate", "按政策包评价 · evaluate a policy pack", line,
                       [&line](const Ctl& ctl) { return evaluatePack(ctl, line.evaluate); });
  auto& to = line.evaluate;
  evaluate->add_option("--pack", to.pack, "编号或文件 · its id or a file")->required();
  evaluate->add_option("--region", to.region, "只评此地区 · only this region");
  evaluate->add_option("--date", to.date, "评价日期，如 20181231 · as of this day");
  evaluate->add_option("--indicator", to.indicator, "只看此指标 · only this indicator");
  evaluate->add_flag("--dues", to.dues, "应到与实到：补助、资金、任务 · what is due against what was given");
  evaluate->add_flag("--list", to.list, "按责任单位列出未达标对象 · those who fall short, by responsible unit");
  evaluate->add_flag("--all", to.all, "连同达标的一起列出，与 --list 同用 · those who meet it, too, with --list");
  evaluate->add_option("--unit", to.unit,
                       "只列此责任单位，与 --list 或 --dues 同用 · only this unit, with --list or --dues");
  addSheet(*evaluate, to.format, to.output);
  evaluate
      ->add_option("--explain", to.explain,
                   "指标 户编号或地区代码：说明判定 · indicator, and register number or region: why")
      ->expected(2);

  describeRanking(app, line);
  describeSurvey(app, line);

  auto& reports = group(app, "report", "可打印的报表 · pages to print");
  auto& page = line.report;
  auto* assessment =
      add(reports, "assessment", "按文件编号列出各镇完成情况 · how the townships stand, in the document's order", line,
          [&line](const Ctl& ctl) { return reportAssessment(ctl, line.report); });
  assessment->add_option("--pack", page.pack, "编号或文件 · its id or a file")->required();
  assessment->add_option("--region", page.region, "只评此地区 · only this region");
  auto* household = add(reports, "household", "一户一档 · the file of a household", line,
                        [&line](const Ctl& ctl) { return reportHousehold(ctl, line.report); });
  household->add_option("number", page.household, "户编号 · register number")->required();
  household->add_option("--pack", page.pack, "附上此政策包的判定 · with the verdicts of this pack");
  household->add_flag("--photos", page.photos, "附照片 · with photos");
  addUnmask(*household, page.unmask, page.reason, "不遮盖敏感内容，记入审计 · whole numbers; it is logged");
  for (auto* one : {assessment, household}) {
    one->add_option("--date", page.date, "评价日期，如 20181231 · as of this day");
    one->add_option("--output,-o", page.output, "HTML 文件 · file");
  }

  auto& pack = group(app, "pack", "政策包 · policy packs");
  pack.footer(
      "怎样编写政策包：/usr/share/doc/bianfang-server/PACKS.zh-CN.md，样本用 pack show 输出\n"
      "How to write one: /usr/share/doc/bianfang-server/PACKS.md; pack show prints a model");
  add(pack, "list", "自带的政策包 · the built-in packs", line, [](const Ctl& ctl) { return listPacks(ctl); });
  add(pack, "show", "输出自带的政策包文件 · print the file of a built-in pack", line,
      [&line](const Ctl& ctl) { return showPack(ctl, line.text); })
      ->add_option("pack", line.text, "编号 · its id")
      ->required();
  add(pack, "check", "检查能否启用 · whether it may be switched on", line,
      [&line](const Ctl& ctl) { return checkPackFile(ctl, line.text); })
      ->add_option("pack", line.text, "编号或文件 · its id or a file")
      ->required();
  auto* parameters = add(pack, "parameters", "参数的名称、单位、出处与数值 · its parameters and their values", line,
                         [&line](const Ctl& ctl) { return listPackParameters(ctl, line.evaluate, line.asTemplate); });
  parameters->add_option("pack", line.evaluate.pack, "编号或文件 · its id or a file")->required();
  parameters->add_option("--date", line.evaluate.date, "截至此日 · up to this day");
  parameters->add_flag("--template", line.asTemplate,
                       "待填写的 CSV，填后 register import · a CSV to fill in and import");
  describeTable(*parameters, line.evaluate);
  add(pack, "views", "规则可用的视图 · the views that rules may use", line,
      [](const Ctl& ctl) { return listPackViews(ctl); });
}

Language languageOf(const std::string& option) {
  std::string said = option;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* value = std::getenv(name); said.empty() && value != nullptr) said = value;
  return said.starts_with("en") ? Language::english : Language::chinese;
}

/// What --lang says, of a command line that could not be understood.
std::string languageAsked(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("--lang=")) return arguments[i].substr(7);
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) return arguments[i + 1];
  }
  return {};
}

std::string systemUser() {
  const auto* entry = getpwuid(getuid());
  return "ctl:" + (entry != nullptr ? std::string(entry->pw_name) : std::to_string(getuid()));
}

}  // namespace

int runCtl(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err, Clock& clock,
           Random& random) {
  CLI::App app("遍访服务器管理 · administration of the Bianfang server", "bianfangctl");
  app.footer(footer);
  app.require_subcommand(1);
  app.fallthrough();
  Ctl ctl(out, err, clock, random);
  std::string language;
  const auto* config = app.add_option("--config", ctl.configPath, "配置文件 · configuration file");
  app.get_option("--config")->envname("BIANFANG_CONFIG");
  app.add_option("--data", ctl.dataFolder, "数据目录，代替配置文件 · data folder instead of the configuration's");
  app.add_option("--lang", language, "zh, en")->check(CLI::IsMember({"zh", "en"}));
  unsigned patience = ctlPatienceSeconds;
  app.add_option("--wait", patience, "别的命令正在写入时最多等几秒 · seconds to wait while another command writes");
  app.add_flag("--json", ctl.json, "以 JSON 输出 · print JSON");
  Line line;
  describeSetup(app, line);
  describePeople(app, line);
  describeReview(app, line);
  describeEvaluation(app, line);
  describeKeeping(app, line);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& problem) {
    // Help is asked for by an exception, too.
    if (problem.get_exit_code() == 0) return app.exit(problem, out, err);
    const auto read = languageOf(languageAsked(arguments));
    const auto unknown = unknownCommand(app, arguments);
    err << (unknown ? unknown->in(read) : toldUsage(app, problem, read, arguments)) << std::endl;
    return static_cast<int>(Exit::usage);
  }
  ctl.configSaid = config->count() > 0;
  ctl.language = languageOf(language);
  ctl.actor = systemUser();
  ctl.patience = std::chrono::seconds(std::min(patience, ctlPatienceSecondsMax));
  const auto outcome = line.chosen(ctl);
  ctl.closeJson();
  if (outcome) return static_cast<int>(Exit::done);
  err << toldFailure(outcome.error(), ctl.language) << std::endl;
  return static_cast<int>(exitFor(outcome.error()));
}

}  // namespace bf
