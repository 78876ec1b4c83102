import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A symbol and a word in one line: the inside of a button.
Item {
    id: root

    required property string text
    required property string symbol
    required property color ink
    property font font
    property bool symbolAfter: false
    property bool centred: true

    implicitWidth: words.implicitWidth + (root.symbol === "" ? 0 : Theme.icon + (root.text === "" ? 0 : Theme.gapTight))
    implicitHeight: line.implicitHeight

    Row {
        id: line

        x: root.centred ? Math.max(0, (root.width - width) / 2) : 0
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapTight
        layoutDirection: root.symbolAfter ? Qt.RightToLeft : Qt.LeftToRight

        Icon {
            visible: root.symbol !== ""
            width: Theme.icon
            height: Theme.icon
            anchors.verticalCenter: parent.verticalCenter
            symbol: root.symbol
            color: root.ink
        }

        Text {
            id: words

            readonly property real room: root.width - (root.symbol === "" ? 0 : Theme.icon + Theme.gapTight)

            visible: root.text !== ""
            width: root.width > 0 ? Math.min(implicitWidth, room) : implicitWidth
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            textFormat: Text.PlainText
            font: root.font
            color: root.ink
            elide: Text.ElideRight
            wrapMode: Text.Wrap
            maximumLineCount: 2
            horizontalAlignment: root.centred ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
    }
}
