pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.App
import Bianfang.Pages

// Any record: its questions, each saved as it is answered, the history of each, and what hangs from it.
Item {
    id: root

    required property TabletApp app
    required property RecordController controller
    readonly property FormController form: root.controller.form

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
            subtitle: root.controller.subtitle
            canBack: true
            Layout.fillWidth: true
            onBack: root.leave()

            Button {
                objectName: "toHousehold"
                visible: root.controller.household !== ""
                text: qsTr("看这户")
                symbol: "household"
                onClicked: root.app.openHousehold(root.controller.household)
            }

            Button {
                objectName: "follow"
                visible: root.controller.problem !== "" && root.app.canFollow && !root.form.readOnly
                text: qsTr("跟进")
                symbol: "flag"
                look: Button.Filled
                onClicked: root.app.followProblem(root.controller.problem)
            }

            Button {
                objectName: "modify"
                visible: root.form.locked && !root.form.readOnly && !root.controller.fixed && root.form.keptBy === ""
                text: qsTr("修改")
                symbol: "edit"
                look: Button.Tonal
                onClicked: root.modify()
            }
        }

        LeadingPage {
            id: page

            sought: root.controller.sought
            pageWidth: 860
            spacing: Theme.gapSection
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                visible: root.controller.fixed || (root.form.readOnly && root.form.problem === "")
                text: root.controller.fixed ? qsTr("这里只能查看，不能修改。") : qsTr("这条记录已完成，只能查看。")
                Layout.fillWidth: true
            }

            Banner {
                objectName: "keptBy"
                visible: root.form.keptBy !== "" && !root.form.readOnly
                text: root.form.keptBy
                Layout.fillWidth: true
            }

            Banner {
                visible: root.form.problem !== ""
                tone: Tone.Bad
                text: root.form.problem
                Layout.fillWidth: true
            }

            Banner {
                objectName: "failure"
                visible: root.controller.failure !== ""
                tone: Tone.Bad
                text: root.controller.failure
                Layout.fillWidth: true
            }

            Banner {
                objectName: "removal"
                visible: root.controller.removalOpen
                tone: Tone.Warning
                title: qsTr("删除待定")
                text: qsTr("有人要删除这条记录，也有人在改它，还没有决定。")
                action: qsTr("查看并决定")
                Layout.fillWidth: true
                onActed: root.app.openConflicts("")
            }

            Banner {
                objectName: "twin"
                visible: root.controller.twin !== ""
                tone: Tone.Warning
                text: root.controller.twin
                Layout.fillWidth: true
            }

            Banner {
                objectName: "nameFirst"
                visible: root.controller.first !== ""
                text: qsTr("先写姓名，写好以后再填别的。")
                Layout.fillWidth: true
            }

            Image {
                objectName: "photo"
                visible: root.controller.picture !== "" && status !== Image.Error
                source: root.controller.picture
                sourceSize.width: 1600
                fillMode: Image.PreserveAspectFit
                asynchronous: true
                Layout.fillWidth: true
                Layout.preferredHeight: status === Image.Ready ? width * implicitHeight / implicitWidth : 320
                Accessible.role: Accessible.Graphic
                Accessible.name: root.controller.title
            }

            Label {
                objectName: "pictureNote"
                visible: root.controller.pictureNote !== ""
                text: root.controller.pictureNote
                muted: true
                Layout.fillWidth: true
            }

            Card {
                visible: root.controller.below.count > 0
                padding: Theme.gapTight
                Layout.fillWidth: true

                FactList {
                    model: root.controller.below
                    Layout.fillWidth: true
                    onChosen: key => root.app.openRecord(key)
                }
            }

            Repeater {
                id: questions

                model: root.form.fields

                RecordField {
                    required property FieldController modelData

                    field: modelData
                    asked: root.controller.first === "" || root.controller.first === modelData.name
                    canLookBack: root.form.exists
                    Layout.fillWidth: true
                    onLookedBack: root.lookBack(modelData.number)
                    onDiffers: root.app.openConflicts("")
                }
            }
        }

        Rectangle {
            visible: Insets.bottom === 0 && root.controller.canRemove
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
                    objectName: "removeRecord"
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
                    onClicked: root.leave()
                }
            }
        }
    }

    /// Most questions grow when they can be answered: the one that is read stays where it is.
    function modify() {
        for (let i = 0; i < questions.count; ++i) {
            const question = questions.itemAt(i);
            if (question.visible && question.mapToItem(page.contentItem, 0, 0).y >= page.contentY) {
                page.hold(question);
                break;
            }
        }
        root.form.unlock();
    }

    /// What is wrong does not count, and whoever leaves it is told.
    function leave() {
        root.form.commit();
        const wrong = root.form.errors;
        const kept = root.form.exists;
        root.app.pages.back();
        if (wrong > 0)
            root.app.refused(kept ? qsTr("有 %1 处填得不对，没有记下；再打开这条记录可以改。").arg(wrong)
                : qsTr("填得不对，什么都没有记下。"));
    }

    function lookBack(field: int) {
        if (!history.item)
            history.setSource("HistorySheet.qml", {controller: root.controller});
        (history.item as HistorySheet).show(field);
    }

    Loader {
        id: history
    }
}
