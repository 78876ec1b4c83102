import QtQuick
import Bianfang.Theme
import Bianfang.Components

// What stands on an ItemTile. Placed by hand: eight of them are on each household's page, and layouts in layouts are most
// of its making.
Item {
    id: root

    required property string text
    required property string reason
    required property int tone
    required property string symbol
    required property bool problem

    implicitHeight: name.implicitHeight + Theme.gapTight + why.implicitHeight

    Icon {
        id: sign

        width: 24
        height: 24
        anchors.verticalCenter: name.verticalCenter
        symbol: root.symbol
        color: name.color
    }

    Label {
        id: name

        anchors.left: sign.right
        anchors.right: root.problem ? flag.left : mark.left
        anchors.leftMargin: Theme.gapTight
        anchors.rightMargin: Theme.gapTight
        text: root.text
        kind: Label.Strong
        color: Theme.toneSoftText(root.tone)
        wrapMode: Text.NoWrap
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    Icon {
        id: flag

        visible: root.problem
        width: 22
        height: 22
        anchors.right: mark.left
        anchors.rightMargin: Theme.gapTight
        anchors.verticalCenter: name.verticalCenter
        symbol: "flag"
        color: name.color
    }

    Icon {
        id: mark

        width: 26
        height: 26
        anchors.right: parent.right
        anchors.verticalCenter: name.verticalCenter
        symbol: Theme.toneSymbol(root.tone)
        color: name.color
    }

    Label {
        id: why

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        text: root.reason
        kind: Label.Caption
        color: name.color
        maximumLineCount: 2
        elide: Text.ElideRight
        Accessible.ignored: true
    }
}
