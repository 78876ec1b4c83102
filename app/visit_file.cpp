#include "app/visit_file.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "shared/schema/id_number.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

namespace json = boost::json;

constexpr std::size_t fileBytesMax = 1024 * 1024;  ///< a visit with two drawn signatures has some 100 kB
constexpr std::size_t hitsMost = 32;

std::string textOf(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool()) return value.get_bool() ? "1" : "0";
  if (value.is_null()) return {};
  return json::serialize(value);
}

/// A value as a person would write it; a list becomes one text, as forms have it.
std::string written(const json::value& value) {
  if (!value.is_array()) return textOf(value);
  std::string all;
  for (const auto& one : value.get_array()) all += (all.empty() ? "" : "；") + textOf(one);
  return all;
}

Result<const KindSpec*> kindOf(TabletReplica& replica, std::string_view name) {
  const auto* kind = replica.store().schema().kindByName(name);
  if (kind == nullptr) return fail(Errc::unknownKind, std::string(name));
  return kind;
}

Result<std::vector<Field>> fieldsOf(const KindSpec& kind, const json::value& set) {
  if (!set.is_object()) return fail(Errc::malformed, kind.name + ": an object of fields is expected");
  RecordBuilder builder(kind);
  for (const auto& [key, value] : set.get_object()) {
    const auto* field = kind.fieldByName(std::string_view(key));
    const bool raw = field != nullptr && field->type == FieldType::bytes;
    if (raw) {
      const auto bytes = fromHex(textOf(value));
      if (!bytes) return fail(Errc::invalidValue, kind.name + "." + std::string(key) + ": hex digits");
      builder.set(std::string_view(key), Value(*bytes));
    } else {
      builder.read(std::string_view(key), written(value));
    }
  }
  return builder.fields();
}

