#include "app/forms/field_controller.h"

#include <QDateTime>
#include <algorithm>
#include <utility>

#include "app/forms/field_value.h"
#include "app/forms/form_limits.h"
#include "shared/schema/hard_rules.h"
#include "shared/schema/mask.h"

namespace bf {
namespace {

FieldController::Editor editorFor(const FieldSpec& field) {
  using enum FieldController::Editor;
  switch (field.question) {
    case Question::yesNo: return YesNoEditor;
    case Question::number: return field.scale == 0 ? NumberEditor : AmountEditor;
    case Question::longText: return LongTextEditor;
    case Question::date: return DateEditor;
    case Question::year: return YearEditor;
    case Question::month: return MonthEditor;
    case Question::instant: return InstantEditor;
    case Question::money: return MoneyEditor;
    case Question::phone: return PhoneEditor;
    case Question::idNumber: return IdNumberEditor;
    case Question::account: return AccountEditor;
    case Question::coordinate: return CoordinateEditor;
    case Question::signature: return SignatureEditor;
    case Question::picture: return PictureEditor;
    case Question::region: return RegionEditor;
    case Question::choice: return ChoiceEditor;
    case Question::choices: return ChoicesEditor;
    case Question::texts: return TextsEditor;
    case Question::bytes: return ReferenceEditor;
    case Question::text:
    case Question::notAsked: return TextEditor;
  }
  return TextEditor;
}

std::vector<std::int64_t> chosenIn(const Value& value) {
  if (const auto* one = std::get_if<std::int64_t>(&value)) return {*one};
  if (const auto* several = std::get_if<std::vector<std::int64_t>>(&value)) return *several;
  return {};
}

const Label notReadable{"填写的格式不对，已原样保留", "Not of the expected form; kept as typed"};
const Label noSuchDay{"没有这一天，或者年份太远；请像20181231这样填写，已原样保留",
                      "There is no such day, or its year is too far off; write it like 20181231. Kept as typed"};
const Label pictographs{"请不要用表情符号", "Please leave out emoji"};
const Label notSaved{"没有存下来", "This was not saved"};

/// Emoji: no font of the tablet draws them, and no printed form takes them. Rare characters of names lie beyond.
bool hasPictograph(const QString& text) {
  constexpr char32_t from = 0x1F000, to = 0x1FAFF, wide = 0xFE0F;
  const auto all = text.toUcs4();
  return std::ranges::any_of(all, [](char32_t one) { return one == wide || (one >= from && one <= to); });
}

}  // namespace

FieldController::FieldController(const FieldSpec& field, bool opensSection, FieldHost& host, QObject* parent)
    : QObject(parent),
      field_(field),
      host_(host),
      editor_(editorFor(field)),
      opensSection_(opensSection),
      choices_(field.choices, this),
      concealed_(field.sensitivity == Sensitivity::sensitive) {
  rest_.setSingleShot(true);
  rest_.setInterval(typingRest);
  connect(&rest_, &QTimer::timeout, this, &FieldController::commit);
}

QString FieldController::section() const { return QString::fromStdString(field_.section.in(language_)); }
QString FieldController::label() const { return QString::fromStdString(field_.label.in(language_)); }
QString FieldController::help() const { return QString::fromStdString(field_.help.in(language_)); }
QString FieldController::unit() const { return QString::fromStdString(field_.unit.in(language_)); }

QVariant FieldController::value() const {
  if (const auto* bytes = std::get_if<std::string>(&value_); bytes != nullptr && field_.type == FieldType::bytes)
    return QByteArray::fromStdString(*bytes);
  return toVariant(value_);
}

bool FieldController::manyChoices() const {
  return static_cast<int>(field_.choices.size()) > tilesMax || editor_ == RegionEditor;
}

QString FieldController::picture() const {
  const auto* bytes = std::get_if<std::string>(&value_);
  if (editor_ != PictureEditor || bytes == nullptr) return {};
  return QStringLiteral("image://evidence/") + QString::fromStdString(toHex(*bytes));
}

QString FieldController::text() const {
  if (typing_) return typed_;
  if (editor_ == TextsEditor) return {};  // the line is for the next one
  return concealed() ? shown() : editable(field_, value_);
}

QString FieldController::shown() const {
  if (presence_ != Answered) return {};
  if (editor_ == RegionEditor)
    if (auto name = choices_.labelOf(std::get<std::int64_t>(value_)); !name.isEmpty()) return name;
  if (!concealed_) return readable(field_, value_, language_);
  return QString::fromStdString(mask(field_, display(field_, value_, language_)));
}

QString FieldController::prior() const {
  if (prior_.wire.empty()) return {};
  const auto value = decodeValue(field_, prior_.wire);
  if (!value) return {};
  if (concealed_) return QString::fromStdString(mask(field_, display(field_, *value, language_)));
  return readable(field_, *value, language_);
}

QString FieldController::priorNote() const {
  auto note = QString::fromStdString(prior_.by);
  if (prior_.when == 0) return note;
  const auto day = QDateTime::fromMSecsSinceEpoch(prior_.when / 1000, Qt::OffsetFromUTC, 8 * 3600);
  return (note.isEmpty() ? note : note + QStringLiteral(" · ")) + day.toString(QStringLiteral("yyyy-MM-dd"));
}

bool FieldController::differsFromPrior() const {
  return hasPrior() && presence_ == Answered && prior_.wire != encodeValue(field_, value_);
}

QString FieldController::message() const {
  return QString::fromStdString((state_ == Error ? error_ : finding_).in(language_));
}

void FieldController::answer(const QVariant& value) {
  if (readOnly_) return;
  typing_ = false;
  // Bytes of no length are no signature and no photo.
  if (field_.type == FieldType::bytes && value.toByteArray().isEmpty()) return clear();
  store(toValue(field_, value));
}

void FieldController::toggle(qint64 choice) {
  auto chosen = chosenIn(value_);
  if (std::erase(chosen, choice) == 0) chosen.push_back(choice);
  std::ranges::sort(chosen);
  if (!readOnly_) store(chosen);
}

void FieldController::addText(const QString& text) {
  type(text);
  commit();
}

void FieldController::removeText(int index) {
  auto texts = value().toStringList();
  if (index < 0 || index >= texts.size()) return;
  texts.removeAt(index);
  if (texts.isEmpty()) clear();
  else answer(texts);
}

void FieldController::type(const QString& text) {
  if (readOnly_ || text == this->text()) return;
  typed_ = text;
  typing_ = unsaved_ = true;
  host_.keepDraft(field_.number, text);
  // Whoever rests within a list may still be in the middle of a name: what is typed there waits until the page is left.
  if (editor_ != TextsEditor) rest_.start();
  emit textChanged();
  judge();
}

void FieldController::commit() {
  rest_.stop();
  if (!unsaved_) return;
  if (editor_ == TextsEditor) return addTyped();
  if (typed_.trimmed().isEmpty()) return empty();
  if (hasPictograph(typed_)) return complain(pictographs);
  const auto read = readValue(field_, typed_.toStdString());
  if (read) store(*read);
  else complain(editor_ == DateEditor ? noSuchDay : notReadable);
}

void FieldController::addTyped() {
  const auto text = typed_.trimmed();
  if (hasPictograph(text)) return complain(pictographs);
  auto texts = value().toStringList();
  texts.push_back(text);
  if (text.isEmpty()) keepTyped();
  else store(toValue(field_, texts));
  typing_ = unsaved_;  // what was refused stays in the line
  emit textChanged();
}

void FieldController::focused(bool inside) {
  if (inside) return;
  commit();
  if (state_ == Error) return;  // what could not be understood stays as it was typed
  typing_ = false;
  emit textChanged();
}

void FieldController::clear() {
  if (readOnly_) return;
  typing_ = false;
  empty();
}

/// A field that nobody had answered, and in which something was typed and deleted again, stays unknown.
void FieldController::empty() {
  if (presence_ == Answered && !host_.saveAnswer(field_.number, {})) return complainUnsaved();
  keepTyped();
  take({}, presence_ == Answered ? Cleared : presence_);
}

void FieldController::leaveUnknown() {
  if (readOnly_ || presence_ == Cleared) return;
  typing_ = false;
  if (!host_.saveAnswer(field_.number, {})) return complainUnsaved();
  keepTyped();
  take({}, Cleared);
}

void FieldController::answerNow() {
  const auto now = host_.now();
  const auto day = QDateTime::fromMSecsSinceEpoch(now / 1000, Qt::OffsetFromUTC, 8 * 3600).date();
  switch (field_.question) {
    case Question::instant: return answer(QVariant::fromValue<qint64>(now / 1'000'000 * 1'000'000));
    case Question::date: return answer(day.year() * 10000 + day.month() * 100 + day.day());
    case Question::month: return answer(day.year() * 100 + day.month());
    case Question::year: return answer(day.year());
    default: return;
  }
}

void FieldController::want() { emit wanted(); }

/// Saves what the hard rules let pass; anything else is kept as it was given, with an error beside it.
void FieldController::store(const Value& value) {
  const auto wire = encodeValue(field_, value);
  if (wire.empty()) return empty();
  if (const auto fault = hardFault(field_, wire); fault != HardFault::none) return complain(describe(fault, field_));
  const bool same = presence_ == Answered && wire == encodeValue(field_, value_);
  // Who has just tapped a choice goes on seeing it; what was there before shows only when it is uncovered.
  if (presence_ != Answered && !field_.choices.empty()) concealed_ = false;
  if (!same && !host_.saveAnswer(field_.number, wire)) return complainUnsaved();
  keepTyped();
  take(value, Answered);
}

/// What was typed is an answer now: its draft goes.
void FieldController::keepTyped() {
  rest_.stop();
  if (unsaved_) host_.keepDraft(field_.number, {});
  unsaved_ = false;
}

void FieldController::complain(const Label& message) {
  error_ = message;
  judge();
}

void FieldController::complainUnsaved() {
  const auto why = host_.objection();
  complain(why.empty() ? notSaved : why);
}

void FieldController::take(Value value, Presence presence) {
  value_ = std::move(value);
  presence_ = presence;
  error_ = {};
  showChosen();
  emit valueChanged();
  emit textChanged();
  emit shownChanged();
  emit priorChanged();
  judge();
}

/// A tile that is ticked tells as much as the answer in words.
void FieldController::showChosen() { choices_.setChosen(concealed() ? std::vector<std::int64_t>() : chosenIn(value_)); }

/// What is being typed where nothing stood is no longer missing.
void FieldController::judge() {
  const bool filling = typing_ && presence_ != Answered && !typed_.trimmed().isEmpty();
  state_ = !error_.empty() ? Error : !finding_.empty() && !filling ? Warning : Valid;
  emit stateChanged();
}

bool FieldController::canStep(int by) const {
  if (readOnly_) return false;
  const auto* now = std::get_if<std::int64_t>(&value_);
  if (now == nullptr) return true;
  return by > 0 ? !field_.max || *now + by <= *field_.max : !field_.min || *now + by >= *field_.min;
}

void FieldController::step(int by) {
  commit();
  typing_ = false;
  if (!canStep(by)) return;
  const auto* now = std::get_if<std::int64_t>(&value_);
  store(now == nullptr ? std::max<std::int64_t>(field_.min.value_or(0), 0) : *now + by);
}

void FieldController::takePrior() {
  if (readOnly_ || prior_.wire.empty()) return;
  typing_ = false;
  if (auto value = decodeValue(field_, prior_.wire)) store(*value);
}

void FieldController::reveal() {
  if (!concealed_) return;
  concealed_ = false;
  showChosen();
  host_.noteLook(field_.number);
  emit textChanged();
  emit shownChanged();
  emit priorChanged();
}

void FieldController::conceal() {
  if (concealed_ || !sensitive()) return;
  concealed_ = true;
  showChosen();
  emit textChanged();
  emit shownChanged();
  emit priorChanged();
}

void FieldController::show(const RecordView& view) {
  const auto prior = view.prior.find(field_.number);
  prior_ = prior == view.prior.end() ? PriorAnswer{} : prior->second;
  contested_ = std::ranges::find(view.contested, field_.number) != view.contested.end();
  auto value = valueIn(field_, view.values);
  const bool cleared = std::ranges::find(view.cleared, field_.number) != view.cleared.end();
  const auto presence = !std::holds_alternative<std::monostate>(value) ? Answered : cleared ? Cleared : Unknown;
  const auto draft = view.drafts.find(field_.number);
  const auto before = typing_ ? typed_ : QString();
  typing_ = unsaved_ = draft != view.drafts.end();
  typed_ = typing_ ? QString::fromStdString(draft->second) : QString();
  take(std::move(value), presence);
  emit contestedChanged();
  if (editor_ == TextsEditor && typing_ && typed_ == before) return;  // it is being typed this moment
  commit();  // a draft that was left behind is taken up: it becomes an answer, or says why it cannot
}

void FieldController::setLeftOpen(bool open) {
  if (std::exchange(leftOpen_, open) != open) emit wordsChanged();
}

void FieldController::setReadOnly(bool readOnly) {
  if (readOnly == readOnly_) return;
  readOnly_ = readOnly;
  emit readOnlyChanged();
}

void FieldController::setKeptBy(const Label& who) {
  if (who == keptBy_) return;
  keptBy_ = who;
  emit wordsChanged();
}

void FieldController::setLanguage(Language language) {
  if (language == language_) return;
  language_ = language;
  choices_.setLanguage(language);
  emit wordsChanged();
  emit shownChanged();
  emit priorChanged();
  emit stateChanged();
}

QString FieldController::keptBy() const { return QString::fromStdString(keptBy_.in(language_)); }

void FieldController::setReferred(const QString& name) {
  referred_ = name;
  emit shownChanged();
}

void FieldController::offer(std::vector<Choice> choices) {
  choices_.offer(std::move(choices));
  emit wordsChanged();
  emit shownChanged();
}

void FieldController::setFinding(const Label& message) {
  if (message == finding_) return;
  finding_ = message;
  judge();
}

}  // namespace bf
