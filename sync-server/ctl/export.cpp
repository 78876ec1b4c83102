#include "shared/exchange/export.h"

#include <algorithm>
#include <ostream>
#include <unordered_map>

#include "shared/exchange/import_rules.h"
#include "shared/replica/registry.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"
#include "shared/store/removed.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/out_table.h"

namespace bf {
namespace {

constexpr std::size_t page = 500;
constexpr RegionCode aTownship = 441424100, aCounty = 441424;  ///< any code of the level

/// What a row hangs from, as the import understands it again.
struct RowKeys {
  std::string region, household, member, idNumber;
  std::vector<std::string> parent;  ///< what names the record between: of a movement the fund
};

/// Whether records of a kind hang from another, directly or further up.
bool hangsBelow(const KindSpec& kind, std::string_view above) {
  return std::ranges::any_of(kind.parents, [&](std::uint32_t number) {
    const auto* parent = builtinSchema().kind(number);
    return parent != nullptr && parent->number != kind.number && (parent->name == above || hangsBelow(*parent, above));
  });
}

/// Whether what a record hangs from lies at villages alone.
bool liesAtVillages(const KindSpec& kind) {
  if (kind.root) return !kind.mayLieAt(aTownship) && !kind.mayLieAt(aCounty);
  return std::ranges::all_of(kind.parents, [&kind](std::uint32_t number) {
    const auto* parent = builtinSchema().kind(number);
    return parent == nullptr || parent == &kind || liesAtVillages(*parent);
  });
}

/// What names the record between the row and its household, village or region.
struct ParentFields {
  const KindSpec* kind = nullptr;  ///< null: there is none between
  std::vector<const FieldSpec*> fields;
  std::vector<Label> headings;
};

ParentFields parentFields(const KindSpec& kind) {
  static const auto rules = importRules(builtinSchema());
  const auto rule =
      std::ranges::find_if(rules, [&](const ImportRule& one) { return one.kind == &kind && one.through != nullptr; });
  if (rule == rules.end()) return {};
  ParentFields found{rule->through, {}, {}};
  const HeadingNames names(rule->columns);
  for (const auto number : rule->through->keys) {
    const auto* field = rule->through->field(number);
    if (!isColumn(*field)) continue;
    const auto* known = names.find(field->label.zh);
    const bool ownName = known != nullptr && known->key == std::string(parentFieldKey) + field->name;
    found.fields.push_back(field);
    found.headings.push_back(ownName ? field->label : labelBelow(*rule->through, *field));
  }
  return found;
}

std::vector<OutColumn> keyColumns(Language language, const KindSpec& kind, const ParentFields& parent) {
  const bool zh = language == Language::chinese;
  const Label region = liesAtVillages(kind) ? Label{"行政村代码", "Village code"} : Label{"地区代码", "Region code"};
  std::vector<OutColumn> columns{{region.in(language), 14, false}};
  // The import knows these headings; a column that it does not know would have the file refused.
  if (hangsBelow(kind, "household")) columns.push_back({zh ? "户编号" : "Register number", 18, false});
  if (hangsBelow(kind, "member")) {
    columns.push_back({zh ? "姓名" : "Name", 12, false});
    // Two of one name in a household are told apart by it, masked or whole.
    columns.push_back({zh ? "证件号码" : "ID number", 23, false});
  }
  for (const auto& heading : parent.headings) columns.push_back({heading.in(language), 16, false});
  if (const auto corrects = correctsLabel(kind); !corrects.empty())
    columns.push_back({corrects.in(language), 30, false});
  return columns;
}

/// When the corrected record was made and by whom; its id where it is not here; "" for what corrects nothing.
Result<std::string> correctedWords(StoreTx& tx, const KindSpec& kind, const std::vector<Field>& fields,
                                   const ExportSettings& settings) {
  const auto at = std::ranges::find(fields, std::uint32_t{correctsField}, &Field::number);
  if (at == fields.end()) return std::string();
  BF_LET(value, decodeValue(*kind.field(correctsField), at->wire));
  const auto* bytes = std::get_if<std::string>(&value);
  const auto id = bytes == nullptr ? std::nullopt : RecordId::from(*bytes);
  if (!id) return std::string();
  BF_LET(row, tx.find(kind.number, *id));
  if (!row) return toHex(id->view());
  BF_LET(corrected, tx.values(kind.number, row->rec));
  std::string words;
  for (const auto* name : {"arrived", "visitor_name"}) {
    BF_LET(text, exportText(*kind.fieldByName(name), corrected, settings.language, settings.masking));
    if (!text.empty()) words += (words.empty() ? "" : " ") + text;
  }
  return words;
}

/// Walks all records of one kind, region by region, root by root.
class Walk {
 public:
  using Visit = std::function<Result<void>(const RecordRow&, const RowKeys&, const std::vector<Field>&)>;
  Walk(StoreTx& tx, const KindSpec& kind, const ParentFields& parent, const ExportSettings& settings, Visit visit)
      : tx_(tx), kind_(kind), parent_(parent), settings_(settings), visit_(std::move(visit)) {}

