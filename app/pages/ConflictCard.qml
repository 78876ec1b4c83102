pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// One field with its answers side by side; the one that shows now is marked.
Card {
    id: root

    required property var conflict

    signal decided(int value)

    Label {
        text: root.conflict.field
        kind: Label.Large
        font.weight: Font.Bold
        Layout.fillWidth: true
    }

    Label {
        text: root.conflict.where
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
        Layout.topMargin: -Theme.gapTight
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

                RowLayout {
                    spacing: Theme.gapTight

                    Label {
                        text: side.modelData.text
                        kind: Label.Title
                        Layout.fillWidth: true
                    }

                    Badge {
                        visible: side.modelData.shown
                        text: qsTr("当前显示")
                        tone: Tone.Info
                        Layout.alignment: Qt.AlignTop
                    }
                }

                Label {
                    text: side.modelData.role + " · " + side.modelData.when
                    kind: Label.Caption
                    muted: true
                    Layout.fillWidth: true
                }

                Item {
                    Layout.fillHeight: true
                }

                Button {
                    objectName: "decide" + side.index
                    visible: root.conflict.decidable
                    text: qsTr("采用这个")
                    look: Button.Tonal
                    Layout.fillWidth: true
                    onClicked: root.decided(side.index)
                }
            }
        }
    }
}
