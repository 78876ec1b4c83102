import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// A conflict that somebody else decided, told once to the one whose answer gave way.
Card {
    id: root

    required property var lost

    signal read

    Label {
        text: root.lost.field
        kind: Label.Large
        font.weight: Font.Bold
        Layout.fillWidth: true
    }

    Label {
        text: root.lost.where
        kind: Label.Caption
        muted: true
        visible: text !== ""
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gapTight
    }

    Label {
        text: root.lost.decided
        Layout.fillWidth: true
    }

    Label {
        text: root.lost.by
        kind: Label.Caption
        muted: true
        visible: text !== ""
        Layout.fillWidth: true
    }

    Label {
        text: root.lost.own
        Layout.fillWidth: true
    }

    Button {
        objectName: "read"
        text: qsTr("知道了")
        look: Button.Tonal
        onClicked: root.read()
    }
}
