#include <algorithm>
#include <ostream>

#include "shared/replica/codec.h"
#include "shared/replica/registry.h"
#include "shared/replica/removal_conflict.h"
#include "shared/schema/mask.h"
#include "shared/schema/value.h"
#include "sync-server/ctl/commands.h"
#include "sync-server/office_writer.h"

namespace bf {
namespace {

constexpr std::size_t listedMost = 1000;
constexpr const char* removalName = "removal";
constexpr std::size_t writtenMost = 6;  ///< values of a held change in a line of the list

std::string fieldNameOf(const KindSpec& kind, std::uint32_t number) {
  if (number == wholeRecord) return removalName;
  const auto* field = kind.field(number);
  return field != nullptr ? field->name : std::to_string(number);
}

Label fieldLabel(const KindSpec& kind, std::uint32_t number) {
  if (number == wholeRecord) return {"删除与修改", "removal against an edit"};
  const auto* field = kind.field(number);
  return field != nullptr ? field->label : Label{std::to_string(number), std::to_string(number)};
}

std::string shownText(const Ctl& ctl, const KindSpec& kind, std::uint32_t number, const std::string& wire,
                      bool unmask) {
  const auto* field = kind.field(number);
  if (field == nullptr) return {};
  const auto value = decodeValue(*field, wire);
  if (!value) return "?";
  const auto text = display(*field, *value, ctl.language);
  return unmask ? text : mask(*field, text);
}

Result<const KindSpec*> kindNamed(const std::string& name) {
  if (const auto* kind = builtinSchema().kindByName(name)) return kind;
  std::string all;
  for (const auto& kind : builtinSchema().kinds()) all += " " + kind.name;
  return refuse(Errc::notFound, {"记录种类 " + name + "，可用的有：" + all, "kind " + name + "; there are:" + all});
}

/// Of a removal against edits: the reason, or what the edit wrote.
std::string removalSide(const Ctl& ctl, StoreTx& tx, const KindSpec& kind, const RecordRow& row,
                        const ContestedValue& side, bool unmask) {
  if (!side.wire.empty())
    return ctl.in({"删除，理由：", "removed: "}) + shownText(ctl, kind, removalField, side.wire, unmask);
  std::string text;
  for (const auto number : fieldsOf(row.heads, side.writer.id)) {
    const auto value = tx.value(row.kind, row.rec, number);
    text += (text.empty() ? "" : "; ") + ctl.in(fieldLabel(kind, number)) + "=" +
            (value && !value->empty() ? shownText(ctl, kind, number, *value, unmask) : std::string());
  }
  return ctl.in({"保留，已修改：", "kept, edited: "}) + text;
}

/// All contested fields of one record.
Result<std::vector<ContestedField>> conflictsOf(StoreTx& tx, const CentreReplica& centre, const KindSpec& kind,
                                                const RecordId& record) {
  BF_LET(row, tx.find(kind.number, record));
  if (!row) return refuse(Errc::notFound, {"记录 " + toHex(record.view()), "record " + toHex(record.view())});
  BF_LET(near, centre.conflicts(tx, kind.number, row->rec - 1, 1));
  std::erase_if(near, [&](const ContestedField& one) { return one.record != record; });
  if (near.empty())
    return refuse(Errc::notFound,
                  {"记录 " + toHex(record.view()) + " 没有冲突", "no conflict in record " + toHex(record.view())});
  return near;
}

/// What the office writes: the field with its value, and every head as seen.
Result<Change> decision(const KindSpec& kind, const RecordRow& row, const ContestedField& contested,
                        const DecideOptions& options) {
  Change change;
  change.kind = kind.number;
  change.record = row.id;
  const bool removal = contested.field == wholeRecord;
  const auto number = removal ? std::uint32_t{removalField} : contested.field;
  const auto* field = kind.field(number);
  if (field == nullptr)
    return refuse(Errc::unknownKind, {"字段 " + std::to_string(number), "field " + std::to_string(number)});
  std::string wire;
  if (options.choice != 0) {
    if (options.choice > contested.values.size())
      return refuse(Errc::invalidValue, {"--choice 只能是 1 到 " + std::to_string(contested.values.size()),
                                         "--choice 1.." + std::to_string(contested.values.size())});
    wire = contested.values[options.choice - 1].wire;
  } else if (!options.clear) {
    BF_LET(value, readValue(*field, options.value));
    wire = encodeValue(*field, value);
    if (wire.empty())
      return refuse(Errc::invalidValue,
                    {"请用 --choice、--value 或 --clear 之一", "--choice N, --value TEXT, --clear"});
  }
  if (wire.empty()) change.cleared = {number};
  else change.set = {{number, wire}};
  change.bases.push_back({{number}, row.heads.headsOf(number)});
  if (removal && !wire.empty()) change.bases.push_back({{wholeRecord}, row.heads.allHeads()});
  return change;
}

Result<void> auditLook(const Ctl& ctl, const OpenCentre& centre, const std::string& subject,
                       const std::string& reason) {
  return centre.write(
      [&](StoreTx& tx) { return Registry(tx).audit(ctl.actor, "unmask.conflict", subject, reason, ctl.clock.now()); });
}

}  // namespace

Result<void> listConflicts(const Ctl& ctl, const std::string& kindName) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    for (const auto& kind : builtinSchema().kinds()) {
      if (!kindName.empty() && kind.name != kindName) continue;
      BF_LET(contested, centre.centre->conflicts(tx, kind.number, 0, listedMost));
      for (const auto& one : contested)
        rows.push_back({kind.name, ctl.in(kind.label), toHex(one.record.view()), std::to_string(one.region),
                        fieldNameOf(kind, one.field), ctl.in(fieldLabel(kind, one.field)),
                        std::to_string(one.values.size())});
    }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"kind", {"种类", "kind"}},
            {"kind_label", {"名称", "name"}},
            {"record", {"记录", "record"}},
            {"region", {"地区", "region"}, true},
            {"field", {"字段", "field"}},
            {"field_label", {"字段名称", "field name"}},
            {"values", {"值数", "values"}, true}},
           rows);
  return {};
}

