#include "shared/exchange/export.h"

#include <algorithm>
#include <ostream>
#include <unordered_map>

#include "shared/replica/registry.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/ctl/out_table.h"

namespace bf {
namespace {

constexpr std::size_t page = 500;

/// What a row hangs from, as the import understands it again.
struct RowKeys {
  std::string village, household, member;
};

/// Whether records of a kind hang from another, directly or further up.
bool hangsBelow(const KindSpec& kind, std::string_view above) {
  return std::ranges::any_of(kind.parents, [&](std::uint32_t number) {
    const auto* parent = builtinSchema().kind(number);
    return parent != nullptr && parent->number != kind.number && (parent->name == above || hangsBelow(*parent, above));
  });
}

std::vector<OutColumn> keyColumns(Language language, const KindSpec& kind) {
  const bool zh = language == Language::chinese;
  std::vector<OutColumn> columns{{zh ? "行政村代码" : "Village code", 14, false}};
  // The import knows these headings; a column that it does not know would have the file refused.
  if (hangsBelow(kind, "household")) columns.push_back({zh ? "户编号" : "Register number", 18, false});
  if (hangsBelow(kind, "member")) columns.push_back({zh ? "姓名" : "Name", 12, false});
  return columns;
}

/// Walks all records of one kind, region by region, root by root.
class Walk {
 public:
  using Visit = std::function<Result<void>(const RecordRow&, const RowKeys&, const std::vector<Field>&)>;
  Walk(StoreTx& tx, const KindSpec& kind, Visit visit) : tx_(tx), kind_(kind), visit_(std::move(visit)) {}

  [[nodiscard]] Result<void> region(RegionCode code) {
    for (const auto& root : builtinSchema().kinds()) {
      if (!root.root || (kind_.root && root.number != kind_.number)) continue;
      std::int64_t after = 0;
      for (;;) {
        BF_LET(rows, tx_.roots(root.number, code, after, page));
        if (rows.empty()) break;
        for (const auto& row : rows) BF_CHECK(record(root, row, {std::to_string(code), {}, {}}));
        after = rows.back().rec;
      }
    }
    return {};
  }

 private:
  [[nodiscard]] Result<void> record(const KindSpec& kind, const RecordRow& row, RowKeys keys) {
    BF_LET(fields, tx_.values(kind.number, row.rec));
    for (const auto& field : fields)
      if (field.number == removalField) return {};  // removed: not in a table of what is
    if (kind.number == kind_.number) BF_CHECK(visit_(row, keys, fields));
    if (kind_.root) return {};
    if (kind.name == "household") keys.household = textOf(kind, fields, "register_number");
    if (kind.name == "member") keys.member = textOf(kind, fields, "name");
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
  Visit visit_;
};

Result<std::size_t> exportRows(const Ctl& ctl, const OpenCentre& centre, const ExportOptions& options,
                               const KindSpec& kind) {
  ExportSettings settings;
  settings.language = ctl.language;
  settings.masking = options.unmask ? Masking::whole : Masking::masked;
  settings.keys = keyColumns(ctl.language, kind);
  const auto width = settings.keys.size();
  const RecordExporter exporter(kind, settings);
  BF_LET(opened, openTable(ctl, options.format, options.output, kind.name, exporter.columns()));
  std::size_t rows = 0;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    Walk walk(tx, kind, [&](const RecordRow&, const RowKeys& keys, const std::vector<Field>& fields) -> Result<void> {
      const std::vector<std::string_view> all{keys.village, keys.household, keys.member};
      ++rows;
      return exporter.write(std::span(all).first(width), fields, *opened.sink);
    });
    BF_LET(regions, Registry(tx).regions());
    for (const auto& region : regions)
      if (options.region == 0 || within(region.code(), options.region)) BF_CHECK(walk.region(region.code()));
    return {};
  });
  BF_CHECK(outcome);
  BF_CHECK(opened.sink->finish());
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
  if (options.unmask && options.reason.empty())
    return refuse(Errc::notAllowed, {"--unmask 须用 --reason 写明理由", "--unmask needs --reason TEXT"});
  BF_LET(centre, OpenCentre::open(ctl));
  // The trace first: an export that breaks off has shown something too.
  if (options.unmask) BF_CHECK(auditUnmasking(ctl, centre, options));
  BF_LET(rows, exportRows(ctl, centre, options, *kind));
  if (!options.output.empty())
    ctl.say({"已导出 " + std::to_string(rows) + " 行", std::to_string(rows) + " rows exported"});
  return {};
}

}  // namespace bf
