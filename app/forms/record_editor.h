#pragma once
// What stands behind a form: where a record comes from and where each answer goes. The tablet's replica does it in the
// app, a few lines do it in a test.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/env.h"
#include "shared/base/wire.h"
#include "shared/replica/tablet_replica.h"
#include "shared/schema/schema.h"

namespace bf {

/// An answer of another time to the same question, to stand beside the new one.
struct PriorAnswer {
  std::string wire;
  std::string by;   ///< name of who gave it; may be empty
  Micros when = 0;  ///< 0: not known
};

/// A record as a form needs it.
struct RecordView {
  std::vector<Field> values;                    ///< what shows, ascending by number
  std::vector<std::uint32_t> cleared;           ///< fields that someone emptied on purpose
  std::vector<std::uint32_t> contested;         ///< fields with more than one answer
  std::map<std::uint32_t, PriorAnswer> prior;   ///< by field
  std::map<std::uint32_t, std::string> drafts;  ///< typed, but not yet an answer: by field, as it was typed
  bool finished = false;                        ///< nothing may be changed any more
};

class RecordEditor {
 public:
  virtual ~RecordEditor() = default;
  /// Errors: Errc::notFound, those of the store.
  [[nodiscard]] virtual Result<RecordView> load(std::uint32_t kind, const RecordId& record) = 0;
  /// What stands beside a record that is still to be made below `parent`: answers of another time, no values.
  [[nodiscard]] virtual RecordView before(std::uint32_t kind, const RecordId& parent) {
    static_cast<void>(kind);
    static_cast<void>(parent);
    return {};
  }
  /// Why an answer must not be saved, in words for a person; empty: nothing is against it.
  [[nodiscard]] virtual Label objection(const Edit& edit) {
    static_cast<void>(edit);
    return {};
  }
  /// Durable on return. Result: the record, new when the edit creates one. Errors: as of TabletReplica::save.
  [[nodiscard]] virtual Result<RecordId> save(const Edit& edit) = 0;
  /// Keeps what stands in a field while it is being typed, so that a tablet that dies loses no letter; an empty text
  /// drops it. Durable on return.
  [[nodiscard]] virtual Result<void> keepDraft(std::uint32_t kind, const RecordId& record, std::uint32_t field,
                                               std::string_view text) = 0;
  /// A person uncovered a sensitive value: to be noted.
  virtual void lookedAt(std::uint32_t kind, const RecordId& record, std::uint32_t field) = 0;
};

}  // namespace bf
