#pragma once
// One question of a form: what it asks, its answer, the answer of another time beside it, and what is odd about it.
// Each answer is saved as it is given. Unknown (nobody answered), cleared (emptied on purpose) and answered with
// nothing (0, no, an empty text) are three states and shown as such.

#include <QObject>
#include <QTimer>
#include <QVariant>
#include <QtQmlIntegration>

#include "app/forms/choice_model.h"
#include "app/forms/field_host.h"
#include "app/forms/record_editor.h"
#include "shared/schema/validate.h"
#include "shared/schema/value.h"

namespace bf {

class FieldController : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("comes with a FormController")
  // The question
  Q_PROPERTY(int number READ number CONSTANT)
  Q_PROPERTY(QString name READ name CONSTANT)
  Q_PROPERTY(Editor editor READ editor CONSTANT)
  Q_PROPERTY(bool opensSection READ opensSection CONSTANT)
  Q_PROPERTY(bool required READ required NOTIFY wordsChanged)
  Q_PROPERTY(bool sensitive READ sensitive CONSTANT)
  Q_PROPERTY(bool canBeNow READ canBeNow CONSTANT)
  Q_PROPERTY(int lengthMax READ lengthMax CONSTANT)
  Q_PROPERTY(int countMax READ countMax CONSTANT)
  Q_PROPERTY(QString section READ section NOTIFY wordsChanged)
  Q_PROPERTY(QString label READ label NOTIFY wordsChanged)
  Q_PROPERTY(QString help READ help NOTIFY wordsChanged)
  Q_PROPERTY(QString unit READ unit NOTIFY wordsChanged)
  Q_PROPERTY(bf::ChoiceModel* choices READ choices CONSTANT)
  Q_PROPERTY(bool manyChoices READ manyChoices NOTIFY wordsChanged)
  // The answer
  Q_PROPERTY(QVariant value READ value NOTIFY valueChanged)
  Q_PROPERTY(QString text READ text NOTIFY textChanged)
  Q_PROPERTY(QString shown READ shown NOTIFY shownChanged)
  Q_PROPERTY(QString picture READ picture NOTIFY valueChanged)
  Q_PROPERTY(QString referred READ referred WRITE setReferred NOTIFY shownChanged)
  Q_PROPERTY(Presence presence READ presence NOTIFY valueChanged)
  Q_PROPERTY(bool concealed READ concealed NOTIFY shownChanged)
  Q_PROPERTY(bool readOnly READ readOnly NOTIFY readOnlyChanged)
  Q_PROPERTY(QString keptBy READ keptBy NOTIFY wordsChanged)
  Q_PROPERTY(bool contested READ contested NOTIFY contestedChanged)
  // The answer of another time
  Q_PROPERTY(bool hasPrior READ hasPrior NOTIFY priorChanged)
  Q_PROPERTY(QString prior READ prior NOTIFY priorChanged)
  Q_PROPERTY(QString priorNote READ priorNote NOTIFY priorChanged)
  Q_PROPERTY(bool differsFromPrior READ differsFromPrior NOTIFY priorChanged)
  // What is odd
  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(QString message READ message NOTIFY stateChanged)

 public:
  enum Editor {
    YesNoEditor,
    ChoiceEditor,
    ChoicesEditor,
    TextEditor,
    LongTextEditor,
    TextsEditor,
    NumberEditor,  ///< whole
    AmountEditor,  ///< with decimals
    MoneyEditor,
    DateEditor,
    MonthEditor,
    YearEditor,
    InstantEditor,
    PhoneEditor,
    IdNumberEditor,
    AccountEditor,
    CoordinateEditor,
    RegionEditor,
    SignatureEditor,
    PictureEditor,
    ReferenceEditor,  ///< names another record; a page shows it
  };
  Q_ENUM(Editor)
  enum Presence { Unknown, Cleared, Answered };
  Q_ENUM(Presence)
  enum State { Valid, Warning, Error };
  Q_ENUM(State)

  /// `field` and `host` must outlive the controller.
  FieldController(const FieldSpec& field, bool opensSection, FieldHost& host, QObject* parent);

  [[nodiscard]] int number() const { return static_cast<int>(field_.number); }
  [[nodiscard]] QString name() const { return QString::fromStdString(field_.name); }
  [[nodiscard]] Editor editor() const { return editor_; }
  [[nodiscard]] bool opensSection() const { return opensSection_; }
  [[nodiscard]] bool required() const { return field_.required && !leftOpen_; }
  /// A page that asks for a record that need not be made does not call its questions required before it is begun.
  void setLeftOpen(bool open);
  [[nodiscard]] bool sensitive() const { return field_.sensitivity == Sensitivity::sensitive; }
  /// Whether today, this month, this year or this moment is worth a button of its own (see dates_now.h).
  [[nodiscard]] bool canBeNow() const { return canBeNow_; }
  void setCanBeNow(bool can) { canBeNow_ = can; }
  [[nodiscard]] int lengthMax() const { return static_cast<int>(field_.lengthMax); }
  [[nodiscard]] int countMax() const { return static_cast<int>(field_.countMax); }
  [[nodiscard]] QString section() const;
  [[nodiscard]] QString label() const;
  [[nodiscard]] QString help() const;
  [[nodiscard]] QString unit() const;
  [[nodiscard]] ChoiceModel* choices() { return &choices_; }
  /// Too many to lie open.
  [[nodiscard]] bool manyChoices() const;

