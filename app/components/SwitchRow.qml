import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A setting that is on or off; the whole line can be tapped.
T.SwitchDelegate {
    id: root

    property string note: ""

    implicitWidth: 320
    implicitHeight: Math.max(Theme.row, implicitContentHeight + 2 * Theme.gap)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.palette.sunken : "transparent"

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: RowLayout {
        spacing: Theme.gap

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: root.text
                kind: Label.Strong
                Layout.fillWidth: true
                Accessible.ignored: true
            }

            Label {
                visible: root.note !== ""
                text: root.note
                kind: Label.Caption
                muted: true
                Layout.fillWidth: true
            }
        }

        Rectangle {
            Layout.preferredWidth: 56
            Layout.preferredHeight: 32
            radius: 16
            color: root.checked ? Theme.palette.primary : Theme.palette.sunken
            border.width: Theme.borderStrong
            border.color: root.checked ? Theme.palette.primary : Theme.palette.outlineStrong

            Rectangle {
                x: root.checked ? parent.width - width - 5 : 5
                y: 5
                width: 22
                height: 22
                radius: 11
                color: root.checked ? Theme.palette.primaryText : Theme.palette.outlineStrong

                Icon {
                    visible: root.checked
                    anchors.centerIn: parent
                    width: 16
                    height: 16
                    symbol: "check"
                    color: Theme.palette.primary
                }
            }
        }
    }
}
