// Values of fields of every kind, as a change brings them. The first two bytes choose kind and field.
#include "shared/schema/validate.h"
#include "shared/schema/value.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

void checkRecord(const KindSpec& kind, std::string_view bytes) {
  const auto fields = splitFields(bytes);
  if (!fields) return;
  const bool admitted = checkFields(kind, *fields).has_value();
  bool wrong = false;
  for (const auto& finding : validate(kind, *fields, Extent::part))
    wrong = wrong || (finding.severity == Severity::error && finding.field != 0);
  if (!admitted) BF_FUZZ_CHECK(wrong);
}

void checkValue(const FieldSpec& field, std::string_view wire) {
  const auto value = decodeValue(field, wire);
  if (!value) {
    BF_FUZZ_CHECK(value.error().code == Errc::malformed || value.error().code == Errc::invalidValue);
    return;
  }
  BF_FUZZ_CHECK(fits(field, *value));
  const auto canonical = encodeValue(field, *value);
  const auto again = decodeValue(field, canonical);
  BF_FUZZ_CHECK(again.has_value());
  BF_FUZZ_CHECK(encodeValue(field, *again) == canonical);
  (void)display(field, *value, Language::chinese);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto kinds = builtinSchema().kinds();
  const auto& kind = kinds[data[0] % kinds.size()];
  const auto& field = kind.fields[data[1] % kind.fields.size()];
  const auto bytes = test::textOf(data + 2, size - 2);
  checkRecord(kind, bytes);
  checkValue(field, bytes);
  (void)readValue(field, bytes);
  return 0;
}
