import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// One of NavigationRail or NavigationBar: the chosen one has a filled mark and bold text.
T.AbstractButton {
    id: root

    required property string symbol
    property int count: 0

    implicitWidth: 88
    implicitHeight: Math.max(72, mark.height + label.implicitHeight + 2 * Theme.gapTight)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: root.count > 0 ? root.text + " " + root.count : root.text
    Accessible.selected: root.checked

    FocusRing {
        visible: root.visualFocus
        anchors.margins: 2
    }

    Rectangle {
        id: mark

        width: 56
        height: 34
        radius: 17
        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - height - label.implicitHeight - 2) / 2
        color: root.checked ? Theme.palette.primary : root.down ? Theme.palette.sunken : "transparent"

        Icon {
            anchors.centerIn: parent
            width: 24
            height: 24
            symbol: root.symbol
            color: root.checked ? Theme.palette.primaryText : Theme.palette.textMuted
        }

        Rectangle {
            visible: root.count > 0
            anchors.left: parent.horizontalCenter
            anchors.leftMargin: 6
            anchors.verticalCenter: parent.top
            anchors.verticalCenterOffset: 4
            width: Math.max(height, figure.implicitWidth + 10)
            height: 22
            radius: 11
            color: Theme.palette.bad
            border.width: 2
            border.color: Theme.palette.surface

            Text {
                id: figure

                anchors.centerIn: parent
                text: root.count > 99 ? "99+" : root.count
                font.pixelSize: 13
                font.weight: Font.Bold
                color: Theme.palette.badText
                Accessible.ignored: true
            }
        }
    }

    Text {
        id: label

        anchors.top: mark.bottom
        anchors.topMargin: 2
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 4
        horizontalAlignment: Text.AlignHCenter
        text: root.text
        textFormat: Text.PlainText
        elide: Text.ElideRight
        font.pixelSize: Theme.fontCaption
        font.weight: root.checked ? Font.Bold : Font.Normal
        color: root.checked ? Theme.palette.primary : Theme.palette.textMuted
        Accessible.ignored: true
    }
}
