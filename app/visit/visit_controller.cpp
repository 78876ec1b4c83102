#include "app/visit/visit_controller.h"

#include <algorithm>
#include <utility>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/theme/tone.h"
#include "app/visit/visit_choices.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

QUrl pageOfVisits() { return QUrl(QStringLiteral("qrc:/qt/qml/Bianfang/Visit/VisitPage.qml")); }

Visitor visitorOf(const TabletSession& session) { return {session.state().userName, session.role()}; }

Result<OpenedPage> pageOf(TabletSession& session, Result<VisitDraft> draft, const VisitDevices& devices) {
  if (!draft) return std::unexpected(draft.error());
  // Lists hear of it when its page is there.
  if (draft->isNew())
    QMetaObject::invokeMethod(
        &session,
        [&session, visit = draft->id()] {
          session.editor().saved(session.schema().kindByName("visit")->number, visit);
        },
        Qt::QueuedConnection);
  return OpenedPage{pageOfVisits(), new VisitController(session, std::move(*draft), devices)};
}

/// It is put right among the questions of the item, not in the member's own record.
bool isOfInsurance(const LeavingFinding& finding) {
  return finding.code == "noMedical" || finding.code == "severeAlone";
}

}  // namespace

Result<OpenedPage> openVisit(TabletSession& session, const RecordId& household, const VisitDevices& devices) {
  const auto visitor = visitorOf(session);
  BF_LET(today, VisitDraft::finishedToday(session.replica(), session.clock(), household, visitor));
  if (!today)
    return pageOf(session, VisitDraft::open(session.replica(), session.clock(), session.judge(), household, visitor),
                  devices);
  BF_LET(page, lookAtVisit(session, household, *today, devices));
  qobject_cast<VisitController*>(page.controller)->askAgain();
  return page;
}

Result<OpenedPage> lookAtVisit(TabletSession& session, const RecordId& household, const RecordId& visit,
                               const VisitDevices& devices) {
  return pageOf(
      session,
      VisitDraft::look(session.replica(), session.clock(), session.judge(), household, visit, visitorOf(session)),
      devices);
}

VisitController::VisitController(TabletSession& session, VisitDraft draft, const VisitDevices& devices, QObject* parent)
    : QObject(parent),
      session_(session),
      desk_(session, std::move(draft)),
      receiver_(devices.place == nullptr ? receiverOfTablet() : nullptr),
      means_(devices),
      place_(devices.place == nullptr ? receiver_.get() : devices.place),
      sheet_(desk_),
      photos_(desk_, means_.pictures(), means_.camera()) {
  for (std::size_t i = 0; i < eightCount; ++i) items_.push_back(new VisitItem(desk_, static_cast<EightItem>(i), this));
  if (place_ != nullptr) {
    connect(place_, &PlaceSource::found, this, &VisitController::takePlace);
    connect(place_, &PlaceSource::lost, this, [this] {
      seeking_ = false;
      emit changed();
    });
  }
  connect(&desk_, &VisitDesk::changed, this, &VisitController::update);
  connect(&sheet_, &VisitSheet::changed, this, [this] { photos_.lookAt(sheet_.record(), sheet_.follows()); });
  readForm();
  update();
  if (!readOnly() && value("latitude").isEmpty()) seekPlace();
}

VisitController::~VisitController() {
  commit();
  if (!gone_ && isUntouchedCorrection()) discard("没有更正什么");
}

std::size_t VisitController::recordsMade() const { return draft().ownProblems().size() + draft().ownMeasures().size(); }

/// Who only looked has corrected nothing.
bool VisitController::isUntouchedCorrection() const {
  return !begun_.empty() && !finished() && draft().visit().fields == begun_ && recordsMade() == begunWith_ &&
         draft().evidenceOf(draft().id()).empty();
}

/// Nothing is written any more once the visit was given up.
void VisitController::commit() {
  if (gone_) return;
  form_->commit();
  for (auto* item : items_) item->commit();
  sheet_.commit();
}

/// The page goes on showing the questions of the last one until it has let go of them.
void VisitController::readForm() {
  auto last = std::exchange(form_, desk_.form("visit", desk_.draft().id(), {}));
  connect(form_.get(), &FormController::saved, this, [this](int field) {
    suggestSigner();
    if (static_cast<std::uint32_t>(field) == numberOf(desk_.kind("visit"), "met")) suggestExcuse();
  });
  emit formChanged();
  if (last) last.release()->deleteLater();
}