Result<void> showConflict(const Ctl& ctl, const std::string& kindName, const std::string& recordText, bool unmask,
                          const std::string& reason) {
  BF_LET(kind, kindNamed(kindName));
  BF_LET(record, parseRecord(recordText));
  BF_LET(centre, OpenCentre::open(ctl));
  if (unmask) BF_CHECK(auditLook(ctl, centre, "record:" + recordText, reason));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    Registry registry(tx);
    BF_LET(contested, conflictsOf(tx, *centre.centre, *kind, record));
    BF_LET(row, tx.find(kind->number, record));
    for (const auto& one : contested)
      for (std::size_t i = 0; i < one.values.size(); ++i) {
        const auto& value = one.values[i];
        BF_LET(batch, tx.batchAt(value.writer.seq));
        rows.push_back({fieldNameOf(*kind, one.field), ctl.in(fieldLabel(*kind, one.field)), std::to_string(i + 1),
                        i == 0 ? "*" : "",
                        one.field == wholeRecord ? removalSide(ctl, tx, *kind, *row, value, unmask)
                                                 : shownText(ctl, *kind, one.field, value.wire, unmask),
                        roleName(value.writer.role, ctl.language),
                        batch ? toHex(batch->batch.device.view()) : std::string(), localTime(value.writer.stamp),
                        batch ? localTime(batch->received) : std::string()});
      }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"field", {"字段", "field"}},
            {"field_label", {"字段名称", "field name"}},
            {"choice", {"第几个", "choice"}, true},
            {"shown", {"当前", "shown"}},
            {"value", {"值", "value"}},
            {"role", {"职责", "role"}},
            {"device", {"平板", "tablet"}},
            {"written", {"填写时间", "written"}},
            {"received", {"收到时间", "received"}}},
           rows);
  return {};
}

Result<void> decideConflict(const Ctl& ctl, const DecideOptions& options) {
  BF_LET(kind, kindNamed(options.kind));
  BF_LET(record, parseRecord(options.record));
  BF_LET(centre, OpenCentre::open(ctl));
  BF_LET(key, openOfficeKey(centre.paths));
  const auto now = ctl.clock.now();
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    BF_LET(contested, conflictsOf(tx, *centre.centre, *kind, record));
    const auto one = std::ranges::find_if(
        contested, [&](const ContestedField& field) { return fieldNameOf(*kind, field.field) == options.field; });
    if (one == contested.end())
      return refuse(Errc::notFound, {"字段 " + options.field + " 没有冲突", "no conflict in field " + options.field});
    BF_LET(row, tx.find(kind->number, record));
    BF_LET(change, decision(*kind, *row, *one, options));
    change.region = one->region;
    BF_LET(writer, OfficeWriter::open(tx, *centre.centre, key));
    BF_CHECK(writer.admit(tx, one->region, {writer.complete(change, now)}, now));
    return Registry(tx).audit(ctl.actor, "conflict.decide", "record:" + options.record,
                              kind->name + "." + options.field, now);
  });
  BF_CHECK(outcome);
  ctl.say({"已裁定", "decided"});
  return {};
}

