import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Pages

// What stands in a line of a ledger: its cells, what has no column, and its state by shape and colour.
Item {
    id: root

    required property var columns
    required property var cells
    required property string rest
    required property int tone
    required property bool wide
    /// Whether a tap leads anywhere: figures of an indicator have no page of their own.
    required property bool leads

    implicitHeight: Math.max(texts.implicitHeight, 24)

    Column {
        id: texts

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - ends.width - Theme.gap
        spacing: Theme.gapHair

        LedgerLine {
            width: parent.width
            columns: root.columns
            cells: root.cells
            wide: root.wide
        }

        Label {
            visible: root.rest !== ""
            width: parent.width
            text: root.rest
            kind: Label.Caption
            muted: true
            maximumLineCount: 2
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }

    Row {
        id: ends

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: 24 + Theme.gapTight + 20
        spacing: Theme.gapTight

        Icon {
            width: 24
            height: 24
            symbol: Theme.toneSymbol(root.tone)
            color: Theme.toneColor(root.tone)
            anchors.verticalCenter: parent.verticalCenter
        }

        Icon {
            visible: root.leads
            width: 20
            height: 20
            symbol: "right"
            color: Theme.palette.textMuted
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
