// What the signatures of a visit stand under: its words and the records made at it. Stamps cannot tell whether
// something changed after a signature, since a tablet's clock is put right now and then, and of what was removed there
// is nothing to look at; so the tablet notes what was there when each signature was given.
#include <algorithm>
#include <array>

#include "app/models/record_values.h"
#include "app/visit/visit_draft.h"

namespace bf {
namespace {

/// In Space::draft: the write of the signature, the hash of the words that it was given under, and the photos: one that
/// was taken since only adds to it, one that was taken out is missed.
std::string signingKey(const RecordId& visit, const FieldSpec& signature) {
  return "signed/" + toHex(visit.view()) + "/" + signature.name;
}

// What is added to a signed visit without a word of what was said in it.
constexpr std::array<std::string_view, 9> beside{"household_signature", "visitor_signature", "signed_by",
                                                 "no_signature_why",    "departed",          "latitude",
                                                 "longitude",           "accuracy_cm",       "located"};

/// "" where nothing is noted.
Result<std::string> noted(Store& store, const std::string& key) {
  BF_LET(tx, store.read());
  BF_LET(note, tx->get(Space::draft, key));
  return note.value_or(std::string());
}

/// Lost with the battery, it is noted again before the next answer.
Result<void> keep(Store& store, const std::string& key, std::string_view note) {
  BF_LET(tx, store.begin(Commit::lazy));
  BF_CHECK(tx->put(Space::draft, key, note));
  return tx->commit();
}

}  // namespace

std::string VisitDraft::signedContent() const {
  std::string content;
  const auto& said = kind("visit");
  for (const auto& field : visit().fields)
    if (const auto* spec = said.field(field.number); spec != nullptr && std::ranges::count(beside, spec->name) == 0)
      content += field.wire;
  for (const auto& own : {ownProblems(), ownMeasures()})
    for (const auto* record : own) {
      content += record->row.id.view();
      for (const auto& field : record->fields) content += field.wire;
    }
  return content;
}

/// Of the visit and of what was recorded at it.
std::vector<RecordId> VisitDraft::ownPhotos() const {
  std::vector<RecordId> parents{visit_, assessment(), ownStage()};
  for (const auto& own : {ownProblems(), ownMeasures()})
    for (const auto* record : own) parents.push_back(record->row.id);
  std::vector<RecordId> photos;
  for (const auto& parent : parents)
    if (!parent.isZero())
      for (const auto* piece : evidenceOf(parent)) photos.push_back(piece->row.id);
  return photos;
}

/// A signature that the tablet sees for the first time was given now: what is there now is what it stands under.
Result<bool> VisitDraft::isStale(const FieldSpec& signature) {
  const auto* writer = visit().row.heads.shownWriter(signature.number);
  if (writer == nullptr || textIn(visit().fields, signature.number).empty()) return false;
  const auto content = hashOf(signedContent());
  const auto photos = ownPhotos();
  const auto key = signingKey(visit_, signature);
  BF_LET(note, noted(replica_->store(), key));
  if (!note.starts_with(writer->id.view())) {
    auto made = writer->id.str() + content.str();
    for (const auto& photo : photos) made += photo.view();
    BF_CHECK(keep(replica_->store(), key, made));
    return false;
  }
  const auto known = std::string_view(note).substr(ChangeId::size);
  if (!known.starts_with(content.view())) return true;
  for (auto at = Hash::size; at < known.size(); at += RecordId::size)
    if (std::ranges::find(photos, known.substr(at, RecordId::size), &RecordId::view) == photos.end()) return true;
  return false;
}

Result<void> VisitDraft::readSignatures() {
  staleSignatures_.clear();
  if (readOnly()) return {};
  for (const auto* name : {"household_signature", "visitor_signature"}) {
    const auto& signature = *kind("visit").fieldByName(name);
    BF_LET(stale, isStale(signature));
    if (stale) staleSignatures_.push_back(signature.name);
  }
  return {};
}

}  // namespace bf
