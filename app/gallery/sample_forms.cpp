#include "app/gallery/sample_forms.h"

#include <initializer_list>

#include "app/forms/ink.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

using Answer = std::pair<std::string_view, std::string_view>;
constexpr Micros lastVisit = 1'514'764'800'000'000;  // 2018-01-01

RecordId sampleId(unsigned char number) {
  RecordId id;
  id.bytes[0] = 0xff;
  id.bytes[1] = number;
  return id;
}

const KindSpec& kindNamed(std::string_view name) {
  const auto* kind = builtinSchema().kindByName(name);
  Q_ASSERT_X(kind != nullptr, "SampleForms", "a kind that the schema does not have");
  return *kind;
}

std::uint32_t numberOf(const KindSpec& kind, std::string_view name) {
  const auto* field = kind.fieldByName(name);
  Q_ASSERT_X(field != nullptr, "SampleForms", "a field that the kind does not have");
  return field->number;
}

/// Answers as people write them.
std::vector<Field> fieldsOf(const KindSpec& kind, std::initializer_list<Answer> answers) {
  RecordBuilder builder(kind);
  for (const auto& [name, text] : answers) builder.read(name, text);
  return builder.fields().value_or(std::vector<Field>{});
}

void addPrior(RecordView& view, const KindSpec& kind, std::initializer_list<Answer> answers) {
  for (const auto& field : fieldsOf(kind, answers)) view.prior[field.number] = {field.wire, "李主任", lastVisit};
}

std::string signature() {
  return encodeInk({{{180, 620}, {260, 420}, {330, 300}, {300, 480}, {340, 640}, {430, 560}, {520, 380}},
                    {{560, 360}, {600, 520}, {680, 600}, {760, 500}, {820, 340}, {860, 520}, {960, 620}, {1080, 540}},
                    {{1150, 300}, {1180, 420}, {1160, 560}, {1240, 640}, {1340, 600}}});
}

std::unique_ptr<FormController> formOf(SampleRecords& records, Clock& clock, const KindSpec& kind, RecordId id) {
  auto form = std::make_unique<FormController>(builtinSchema(), records, clock, FormSubject{kind.number, id, {}, 0, 0});
  form->load();
  return form;
}

std::unique_ptr<FormController> memberForm(SampleRecords& records, Clock& clock) {
  const auto& kind = kindNamed("member");
  auto& view = records.view(kind.number, sampleId(1));
  view.values = fieldsOf(kind, {{"name", "王建国"},
                                {"sex", "女"},
                                {"id_number", "44142419580312001X"},
                                {"birth_date", "1958-03-12"},
                                {"relation", "户主"},
                                {"phone", "13800001234"},
                                {"health", "长期慢性病"},
                                {"months_worked", "3"}});
  view.cleared = {numberOf(kind, "political")};
  view.contested = {numberOf(kind, "relation")};
  view.drafts[numberOf(kind, "pension_since")] = "去年";
  addPrior(view, kind, {{"months_worked", "6"}, {"labour", "普通劳动力"}, {"dibao", "是"}});
  return formOf(records, clock, kind, sampleId(1));
}

std::unique_ptr<FormController> householdForm(SampleRecords& records, Clock& clock) {
  const auto& kind = kindNamed("household");
  auto& view = records.view(kind.number, sampleId(2));
  view.values = fieldsOf(kind, {{"floor_area", "86.5"}, {"income_per_capita", "3280"}});
  addPrior(view, kind, {{"floor_area", "84"}});
  auto form = formOf(records, clock, kind, sampleId(2));
  form->setAsksForMissing(true);
  return form;
}

std::unique_ptr<FormController> visitForm(SampleRecords& records, Clock& clock, unsigned char number, bool finished) {
  const auto& kind = kindNamed("visit");
  auto& view = records.view(kind.number, sampleId(number));
  view.values = fieldsOf(kind, {{"arrived", "2018-03-16 09:12"},
                                {"purpose", "遍访"},
                                {"visitor_name", "覃书记"},
                                {"visit_date", "2018-03-16"},
                                {"companions", "黄村医；韦组长"},
                                {"met", "户主"},
                                {"housing", "达标，已核实"},
                                {"food", "是"},
                                {"clothing", "否"},
                                {"difficulties", "屋顶漏雨，想申请维修；小孙子上学路远。"}});
  addPrior(view, kind, {{"housing", "达标，已核实"}, {"water", "不达标，已核实"}, {"food", "是"}, {"clothing", "是"}});
  std::string wire;
  appendBytesField(wire, numberOf(kind, "household_signature"), signature());
  view.values.push_back({numberOf(kind, "household_signature"), wire});
  view.finished = finished;
  return formOf(records, clock, kind, sampleId(number));
}

}  // namespace

SampleForms::SampleForms(QObject* parent)
    : QObject(parent),
      member_(memberForm(records_, clock_)),
      household_(householdForm(records_, clock_)),
      visit_(visitForm(records_, clock_, 3, false)),
      finished_(visitForm(records_, clock_, 4, true)) {}

SampleForms::~SampleForms() = default;

}  // namespace bf
