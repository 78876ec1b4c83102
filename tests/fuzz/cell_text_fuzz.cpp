// What people type into cells: dates, money, yes and no.
#include "shared/base/wire.h"
#include "shared/exchange/cell_text.h"
#include "shared/schema/plain_text.h"
#include "tests/fuzz/fuzz.h"

using namespace bf;

namespace {

void checkDates(std::string_view text) {
  if (const auto date = parseDate(text)) {
    BF_FUZZ_CHECK(*date >= 1000'01'01 && *date <= 9999'12'31);
    BF_FUZZ_CHECK(parseDate(formatDate(*date)) == date);
  }
  if (const auto instant = parseInstant(text)) BF_FUZZ_CHECK(parseInstant(instantText(*instant)) == instant);
}

void checkNumbers(std::string_view text) {
  for (const int scale : {0, 2, 4})
    if (const auto number = parseScaled(text, scale, "元"))
      BF_FUZZ_CHECK(parseScaled(formatScaled(*number, scale), scale) == number);
}

void checkPieces(std::string_view text) {
  for (const auto separators : {Separators::all, Separators::semicolons}) {
    const auto pieces = splitPieces(text, separators);
    std::size_t size = 0;
    for (const auto piece : pieces.texts) size += piece.size();
    BF_FUZZ_CHECK(size <= text.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = test::textOf(data, size);
  BF_FUZZ_CHECK(trimBlanks(trimBlanks(text)) == trimBlanks(text));
  // In other bytes, what is left when a blank goes may become a character that was not there.
  if (isUtf8(text)) {
    BF_FUZZ_CHECK(foldText(foldText(text)) == foldText(text));
    BF_FUZZ_CHECK(narrowText(narrowText(text)) == narrowText(text));
  } else {
    (void)foldText(text);
    (void)narrowText(text);
  }
  checkDates(text);
  checkNumbers(text);
  checkPieces(text);
  (void)parseYesNo(text);
  (void)isCutNumber(text);
  return 0;
}
