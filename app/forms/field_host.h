#pragma once
// What a FieldController asks of the form that it belongs to.

#include <QString>
#include <cstdint>
#include <string>

#include "shared/base/env.h"
#include "shared/schema/schema.h"

namespace bf {

class FieldHost {
 public:
  virtual ~FieldHost() = default;
  /// Saves an answer; an empty wire clears the field. False when it was refused; the form says why.
  virtual bool saveAnswer(std::uint32_t field, const std::string& wire) = 0;
  /// What stood against the answer that was just refused, in words; empty: it could not be saved.
  [[nodiscard]] virtual Label objection() const { return {}; }
  /// Keeps what is being typed; an empty text drops it.
  virtual void keepDraft(std::uint32_t field, const QString& text) = 0;
  virtual void noteLook(std::uint32_t field) = 0;
  [[nodiscard]] virtual Micros now() = 0;
};

}  // namespace bf
