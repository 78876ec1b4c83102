#pragma once
// The place of a visit comes from the same receiver as that of the lists.

#include "app/controllers/place_source.h"  // IWYU pragma: export
