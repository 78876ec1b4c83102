// ID numbers as people type or scan them.
#include "shared/base/wire.h"
#include "shared/schema/id_number.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = test::textOf(data, size);
  const auto normal = normalIdNumber(text);
  const auto read = readIdNumber(text);
  if (isUtf8(text)) {  // in other bytes, what is left when a blank goes may become a character that was not there
    BF_FUZZ_CHECK(normalIdNumber(normal) == normal);
    BF_FUZZ_CHECK(readIdNumber(normal).fault == read.fault);
  }
  BF_FUZZ_CHECK(!describe(read.fault).empty() || read.valid());
  if (!read.valid()) return 0;
  BF_FUZZ_CHECK(normal.size() == 18 || normal.size() == 20 || normal.size() == 22);
  BF_FUZZ_CHECK(isDate(read.birthDate));
  BF_FUZZ_CHECK(read.region <= 999'999);
  BF_FUZZ_CHECK(idCheckDigit(normal.substr(0, 17)) == normal[17]);
  BF_FUZZ_CHECK((read.disabilityGrade != 0) == (normal.size() > 18));
  return 0;
}
