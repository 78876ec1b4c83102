#include "shared/schema/id_number.h"

#include <algorithm>
#include <array>

#include "shared/schema/plain_text.h"

namespace bf {
namespace {

/// GB 11643-1999, 4.3: weights 2^(18-i) mod 11 for the places 1 to 17.
constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view checkDigits = "10X98765432";

/// Also the no-break space and the byte order mark, which come with copied text.
constexpr std::array<std::string_view, 6> blanks{" ", "\t", "\n", "\r", "\xC2\xA0", "\xEF\xBB\xBF"};

bool allDigits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int numberAt(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) value = value * 10 + (c - '0');
  return value;
}

IdNumber faulty(IdFault fault) {
  IdNumber number;
  number.fault = fault;
  return number;
}

/// What follows the 18 places in a disabled person's certificate (GB/T 26341, form of the certificate): category and
/// grade, then "B" and a count where it was issued again.
bool readDisability(std::string_view tail, IdNumber& number) {
  if (tail.empty()) return true;
  number.disabilityCategory = tail[0] - '0';
  number.disabilityGrade = tail[1] - '0';
  const bool reissued = tail.size() == 2 || (tail[2] == 'B' && tail[3] >= '1' && tail[3] <= '9');
  return reissued && number.disabilityCategory >= 1 && number.disabilityCategory <= 7 && number.disabilityGrade >= 1 &&
         number.disabilityGrade <= 4;
}

}  // namespace

bool isDate(std::int64_t yyyymmdd) {
  const auto year = yyyymmdd / 10000, month = yyyymmdd / 100 % 100, day = yyyymmdd % 100;
  if (year < 1850 || year > 2199 || month < 1 || month > 12 || day < 1) return false;
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

std::string normalNumber(std::string_view text) {
  const auto half = halfWidth(text);
  std::string normal;
  for (std::string_view rest = half; !rest.empty();) {
    const auto blank = std::ranges::find_if(blanks, [&](std::string_view one) { return rest.starts_with(one); });
    if (blank == blanks.end()) normal += rest[0];
    rest.remove_prefix(blank == blanks.end() ? 1 : blank->size());
  }
  for (const std::string_view mark : {"'", "\u2018", "\u2019"})
    if (normal.starts_with(mark)) return normal.substr(mark.size());
  return normal;
}

std::string normalIdNumber(std::string_view text) {
  auto normal = normalNumber(text);
  for (char& c : normal) c = c == 'x' ? 'X' : c == 'b' ? 'B' : c;
  return normal;
}

std::string keptText(const FieldSpec& field, std::string_view text) {
  if (field.question == Question::idNumber) return normalIdNumber(text);
  if (field.question == Question::account || field.search == SearchRole::registerNumber) return normalNumber(text);
  return field.question == Question::phone ? plainText(text) : std::string(text);
}

std::optional<char> idCheckDigit(std::string_view first17) {
  if (first17.size() != weights.size() || !allDigits(first17)) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (first17[i] - '0') * weights[i];
  return checkDigits[static_cast<std::size_t>(sum % 11)];
}

IdNumber readIdNumber(std::string_view text) {
  const auto id = normalIdNumber(text);
  if (id.size() == 15 && allDigits(id)) return faulty(IdFault::oldForm);
  if (id.size() != 18 && id.size() != 20 && id.size() != 22) return faulty(IdFault::length);
  const std::string_view whole = id;
  const bool lastIsX = whole[17] == 'X';
  if (!allDigits(whole.substr(0, 17)) || (!lastIsX && !allDigits(whole.substr(17, 1))))
    return faulty(IdFault::characters);
  IdNumber number;
  number.region = static_cast<RegionCode>(numberAt(whole, 0, 6));
  number.birthDate = numberAt(whole, 6, 8);
  number.male = numberAt(whole, 16, 1) % 2 == 1;
  if (!isDate(number.birthDate)) number.fault = IdFault::birthDate;
  else if (*idCheckDigit(whole.substr(0, 17)) != whole[17]) number.fault = IdFault::checkDigit;
  else if (!readDisability(whole.substr(18), number)) number.fault = IdFault::disability;
  return number;
}

Label describe(IdFault fault) {
  switch (fault) {
    case IdFault::none: return {"证件号码正确", "The number is right"};
    case IdFault::length:
      return {"证件号码应为18位（残疾人证20位或22位）",
              "An ID number has 18 characters (disability certificate 20 or 22)"};
    case IdFault::oldForm:
      return {"15位旧身份证号已停用，请填写18位号码", "15-digit numbers are no longer in use; enter the 18-digit one"};
    case IdFault::characters: return {"证件号码含有数字以外的字符", "The ID number has characters other than digits"};
    case IdFault::birthDate: return {"证件号码中的出生日期不存在", "There is no such birth date as in the ID number"};
    case IdFault::checkDigit:
      return {"证件号码校验位不符，请核对", "The check digit of the ID number does not fit; please check"};
    case IdFault::disability:
      return {"残疾人证的类别或等级不正确", "Category or grade of the disability certificate is wrong"};
  }
  return {};
}

}  // namespace bf
