#pragma once
// Takes a picture of every page of the app over a sample, in both orientations and languages, for a person to judge.

#include <QQmlEngine>

#include "app/controllers/tablet_app.h"

namespace bf {

/// Result: how many pictures were written. The app is that of a sample that unlocks with 1234.
[[nodiscard]] int takeTabletPictures(QQmlEngine& engine, TabletApp& app, const QString& folder);

}  // namespace bf
