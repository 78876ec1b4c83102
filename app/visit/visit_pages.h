#pragma once
// The pages of visits and problems, as the app opens them.

#include "app/controllers/tablet_app.h"
#include "app/visit/visit_devices.h"

namespace bf {

/// Options of an app that has them, over the tablet's own devices or those that are handed over.
[[nodiscard]] TabletApp::Options withVisits(const VisitDevices& devices = {});

}  // namespace bf
