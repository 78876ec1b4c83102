#pragma once
// The closed loop of a problem: found, sent, answered, verified, closed (S2 item 1; domain: a problem is 销号 once what
// was done is written down and seen). To be closed it needs both: the words of what was done, and a proof of it.

#include <span>
#include <vector>

#include "app/models/household_file.h"
#include "shared/schema/schema.h"

namespace bf {

/// The caption of a photo that shows what was done, as it is kept; a photo of what was found has another one.
inline constexpr const char* remedyCaption = "整改";

/// What a problem still lacks to be closed, in words; none: it can be. `file` holds the problem and what hangs from it;
/// a proof is a document, or a photo that is of the remedy or was taken after the day on which the problem was found.
[[nodiscard]] std::vector<Label> closingLacks(const Schema& schema, const RecordFile& file, const FileRecord& problem);

/// An answer to a record that is about to be saved.
struct NewAnswers {
  std::uint32_t kind = 0;
  RecordId record;  ///< zero: it is being made
  std::span<const Field> set;
  std::span<const std::uint32_t> cleared;
};

/// Why these answers must not be saved: a problem would be closed, or stay so, without what that needs. Empty: nothing
/// is against them.
[[nodiscard]] Label closingObjection(Store& store, const NewAnswers& answers);

/// Several of them as one sentence after "Before it is closed: ".
[[nodiscard]] Label closingSentence(const std::vector<Label>& lacks);

}  // namespace bf