Result<std::vector<std::uint32_t>> numbersOf(const KindSpec& kind, const json::value& names) {
  std::vector<std::uint32_t> numbers;
  if (!names.is_array()) return fail(Errc::malformed, "a list of field names is expected");
  for (const auto& name : names.get_array()) {
    const auto* field = kind.fieldByName(textOf(name));
    if (field == nullptr) return fail(Errc::unknownKind, kind.name + "." + textOf(name));
    numbers.push_back(field->number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

Field finishedAt(Micros now) {
  Field field{finishedField, {}};
  appendVarintField(field.wire, finishedField, static_cast<std::uint64_t>(now));
  return field;
}

/// A misspelt word must not be passed over: "saved" would be said of something that was not.
Result<void> checkWords(const json::object& file) {
  static constexpr std::array known{"household",     "visit",           "finish", "demands",
                                    "household_set", "household_clear", "records"};
  for (const auto& [key, value] : file) {
    if (std::ranges::find(known, std::string_view(key)) == known.end())
      return fail(Errc::malformed,
                  "\"" + std::string(key) +
                      "\" 不认识；可用的有 is not known; there are: household, visit, finish, demands, "
                      "household_set, household_clear, records");
    if (key == "finish" && !value.is_bool()) return fail(Errc::malformed, "\"finish\": true / false");
  }
  if (file.contains("demands") && !file.contains("visit"))
    return fail(Errc::malformed, "\"demands\" 须与 \"visit\" 同在 · needs a \"visit\"");
  if (file.size() < 2) return fail(Errc::malformed, "文件中没有要保存的内容 · the file has nothing to save");
  return {};
}

/// Parses, naming the line of a mistake.
Result<json::value> parsed(std::string_view text) {
  boost::system::error_code error;
  json::stream_parser parser;
  const auto read = parser.write_some(text.data(), text.size(), error);
  const auto line = [&] { return std::to_string(1 + std::count(text.begin(), text.begin() + read, '\n')); };
  if (error) return fail(Errc::malformed, "JSON, 第" + line() + "行 line " + line() + ": " + error.message());
  if (!parser.done()) return fail(Errc::malformed, "JSON, 第" + line() + "行 line " + line() + ": 不完整 incomplete");
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
    return fail(Errc::malformed, "JSON, 第" + line() + "行 line " + line() + ": 多余的内容 more text follows");
  return parser.release();
}

/// Saves what one file says, step by step: what hangs from a record needs that record's id first.
class Saver {
 public:
  Saver(TabletReplica& replica, const json::object& file, Micros now) : replica_(replica), file_(file), now_(now) {}

  [[nodiscard]] Result<RecordId> save() {
    BF_CHECK(checkWords(file_));
    const auto* named = file_.if_contains("household");
    if (named == nullptr) return fail(Errc::malformed, "\"household\" is missing");
    BF_LET(household, findHousehold(replica_, textOf(*named)));
    BF_CHECK(check());
    BF_CHECK(editHousehold(household));
    BF_CHECK(addRecords(household));
    const auto* visit = file_.if_contains("visit");
    return visit == nullptr ? Result<RecordId>(household) : saveVisit(household, *visit);
  }

 private:
  /// Reads every value before the first is saved: a file with a mistake leaves nothing behind.
  [[nodiscard]] Result<void> check() {
    const auto readable = [&](std::string_view kindName, const json::value& set) -> Result<void> {
      BF_LET(kind, kindOf(replica_, kindName));
      BF_CHECK(fieldsOf(*kind, set));
      return {};
    };
    if (const auto* visit = file_.if_contains("visit")) BF_CHECK(readable("visit", *visit));
    const auto* demands = file_.if_contains("demands");
    if (demands != nullptr && !demands->is_array()) return fail(Errc::malformed, "\"demands\" is a list");
    if (demands != nullptr)
      for (const auto& demand : demands->get_array()) BF_CHECK(readable("visit_demand", demand));
    const auto* records = file_.if_contains("records");
    if (records != nullptr && !records->is_array()) return fail(Errc::malformed, "\"records\" is a list");
    if (records == nullptr) return {};
    for (const auto& one : records->get_array()) {
      const auto* kind = one.is_object() ? one.get_object().if_contains("kind") : nullptr;
      const auto* set = one.is_object() ? one.get_object().if_contains("set") : nullptr;
      if (kind == nullptr || set == nullptr) return fail(Errc::malformed, "\"records\": kind and set");
      BF_CHECK(readable(textOf(*kind), *set));
    }
    return {};
  }

  [[nodiscard]] Result<void> editHousehold(const RecordId& household) {
    BF_LET(kind, kindOf(replica_, "household"));
    Edit edit;
    edit.kind = kind->number;
    edit.record = household;
    if (const auto* set = file_.if_contains("household_set")) {
      BF_LET(fields, fieldsOf(*kind, *set));
      edit.set = fields;
    }
    if (const auto* clear = file_.if_contains("household_clear")) {
      BF_LET(numbers, numbersOf(*kind, *clear));
      edit.cleared = numbers;
    }
    if (edit.set.empty() && edit.cleared.empty()) return {};
    BF_CHECK(replica_.save(edit));
    return {};
  }

  [[nodiscard]] Result<RecordId> add(std::string_view kindName, const RecordId& parent, const json::value& set) {
    BF_LET(kind, kindOf(replica_, kindName));
    BF_LET(fields, fieldsOf(*kind, set));
    Edit edit;
    edit.kind = kind->number;
    edit.parent = parent;
    edit.set = fields;
    return replica_.save(edit);
  }

  [[nodiscard]] Result<void> addRecords(const RecordId& household) {
    const auto* records = file_.if_contains("records");
    if (records == nullptr) return {};
    for (const auto& one : records->get_array()) BF_CHECK(add(textOf(one.at("kind")), household, one.at("set")));
    return {};
  }

  /// What was demanded comes before the end: nothing is added to a visit once it is finished.
  [[nodiscard]] Result<RecordId> saveVisit(const RecordId& household, const json::value& set) {
    BF_LET(visit, add("visit", household, set));
    if (const auto* demands = file_.if_contains("demands")) {
      for (const auto& demand : demands->get_array()) BF_CHECK(add("visit_demand", visit, demand));
    }
    const auto* finish = file_.if_contains("finish");
    if (finish != nullptr && finish->is_bool() && !finish->get_bool()) return visit;
    BF_LET(kind, kindOf(replica_, "visit"));
    Edit end;
    end.kind = kind->number;
    end.record = visit;
    end.set = {finishedAt(now_)};
    return replica_.save(end);
  }

  TabletReplica& replica_;
  const json::object& file_;
  Micros now_;
};

}  // namespace

Result<RecordId> findHousehold(TabletReplica& replica, std::string_view text) {
  BF_LET(kind, kindOf(replica, "household"));
  BF_LET(tx, replica.store().read());
  const auto raw = fromHex(text);
  if (const auto id = raw ? RecordId::from(*raw) : std::nullopt) {
    BF_LET(row, tx->find(kind->number, *id));
    if (row) return *id;
  }
  BF_LET(hits, tx->search(text, hitsMost));
  for (const auto& hit : hits) {
    if (hit.kind != kind->number) continue;
    BF_LET(fields, tx->values(hit.kind, hit.rec));
    const auto number = valueOf(*kind, fields, "register_number");
    const auto* known = number ? std::get_if<std::string>(&*number) : nullptr;
    if (known == nullptr || normalNumber(*known) != normalNumber(text)) continue;
    BF_LET(row, tx->load(hit.kind, hit.rec));
    if (row) return row->id;
  }
  return fail(Errc::notFound, "本平板上没有这一户 · no such household on this tablet: " + std::string(text));
}

Result<RecordId> saveVisitFile(TabletReplica& replica, std::string_view text, Micros now) {
  if (text.size() > fileBytesMax) return fail(Errc::tooLarge, "visit file");
  BF_LET(file, parsed(text));
  if (!file.is_object()) return fail(Errc::malformed, "JSON: 须为 {…} · an object is expected");
  return Saver(replica, file.get_object(), now).save();
}

Result<std::vector<Field>> fieldsFrom(const KindSpec& kind, const std::vector<std::string>& assignments) {
  RecordBuilder builder(kind);
  for (const auto& assignment : assignments) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos) return fail(Errc::malformed, "field=value");
    builder.read(std::string_view(assignment).substr(0, equals), std::string_view(assignment).substr(equals + 1));
  }
  return builder.fields();
}

}  // namespace bf
