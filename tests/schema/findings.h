#pragma once
// Short forms for tests of validation.

#include <set>
#include <string>

#include "shared/schema/record_builder.h"
#include "shared/schema/validate.h"

namespace bf::test {

/// "field code" of each finding of a record of a built-in kind; "field code!" for an error.
inline std::set<std::string> findingsOf(const RecordBuilder& record, const KindSpec& kind,
                                        Extent extent = Extent::part) {
  const auto fields = record.fields();
  if (!fields) return {"not built: " + fields.error().detail};
  std::set<std::string> found;
  for (const auto& finding : validate(kind, *fields, extent)) {
    const auto* field = kind.field(finding.field);
    found.insert((field == nullptr ? "?" : field->name) + " " + finding.code +
                 (finding.severity == Severity::error ? "!" : ""));
  }
  return found;
}

inline const KindSpec& kindOf(const char* name) { return *builtinSchema().kindByName(name); }

}  // namespace bf::test
