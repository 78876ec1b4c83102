import QtQuick
import Bianfang.Theme
import Bianfang.Pages

// The names of a ledger's columns.
Rectangle {
    id: root

    required property var columns
    property bool wide: true

    implicitHeight: line.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.palette.sunken

    LedgerLine {
        id: line

        x: Theme.gapWide
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 2 * Theme.gapWide - 24 - Theme.gapTight - 20 - Theme.gap
        columns: root.columns
        cells: []
        wide: root.wide
        heading: true
    }
}
