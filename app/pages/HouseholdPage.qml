pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// A household: what it has of the eight, why to visit it, and everything that is known of it.
Item {
    id: root

    required property TabletApp app
    required property HouseholdController controller
    readonly property bool wide: width > 900

    Binding {
        target: root.controller
        property: "watched"
        value: root.visible
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: root.controller.title
            subtitle: root.controller.subtitle
            canBack: true
            Layout.fillWidth: true
            onBack: root.app.pages.back()

            Button {
                objectName: "file"
                text: qsTr("户档案")
                symbol: "document"
                look: Button.Outlined
                onClicked: root.app.openRecord("20/" + root.controller.record)
            }

            Button {
                objectName: "visit"
                visible: root.app.canVisit
                text: root.controller.visitBegun ? qsTr("继续走访") : qsTr("开始走访")
                symbol: "edit"
                look: Button.Filled
                onClicked: root.app.startVisit(root.controller.record)
            }
        }

        ScrollPage {
            id: page

            pageWidth: 1120
            padding: root.wide ? Theme.gapSection : Theme.gapWide
            Layout.fillWidth: true
            Layout.fillHeight: true

            Seldom {
                wanted: root.controller.missing

                Banner {
                    visible: root.controller.missing
                    tone: Tone.Warning
                    title: qsTr("这户已不在本平板")
                    text: qsTr("它可能被划到别的村，或已被删除。你做过的改动仍在。")
                    Layout.fillWidth: true
                }
            }

            Seldom {
                wanted: root.controller.undecided !== ""

                Banner {
                    objectName: "conflicts"
                    visible: root.controller.undecided !== ""
                    tone: Tone.Warning
                    title: root.controller.removalOpen ? qsTr("删除待定") : ""
                    text: root.controller.undecided
                    action: qsTr("查看")
                    Layout.fillWidth: true
                    onActed: root.app.openConflicts(root.controller.record)
                }
            }

            Flow {
                visible: root.controller.reasons.length > 0
                spacing: Theme.gapTight
                Layout.fillWidth: true

                Repeater {
                    model: root.controller.reasons

                    Badge {
                        required property var modelData

                        text: modelData.text
                        tone: modelData.tone
                        large: true
                    }
                }
            }

            SectionHeader {
                text: qsTr("八有")
                note: root.controller.summary
                Layout.fillWidth: true
            }

            GridLayout {
                columns: root.wide ? 4 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                Layout.fillWidth: true

                Repeater {
                    model: root.controller.tiles

                    ItemTile {
                        required property int index
                        required property var modelData

                        text: modelData.name
                        full: modelData.full
                        reason: modelData.reason
                        state: modelData.state
                        tone: modelData.tone
                        symbol: modelData.symbol
                        problem: modelData.problem
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        onClicked: root.look(index)
                    }
                }
            }

            Card {
                Layout.fillWidth: true

                GridLayout {
                    columns: root.wide ? 2 : 1
                    columnSpacing: Theme.gapPage
                    rowSpacing: Theme.gap
                    Layout.fillWidth: true

                    Repeater {
                        model: root.controller.facts

                        ValueRow {
                            required property var modelData

                            name: modelData.name
                            value: modelData.value
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            Layout.alignment: Qt.AlignTop
                        }
                    }
                }
            }

            PartLine {
                parts: root.controller.parts
                currentIndex: root.controller.part
                Layout.fillWidth: true
                onChosen: index => root.controller.setPart(index)
            }

            Card {
                padding: Theme.gapTight
                Layout.fillWidth: true

                FactList {
                    model: root.controller.lines
                    emptyText: root.controller.emptyWords
                    Layout.fillWidth: true
                    onChosen: key => root.app.openRecord(key)
                }

                Button {
                    objectName: "addMember"
                    visible: root.controller.part === 0
                    text: qsTr("增加家庭成员")
                    symbol: "plus"
                    look: Button.Plain
                    onClicked: root.app.addRecord("member", root.controller.record)
                }

                Seldom {
                    wanted: root.controller.part === 4

                    Button {
                        objectName: "addProblem"
                        visible: root.controller.part === 4
                        text: qsTr("登记问题")
                        symbol: "plus"
                        look: Button.Plain
                        onClicked: root.app.addProblem(root.controller.record)
                    }
                }
            }
        }
    }

    function look(item: int) {
        if (!sheet.item)
            sheet.setSource("ItemSheet.qml", {app: root.app, controller: root.controller});
        (sheet.item as ItemSheet).show(item);
    }

    Loader {
        id: sheet
    }
}
