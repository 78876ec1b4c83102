pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// Where two people say different things: both sides, and the choice between them.
Item {
    id: root

    required property TabletApp app
    required property ConflictsController controller

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("说法不一")
            subtitle: root.controller.subtitle
            canBack: true
            Layout.fillWidth: true
            onBack: root.app.pages.back()
        }

        ScrollPage {
            pageWidth: 860
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                visible: root.controller.problem !== ""
                tone: Tone.Bad
                text: root.controller.problem
                Layout.fillWidth: true
            }

            EmptyState {
                visible: root.controller.conflicts.length === 0 && root.controller.lost.length === 0
                symbol: "checkCircle"
                title: qsTr("没有待定的说法")
                text: qsTr("两个人填的不一样时，会列在这里，由你决定。")
                Layout.fillWidth: true
                Layout.topMargin: Theme.gapPage * 2
            }

            Repeater {
                model: root.controller.lost

                OverruledCard {
                    required property int index
                    required property var modelData

                    lost: modelData
                    Layout.fillWidth: true
                    onRead: root.controller.acknowledge(index)
                }
            }

            Label {
                objectName: "undecidedNote"
                visible: root.controller.conflicts.length > 0
                text: qsTr("拿不准的先不选。选定以后还能改选，但退不回“未定”。")
                muted: true
                Layout.fillWidth: true
            }

            Repeater {
                model: root.controller.conflicts

                ConflictCard {
                    required property int index
                    required property var modelData

                    conflict: modelData
                    Layout.fillWidth: true
                    onDecided: value => root.controller.decide(index, value)
                    onRevealed: root.controller.reveal(index)
                }
            }
        }
    }
}
