pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// What the marks of the map mean, and how many of each there are. A tap shows one state alone.
Flow {
    id: root

    required property MapController controller

    spacing: Theme.gapTight

    Repeater {
        model: root.controller.legend

        T.AbstractButton {
            id: entry

            required property var modelData
            readonly property bool states: entry.modelData.state >= 0

            objectName: "legend" + entry.modelData.state
            implicitWidth: implicitContentWidth + leftPadding + rightPadding
            leftPadding: Theme.gap
            rightPadding: Theme.gap
            implicitHeight: Theme.target
            focusPolicy: entry.states ? Qt.StrongFocus : Qt.NoFocus
            enabled: entry.states
            checked: entry.modelData.only
            Accessible.role: entry.states ? Accessible.CheckBox : Accessible.StaticText
            Accessible.name: entry.modelData.text + " " + entry.modelData.count
            Accessible.checkable: entry.states
            Accessible.checked: entry.checked
            onClicked: root.controller.showOnly(entry.modelData.state)

            background: Rectangle {
                radius: height / 2
                color: entry.checked ? Theme.palette.primarySoft : entry.down ? Theme.palette.sunken
                    : Theme.palette.surface
                border.width: entry.checked ? Theme.borderStrong : Theme.border
                border.color: entry.checked ? Theme.palette.primary : Theme.palette.outline

                FocusRing {
                    visible: entry.visualFocus
                    radius: height / 2
                }
            }

            contentItem: Row {
                spacing: Theme.gapTight

                StateMark {
                    state: entry.modelData.state
                    width: 30
                    height: 30
                    anchors.verticalCenter: parent.verticalCenter
                }

                Label {
                    text: entry.modelData.text + "  " + entry.modelData.count
                    kind: Label.Caption
                    font.weight: Font.Bold
                    wrapMode: Text.NoWrap
                    anchors.verticalCenter: parent.verticalCenter
                    Accessible.ignored: true
                }
            }
        }
    }

    Label {
        height: Theme.target
        leftPadding: Theme.gapTight
        text: qsTr("每户只算最要紧的一种")
        kind: Label.Caption
        muted: true
        verticalAlignment: Text.AlignVCenter
    }
}
