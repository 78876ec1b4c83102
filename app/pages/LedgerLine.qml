pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme

// Cells side by side, each with its column's share of the width. On a narrow screen only those that a line cannot be
// read without.
Row {
    id: root

    required property var columns
    required property var cells
    property bool wide: true
    property bool heading: false
    readonly property var shown: root.columns.map((column, index) => ({
                name: column.name,
                weight: column.weight,
                index: index,
                shows: root.wide || column.essential
            })).filter(column => column.shows)
    readonly property real unit: (root.width - Math.max(0, root.shown.length - 1) * root.spacing)
        / Math.max(1, root.shown.reduce((sum, column) => sum + column.weight, 0))

    spacing: Theme.gap

    Repeater {
        model: root.shown

        LedgerCell {
            required property int index
            required property var modelData

            value: root.heading ? modelData.name : modelData.index < root.cells.length ? root.cells[modelData.index] : ""
            strong: root.heading || index === 0
            width: Math.floor(modelData.weight * root.unit)
        }
    }
}
