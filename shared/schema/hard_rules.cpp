#include "shared/schema/hard_rules.h"

#include "shared/schema/plain_text.h"

namespace bf {
namespace {

std::string limitText(const FieldSpec& field, const std::optional<std::int64_t>& limit) {
  if (!limit) return {};
  return decimalText(*limit, field.question == Question::coordinate ? 7 : field.scale);
}

}  // namespace

Errc errcOf(HardFault fault) {
  switch (fault) {
    case HardFault::wireType: return Errc::malformed;
    case HardFault::tooLong:
    case HardFault::tooMany: return Errc::tooLarge;
    default: return Errc::invalidValue;
  }
}

const char* name(HardFault fault) {
  switch (fault) {
    case HardFault::none: return "none";
    case HardFault::wireType: return "wireType";
    case HardFault::notUtf8: return "notUtf8";
    case HardFault::tooLong: return "tooLong";
    case HardFault::wrongLength: return "wrongLength";
    case HardFault::tooMany: return "tooMany";
    case HardFault::belowMin: return "belowMin";
    case HardFault::aboveMax: return "aboveMax";
    case HardFault::noSuchDate: return "noSuchDate";
    case HardFault::noChoice: return "noChoice";
  }
  return "none";
}

Label describe(HardFault fault, const FieldSpec& field) {
  const auto length = std::to_string(field.lengthMax);
  const auto count = std::to_string(field.countMax);
  switch (fault) {
    case HardFault::none: return {};
    case HardFault::wireType: return {"数据类型不符", "has another type than the schema says"};
    case HardFault::notUtf8: return {"文字编码有误", "is not valid text"};
    case HardFault::tooLong: return {"内容过长，最多" + length + "字", "is too long, at most " + length};
    case HardFault::wrongLength: return {"长度应为" + length + "字节", "must have " + length + " bytes"};
    case HardFault::tooMany: return {"最多" + count + "项", "has too many entries, at most " + count};
    case HardFault::belowMin: {
      const auto limit = limitText(field, field.min);
      return {"不应小于" + limit, "must not be below " + limit};
    }
    case HardFault::aboveMax: {
      const auto limit = limitText(field, field.max);
      return {"不应大于" + limit, "must not be above " + limit};
    }
    case HardFault::noSuchDate: return {"日期不存在", "is not a date"};
    case HardFault::noChoice: return {"不是有效选项", "is not a choice"};
  }
  return {};
}

}  // namespace bf
