#include "tests/app/sample/sample_work.h"

#include <array>

#include "app/models/day_time.h"
#include "bianfang/change.pb.h"
#include "shared/schema/record_builder.h"
#include "tests/county/day.h"

namespace bf {
namespace {

constexpr Micros dayLong = 86'400LL * 1'000'000;

const KindSpec& kindOf(std::string_view name) { return *builtinSchema().kindByName(name); }

Result<std::vector<Field>> fieldsFrom(const KindSpec& kind, const std::vector<county::FieldText>& texts) {
  RecordBuilder builder(kind);
  for (const auto& [field, text] : texts) builder.read(field, text);
  return builder.fields();
}

struct SampleProblem {
  const char* item;
  const char* content;
  const char* unit;
  const char* state;
  int foundDaysAgo, deadlineInDays;
};
constexpr std::array<SampleProblem, 7> sampleProblems{{
    {"安全住房", "西侧土墙开裂，雨天渗水，住建办尚未上门鉴定。", "住建局", "已交办", 34, -4},
    {"安全饮用水", "山泉水管冬季断流，希望接入村自来水。", "水务局", "待交办", 6, 24},
    {"医疗保障", "户主母亲本年度医保缴费记录查不到，需社保局核对。", "社保局", "已答复", 20, 5},
    {"电视信号覆盖", "接收设备损坏，已无法收看电视。", "文广新局", "已交办", 12, 9},
    {"子女义务教育保障", "次子九月未到校报到，家长称在外地就读，学籍未核实。", "教育局", "待交办", 2, 12},
    {"道路", "入户路下雨后难以通行，摩托车上不去。", "交通运输局", "已销号", 70, -30},
    {"产业", "领取的鸡苗死亡过半，希望技术员指导防疫。", "农业局", "已交办", 15, 15},
}};

}  // namespace

SampleWork::SampleWork(SampleCentre& centre, TabletReplica& tablet, SampleClock& clock, const county::County& county,
                       const SampleOptions& options)
    : centre_(centre), tablet_(tablet), clock_(clock), county_(county), options_(options), random_(options.seed + 7) {}

const RecordId& SampleWork::idOf(std::size_t household) const {
  return centre_.households().at(county_.households[household].number);
}

Result<RecordId> SampleWork::add(std::string_view kind, const RecordId& parent, std::vector<Field> set) {
  Edit edit;
  edit.kind = kindOf(kind).number;
  edit.parent = parent;
  edit.set = std::move(set);
  return tablet_.save(edit);
}

Result<void> SampleWork::visit(const county::Household& household, int daysAgo) {
  clock_.time = centre_.now = options_.now - daysAgo * dayLong;
  county::DayContext context;
  context.date = dayOf(clock_.time);
  context.visitor = "张文光";
  const auto made = makeDay(random_, county::subjectOf(county_, household), context);
  const auto& id = centre_.households().at(household.number);
  BF_LET(edits, fieldsFrom(kindOf("household"), made.edits));
  Edit edit;
  edit.kind = kindOf("household").number;
  edit.record = id;
  edit.set = edits;
  BF_CHECK(tablet_.save(edit));
  BF_LET(fields, fieldsFrom(kindOf("visit"), made.visit));
  Field finished{finishedField, {}};
  appendVarintField(finished.wire, finishedField, static_cast<std::uint64_t>(clock_.time));
  fields.insert(fields.begin(), std::move(finished));
  BF_CHECK(add("visit", id, fields));
  return {};
}

Result<void> SampleWork::problems() {
  for (std::size_t i = 0; i < sampleProblems.size(); ++i) {
    const auto& one = sampleProblems[i];
    RecordBuilder builder(kindOf("problem"));
    builder.choose("item", one.item).set("content", std::string(one.content)).choose("state", one.state);
    builder.choose("unit", one.unit).choose("found_by", "走访");
    const auto date = [&](int days) { return std::int64_t{dayOf(options_.now + days * dayLong)}; };
    builder.set("found_date", date(-one.foundDaysAgo)).set("deadline", date(one.deadlineInDays));
    BF_LET(fields, builder.fields());
    clock_.time = centre_.now = options_.now - one.foundDaysAgo * dayLong;
    BF_CHECK(add("problem", idOf((i * 5 + 2) % county_.households.size()), fields));
  }
  return {};
}

/// The clerk prepares a few households for their exit: the register of June knows of none.
Result<void> SampleWork::statuses(SampleCentre::Author& clerk) {
  const auto& kind = kindOf("household");
  for (std::size_t i = 0; i < county_.households.size(); i += 6) {
    const auto& household = county_.households[i];
    RecordBuilder builder(kind);
    builder.choose("status", "预脱贫").set("planned_exit_year", std::int64_t{2018});
    BF_LET(fields, builder.fields());
    BF_CHECK(centre_.write(clerk, kind.number, idOf(i), county_.villages[household.village].code, fields));
  }
  return {};
}

/// The clerk and the secretary answer the same question without knowing of each other.
Result<void> SampleWork::disagree(SampleCentre::Author& clerk) {
  const auto& kind = kindOf("household");
  const auto& household = county_.households[1];
  const auto say = [&](bool safe) -> Result<std::vector<Field>> {
    RecordBuilder builder(kind);
    builder.set("network_signal", safe).choose("house_structure", safe ? "砖混" : "砖瓦砖木、砖石窑洞");
    return builder.fields();
  };
  BF_LET(theirs, say(true));
  centre_.now += 1'000'000;
  BF_CHECK(centre_.write(clerk, kind.number, idOf(1), county_.villages[household.village].code, theirs));
  BF_LET(ours, say(false));
  Edit edit;
  edit.kind = kind.number;
  edit.record = idOf(1);
  edit.set = ours;
  clock_.time += 2'000'000;
  BF_CHECK(tablet_.save(edit));
  return centre_.meet(tablet_);
}

Result<void> SampleWork::record() {
  const auto key = *SigningKey::fromSeed(std::string(32, 'c'));
  DeviceId device;
  device.bytes.back() = 2;
  // Villages of a sample lie in one township, or all over the county.
  const auto village = county_.villages[county_.households.front().village].code;
  const auto scope = options_.villages == 1 ? village / 1000 : county_.region.code;
  BF_LET(clerk, centre_.enrol("何雨", bianfang::TOWNSHIP_CLERK, scope, device, key));
  BF_CHECK(statuses(clerk));
  BF_CHECK(centre_.meet(tablet_));
  for (int i = 0; i < options_.visited; ++i) {
    const auto index = static_cast<std::size_t>(i) * 3 % county_.households.size();
    BF_CHECK(visit(county_.households[index], 1 + (options_.visited - i) * 6));
  }
  BF_CHECK(problems());
  clock_.time = centre_.now = options_.now - dayLong / 2;
  BF_CHECK(centre_.meet(tablet_));
  BF_CHECK(disagree(clerk));
  clock_.time = centre_.now = options_.now - 3'600'000'000;
  for (const std::size_t index : {std::size_t{4}, std::size_t{8}})
    if (index < county_.households.size()) BF_CHECK(visit(county_.households[index], 0));
  return {};
}

}  // namespace bf
