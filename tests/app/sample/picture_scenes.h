#pragma once
// What there is to see in the app: a tablet being enrolled, the lock, the places and pages, and visits in every step.

#include "tests/app/sample/picture_stage.h"

namespace bf {

/// Of a tablet that nobody enrolled.
[[nodiscard]] std::vector<PictureScene> enrolScenes();
/// Of one that waits for the office.
[[nodiscard]] std::vector<PictureScene> waitingScenes();
/// The lock, the places, and the pages of the first households of today's list.
[[nodiscard]] std::vector<PictureScene> pageScenes();
/// The map of the households, the ledgers, Today by distance, the people of the tablet.
[[nodiscard]] std::vector<PictureScene> villageScenes();
/// What changes the sample for good: a wrong PIN, a sync that fails.
[[nodiscard]] std::vector<PictureScene> lastScenes();
/// Prepares visits of three households and shows their steps. The stage is unlocked.
[[nodiscard]] std::vector<PictureScene> visitScenes(PictureStage& stage);

}  // namespace bf
