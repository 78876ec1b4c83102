#include <filesystem>
#include <fstream>
#include <istream>
#include <ostream>
#include <sstream>

#include "app/headless.h"
#include "app/visit_file.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

Result<RecordId> recordFrom(OpenTablet& tablet, const KindSpec& kind, const std::string& text) {
  if (kind.name == "household") return findHousehold(*tablet.replica, text);
  const auto raw = fromHex(text);
  const auto id = raw ? RecordId::from(*raw) : std::nullopt;
  if (!id) return fail(Errc::malformed, "a record is named by 32 hex digits");
  return *id;
}

Result<const KindSpec*> kindFrom(OpenTablet& tablet, const std::string& name) {
  const auto* kind = tablet.store->schema().kindByName(name);
  if (kind == nullptr) return fail(Errc::unknownKind, name);
  return kind;
}

Field finishedAt(Micros now) {
  Field field{finishedField, {}};
  appendVarintField(field.wire, finishedField, static_cast<std::uint64_t>(now));
  return field;
}

Result<Edit> editFrom(OpenTablet& tablet, const EditOptions& options, Micros now) {
  BF_LET(kind, kindFrom(tablet, options.kind));
  Edit edit;
  edit.kind = kind->number;
  edit.decides = options.decide;
  edit.region = options.region;
  if (!options.record.empty()) {
    BF_LET(record, recordFrom(tablet, *kind, options.record));
    edit.record = record;
  }
  if (!options.parent.empty()) {
    const auto raw = fromHex(options.parent);
    const auto parent = raw ? RecordId::from(*raw) : std::nullopt;
    if (parent) {
      edit.parent = *parent;
    } else {
      BF_LET(household, findHousehold(*tablet.replica, options.parent));
      edit.parent = household;
    }
  }
  BF_LET(fields, fieldsFrom(*kind, options.set));
  edit.set = fields;
  if (options.finish) edit.set.insert(edit.set.begin(), finishedAt(now));
  for (const auto& name : options.clear) {
    const auto* field = kind->fieldByName(name);
    if (field == nullptr) return fail(Errc::unknownKind, kind->name + "." + name);
    edit.cleared.push_back(field->number);
  }
  return edit;
}

}  // namespace

Result<OpenTablet> OpenTablet::open(const std::string& folder, Clock& clock) {
  BF_LET(home, TabletHome::open(folder));
  if (home.card().device.isZero()) return fail(Errc::notFound, "not enrolled: bianfang-headless enrol CODE");
  BF_LET(store, home.openStore());
  auto replica =
      std::make_unique<TabletReplica>(*store, clock, home.signingKey(), TabletIdentity{home.card().device, 0, 0});
  return OpenTablet{std::move(home), std::move(store), std::move(replica)};
}

Result<void> editRecord(const Screen& screen, OpenTablet& tablet, const EditOptions& options, Micros now) {
  BF_LET(edit, editFrom(tablet, options, now));
  BF_LET(record, tablet.replica->save(edit));
  screen.line({"已保存", "saved"}, toHex(record.view()));
  return {};
}

Result<void> removeRecord(const Screen& screen, OpenTablet& tablet, const std::string& kindName,
                          const std::string& record, const std::string& reason) {
  BF_LET(kind, kindFrom(tablet, kindName));
  BF_LET(id, recordFrom(tablet, *kind, record));
  BF_CHECK(tablet.replica->remove(kind->number, id, reason));
  screen.line({"已删除", "removed"}, toHex(id.view()));
  return {};
}

Result<std::string> fileContent(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return fail(Errc::invalidValue, path + ": 这是目录，不是文件 · a folder, not a file");
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(Errc::notFound, path);
  std::ostringstream content;
  content << file.rdbuf();
  return std::move(content).str();
}

Result<void> recordVisit(const Screen& screen, OpenTablet& tablet, const std::string& path, Micros now) {
  BF_LET(text, fileContent(path));
  BF_LET(record, saveVisitFile(*tablet.replica, text, now));
  screen.line({"已保存", "saved"}, toHex(record.view()));
  return {};
}

Result<void> askVisit(const Screen& screen, OpenTablet& tablet, const std::string& household, std::istream& in,
                      Micros now) {
  BF_LET(parent, findHousehold(*tablet.replica, household));
  BF_LET(kind, kindFrom(tablet, "visit"));
  RecordBuilder builder(*kind);
  for (const auto* field : kind->form()) {
    if (field->type == FieldType::bytes || field->question == Question::notAsked) continue;
    std::string answer;
    for (bool good = false; !good;) {
      screen.out << screen.in(field->label) << (field->required ? " *" : "");
      for (const auto& choice : field->choices)
        if (!choice.retired) screen.out << " | " << screen.in(choice.label);
      screen.out << ": " << std::flush;
      if (!std::getline(in, answer))
        return fail(Errc::malformed,
                    screen.in({"回答中途结束，走访未保存", "the answers ended early; no visit was saved"}));
      if (answer.empty() && field->required) {
        screen.out << screen.in({"此项必填", "an answer is needed here"}) << '\n';
        continue;
      }
      const auto value = readValue(*field, answer);
      good = value.has_value();
      if (!good) screen.out << describe(value.error(), screen.language) << '\n';
    }
    if (!answer.empty()) builder.read(field->name, answer);
  }
  BF_LET(fields, builder.fields());
  Edit edit;
  edit.kind = kind->number;
  edit.parent = parent;
  edit.set = fields;
  edit.set.insert(edit.set.begin(), finishedAt(now));
  BF_LET(record, tablet.replica->save(edit));
  screen.line({"已保存", "saved"}, toHex(record.view()));
  return {};
}

}  // namespace bf
