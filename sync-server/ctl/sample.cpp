#include <cstdio>
#include <unordered_map>

#include "bianfang/registry.pb.h"
#include "shared/base/crypto.h"
#include "shared/policy/income_sample.h"
#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "shared/schema/calendar.h"
#include "shared/schema/record_builder.h"
#include "shared/store/removed.h"
#include "sync-server/audited.h"
#include "sync-server/ctl/evaluation.h"

namespace bf {
namespace {

constexpr std::size_t page = 500;
constexpr std::size_t seedBytes = 16;

struct VillageHousehold {
  RecordId id;
  std::int64_t rec = 0;
  std::string number;
  std::string head;
  bool poor = false;
};

const KindSpec& householdKind() { return *builtinSchema().kindByName("household"); }

std::int64_t choiceOf(std::string_view name) { return *choiceNumber(builtinSchema(), name); }

VillageHousehold householdOf(const RecordRow& row, const std::vector<Field>& fields) {
  const auto number = [&](std::string_view name) -> std::int64_t {
    const auto value = valueOf(householdKind(), fields, name);
    const auto* found = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    return found != nullptr ? *found : 0;
  };
  const auto text = [&](std::string_view name) {
    const auto value = valueOf(householdKind(), fields, name);
    const auto* found = value ? std::get_if<std::string>(&*value) : nullptr;
    return found != nullptr ? *found : std::string();
  };
  const auto status = number("status");
  return {row.id, row.rec, text("register_number"), text("head_name"),
          number("household_kind") == choiceOf("$household::KIND_POOR") &&
              status != choiceOf("$household::STATUS_REMOVED") && status != choiceOf("$household::STATUS_ENDED")};
}

/// Those of a village that are not removed.
Result<std::vector<VillageHousehold>> householdsOf(StoreTx& tx, RegionCode village) {
  std::vector<VillageHousehold> all;
  std::int64_t after = 0;
  for (;;) {
    BF_LET(rows, tx.roots(householdKind().number, village, after, page));
    if (rows.empty()) return all;
    for (const auto& row : rows) {
      BF_LET(fields, tx.values(householdKind().number, row.rec));
      if (!isRemoved(row, fields)) all.push_back(householdOf(row, fields));
    }
    after = rows.back().rec;
  }
}

Result<std::vector<bianfang::Sample>> samplesOf(StoreTx& tx, RegionCode village) {
  std::vector<bianfang::Sample> all;
  std::string after;
  for (;;) {
    BF_LET(entries, tx.list(Space::sample, village != 0 ? bigEndian(village) : std::string(), after, page));
    if (entries.empty()) return all;
    for (const auto& entry : entries) {
      BF_LET(one, decode<bianfang::Sample>(entry.value));
      all.push_back(std::move(one));
    }
    after = entries.back().key;
  }
}

std::vector<RecordId> idsOf(const google::protobuf::RepeatedPtrField<std::string>& bytes) {
  std::vector<RecordId> ids;
  for (const auto& one : bytes)
    if (const auto id = RecordId::from(one)) ids.push_back(*id);
  return ids;
}

constexpr const char* drawnAction = "sample.drawn";
constexpr const char* redrawnAction = "sample.redrawn";

std::string auditSubject(const bianfang::Sample& sample) {
  return std::to_string(sample.village()) + " " + std::to_string(sample.number());
}

std::string auditDetail(const bianfang::Sample& sample) {
  return std::to_string(surveyYear(sample)) + ": " + std::to_string(sample.drawn_size()) + "/" +
         std::to_string(sample.frame_size()) + " seed " + sample.seed() + " " + toHex(hashOf(encode(sample)).view()) +
         (sample.why().empty() ? "" : " " + sample.why());
}

/// The draw can be made again from what was kept, and the audit chain has it so.
Label soundness(const bianfang::Sample& sample, const std::map<std::string, std::string>& audited) {
  const auto drawn = idsOf(sample.drawn());
  if (drawSample(idsOf(sample.frame()), drawn.size(), sample.seed()) != drawn) return {"与种子不符", "not by its seed"};
  const auto found = audited.find(auditSubject(sample));
  if (found == audited.end() || found->second != auditDetail(sample))
    return {"与审计链不符", "not what the audit chain has"};
  return {};
}

/// Errors: Errc::invalidValue for a region that is no village, those of knownRegion().
Result<void> knownVillage(StoreTx& tx, RegionCode village) {
  if (levelName(village) != "village")
    return refuseSaying(Errc::invalidValue,
                        {"--village 应为行政村的12位代码，如 441424100200", "--village: 12 digits, like 441424100200"});
  return knownRegion(tx, village);
}

/// A village of which the register has fewer than nine in ten households: who is missing cannot be drawn.
constexpr std::int64_t tenthsOfVillage = 9;

/// Errors: Errc::invalidValue when the households that can be drawn are not the whole village, by its own record.
Result<void> knownWhole(StoreTx& tx, RegionCode village, std::size_t households) {
  const auto& kind = *builtinSchema().kindByName("village");
  BF_LET(rows, tx.roots(kind.number, village, 0, page));
  for (const auto& row : rows) {
    BF_LET(fields, tx.values(kind.number, row.rec));
    if (isRemoved(row, fields)) continue;
    const auto value = valueOf(kind, fields, "registered_households");
    const auto* whole = value ? std::get_if<std::int64_t>(&*value) : nullptr;
    if (whole == nullptr || static_cast<std::int64_t>(households) * 10 >= *whole * tenthsOfVillage) continue;
    const auto is = std::to_string(*whole);
    const auto has = std::to_string(households);
    return refuseSaying(Errc::invalidValue,
                        {"该村户籍户数为 " + is + "，登记的只有 " + has +
                             " 户，抽不出全村的样本；先登记其余农户，或不用 --everyone，只抽建档立卡户",
                         "the village has " + is + " households and the register " + has +
                             " of them: no sample of the whole village; register the others first, or leave out "
                             "--everyone and draw from the poor households"});
  }
  return {};
}

Result<bianfang::Sample> draw(const Ctl& ctl, StoreTx& tx, const SampleOptions& options) {
  BF_CHECK(knownVillage(tx, options.village));
  BF_LET(earlier, samplesOf(tx, options.village));
  bianfang::Sample made;
  made.set_at(ctl.clock.now());
  made.set_year(options.year);
  made.set_year(surveyYear(made));
  const bool again = std::ranges::find(earlier, made.year(), surveyYear) != earlier.end();
  const auto year = std::to_string(made.year());
  if (again && options.why.empty())
    return refuseSaying(Errc::alreadyExists,
                        {year + " 年度已抽过样，重抽须用 --why 写明理由；其他年度用 --year",
                         "a sample was drawn for " + year + "; another draw needs --why, another year --year"});
  made.set_village(options.village);
  made.set_number(static_cast<std::uint32_t>(earlier.size()) + 1);
  made.set_actor(ctl.actor);
  made.set_everyone(options.everyone);
  if (again) made.set_why(options.why);
  std::array<unsigned char, seedBytes> seed{};
  ctl.random.fill(seed);
  made.set_seed(toHex({reinterpret_cast<const char*>(seed.data()), seed.size()}));
  BF_LET(households, householdsOf(tx, options.village));
  std::vector<RecordId> frame;
  for (const auto& one : households)
    if (one.poor || options.everyone) frame.push_back(one.id);
  if (frame.empty())
    return refuseSaying(Errc::notFound, {"该村没有可抽的农户", "no household to draw in this village"});
  if (options.everyone) BF_CHECK(knownWhole(tx, options.village, frame.size()));
  for (const auto& id : frame) made.add_frame(id.str());
  for (const auto& id : drawSample(frame, options.size, made.seed())) made.add_drawn(id.str());
  const auto bytes = encode(made);
  BF_CHECK(tx.put(Space::sample, bigEndian(made.village()) + bigEndian(made.number(), 4), bytes));
  BF_CHECK(Registry(tx).audit(ctl.actor, again ? redrawnAction : drawnAction, auditSubject(made), auditDetail(made),
                              ctl.clock.now()));
  return made;
}

/// A household's worksheet of one year: what it says, or why it does not count.
struct Worksheet {
  std::optional<SurveyedIncome> income;
  bool ofSurvey = false;  ///< marked as one of the sample
};

/// Of households with several the one that counts.
Result<std::unordered_map<std::int64_t, Worksheet>> worksheets(const OpenCentre& centre, RegionCode village,
                                                               std::int32_t year) {
  std::unordered_map<std::int64_t, Worksheet> found;
  BF_LET(database, PolicyDatabase::open(*centre.store, {}));
  BF_LET(ask, database->connection().prepare(
                  "SELECT y.parent, y.total, y.persons, coalesce(y.in_sample, 0), y.total IS NOT NULL AND y.persons > 0"
                  " FROM household x JOIN year_income y ON y.parent = x.rec WHERE x.region = ? AND y.year = ?"));
  ask.bind(1, static_cast<std::int64_t>(village)).bind(2, std::int64_t{year});
  for (;;) {
    BF_LET(row, ask.step());
    if (!row) return found;
    auto& sheet = found[ask.integer(0)];
    sheet.ofSurvey = sheet.ofSurvey || ask.integer(3) != 0;
    if (ask.integer(3) != 0 && ask.integer(4) != 0) sheet.income = {ask.integer(1), ask.integer(2)};
  }
}

std::string yuan(const std::optional<double>& fen) {
  if (!fen) return {};
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", *fen / 100);
  return text;
}

Label stateOf(bool inVillage, const Worksheet* sheet) {
  if (!inVillage) return {"已不在本村", "no longer in the village"};
  if (sheet == nullptr) return {"待调查", "to be surveyed"};
  if (!sheet->ofSurvey) return {"有收入表，未标为抽样户", "has a worksheet, not marked as one of the sample"};
  return sheet->income ? Label{"已调查", "surveyed"} : Label{"收入表未填完", "worksheet not complete"};
}

void tellEstimate(const Ctl& ctl, const bianfang::Sample& sample, const IncomeEstimate& estimate) {
  ctl.show({{"village", {"行政村", "village"}},
            {"draw", {"第几次抽样", "draw"}, true},
            {"why", {"重抽理由", "drawn again because"}},
            {"year", {"调查年度", "year of the survey"}, true},
            {"seed", {"随机种子", "seed"}},
            {"population", {"总体户数", "households"}, true},
            {"drawn", {"样本户数", "in the sample"}, true},
            {"surveyed", {"已调查", "surveyed"}, true},
            {"per_capita", {"人均可支配收入（元）", "income per person, yuan"}, true},
            {"standard_error", {"标准误（元）", "standard error, yuan"}, true},
            {"low", {"95%置信下限（元）", "95 % from, yuan"}, true},
            {"high", {"95%置信上限（元）", "95 % to, yuan"}, true}},
           {std::to_string(sample.village()), std::to_string(sample.number()), sample.why(),
            std::to_string(surveyYear(sample)), sample.seed(), std::to_string(sample.frame_size()),
            std::to_string(sample.drawn_size()), std::to_string(estimate.surveyed), yuan(estimate.perCapita),
            yuan(estimate.standardError), yuan(estimate.low), yuan(estimate.high)},
           "estimate");
}

/// The same in one line, above a page and beside a sheet that somebody prints.
std::string aboutEstimate(const Ctl& ctl, const bianfang::Sample& sample, const IncomeEstimate& estimate) {
  const auto number = [](auto value) { return std::to_string(value); };
  Label all{"第 " + number(sample.number()) + " 次抽样，" + localTime(sample.at()) + "，种子 " + sample.seed() +
                "，总体 " + number(sample.frame_size()) + " 户，样本 " + number(sample.drawn_size()) + " 户，" +
                number(surveyYear(sample)) + " 年度已调查 " + number(estimate.surveyed) + " 户",
            "draw " + number(sample.number()) + ", " + localTime(sample.at()) + ", seed " + sample.seed() + ", " +
                number(sample.drawn_size()) + " of " + number(sample.frame_size()) + " households, survey of " +
                number(surveyYear(sample)) + ": " + number(estimate.surveyed)};
  if (!sample.why().empty()) all = {all.zh + "，重抽理由：" + sample.why(), all.en + ", drawn again: " + sample.why()};
  if (!estimate.perCapita) return ctl.in(all);
  all = {all.zh + "；人均可支配收入 " + yuan(estimate.perCapita) + " 元",
         all.en + "; income per person " + yuan(estimate.perCapita) + " yuan"};
  if (estimate.low)
    all = {all.zh + "，标准误 " + yuan(estimate.standardError) + "，95%置信区间 " + yuan(estimate.low) + " 至 " +
               yuan(estimate.high),
           all.en + ", standard error " + yuan(estimate.standardError) + ", 95 % from " + yuan(estimate.low) + " to " +
               yuan(estimate.high)};
  return ctl.in(all);
}

Result<void> giveSample(const Ctl& ctl, const OpenCentre& centre, const bianfang::Sample& sample,
                        const EvaluateOptions& output) {
  std::vector<VillageHousehold> households;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(found, householdsOf(tx, sample.village()));
    households = std::move(found);
    return {};
  }));
  BF_LET(found, worksheets(centre, sample.village(), surveyYear(sample)));
  std::vector<SurveyedIncome> surveyed;
  std::vector<std::vector<std::string>> rows;
  for (const auto& id : idsOf(sample.drawn())) {
    const auto at = std::ranges::find(households, id, &VillageHousehold::id);
    const auto sheet = at != households.end() ? found.find(at->rec) : found.end();
    const auto income = sheet != found.end() ? sheet->second.income : std::nullopt;
    if (income) surveyed.push_back(*income);
    const auto state = stateOf(at != households.end(), sheet != found.end() ? &sheet->second : nullptr);
    rows.push_back({std::to_string(rows.size() + 1), at != households.end() ? at->number : "",
                    at != households.end() ? at->head : "", ctl.in(state),
                    income ? std::to_string(income->persons) : "",
                    income ? yuan(static_cast<double>(income->total)) : ""});
  }
  const auto estimate = estimateIncome(surveyed, static_cast<std::size_t>(sample.frame_size()));
  const bool screen = output.format == "text";
  if (screen) tellEstimate(ctl, sample, estimate);
  BF_LET(names, OpenCentreRegions::read(centre));
  const auto village = std::to_string(sample.village());
  const auto about = screen ? ctl.in({"调查年度 ", "survey of "}) + std::to_string(surveyYear(sample))
                            : names.nameOf(sample.village()) + " " + village + ctl.in({"，", ", "}) +
                                  aboutEstimate(ctl, sample, estimate);
  return giveTable(ctl, output, screen ? "sample" : ctl.in({"抽样 ", "sample "}) + village,
                   {{"order", {"序号", "order"}, true},
                    {"household", {"户编号", "household"}},
                    {"head", {"户主", "head"}},
                    {"state", {"状态", "state"}},
                    {"persons", {"人口", "persons"}, true},
                    {"total", {"可支配收入（元）", "income, yuan"}, true}},
                   rows, about);
}

}  // namespace

