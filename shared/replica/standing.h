#pragma once
// Inside of the tablet's replica: which regions need a picture. A picture is all records of a region as the centre has
// them; it is due when the region is new, and again when something shows that what is here is not complete.

#include "bianfang/registry.pb.h"
#include "shared/base/bytes.h"
#include "shared/store/store.h"

namespace bf {

/// The region is due for a picture; a region that is not in the scope never is.
void dueAgain(bianfang::Standing& standing, RegionCode region);
void dueAllAgain(bianfang::Standing& standing);

/// Something of this region could not be taken now: a picture that is begun after now brings it. 0: nobody knows of
/// which region, so that all are due when none is.
[[nodiscard]] Result<void> postpone(StoreTx& tx, bianfang::Standing& standing, RegionCode region);

/// The picture of a region is complete. It stays due when something was postponed since it began.
[[nodiscard]] Result<void> pictured(StoreTx& tx, bianfang::Standing& standing, RegionCode region);

}  // namespace bf
