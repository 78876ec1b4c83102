#pragma once
// Forms over the real schema with invented answers, in every state that a question can have.

#include <QObject>
#include <QtQmlIntegration>
#include <memory>

#include "app/forms/form_controller.h"
#include "app/gallery/sample_records.h"

namespace bf {

class SampleForms : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_SINGLETON
  Q_PROPERTY(bf::FormController* member READ member CONSTANT)
  Q_PROPERTY(bf::FormController* household READ household CONSTANT)
  Q_PROPERTY(bf::FormController* visit READ visit CONSTANT)
  Q_PROPERTY(bf::FormController* finished READ finished CONSTANT)

 public:
  explicit SampleForms(QObject* parent = nullptr);
  ~SampleForms() override;
  [[nodiscard]] FormController* member() const { return member_.get(); }
  [[nodiscard]] FormController* household() const { return household_.get(); }
  [[nodiscard]] FormController* visit() const { return visit_.get(); }
  [[nodiscard]] FormController* finished() const { return finished_.get(); }

 private:
  /// A day that never passes, so that every picture is the same.
  struct StillClock : Clock {
    [[nodiscard]] Micros now() override { return 1'521'164'400'000'000; }  // 2018-03-16 09:40 in China
  };
  SampleRecords records_;
  StillClock clock_;
  std::unique_ptr<FormController> member_, household_, visit_, finished_;
};

}  // namespace bf