Result<void> drawVillageSample(const Ctl& ctl, const SampleOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  bianfang::Sample made;
  BF_CHECK(centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(drawn, draw(ctl, tx, options));
    made = std::move(drawn);
    return {};
  }));
  const auto drawn = std::to_string(made.drawn_size());
  if (options.size > static_cast<std::size_t>(made.drawn_size()))
    ctl.err << ctl.in({"该村只有 " + drawn + " 户可抽，已全部抽取，少于要求的 " + std::to_string(options.size) + " 户",
                       "the village has only " + drawn + " households to draw from: all of them were drawn, not " +
                           std::to_string(options.size)})
            << '\n';
  return giveSample(ctl, centre, made, options.output);
}

Result<void> showVillageSample(const Ctl& ctl, const SampleOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<bianfang::Sample> all;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    if (const auto known = knownVillage(tx, options.village); !known) return known;
    BF_LET(found, samplesOf(tx, options.village));
    all = std::move(found);
    return {};
  }));
  if (all.empty())
    return refuseSaying(Errc::notFound, {"该村尚未抽样，请先 bianfangctl sample draw",
                                         "no sample of this village; bianfangctl sample draw"});
  const auto asked = [&](const bianfang::Sample& one) {
    return (options.year == 0 || options.year == surveyYear(one)) &&
           (options.draw == 0 || options.draw == one.number());
  };
  const auto found = std::ranges::find_if(all.rbegin(), all.rend(), asked);
  if (found == all.rend())
    return refuseSaying(Errc::notFound, {"该村没有这一年度或这一次的抽样，bianfangctl sample list 列出历次抽样",
                                         "no such draw of this village; bianfangctl sample list shows them all"});
  return giveSample(ctl, centre, *found, options.output);
}

