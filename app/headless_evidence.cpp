// Photos and documents on the command line.

#include <ostream>

#include "app/evidence_box.h"
#include "app/headless.h"
#include "app/visit_file.h"
#include "shared/schema/value.h"

namespace bf {
namespace {

EvidenceBox boxOf(OpenTablet& tablet) { return {*tablet.replica, tablet.home.evidenceFolder()}; }

Result<RecordId> recordOf(OpenTablet& tablet, const std::string& text, bool household) {
  if (household) return findHousehold(*tablet.replica, text);
  const auto raw = fromHex(text);
  const auto id = raw ? RecordId::from(*raw) : std::nullopt;
  if (!id) return fail(Errc::malformed, "a record is named by 32 hex digits");
  return *id;
}

std::string stateOf(const Screen& screen, const bianfang::EvidenceHeld& held) {
  if (held.wanted()) return screen.in({"待取", "to be fetched"});
  if (held.sent()) return screen.in({"中心已有", "held by the centre"});
  if (held.refused() != bianfang::REFUSAL_UNSPECIFIED)
    return screen.in({"中心未收", "refused"}) + " " + bianfang::RefusalCode_Name(held.refused());
  return screen.in({"待传", "waiting"});
}

}  // namespace

Result<void> attachEvidence(const Screen& screen, OpenTablet& tablet, const AttachOptions& options) {
  NewEvidence evidence;
  BF_LET(parent, recordOf(tablet, options.record, options.kind == "household"));
  evidence.parent = parent;
  BF_LET(content, fileContent(options.file));
  evidence.content = std::move(content);
  if (!options.thumbnail.empty()) {
    BF_LET(small, fileContent(options.thumbnail));
    evidence.thumbnail = std::move(small);
  }
  BF_LET(details, fieldsFrom(*tablet.store->schema().kindByName("evidence"), options.set));
  evidence.details = std::move(details);
  auto box = boxOf(tablet);
  BF_LET(record, box.add(evidence));
  screen.line({"已保存", "saved"}, toHex(record.view()));
  return {};
}

Result<void> listEvidence(const Screen& screen, OpenTablet& tablet) {
  auto box = boxOf(tablet);
  BF_LET(all, box.entries());
  for (const auto& [hash, held] : all)
    screen.out << toHex(hash.view()) << "  " << held.size() << " B  " << stateOf(screen, held) << '\n';
  return {};
}

Result<void> fetchEvidence(const Screen& screen, OpenTablet& tablet, const std::string& record) {
  BF_LET(id, recordOf(tablet, record, false));
  const auto& kind = *tablet.store->schema().kindByName("evidence");
  BF_LET(tx, tablet.store->read());
  BF_LET(row, tx->find(kind.number, id));
  if (!row) return fail(Errc::notFound, record);
  const auto valueOf = [&](const char* name) -> Result<Value> {
    const auto& field = *kind.fieldByName(name);
    BF_LET(wire, tx->value(kind.number, row->rec, field.number));
    return decodeValue(field, wire);
  };
  BF_LET(hash, valueOf("hash"));
  BF_LET(size, valueOf("size"));
  tx.reset();
  const auto* bytes = std::get_if<std::string>(&hash);
  const auto named = bytes != nullptr ? Hash::from(*bytes) : std::nullopt;
  const auto* count = std::get_if<std::int64_t>(&size);
  if (!named || count == nullptr) return fail(Errc::notFound, "the record names no file");
  auto box = boxOf(tablet);
  if (const auto path = box.pathOf(*named)) {
    screen.line({"文件", "file"}, *path);
    return {};
  }
  BF_CHECK(box.want(*named, static_cast<std::uint64_t>(*count)));
  screen.line({"下次同步时取回", "fetched at the next sync"}, toHex(named->view()));
  return {};
}

}  // namespace bf
