import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A day of a calendar.
T.AbstractButton {
    id: root

    required property int day
    required property string name

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.name

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.checked ? Theme.palette.primary : root.down ? Theme.palette.primarySoft : Theme.palette.sunken

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: Text {
        text: root.day
        font.pixelSize: Theme.fontBody
        font.weight: root.checked ? Font.Bold : Font.Normal
        color: root.checked ? Theme.palette.primaryText : Theme.palette.text
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
