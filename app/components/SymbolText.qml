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
    readonly property real taken: root.symbol === "" ? 0 : Theme.icon + (root.text === "" ? 0 : Theme.gapTight)
    readonly property real start: root.centred ? Math.max(0, (root.width - root.taken - words.contentWidth) / 2) : 0

    implicitWidth: words.implicitWidth + root.taken
    implicitHeight: Math.max(words.implicitHeight, root.symbol === "" ? 0 : Theme.icon)

    Icon {
        visible: root.symbol !== ""
        x: root.symbolAfter ? words.x + words.contentWidth + Theme.gapTight : root.start
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.icon
        height: Theme.icon
        symbol: root.symbol
        color: root.ink
    }

    Text {
        id: words

        x: root.centred && root.symbol === "" ? 0 : root.symbolAfter ? root.start : root.start + root.taken
        width: Math.max(0, root.width - root.taken)
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        textFormat: Text.PlainText
        font: root.font
        color: root.ink
        elide: Text.ElideRight
        wrapMode: Text.Wrap
        maximumLineCount: 2
        horizontalAlignment: root.centred && root.symbol === "" ? Text.AlignHCenter : Text.AlignLeft
        Accessible.ignored: true
    }
}