void VisitController::update() {
  const auto lines = [this](const std::vector<const FileRecord*>& records) {
    std::vector<FactLine> made;
    for (const auto* record : records) made.push_back(lineOf(session_.schema(), *record, draft().day()));
    return made;
  };
  const auto own = [&](const std::vector<const FileRecord*>& records) {
    auto made = lines(records);
    for (std::size_t i = 0; i < made.size(); ++i)
      if (draft().lacksRequired(*records[i])) {
        made[i].badge = words("没有填完", "Not filled in");
        made[i].tone = Tone::Warning;
      }
    return made;
  };
  ownProblems_.show(own(draft().ownProblems()));
  olderProblems_.show(lines(draft().olderProblems()));
  ownMeasures_.show(own(draft().ownMeasures()));
  olderMeasures_.show(lines(draft().olderMeasures()));
  timesAsked_ |=
      std::ranges::any_of(draft().findings(), [](const auto& finding) { return finding.code == "leftBeforeCame"; });
  emit changed();
}

// ---- steps
// -----------------------------------------------------------------------------------------------------------

void VisitController::stand(VisitStep step, std::optional<EightItem> item) {
  commit();
  sheet_.close();
  photos_.close();
  desk_.note(desk_.draft().stand(step, item));
  desk_.refresh();
  seek({});
  emit stepChanged();
}

void VisitController::seek(const QString& name) {
  if (sought_ == name) return;
  sought_ = name;
  emit soughtChanged();
}

void VisitController::go(int step) {
  stand(static_cast<VisitStep>(std::clamp(step, 0, static_cast<int>(visitStepCount) - 1)), std::nullopt);
}

void VisitController::next() { go(step() + 1); }
void VisitController::back() { go(step() - 1); }

void VisitController::openItem(int item) {
  const auto chosen = static_cast<EightItem>(item);
  const bool open = draft().openItem() == chosen;
  stand(VisitStep::items, open || readOnly() ? std::nullopt : std::optional(chosen));
  if (draft().openItem()) seek(QStringLiteral("card%1").arg(item));
}

void VisitController::seekPlace() {
  if (place_ == nullptr || readOnly()) return;
  seeking_ = true;
  emit changed();
  place_->seek();
}

void VisitController::takePlace(const PlaceFix& fix) {
  if (!std::exchange(seeking_, false) || readOnly() || gone_) return;
  RecordBuilder builder(desk_.kind("visit"));
  builder.set("latitude", std::int64_t{fix.latitude}).set("longitude", std::int64_t{fix.longitude});
  if (fix.accuracyCm > 0) builder.set("accuracy_cm", std::int64_t{fix.accuracyCm});
  builder.set("located", session_.clock().now());
  Edit edit;
  edit.kind = desk_.kind("visit").number;
  edit.record = draft().id();
  if (auto fields = builder.fields()) edit.set = std::move(*fields);
  static_cast<void>(desk_.save(edit));  // the desk tells what went wrong
}

// ---- problems and measures
// -------------------------------------------------------------------------------------------

std::vector<EightItem> VisitController::notReported() const {
  std::vector<EightItem> items;
  for (const auto& finding : draft().findings())
    if (finding.code == "notReported") items.push_back(static_cast<EightItem>(finding.place.front() - '0'));
  return items;
}

/// The problem in the words of the verdict: nothing has to be typed.
void VisitController::reportShortfall(int index) {
  const auto items = notReported();
  if (readOnly() || index < 0 || index >= static_cast<int>(items.size())) return;
  const auto item = items[static_cast<std::size_t>(index)];
  RecordBuilder builder(desk_.kind("problem"));
  builder.set("item", itemChoice(item)).set("content", draft().verdict(item).reason.zh);
  Edit edit;
  edit.kind = desk_.kind("problem").number;
  edit.parent = draft().household();
  if (auto fields = builder.fields()) edit.set = std::move(*fields);
  static_cast<void>(desk_.save(edit));
}

void VisitController::addProblem() {
  if (!readOnly()) sheet_.show("problem", {}, draft().household());
}

void VisitController::addDemand() {
  if (!readOnly()) sheet_.show("visit_demand", {}, draft().id());
}

void VisitController::addMeasure() {
  if (!readOnly()) sheet_.show("measure", {}, draft().household());
}

void VisitController::openIncome() {
  const auto* known = draft().income(yearOf(draft().day()));
  if (!readOnly()) sheet_.show("income", known == nullptr ? RecordId{} : known->row.id, draft().household());
}

void VisitController::openRecord(const QString& key) {
  const auto named = keyFrom(key);
  const auto* kind = named ? session_.schema().kind(named->kind) : nullptr;
  if (kind != nullptr && !readOnly()) sheet_.show(kind->name, named->record);
}

// ---- signatures and the end
// ------------------------------------------------------------------------------------------

void VisitController::answer(const char* field, const QString& text) {
  if (auto* asked = form_->field(QString::fromLatin1(field)); asked != nullptr) asked->answer(text);
}

/// Whoever was met is whoever signs, when it was the head.
void VisitController::suggestSigner() {
  const bool head = integerIn(draft().visit().fields, numberOf(desk_.kind("visit"), "met")) == choice::metHead;
  if (head && !value("household_signature").isEmpty() && value("signed_by").isEmpty())
    answer("signed_by", words(draft().facts().head));
}

