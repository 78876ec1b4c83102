pragma Singleton

import QtQuick

// What covers the window from below: the height of the keyboard on the screen, 0 without it. Pages end above it.
QtObject {
    id: root

    property real bottom: 0
}
