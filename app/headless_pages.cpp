#include <algorithm>
#include <ostream>

#include "app/evidence_box.h"
#include "app/headless.h"
#include "app/visit_file.h"
#include "shared/schema/mask.h"
#include "shared/schema/plain_text.h"
#include "shared/schema/record_builder.h"

namespace bf {
namespace {

constexpr std::size_t conflictsMost = 200;

std::string timeText(Micros at) {
  if (at == 0) return "-";
  constexpr Micros second = 1'000'000;
  return instantText(at / second * second);
}

std::string shown(const Screen& screen, const KindSpec& kind, const std::vector<Field>& fields, std::string_view name) {
  const auto* field = kind.fieldByName(name);
  if (field == nullptr) return {};
  const auto value = valueOf(kind, fields, name);
  return value ? display(*field, *value, screen.language) : std::string();
}

/// Stands behind a record that somebody removed who had not seen an edit: until that is decided it is in the lists.
std::string removalMark(const Screen& screen, const std::vector<Field>& fields) {
  const bool open = std::ranges::find(fields, std::uint32_t{removalField}, &Field::number) != fields.end();
  return open ? "  [" + screen.in({"删除待定", "removal undecided"}) + "]" : std::string();
}

Result<void> printHousehold(const Screen& screen, StoreTx& tx, const KindSpec& kind, const RecordRow& row) {
  BF_LET(fields, tx.values(row.kind, row.rec));
  screen.out << toHex(row.id.view()) << "  " << row.region << "  " << shown(screen, kind, fields, "register_number")
             << "  " << shown(screen, kind, fields, "head_name") << removalMark(screen, fields) << '\n';
  return {};
}

/// The household that a member, a visit or anything else hangs from.
Result<RecordRow> rootOf(StoreTx& tx, const Schema& schema, RecordRow row) {
  while (row.parent != 0) {
    const auto* kind = schema.kind(row.kind);
    std::optional<RecordRow> above;
    for (const auto parent : kind->parents) {
      BF_LET(found, tx.load(parent, row.parent));
      if (found) above = *found;
    }
    if (!above) break;
    row = *above;
  }
  return row;
}

void printFields(const Screen& screen, const KindSpec& kind, const std::vector<Field>& fields, bool whole, int depth) {
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  for (const auto& field : fields) {
    const auto* spec = kind.field(field.number);
    if (spec == nullptr) continue;
    const auto value = decodeValue(*spec, field.wire);
    if (!value) continue;
    const auto text = spec->type == FieldType::bytes ? std::to_string(field.wire.size()) + " B"
                                                     : display(*spec, *value, screen.language);
    screen.out << indent << "  " << screen.in(spec->label) << ": " << (whole ? text : mask(*spec, text)) << '\n';
  }
}

Result<void> printTree(const Screen& screen, StoreTx& tx, const Schema& schema, const RecordRow& row, bool whole,
                       int depth) {
  const auto* kind = schema.kind(row.kind);
  if (kind == nullptr) return {};
  BF_LET(fields, tx.values(row.kind, row.rec));
  screen.out << std::string(static_cast<std::size_t>(depth) * 2, ' ') << screen.in(kind->label) << "  "
             << toHex(row.id.view()) << removalMark(screen, fields) << '\n';
  printFields(screen, *kind, fields, whole, depth);
  BF_LET(children, tx.children(row.kind, row.rec));
  for (const auto& child : children) BF_CHECK(printTree(screen, tx, schema, child, whole, depth + 1));
  return {};
}

const char* verdictWord(const Screen& screen, VerdictCode code) {
  const bool zh = screen.language == Language::chinese;
  switch (code) {
    case VerdictCode::accepted: return zh ? "已采纳" : "accepted";
    case VerdictCode::heldOutOfScope: return zh ? "待审：不在负责地区" : "for review: out of scope";
    case VerdictCode::heldUnknownRecord: return zh ? "等待所属记录" : "waits for its record";
    case VerdictCode::heldFinished: return zh ? "待审：记录已完成" : "for review: the record was finished";
    case VerdictCode::heldInvalid: return zh ? "待审：值不合规定" : "for review: a value breaks a rule";
    case VerdictCode::heldRevoked:
      return zh ? "待审：平板停用、过期或待指派" : "for review: tablet revoked, expired or to be assigned";
    case VerdictCode::heldUnknownKind: return zh ? "待审：种类不识别" : "for review: unknown kind";
  }
  return "?";
}

}  // namespace

void Screen::line(const Label& label, const std::string& value) const { out << in(label) << ": " << value << '\n'; }

Result<void> listHouseholds(const Screen& screen, OpenTablet& tablet, const std::string& search, std::size_t most) {
  const auto& schema = tablet.store->schema();
  const auto* kind = schema.kindByName("household");
  BF_LET(tx, tablet.store->read());
  if (search.empty()) {
    BF_LET(rows, tx->records(kind->number, 0, most));
    for (const auto& row : rows) BF_CHECK(printHousehold(screen, *tx, *kind, row));
    return {};
  }
  BF_LET(hits, tx->search(search, most));
  std::vector<std::int64_t> seen;
  for (const auto& hit : hits) {
    BF_LET(row, tx->load(hit.kind, hit.rec));
    if (!row) continue;
    BF_LET(root, rootOf(*tx, schema, *row));
    if (root.kind != kind->number || std::ranges::find(seen, root.rec) != seen.end()) continue;
    seen.push_back(root.rec);
    BF_CHECK(printHousehold(screen, *tx, *kind, root));
  }
  return {};
}

Result<void> showRecord(const Screen& screen, OpenTablet& tablet, const std::string& record, bool whole) {
  const auto& schema = tablet.store->schema();
  const auto raw = fromHex(record);
  const auto id = raw ? RecordId::from(*raw) : std::nullopt;
  RecordId wanted;
  if (id) {
    wanted = *id;
  } else {
    BF_LET(found, findHousehold(*tablet.replica, record));
    wanted = found;
  }
  BF_LET(tx, tablet.store->read());
  for (const auto& kind : schema.kinds()) {
    BF_LET(row, tx->find(kind.number, wanted));
    if (row) return printTree(screen, *tx, schema, *row, whole, 0);
  }
  return fail(Errc::notFound, record);
}

Result<void> showStatus(const Screen& screen, OpenTablet& tablet, std::size_t receiptsMost) {
  BF_LET(state, tablet.replica->state());
  BF_LET(waiting, tablet.replica->waiting());
  BF_LET(files, EvidenceBox(*tablet.replica, tablet.home.evidenceFolder()).unsent());
  const auto& card = tablet.home.card();
  screen.line({"平板", "tablet"}, toHex(card.device.view()));
  screen.line({"服务器", "server"}, textOf(card.server));
  screen.line({"校验码", "check code"}, card.checkCode);
  screen.line({"纪元", "epoch"}, std::to_string(state.epoch));
  screen.line({"已同步到", "synced up to"}, std::to_string(state.cursor));
  screen.line({"待传改动", "changes waiting"}, std::to_string(waiting.changes));
  screen.line({"已收到、待备份", "received, not yet in every backup"}, std::to_string(waiting.unarchived));
  screen.line({"待传佐证", "evidence waiting"},
              std::to_string(files.files) + " (" + std::to_string(files.bytes) + " B)");
  screen.line({"未完成的地区", "regions still due"}, std::to_string(state.snapshotsDue.size()));
  BF_LET(receipts, tablet.replica->receipts(receiptsMost));
  for (const auto& receipt : receipts) {
    screen.out << screen.in({"回执", "receipt"}) << "  " << toHex(receipt.head.view()).substr(0, 16) << "  "
               << receipt.epoch << ':' << receipt.seq << '+' << receipt.count << "  " << timeText(receipt.received)
               << '\n';
    for (const auto& verdict : receipt.verdicts)
      screen.out << "  #" << verdict.index << "  " << verdictWord(screen, verdict.code) << "  " << verdict.detail
                 << '\n';
  }
  return {};
}

Result<void> showConflicts(const Screen& screen, OpenTablet& tablet) {
  BF_LET(conflicts, tablet.replica->conflicts(conflictsMost));
  for (const auto& one : conflicts) {
    const auto* kind = tablet.store->schema().kind(one.kind);
    const auto* field = kind == nullptr ? nullptr : kind->field(one.field);
    screen.out << (kind == nullptr ? "?" : kind->name) << "  " << toHex(one.record.view()) << "  "
               << (field == nullptr ? "removal" : field->name) << '\n';
    for (std::size_t i = 0; i < one.values.size() && field != nullptr; ++i) {
      const auto value = decodeValue(*field, one.values[i].wire);
      const auto text = value ? mask(*field, display(*field, *value, screen.language)) : std::string("?");
      screen.out << "  " << (i == 0 ? "* " : "  ") << text << "  " << timeText(one.values[i].writer.stamp) << '\n';
    }
  }
  return {};
}

}  // namespace bf
