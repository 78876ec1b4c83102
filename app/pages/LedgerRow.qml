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
    readonly property string rest: root.wide ? "" : root.told(root.columns, root.cells, false).join(" · ")

    implicitHeight: Math.max(Theme.target + Theme.gapTight, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    Accessible.role: Accessible.Row
    Accessible.name: root.told(root.columns, root.cells, true).join("，")

    /// What is known, each with the name of its column; without `all` only of columns that a narrow screen has not.
    function told(columns: var, cells: var, all: bool): var {
        const parts = [];
        for (let i = 0; i < columns.length && i < cells.length; ++i)
            if (cells[i] !== "" && (all || !columns[i].essential))
                parts.push(columns[i].name + " " + cells[i]);
        return parts;
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
