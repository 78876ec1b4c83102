#include "app/models/problem_closing.h"

#include <algorithm>

#include "app/models/day_time.h"
#include "app/models/record_values.h"

namespace bf {
namespace {

constexpr std::int64_t typePhoto = 1;

bool proves(const KindSpec& evidence, const FileRecord& piece, Day found) {
  const auto value = [&](const char* name) { return integerIn(piece.fields, numberOf(evidence, name)); };
  if (value("evidence_type") != typePhoto) return true;
  const auto taken = value("taken");
  // What was chosen from a folder may be older than the problem.
  if (textIn(piece.fields, numberOf(evidence, "caption")).starts_with(remedyCaption))
    return taken == 0 || dayOf(taken) >= found;
  return taken != 0 && dayOf(taken) > found;
}

/// Below the problem or below an event of it.
bool isBelow(const RecordFile& file, const FileRecord& piece, const FileRecord& problem) {
  const auto* above = &file.records()[piece.above];
  return above == &problem || (above != &file.top() && &file.records()[above->above] == &problem);
}

std::vector<Label> lacks(const Schema& schema, const std::vector<Field>& fields, bool proven) {
  const auto& kind = *schema.kindByName("problem");
  const auto answer = textIn(fields, numberOf(kind, "answer"));
  std::vector<Label> found;
  if (answer.find_first_not_of(" \t\r\n") == std::string::npos)
    found.push_back({"没有填写整改情况", "what was done is not written down"});
  if (!proven) found.push_back({"没有整改后的照片或材料", "there is no photo or document of what was done"});
  return found;
}

bool proven(const Schema& schema, const RecordFile& file, const FileRecord& problem) {
  const auto& evidence = *schema.kindByName("evidence");
  const auto found = static_cast<Day>(integerIn(problem.fields, numberOf(*schema.kindByName("problem"), "found_date")));
  return std::ranges::any_of(file.of(evidence.number), [&](const FileRecord* piece) {
    return isBelow(file, *piece, problem) && proves(evidence, *piece, found);
  });
}

/// The fields as they will be.
std::vector<Field> after(std::vector<Field> fields, const NewAnswers& answers) {
  std::erase_if(fields, [&](const Field& field) {
    return std::ranges::count(answers.cleared, field.number) > 0 ||
           std::ranges::count(answers.set, field.number, &Field::number) > 0;
  });
  fields.insert(fields.end(), answers.set.begin(), answers.set.end());
  std::ranges::sort(fields, {}, &Field::number);
  return fields;
}

}  // namespace

std::vector<Label> closingLacks(const Schema& schema, const RecordFile& file, const FileRecord& problem) {
  return lacks(schema, problem.fields, proven(schema, file, problem));
}

Label closingObjection(Store& store, const NewAnswers& answers) {
  const auto& schema = store.schema();
  const auto& kind = *schema.kindByName("problem");
  if (answers.kind != kind.number) return {};
  const auto state = numberOf(kind, "state"), answer = numberOf(kind, "answer");
  const auto touches = [&](std::uint32_t field) {
    return std::ranges::count(answers.set, field, &Field::number) + std::ranges::count(answers.cleared, field) > 0;
  };
  if (!touches(state) && !touches(answer)) return {};
  std::vector<Field> known;
  bool proof = false;
  if (!answers.record.isZero()) {
    const auto file = RecordFile::read(store, kind.number, answers.record);
    if (!file) return {};  // saving it says what is wrong
    known = file->top().fields;
    proof = proven(schema, *file, file->top());
  }
  const auto fields = after(std::move(known), answers);
  if (integerIn(fields, state) != choice::problemVerified) return {};
  const auto missing = lacks(schema, fields, proof);
  return missing.empty() ? Label{} : closingSentence(missing);
}

Label closingSentence(const std::vector<Label>& lacks) {
  Label all{"还不能销号：", "It cannot be closed yet: "};
  for (std::size_t i = 0; i < lacks.size(); ++i) {
    all.zh += (i == 0 ? "" : "，") + lacks[i].zh;
    all.en += (i == 0 ? "" : "; ") + lacks[i].en;
  }
  return all;
}

}  // namespace bf
