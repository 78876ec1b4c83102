// What the page of a visit shows, in words.
#include <algorithm>

#include "app/controllers/record_lines.h"
#include "app/models/record_values.h"
#include "app/models/words.h"
#include "app/theme/tone.h"
#include "app/visit/visit_choices.h"
#include "app/visit/visit_controller.h"
#include "shared/schema/record_builder.h"

namespace bf {

QString VisitController::value(const char* field) const {
  const auto& kind = desk_.kind("visit");
  const auto* found = fieldIn(draft().visit().fields, numberOf(kind, field));
  if (found == nullptr || found->wire.empty()) return {};
  const auto* spec = kind.fieldByName(field);
  if (spec->type == FieldType::text) return words(textIn(draft().visit().fields, spec->number));
  return QStringLiteral("1");
}

QString VisitController::title() const {
  const auto head = words(draft().facts().head);
  if (!draft().corrects().isZero()) return words("更正走访 · %1", "Correction · %1").arg(head);
  return words("走访 · %1", "Visit · %1").arg(head);
}

QString VisitController::subtitle() const {
  const auto& kind = desk_.kind("visit");
  const auto* corrected = recordOf(draft().corrects());
  QStringList parts{words(draft().facts().group), words(draft().facts().number)};
  if (corrected != nullptr)
    parts.push_front((finished() ? words("更正了%1的走访", "Corrects the visit of %1")
                                 : words("正在更正%1的走访", "Correcting the visit of %1"))
                         .arg(momentWords(integerIn(corrected->fields, numberOf(kind, "arrived")), draft().day())));
  const int persons = draft().facts().persons();
  if (persons >= 0) parts.push_back(words("%1人", "%1 persons").arg(persons));
  parts.removeAll(QString());
  return parts.join(QStringLiteral(" · "));
}

QString VisitController::correctsWords() const {
  const auto* corrected = recordOf(draft().corrects());
  if (corrected == nullptr) return {};
  const auto& kind = desk_.kind("visit");
  const auto when = integerIn(corrected->fields, numberOf(kind, "arrived"));
  return words("这是对%1走访记录的更正，原记录保持不变。",
               "This corrects the visit of %1; the first record stays as it was.")
      .arg(momentWords(when, draft().day()));
}

QString VisitController::correctedWords() const {
  const auto* by = draft().correctedBy();
  if (by == nullptr) return {};
  const auto when = integerIn(by->fields, finishedField);
  return words("这次走访已由%1在%2更正，以更正后的记录为准。",
               "%1 corrected this visit on %2; the correction is what counts.")
      .arg(shownIn(desk_.kind("visit"), by->fields, "visitor_name"), momentWords(when, draft().day()));
}

QString VisitController::foreignWords() const {
  if (!draft().foreign()) return {};
  const auto name = value("visitor_name");
  return words("这是%1的走访，还没有完成，只能查看。",
               "This is the visit of %1, not finished yet; it can only be read.")
      .arg(name.isEmpty() ? words("别人", "somebody else") : name);
}

QString VisitController::againWords() const {
  const auto when = momentWords(draft().arrived(), draft().day()).section(QLatin1Char(' '), -1);
  return words("%1今天 %2 走访了这户，已经完成。", "%1 visited this household today at %2 and finished.")
      .arg(value("visitor_name"), when);
}

bool VisitController::timesOdd() const { return !readOnly() && (timesAsked_ || !draft().corrects().isZero()); }

QString VisitController::problem() const {
  const auto* error = desk_.problem();
  return error == nullptr ? QString() : errorWords(*error);
}

const FileRecord* VisitController::recordOf(const RecordId& id) const { return draft().file().find(id); }

QStringList VisitController::stepNames() const {
  return {words("到访", "Arrival"),  words("八有", "Eight items"),    words("问题诉求", "Problems"),
          words("措施", "Measures"), words("满意度", "Satisfaction"), words("签名", "Signatures"),
          words("完成", "Finish")};
}

QList<bool> VisitController::stepsDone() const {
  QList<bool> done;
  for (std::size_t i = 0; i < visitStepCount; ++i) done.push_back(draft().progress(static_cast<VisitStep>(i)).done);
  return done;
}

QList<bool> VisitController::stepsOdd() const {
  QList<bool> odd;
  for (std::size_t i = 0; i < visitStepCount; ++i) odd.push_back(draft().progress(static_cast<VisitStep>(i)).attention);
  return odd;
}

QString VisitController::arrivalWords() const {
  return words("%1 到达", "Arrived %1").arg(momentWords(draft().arrived(), draft().day()));
}

QString VisitController::placeWords() const {
  const auto& kind = desk_.kind("visit");
  const auto& fields = draft().visit().fields;
  if (fieldIn(fields, numberOf(kind, "latitude")) == nullptr)
    return seeking_ ? words("正在定位…", "Looking for the place…")
                    : words("没有取得定位，不影响走访", "No place; the visit goes on without it");
  constexpr double degree = 1e7;
  constexpr std::int64_t cmPerMetre = 100;
  const auto at = [&](const char* name) {
    return QString::number(
        static_cast<double>(static_cast<std::int32_t>(integerIn(fields, numberOf(kind, name)))) / degree, 'f', 5);
  };
  const auto accuracy = integerIn(fields, numberOf(kind, "accuracy_cm"));
  const auto where = at("latitude") + QStringLiteral(", ") + at("longitude");
  return accuracy <= 0 ? where
                       : words("%1（误差约 %2 米）", "%1 (within about %2 m)")
                             .arg(where)
                             .arg((accuracy + cmPerMetre - 1) / cmPerMetre);
}

int VisitController::itemsVerified() const {
  return static_cast<int>(std::ranges::count_if(items_, [](const auto* item) { return item->verified(); }));
}

QStringList VisitController::shortfalls() const {
  QStringList names;
  for (const auto item : notReported())
    names.push_back(words("%1：%2", "%1: %2").arg(words(nameOf(item)), words(draft().verdict(item).reason)));
  return names;
}

/// S3 二(三): exit is recognised by both sides; whoever is preparing for it, or is out, is asked.
bool VisitController::asksForExit() const {
  const auto status = draft().facts().status;
  return status == choice::statusPreparing || status == choice::statusOut || status == choice::statusMonitored;
}

QStringList VisitController::staleSignatures() const {
  QStringList names;
  for (const auto& field : draft().staleSignatures()) names.push_back(words(field));
  return names;
}

QStringList VisitController::signers() const {
  QStringList names;
  const auto name = numberOf(desk_.kind("member"), "name");
  for (const auto* member : draft().members()) names.push_back(words(textIn(member->fields, name)));
  if (names.isEmpty()) names.push_back(words(draft().facts().head));
  return names;
}

QStringList VisitController::excuses() const {
  return {words("无人在家", "Nobody at home"), words("不会写字，已按手印", "Cannot write; fingerprint given"),
          words("身体原因不便签字", "Too ill to sign"), words("拒绝签字", "Refused to sign")};
}

int VisitController::signer() const { return static_cast<int>(signers().indexOf(value("signed_by"))); }

int VisitController::excused() const { return static_cast<int>(excusesKept().indexOf(value("no_signature_why"))); }

QStringList VisitController::excusesKept() {
  return {QStringLiteral("无人在家"), QStringLiteral("不会写字，已按手印"), QStringLiteral("身体原因不便签字"),
          QStringLiteral("拒绝签字")};
}

std::vector<Label> VisitController::whyDiscarded() const {
  if (!draft().corrects().isZero()) return {{"不用更正", "Nothing to correct"}, {"点错了", "Begun by mistake"}};
  return {{"点错了户", "Wrong household"},
          {"家里没有人", "Nobody was at home"},
          {"没有走访成", "It did not take place"},
          {"重复登记", "Entered twice"}};
}

QStringList VisitController::discardReasons() const {
  QStringList reasons;
  for (const auto& why : whyDiscarded()) reasons.push_back(words(why));
  return reasons;
}

QString VisitController::discardWords() const {
  const auto stays = words("已经更正的农户情况、登记的问题和措施会保留。",
                           "What was corrected of the household, problems and measures stay.");
  if (!draft().corrects().isZero())
    return words(
               "这次更正填的内容、签名、照片和诉求会删除；原来的走访不变。",
               "What this correction says, its signatures, photos and demands are deleted; the visit that it corrects "
               "stays as it is. ") +
           stays;
  return words("这次走访填的内容、签名、照片和诉求会删除。",
               "What this visit says, its signatures, photos and demands are deleted. ") +
         stays;
}

QVariantList VisitController::findings() const {
  QVariantList lines;
  const auto names = stepNames();
  for (const auto& finding : draft().findings()) {
    const bool hard = finding.severity == Severity::error;
    const auto step = names[static_cast<int>(finding.step)];
    lines.push_back(QVariantMap{
        {QStringLiteral("text"), words(finding.message)},
        {QStringLiteral("where"), finding.source.empty() ? step : step + QStringLiteral(" · ") + words(finding.source)},
        {QStringLiteral("tone"), hard ? Tone::Bad : Tone::Warning},
        {QStringLiteral("hard"), hard},
        {QStringLiteral("beforeSigning"), hard && finding.step != VisitStep::signatures}});
  }
  return lines;
}

QVariantList VisitController::summary() const {
  const auto& kind = desk_.kind("visit");
  const auto& fields = draft().visit().fields;
  int met = 0, lacking = 0, unseen = 0;
  for (std::size_t i = 0; i < eightCount; ++i) {
    const auto says = draft().checked(static_cast<EightItem>(i));
    met += says == choice::checkedMet || says == choice::checkedCorrectedMet ? 1 : 0;
    lacking += says == choice::checkedNotMet || says == choice::checkedCorrectedNotMet ? 1 : 0;
    unseen += says == choice::checkedNotSeen ? 1 : 0;
  }
  const auto shown = [&](const char* name) { return shownIn(kind, fields, name); };
  const auto count = [](std::size_t number, const char* zh) {
    return number == 0 ? words("没有", "None") : words(zh, "%1").arg(number);
  };
  QStringList eight;
  if (met > 0) eight << words("%1 项达标", "%1 met").arg(met);
  if (lacking > 0) eight << words("%1 项不达标", "%1 not met").arg(lacking);
  if (unseen > 0) eight << words("%1 项未核实", "%1 not verified").arg(unseen);
  const auto departed = integerIn(fields, numberOf(kind, "departed"));
  const bool sameDay = dayOf(departed) == dayOf(draft().arrived());
  const auto left = momentWords(departed, draft().day());
  const auto times = momentWords(draft().arrived(), draft().day()) +
                     (left.isEmpty() ? QString() : QStringLiteral(" – ")) +
                     (sameDay ? left.section(QLatin1Char(' '), -1) : left);
  const auto by = value("signed_by").isEmpty() ? value("no_signature_why") : value("signed_by");
  QVariantList lines;
  const auto add = [&](const QString& name, const QString& text) {
    lines.push_back(QVariantMap{{QStringLiteral("name"), name}, {QStringLiteral("value"), text}});
  };
  add(words("时间", "Time"), times);
  add(words("目的", "Purpose"), shown("purpose"));
  add(words("见到", "Met"), shown("met"));
  add(words("八有", "Eight items"), eight.join(words("，", ", ")));
  add(words("问题和诉求", "Problems and demands"), count(draft().ownProblems().size(), "%1 件"));
  add(words("措施", "Measures"), count(draft().ownMeasures().size(), "%1 项"));
  add(words("满意度", "Satisfaction"), shown("satisfaction"));
  add(words("农户签名", "Household's signature"), by);
  return lines;
}

int VisitController::errors() const {
  return static_cast<int>(std::ranges::count_if(
      draft().findings(), [](const auto& finding) { return finding.severity == Severity::error; }));
}

void VisitController::reword() {
  for (auto* item : items_) item->update();
  update();
  emit worded();
  emit sheet_.changed();
}

}  // namespace bf
