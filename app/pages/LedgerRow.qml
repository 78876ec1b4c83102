pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Pages

// A line of a ledger. What has no column on a narrow screen stands below, with its name.
T.ItemDelegate {
    id: root

    required property string household
    required property string key
    required property var cells
    required property int tone
    required property var columns
    property bool wide: true
    readonly property bool leads: root.household !== "" || root.key !== ""
    readonly property string rest: root.wide ? "" : root.restOf(root.columns, root.cells)

    implicitHeight: Math.max(Theme.target + Theme.gapTight, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    Accessible.role: Accessible.Row
    Accessible.name: root.spoken(root.columns, root.cells)

    function restOf(columns: var, cells: var): string {
        const parts = [];
        for (let i = 0; i < columns.length && i < cells.length; ++i)
            if (!columns[i].essential && cells[i] !== "")
                parts.push(columns[i].name + " " + cells[i]);
        return parts.join(" · ");
    }

    function spoken(columns: var, cells: var): string {
        const parts = [];
        for (let i = 0; i < columns.length && i < cells.length; ++i)
            if (cells[i] !== "")
                parts.push(columns[i].name + " " + cells[i]);
        return parts.join("，");
    }

    background: Rectangle {
        color: root.down && root.leads ? Theme.palette.sunken : "transparent"

        Divider {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
        }

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: LedgerRowInside {
        columns: root.columns
        cells: root.cells
        rest: root.rest
        tone: root.tone
        wide: root.wide
        leads: root.leads
    }
}
