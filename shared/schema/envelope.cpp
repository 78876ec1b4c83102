#include "shared/schema/schema_limits.h"
#include "shared/schema/schema_reader.h"

namespace bf {
namespace {

FieldSpec envelopeField(std::uint32_t number, const char* name, FieldType type, const char* protoType, Label label) {
  FieldSpec field;
  field.number = number;
  field.name = field.column = name;
  field.type = type;
  field.protoType = protoType;
  field.question = Question::notAsked;
  field.label = std::move(label);
  field.envelope = true;
  field.countMax = 1;
  return field;
}

}  // namespace

std::vector<FieldSpec> envelopeFields() {
  auto removal = envelopeField(1, "removal", FieldType::text, "string", {"删除原因", "Why removed"});
  removal.lengthMax = 300;
  auto region = envelopeField(2, "region", FieldType::integer, "uint64", {"迁至地区", "Moved to region"});
  region.question = Question::region;
  region.min = 10;  // a province
  region.max = 999'999'999'999;
  auto finished = envelopeField(3, "finished", FieldType::integer, "int64", {"完成时间", "Finished at"});
  finished.question = Question::instant;
  finished.min = 1;
  auto corrects = envelopeField(4, "corrects", FieldType::bytes, "bytes", {"更正的记录", "Corrects"});
  corrects.lengthMax = RecordId::size;
  return {removal, region, finished, corrects};
}

}  // namespace bf
