pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// One of the eight: what the records say, what was said last time, one tap to confirm, and the way to correct it.
Card {
    id: root

    required property VisitItem item
    required property VisitPhotos photos
    property bool readOnly: false
    readonly property bool wide: width > 640

    signal toggled
    signal worksheetWanted

    padding: Theme.gapWide

    GridLayout {
        columns: root.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        RowLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            Rectangle {
                radius: Theme.radius
                color: Theme.toneSoft(root.item.tone)
                Layout.preferredWidth: 48
                Layout.preferredHeight: 48
                Layout.alignment: Qt.AlignTop

                Icon {
                    anchors.centerIn: parent
                    width: 28
                    height: 28
                    symbol: root.item.symbol
                    color: Theme.toneSoftText(root.item.tone)
                }
            }

            ColumnLayout {
                spacing: 2
                Layout.fillWidth: true

                Flow {
                    spacing: Theme.gap
                    Layout.fillWidth: true

                    Label {
                        height: saying.height
                        text: root.item.name
                        kind: Label.Strong
                        verticalAlignment: Text.AlignVCenter
                    }

                    Badge {
                        id: saying

                        objectName: "saying"
                        text: root.item.saying
                        tone: root.item.tone
                    }
                }

                Label {
                    objectName: "reason"
                    text: root.item.reason
                    kind: Label.Caption
                    Layout.fillWidth: true
                }

                Label {
                    visible: root.item.prior !== ""
                    objectName: "prior"
                    text: root.item.prior
                    kind: Label.Caption
                    muted: true
                    Layout.fillWidth: true
                }
            }
        }

        RowLayout {
            visible: !root.readOnly
            spacing: Theme.gapTight
            Layout.fillWidth: !root.wide
            Layout.alignment: Qt.AlignTop

            Button {
                objectName: "confirm"
                visible: root.item.canConfirm
                text: qsTr("没有变化")
                Accessible.name: root.item.name + "：" + text
                Layout.fillWidth: !root.wide
                onClicked: root.item.confirm()
            }

            Button {
                objectName: "correct"
                text: root.item.open ? qsTr("收起") : root.item.verified ? qsTr("更改") : root.item.canConfirm
                    ? qsTr("有变化") : qsTr("填写")
                symbol: root.item.open ? "up" : "edit"
                Accessible.name: root.item.name + "：" + text
                Layout.fillWidth: !root.wide
                onClicked: root.toggled()
            }
        }
    }

    Repeater {
        model: root.item.open ? 1 : 0

        ItemQuestions {
            item: root.item
            photos: root.photos
            Layout.fillWidth: true
            onWorksheetWanted: root.worksheetWanted()
        }
    }
}