namespace {

/// Why a change is held, in the reader's language; scripts get the name of the code.
std::string heldWhy(const Ctl& ctl, bianfang::VerdictCode code) {
  if (ctl.json) return bianfang::VerdictCode_Name(code);
  switch (code) {
    case bianfang::HELD_OUT_OF_SCOPE: return ctl.in({"不在负责地区", "out of scope"});
    case bianfang::HELD_UNKNOWN_RECORD: return ctl.in({"所属记录尚未到达", "waits for its record"});
    case bianfang::HELD_FINISHED: return ctl.in({"记录已完成", "the record was finished"});
    case bianfang::HELD_INVALID: return ctl.in({"值不合规定", "a value breaks a rule"});
    case bianfang::HELD_REVOKED: return ctl.in({"平板停用、过期或待指派", "tablet revoked, expired or to be assigned"});
    case bianfang::HELD_UNKNOWN_KIND: return ctl.in({"种类不识别", "unknown kind"});
    default: return bianfang::VerdictCode_Name(code);
  }
}

std::string decisionOf(const Ctl& ctl, const bianfang::Held& held) {
  if (ctl.json || held.decided() == 0) return held.decision();
  if (held.decision() == "dismissed") return ctl.in({"已搁置", "dismissed"});
  return held.decision() == "admitted" ? ctl.in({"已采纳", "admitted"}) : held.decision();
}

}  // namespace

namespace {

/// What a held change writes, so that nobody admits what he has not seen; sensitive values masked.
Result<std::string> writtenBy(const Ctl& ctl, StoreTx& tx, std::int64_t seq) {
  BF_LET(batch, tx.batchAt(seq));
  if (!batch) return std::string();
  const auto change = parseChange(batch->batch.entries[static_cast<std::size_t>(seq - batch->seq)].change);
  const auto* kind = change ? builtinSchema().kind(change->kind) : nullptr;
  if (kind == nullptr) return std::string();
  std::string text;
  std::size_t shown = 0;
  for (const auto& field : change->set) {
    if (++shown > writtenMost) return text + "; …";
    text += (text.empty() ? "" : "; ") + ctl.in(fieldLabel(*kind, field.number)) + "=" +
            shownText(ctl, *kind, field.number, field.wire, false);
  }
  for (const auto number : change->cleared) text += (text.empty() ? "−" : "; −") + ctl.in(fieldLabel(*kind, number));
  return text;
}

}  // namespace

Result<void> listHeld(const Ctl& ctl, bool decidedToo) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::vector<std::vector<std::string>> rows;
  const auto outcome = centre.read([&](StoreTx& tx) -> Result<void> {
    BF_LET(entries, tx.list(Space::review, {}, {}, listedMost));
    for (const auto& entry : entries) {
      BF_LET(held, decode<bianfang::Held>(entry.value));
      if (held.decided() != 0 && !decidedToo) continue;
      const auto* kind = builtinSchema().kind(held.kind());
      BF_LET(written, writtenBy(ctl, tx, static_cast<std::int64_t>(held.seq())));
      rows.push_back({std::to_string(held.seq()), toHex(held.device()), kind != nullptr ? kind->name : "?",
                      toHex(held.record()), std::to_string(held.region()), heldWhy(ctl, held.verdict().code()),
                      held.verdict().detail(), written, localTime(held.at()), decisionOf(ctl, held)});
    }
    return {};
  });
  BF_CHECK(outcome);
  ctl.list({{"seq", {"编号", "number"}, true},
            {"device", {"平板", "tablet"}},
            {"kind", {"种类", "kind"}},
            {"record", {"记录", "record"}},
            {"region", {"地区", "region"}, true},
            {"verdict", {"原因", "why"}},
            {"detail", {"说明", "detail"}},
            {"written", {"内容", "writes"}},
            {"at", {"收到时间", "received"}},
            {"decision", {"处理", "decision"}}},
           rows);
  return {};
}

namespace {

/// Open ones of one tablet, oldest first: what hangs from another comes after it.
Result<std::vector<std::int64_t>> heldOf(StoreTx& tx, const DeviceId& device) {
  BF_LET(entries, tx.list(Space::review, {}, {}, listedMost));
  std::vector<std::int64_t> open;
  for (const auto& entry : entries) {
    BF_LET(held, decode<bianfang::Held>(entry.value));
    if (held.decided() == 0 && held.device() == device.view()) open.push_back(static_cast<std::int64_t>(held.seq()));
  }
  if (open.empty()) return refuse(Errc::notFound, {"该平板没有待审改动", "no open change of this tablet"});
  return open;
}

}  // namespace

Result<void> decideHeld(const Ctl& ctl, const HeldOptions& options, bool admit) {
  BF_LET(centre, OpenCentre::open(ctl));
  std::size_t count = 0;
  const auto outcome = centre.write([&](StoreTx& tx) -> Result<void> {
    std::vector<std::int64_t> open{options.seq};
    if (!options.tablet.empty()) {
      BF_LET(id, findDevice(tx, options.tablet));
      BF_LET(all, heldOf(tx, id));
      open = std::move(all);
    }
    for (const auto seq : open) {
      BF_CHECK(centre.centre->decideHeld(tx, seq, admit, ctl.actor, options.why, ctl.clock.now()));
      ++count;
    }
    return {};
  });
  BF_CHECK(outcome);
  const auto said = ": " + std::to_string(count);
  ctl.say(admit ? Label{"已采纳" + said, "admitted" + said}
                : Label{"已搁置，内容仍保留" + said, "dismissed; they stay in the log" + said});
  return {};
}

}  // namespace bf
