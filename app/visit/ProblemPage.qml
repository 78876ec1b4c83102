pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.App
import Bianfang.Visit

// A problem of a household, each answer saved as it is given: a new one with what it is about first; one that is there
// with what was done about it, up to its closing.
Item {
    id: root

    required property ProblemController controller
    required property TabletApp app

    Connections {
        target: root.controller

        function onChanged() {
            if (root.controller.gone)
                root.app.pages.back();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: root.controller.title
            subtitle: root.controller.household
            canBack: true
            Layout.fillWidth: true
            onBack: root.app.pages.back()

            Button {
                objectName: "toHousehold"
                visible: root.controller.householdRecord !== "" && root.controller.follows
                text: qsTr("看这户")
                symbol: "household"
                onClicked: root.app.openHousehold(root.controller.householdRecord)
            }
        }

        ScrollPage {
            id: page

            readonly property real room: Math.min(width - 2 * padding, pageWidth)

            pageWidth: 860
            padding: root.width > 900 ? Theme.gapSection : Theme.gapWide
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                objectName: "failure"
                visible: root.controller.problem !== ""
                tone: Tone.Bad
                text: root.controller.problem
                Layout.fillWidth: true
            }

            Card {
                visible: root.controller.follows
                Layout.fillWidth: true

                Label {
                    objectName: "content"
                    text: root.controller.content === "" ? qsTr("没有写问题描述") : root.controller.content
                    Layout.fillWidth: true
                }
            }

            Banner {
                objectName: "lacks"
                visible: root.controller.lacks !== ""
                text: root.controller.lacks
                Layout.fillWidth: true
            }

            // The first answer is one tap, however many there are to choose from. No layouts within, see FormView;
            // and widths of the page, since a layout gives none to what is alone in it before it is shown.
            Column {
                visible: !root.controller.follows
                Layout.fillWidth: true

                FieldFrame {
                    field: root.controller.about
                    width: page.room

                    ChoiceTiles {
                        field: root.controller.about
                        width: parent.width
                    }
                }
            }

            Column {
                visible: root.controller.exists
                spacing: Theme.gapSection
                Layout.fillWidth: true

                Repeater {
                    model: root.controller.fields

                    FieldEditor {
                        required property FieldController modelData

                        field: modelData
                        width: page.room
                    }
                }
            }

            PhotoLine {
                visible: root.controller.exists
                title: root.controller.follows ? qsTr("照片（拍下整改后的样子）") : qsTr("照片")
                pictures: root.controller.photos.problem
                Layout.fillWidth: true
                onChosen: key => root.controller.photos.view.show(key)
                onWanted: root.controller.photos.chooseForProblem()
            }
        }

        Rectangle {
            visible: Insets.bottom === 0 && root.controller.exists
            color: Theme.palette.surface
            implicitHeight: Theme.control + 2 * Theme.gap
            Layout.fillWidth: true

            Divider {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
            }

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: Theme.gapWide
                anchors.rightMargin: Theme.gapWide
                spacing: Theme.gap

                Button {
                    objectName: "removeProblem"
                    visible: !root.controller.follows
                    text: qsTr("不登记这条")
                    symbol: "trash"
                    look: Button.Plain
                    danger: true
                    onClicked: root.controller.remove()
                }

                Item {
                    Layout.fillWidth: true
                }

                Button {
                    objectName: "done"
                    text: qsTr("好了")
                    look: Button.Filled
                    Layout.preferredWidth: Math.max(implicitWidth, 160)
                    onClicked: root.app.pages.back()
                }
            }
        }
    }

    SheetLoader {
        wanted: root.controller.photos.choosing
        page: "PhotoSheet.qml"
        properties: ({photos: root.controller.photos})
    }

    SheetLoader {
        wanted: root.controller.photos.view.open
        page: "PhotoViewer.qml"
        properties: ({view: root.controller.photos.view})
    }
}
