#pragma once
// Which dates a form offers as "today". A birth is long past, and so is mostly a year that says since when something is
// so; the year that a record is of, or that a figure is of, is this one most of the time.

#include "shared/schema/schema.h"

namespace bf {

/// By what the schema says already: a date that an ID number tells (Check ID_BIRTH) is a birth; a year that
/// the record cannot do without, or by which a figure is settled, is the period that it is of.
[[nodiscard]] bool canBeNow(const KindSpec& kind, const FieldSpec& field);

}  // namespace bf
