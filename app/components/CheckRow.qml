import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A line that is ticked or not; `single` makes it one of which only one can be chosen.
T.CheckDelegate {
    id: root

    property bool single: false
    property string note: ""

    implicitWidth: 240
    implicitHeight: Math.max(Theme.control, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    Accessible.role: root.single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.down ? Theme.palette.sunken : root.checked ? Theme.palette.primarySoft : "transparent"

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            Layout.preferredWidth: 28
            Layout.preferredHeight: 28
            radius: root.single ? 14 : 6
            color: root.checked ? Theme.palette.primary : Theme.palette.surface
            border.width: Theme.borderStrong
            border.color: root.checked ? Theme.palette.primary : Theme.palette.outlineStrong

            Icon {
                visible: root.checked
                anchors.centerIn: parent
                width: 22
                height: 22
                symbol: "check"
                color: Theme.palette.primaryText
            }
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: root.text
                color: root.checked ? Theme.palette.primarySoftText : Theme.palette.text
                font.weight: root.checked ? Font.Bold : Font.Normal
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
    }
}
