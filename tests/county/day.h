#pragma once
// A day in the field: what a secretary changes in a household and writes down of the visit, as field names and texts
// that the schema reads. The common work of the benches ("county round": five fields changed and one visit of twelve
// fields, about 200 bytes of Chinese) is made of these.

#include <string>
#include <string_view>
#include <vector>

#include "tests/county/county.h"
#include "tests/county/visit_text.h"

namespace bf::county {

/// A field of the schema by its name, and its value as a person writes it.
struct FieldText {
  std::string_view field;
  std::string text;
};

struct DaySubject {
  VisitSubject visit;
  double latitude = 0, longitude = 0;  ///< 0: not on the map, the visit has no point
};

struct DayContext {
  int date = 20180815;       ///< YYYYMMDD
  int minute = 8 * 60 + 10;  ///< of the arrival, after midnight; afterwards that of the next arrival
  std::string visitor = "李书记";
  std::string_view duty = "村党组织书记";
  std::string_view purpose = "遍访";
};

struct HouseholdDay {
  std::vector<FieldText> edits;  ///< five fields of `household`, each once
  std::vector<FieldText> visit;  ///< twelve fields of `visit`
};

[[nodiscard]] DaySubject subjectOf(const County& county, const Household& household);

/// One visit and the edits that come of it; moves the context on to the next arrival.
[[nodiscard]] HouseholdDay makeDay(SeededRandom& random, const DaySubject& subject, DayContext& context);

}  // namespace bf::county