/// Nobody was at home: so nobody can sign.
void VisitController::suggestExcuse() {
  const bool nobody = integerIn(draft().visit().fields, numberOf(desk_.kind("visit"), "met")) == choice::metNobody;
  const bool unsaid = value("household_signature").isEmpty() && value("no_signature_why").isEmpty();
  constexpr int nobodyAtHome = 0;
  if (nobody ? unsaid : excused() == nobodyAtHome) excuse(nobodyAtHome);
}

void VisitController::signedBy(int signer) {
  const auto names = signers();
  if (signer >= 0 && signer < names.size()) answer("signed_by", names[signer]);
}

void VisitController::excuse(int index) {
  const auto reasons = excusesKept();
  if (index < 0 || index >= reasons.size()) return;
  const auto& text = reasons[index];
  if (value("no_signature_why") != text) return answer("no_signature_why", text);
  if (auto* asked = form_->field(QStringLiteral("no_signature_why")); asked != nullptr) asked->clear();
}

void VisitController::goToFinding(int index) {
  const auto& found = draft().findings();
  if (index < 0 || index >= static_cast<int>(found.size())) return;
  const auto finding = found[static_cast<std::size_t>(index)];
  const bool item = finding.step == VisitStep::items && !finding.place.empty();
  stand(finding.step, item ? std::optional(static_cast<EightItem>(finding.place.front() - '0')) : std::nullopt);
  seek(placeOf(finding));
  const auto* record = isOfInsurance(finding) ? nullptr : recordOf(finding.record);
  if (record == nullptr) record = half(finding.step);
  if (record != nullptr) sheet_.show(session_.schema().kind(record->row.kind)->name, record->row.id);
}

const FileRecord* VisitController::half(VisitStep step) const {
  if (step != VisitStep::problems && step != VisitStep::measures) return nullptr;
  for (const auto* record : step == VisitStep::problems ? draft().ownProblems() : draft().ownMeasures())
    if (draft().lacksRequired(*record)) return record;
  return nullptr;
}

/// Where on its step a finding is put right.
QString VisitController::placeOf(const LeavingFinding& finding) const {
  const auto place = words(finding.place);
  if (isOfInsurance(finding)) {
    const auto members = draft().members();
    const auto at = std::ranges::find(members, finding.record, [](const auto* member) { return member->row.id; });
    return QStringLiteral("card%1/block%2").arg(place).arg(at - members.begin());
  }
  if (finding.step == VisitStep::items) return QStringLiteral("card") + place;
  if (finding.step == VisitStep::problems) {
    const auto items = notReported();
    const auto at =
        std::ranges::find_if(items, [&](EightItem item) { return place == QString::number(static_cast<int>(item)); });
    return at == items.end() ? QString() : QStringLiteral("shortfall%1").arg(at - items.begin());
  }
  if (finding.code == "noPlace") return QStringLiteral("place");
  if (finding.code == "signedByNobody") return QStringLiteral("signer0");
  return place.isEmpty() ? QString() : QStringLiteral("field.") + place;
}

void VisitController::finish() {
  form_->commit();
  if (!desk_.say(desk_.draft().finish())) return;
  readForm();
  go(static_cast<int>(VisitStep::finish));
}

void VisitController::takeVisit(VisitDraft draft) {
  timesAsked_ = false;
  desk_.take(std::move(draft));
  readForm();
  emit stepChanged();
}

void VisitController::correct() {
  auto made = desk_.draft().correct(desk_.visitor());
  if (!made) {
    desk_.say(std::unexpected(made.error()));
    return;
  }
  takeVisit(std::move(*made));
  begun_ = draft().visit().fields;
  begunWith_ = recordsMade();
}

void VisitController::visitAgain() {
  if (!std::exchange(again_, false)) return;
  auto made = VisitDraft::open(session_.replica(), session_.clock(), session_.judge(), draft().household(),
                               visitorOf(session_));
  if (!made) {
    desk_.say(std::unexpected(made.error()));
    return;
  }
  takeVisit(std::move(*made));
  if (value("latitude").isEmpty()) seekPlace();
}

void VisitController::stayWithToday() {
  again_ = false;
  emit changed();
}

void VisitController::discard(int reason) {
  const auto reasons = whyDiscarded();
  if (reason >= 0 && reason < static_cast<int>(reasons.size())) discard(reasons[static_cast<std::size_t>(reason)].zh);
}

void VisitController::discard(const std::string& why) {
  const auto id = draft().id();
  commit();
  const auto removed = desk_.draft().discard(why);
  gone_ = removed.has_value();
  if (gone_) session_.editor().saved(desk_.kind("visit").number, id);
  else desk_.say(removed);
  emit changed();
}

}  // namespace bf