  [[nodiscard]] Result<void> region(RegionCode code) {
    for (const auto& root : builtinSchema().kinds()) {
      if (!root.root || (kind_.root && root.number != kind_.number)) continue;
      std::int64_t after = 0;
      for (;;) {
        BF_LET(rows, tx_.roots(root.number, code, after, page));
        if (rows.empty()) break;
        for (const auto& row : rows) BF_CHECK(record(root, row, {std::to_string(code), {}, {}, {}, {}}));
        after = rows.back().rec;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] Result<void> record(const KindSpec& kind, const RecordRow& row, RowKeys keys) {
    BF_LET(fields, tx_.values(kind.number, row.rec));
    if (isRemoved(row, fields)) return {};  // not in a table of what is
    if (kind.number == kind_.number) BF_CHECK(visit_(row, keys, fields));
    if (kind_.root) return {};
    if (kind.name == "household") keys.household = textOf(kind, fields, "register_number");
    if (kind.name == "member") {
      keys.member = textOf(kind, fields, "name");
      BF_LET(id, exportText(*kind.fieldByName("id_number"), fields, settings_.language, settings_.masking));
      keys.idNumber = std::move(id);
    }
    if (parent_.kind == &kind) {
      keys.parent.clear();
      for (const auto* field : parent_.fields) {
        BF_LET(text, exportText(*field, fields, settings_.language, settings_.masking));
        keys.parent.push_back(text);
      }
    }
    BF_LET(children, tx_.children(kind.number, row.rec));
    for (const auto& child : children)
      if (const auto* childKind = builtinSchema().kind(child.kind)) BF_CHECK(record(*childKind, child, keys));
    return {};
  }

  static std::string textOf(const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
    const auto value = valueOf(kind, fields, name);
    const auto* text = value ? std::get_if<std::string>(&*value) : nullptr;
    return text != nullptr ? *text : std::string();
  }

  StoreTx& tx_;
  const KindSpec& kind_;
  const ParentFields& parent_;
  const ExportSettings& settings_;
  Visit visit_;
};

Result<std::size_t> exportRows(const Ctl& ctl, const OpenCentre& centre, const ExportOptions& options,
                               const KindSpec& kind) {
  ExportSettings settings;
  settings.language = ctl.language;
  settings.masking = options.unmask ? Masking::whole : Masking::masked;
  const auto parent = parentFields(kind);
  settings.keys = keyColumns(ctl.language, kind, parent);
  const bool corrects = !correctsLabel(kind).empty();
  const auto width = settings.keys.size() - parent.fields.size() - (corrects ? 1 : 0);
  const RecordExporter exporter(kind, settings);
  BF_LET(opened, openTable(ctl, options.format, options.output, kind.name, exporter.columns()));
  std::size_t rows = 0;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    const auto visit = [&](const RecordRow&, const RowKeys& keys, const std::vector<Field>& fields) -> Result<void> {
      std::vector<std::string_view> all{keys.region, keys.household, keys.member, keys.idNumber};
      all.resize(width);
      all.insert(all.end(), keys.parent.begin(), keys.parent.end());
      std::string corrected;
      if (corrects) {
        BF_LET(words, correctedWords(tx, kind, fields, settings));
        all.push_back(corrected = std::move(words));
      }
      ++rows;
      return exporter.write(all, fields, *opened.sink);
    };
    Walk walk(tx, kind, parent, settings, visit);
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions)
      if (options.region == 0 || within(region.code(), options.region)) BF_CHECK(walk.region(region.code()));
    return {};
  });
  BF_CHECK(outcome);
  BF_CHECK(opened.finish());
  return rows;
}

Result<void> auditUnmasking(const Ctl& ctl, const OpenCentre& centre, const ExportOptions& options) {
  const auto where = options.region == 0 ? options.kind : options.kind + " " + std::to_string(options.region);
  return centre.write([&](StoreTx& tx) {
    return Registry(tx).audit(ctl.actor, "export.unmasked", where, options.reason, ctl.clock.now());
  });
}

}  // namespace

Result<void> exportKind(const Ctl& ctl, const ExportOptions& options) {
  const auto* kind = builtinSchema().kindByName(options.kind);
  if (kind == nullptr)
    return refuse(Errc::notFound, {"记录种类 " + options.kind + "，可用的见 bianfangctl dictionary",
                                   "kind " + options.kind + "; bianfangctl dictionary"});
  BF_LET(centre, OpenCentre::open(ctl));
  if (options.region != 0) BF_CHECK(centre.read([&](StoreTx& tx) { return knownRegion(tx, options.region); }));
  // The trace first: an export that breaks off has shown something too.
  if (options.unmask) BF_CHECK(auditUnmasking(ctl, centre, options));
  BF_LET(rows, exportRows(ctl, centre, options, *kind));
  if (!options.output.empty())
    ctl.say({"已导出 " + std::to_string(rows) + " 行", std::to_string(rows) + " rows exported"});
  return {};
}

}  // namespace bf