Result<void> listSamples(const Ctl& ctl, const SampleOptions& options) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  bool whole = true;
  BF_CHECK(centre.read([&](StoreTx& tx) -> Result<void> {
    if (options.village != 0)
      if (const auto known = knownRegion(tx, options.village); !known) return known;
    BF_LET(all, samplesOf(tx, options.village));
    BF_LET(audited, auditDetails(tx, {drawnAction, redrawnAction}));
    for (const auto& one : all) {
      const auto wrong = soundness(one, audited);
      whole = whole && wrong.en.empty();
      rows.push_back({std::to_string(one.village()), std::to_string(one.number()), std::to_string(surveyYear(one)),
                      localTime(one.at()), one.actor(), std::to_string(one.drawn_size()),
                      std::to_string(one.frame_size()), one.seed(),
                      !one.why().empty() ? ctl.in({"重抽：", "drawn again: "}) + one.why() : "",
                      ctl.in(wrong.en.empty() ? Label{"与种子和审计链相符", "as seed and audit chain give"} : wrong)});
    }
    return {};
  }));
  BF_CHECK(giveTable(ctl, options.output, "samples",
                     {{"village", {"行政村", "village"}},
                      {"draw", {"第几次", "draw"}, true},
                      {"year", {"调查年度", "year of the survey"}, true},
                      {"at", {"时间", "when"}},
                      {"actor", {"操作者", "who"}},
                      {"drawn", {"样本户数", "in the sample"}, true},
                      {"population", {"总体户数", "households"}, true},
                      {"seed", {"随机种子", "seed"}},
                      {"again", {"重抽", "again"}},
                      {"state", {"状态", "state"}}},
                     rows));
  return whole ? Result<void>{} : refuse(Errc::brokenChain, {"抽样记录", "samples"});
}

}  // namespace bf