  [[nodiscard]] QVariant value() const;
  /// What stands in a text field: what is being typed, else the answer.
  [[nodiscard]] QString text() const;
  /// The answer in words, masked while it is concealed; "" when there is none.
  [[nodiscard]] QString shown() const;
  /// Where the picture of a hash is: "image://evidence/" and the hash in hex; "" without an answer.
  [[nodiscard]] QString picture() const;
  /// Name of the record that is referred to, as a page has set it.
  [[nodiscard]] QString referred() const { return referred_; }
  void setReferred(const QString& name);
  [[nodiscard]] Presence presence() const { return presence_; }
  [[nodiscard]] bool concealed() const { return concealed_ && presence_ == Answered; }
  [[nodiscard]] bool readOnly() const { return readOnly_; }
  /// Who answers it, where the person does not although they answer others of the form; "" otherwise.
  [[nodiscard]] QString keptBy() const;
  [[nodiscard]] bool contested() const { return contested_; }

  [[nodiscard]] bool hasPrior() const { return !prior_.wire.empty(); }
  [[nodiscard]] QString prior() const;
  [[nodiscard]] QString priorNote() const;
  /// False when there is nothing to compare.
  [[nodiscard]] bool differsFromPrior() const;

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] QString message() const;

  // ---- what a person does ------------------------------------------------------------------------------------------
  /// Gives an answer (see field_value.h for its form); it is saved at once. A wrong one is kept beside an error.
  Q_INVOKABLE void answer(const QVariant& value);
  /// Chooses or takes back one of several choices.
  Q_INVOKABLE void toggle(qint64 choice);
  Q_INVOKABLE void addText(const QString& text);
  Q_INVOKABLE void removeText(int index);
  /// Takes the text as it stands in the field; it becomes an answer after a short rest, or at commit().
  Q_INVOKABLE void type(const QString& text);
  Q_INVOKABLE void commit();
  /// The cursor came into the text field, or left it: what was typed then stands in its canonical form.
  Q_INVOKABLE void focused(bool inside);
  /// Empties the field on purpose.
  Q_INVOKABLE void clear();
  /// The question was asked and nobody could say: cleared, also where nothing had been known.
  Q_INVOKABLE void leaveUnknown();
  /// Today, this month, this year or this moment, as the question wants it, in China's time.
  Q_INVOKABLE void answerNow();
  /// Asks the page for what only it can provide: a photo, the place of the tablet, another record.
  Q_INVOKABLE void want();
  /// One up or down from the answer, within the limits; from nothing to the lower limit, else 0.
  Q_INVOKABLE void step(int by);
  Q_INVOKABLE bool canStep(int by) const;
  /// The answer of the other time holds again.
  Q_INVOKABLE void takePrior();
  /// Shows a sensitive value; the look is noted.
  Q_INVOKABLE void reveal();
  Q_INVOKABLE void conceal();

  // ---- for the form ------------------------------------------------------------------------------------------------
  [[nodiscard]] const FieldSpec& spec() const { return field_; }
  void show(const RecordView& view);
  void setReadOnly(bool readOnly);
  void setKeptBy(const Label& who);
  void setLanguage(Language language);
  /// What the rules of the record find at this field; the first is shown. Empty: nothing.
  void setFinding(const Label& message);
  void offer(std::vector<Choice> choices);

 signals:
  void wordsChanged();
  void valueChanged();
  void textChanged();
  void shownChanged();
  void priorChanged();
  void stateChanged();
  void readOnlyChanged();
  void contestedChanged();
  void wanted();

 private:
  void take(Value value, Presence presence);
  void empty();
  void keepTyped();
  /// What stands in the line of a list becomes its next text.
  void addTyped();
  void store(const Value& value);
  void complain(const Label& message);
  void complainUnsaved();
  void judge();
  void showChosen();
  const FieldSpec& field_;
  FieldHost& host_;
  Editor editor_;
  bool opensSection_;
  ChoiceModel choices_;
  QTimer rest_;
  Language language_ = Language::chinese;
  Value value_;
  Presence presence_ = Unknown;
  QString typed_;
  bool typing_ = false;   ///< the text field shows typed_, not the answer
  bool unsaved_ = false;  ///< typed_ is not an answer yet
  QString referred_;
  PriorAnswer prior_;
  Label keptBy_;
  Label error_;
  Label finding_;
  State state_ = Valid;
  bool canBeNow_ = true;
  bool leftOpen_ = false;
  bool concealed_;
  bool readOnly_ = false;
  bool contested_ = false;
};

}  // namespace bf
