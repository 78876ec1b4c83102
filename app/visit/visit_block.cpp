#include "app/visit/visit_block.h"

namespace bf {

void VisitBlock::setWords(const QString& title, const QString& note) {
  if (title == title_ && note == note_) return;
  title_ = title;
  note_ = note;
  emit worded();
}

void VisitBlock::setDoubt(const QString& doubt) {
  if (doubt == doubt_) return;
  doubt_ = doubt;
  emit worded();
}

void VisitBlock::setFields(const QStringList& names) {
  if (names == names_) return;
  names_ = names;
  fields_.clear();
  for (const auto& name : names)
    if (auto* field = form_->field(name); field != nullptr) fields_.push_back(field);
  emit fieldsChanged();
}

}  // namespace bf
