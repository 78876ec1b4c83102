#include "tests/app/visit/visit_stage.h"

#include <QDir>
#include <catch2/catch.hpp>
#include <utility>

#include "app/models/record_values.h"
#include "shared/schema/record_builder.h"
#include "tests/replica/edits.h"
#include "tests/store/must.h"

namespace bf::test {

VisitStage::VisitStage(const std::string& folder, Clock& clock, QSize size, const RecordId& household,
                       CameraSource* camera)
    : session_(must(TabletSession::open(folder, clock))) {
  screen_ = std::make_unique<Screen>(
      "Item { id: stage; anchors.fill: parent\n"
      "function show(url: string, visit: var) { loader.setSource(url, {controller: visit}) }\n"
      "Loader { id: loader; anchors.fill: parent } }",
      size);
  screen_->await([this] { return session_->book() != nullptr && session_->book()->complete(); });
  household_ = household.isZero() ? earlierVisited() : household;
  if (household.isZero()) collect();
  const auto page = must(openVisit(*session_, household_, {&sky_, &camera_, camera}));
  owner_.reset(page.controller);
  visit_ = qobject_cast<VisitController*>(page.controller);
  QMetaObject::invokeMethod(&screen_->shown(), "show", Q_ARG(QString, page.source.toString()),
                            Q_ARG(QVariant, QVariant::fromValue(page.controller)));
  QObject::connect(&screen_->appearance(), &Appearance::languageChanged, visit_, &VisitController::reword);
  screen_->settle();
}

VisitStage::~VisitStage() { close(); }

void VisitStage::close() {
  screen_.reset();
  owner_.reset();
}

RecordId VisitStage::earlierVisited() {
  for (const auto& row : session_->book()->rows())
    if (row.facts.poor() && row.facts.visits > 0 && row.facts.drafts == 0 && row.facts.members.size() >= 3)
      return row.facts.id;
  FAIL("the sample has no household that was visited");
  return {};
}

/// Everything was collected before this visit, long ago: an ordinary household.
void VisitStage::collect() {
  const auto day = session_->today();
  must(session_->save(change("household", household_,
                             {{"water_safe", true},
                              {"power", true},
                              {"tv_signal", true},
                              {"network_signal", true},
                              {"stable_income", true},
                              {"lives_elsewhere", "ELSEWHERE_NO"}})));
  must(session_->save(makeChild("housing_assessment", household_,
                                {{"grade", "GRADE_B"},
                                 {"assessed_date", std::int64_t{20180801}},
                                 {"method", "METHOD_TECHNICIAN"},
                                 {"assessor", "李工"}})));
  const auto file = must(RecordFile::read(session_->store(), kindNumber("household"), household_));
  for (const auto* member : file.of(kindNumber("member"))) {
    must(session_->save(change("member", member->row.id, {{"dropped_out", false}})));
    if (numberOf("member", "birth_date") != 0 && integerIn(member->fields, numberOf("member", "birth_date")) == 0)
      must(session_->save(change("member", member->row.id, {{"birth_date", std::int64_t{19700101}}})));
    bool insured = false;
    for (const auto* below : file.below(*member)) {
      if (below->row.kind != kindNumber("enrolment") ||
          integerIn(below->fields, numberOf("enrolment", "year")) != yearOf(day))
        continue;
      insured = true;
      must(session_->save(change("enrolment", below->row.id, {{"resident_medical", true}, {"severe_medical", true}})));
    }
    if (!insured)
      must(session_->save(
          makeChild("enrolment", member->row.id,
                    {{"year", std::int64_t{yearOf(day)}}, {"resident_medical", true}, {"severe_medical", true}})));
  }
}

QString VisitStage::says(std::string_view kind, const RecordId& record, std::string_view field) {
  const auto& spec = *session_->schema().kindByName(kind);
  const auto tx = must(session_->store().read());
  const auto row = must(tx->find(spec.number, record));
  REQUIRE(row);
  const auto value = must(valueOf(spec, must(tx->values(spec.number, row->rec)), field));
  if (std::holds_alternative<std::monostate>(value)) return {};
  return QString::fromStdString(display(*spec.fieldByName(field), value, Language::chinese));
}

void VisitStage::tap(const char* name) {
  INFO("tap " << name);
  for (const auto& said : screen().complaints()) UNSCOPED_INFO(said.toStdString());
  screen().tap(QString::fromUtf8(name));
  screen().settle();
  ++taps_;
}

void VisitStage::sign(const char* name) {
  screen().draw(QString::fromUtf8(name), {0.2, 0.7}, {0.7, 0.3});
  screen().settle();
  ++taps_;
}

void VisitStage::confirmAll() {
  for (std::size_t i = 0; i < eightCount; ++i) tap(("card" + std::to_string(i) + "/confirm").c_str());
}

void VisitStage::signBoth() {
  sign("field.household_signature/pad");
  sign("field.visitor_signature/pad");
}

void VisitStage::type(const QString& text) {
  screen().type(text);
  keys_ += static_cast<int>(text.size());
}

void VisitStage::speak(Appearance::Speech language) {
  screen().appearance().setLanguage(language);
  screen().settle();
}

void VisitStage::picture(const QString& name) {
  const auto folder = qEnvironmentVariable("BIANFANG_PICTURES");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  screen().settle();
  REQUIRE(screen().window().grabWindow().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

void VisitStage::checkTargets() {
  constexpr double fingerLeast = 48;
  for (auto* item : screen().items()) {
    if (!item->inherits("QQuickAbstractButton")) continue;
    INFO(accessibleName(item).toStdString()
         << " " << item->objectName().toStdString() << " " << item->width() << "x" << item->height());
    CHECK(item->height() >= fingerLeast);
    CHECK(item->width() >= fingerLeast);
  }
}

}  // namespace bf::test
