pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// One field with its answers side by side; the one that shows now is marked. Once decided it says what was chosen, and
// the other one can still be taken.
Card {
    id: root

    required property var conflict

    signal decided(int value)
    signal revealed

    RowLayout {
        spacing: Theme.gapTight
        Layout.fillWidth: true

        Label {
            text: root.conflict.field
            kind: Label.Large
            font.weight: Font.Bold
            Layout.fillWidth: true
        }

        IconButton {
            objectName: "reveal"
            visible: root.conflict.hidden > 0
            symbol: root.conflict.hidden === 1 ? "eye" : "eyeOff"
            name: root.conflict.hidden === 1 ? qsTr("显示%1").arg(root.conflict.covered)
                : qsTr("隐藏%1").arg(root.conflict.covered)
            onClicked: root.revealed()
        }
    }

    Label {
        text: root.conflict.where
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gapTight
    }

    Banner {
        objectName: "decided"
        visible: root.conflict.said !== ""
        tone: Tone.Good
        text: root.conflict.said
        Layout.fillWidth: true
    }

    GridLayout {
        columns: root.width > 560 ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            model: root.conflict.values

            Card {
                id: side

                required property int index
                required property var modelData

                padding: Theme.gapWide
                color: Theme.palette.background
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1

                // Below it: beside a badge a narrow card would break the answer at every word.
                Label {
                    text: side.modelData.text
                    kind: Label.Title
                    Layout.fillWidth: true
                }

                Badge {
                    visible: side.modelData.shown
                    text: qsTr("当前显示")
                    tone: Tone.Info
                }

                Badge {
                    visible: side.modelData.chosen
                    text: qsTr("已采用")
                    tone: Tone.Good
                }

                Label {
                    objectName: "details" + side.index
                    visible: side.modelData.details !== ""
                    text: side.modelData.details
                    Layout.fillWidth: true
                }

                Label {
                    text: side.modelData.by
                    kind: Label.Caption
                    muted: true
                    Layout.fillWidth: true
                }

                Item {
                    Layout.fillHeight: true
                }

                Button {
                    objectName: "decide" + side.index
                    visible: !side.modelData.chosen
                    text: side.modelData.act
                    look: Button.Tonal
                    Layout.fillWidth: true
                    onClicked: root.decided(side.index)
                }
            }
        }
    }
}
