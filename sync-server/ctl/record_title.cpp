#include "sync-server/ctl/record_title.h"

#include <algorithm>

#include "shared/schema/mask.h"
#include "shared/schema/record_builder.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

Result<std::string> own(const Ctl& ctl, StoreTx& tx, const KindSpec& kind, std::int64_t rec) {
  BF_LET(fields, tx.values(kind.number, rec));
  std::string title;
  for (const auto key : kind.keys) {
    const auto& spec = *kind.field(key);
    const auto at = std::ranges::find(fields, key, &Field::number);
    if (at == fields.end() || spec.type == FieldType::bytes) continue;
    const auto value = decodeValue(spec, at->wire);
    if (value) title += (title.empty() ? "" : ctl.in({"，", ", "})) + mask(spec, display(spec, *value, ctl.language));
  }
  return title;
}

}  // namespace

Result<std::string> recordTitle(const Ctl& ctl, StoreTx& tx, std::uint32_t number, std::int64_t rec) {
  const auto& kind = *builtinSchema().kind(number);
  if (kind.name == "household" || kind.name == "village") return std::string();
  BF_LET(title, own(ctl, tx, kind, rec));
  BF_LET(row, tx.load(number, rec));
  if (!row) return fail(Errc::notFound, kind.name);
  if (row->parent == 0 || builtinSchema().kind(row->parentKind)->name == "member") return title;
  BF_LET(above, recordTitle(ctl, tx, row->parentKind, row->parent));
  return above + (above.empty() || title.empty() ? "" : ctl.in({"；", "; "})) + title;
}

}  // namespace bf
