pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// The ledgers of the village (台账): a table by kind, narrowed by filters, each line leading to its household.
Item {
    id: root

    required property TabletApp app
    required property LedgersController controller
    readonly property bool wide: width > 900
    readonly property bool failed: root.controller.problem !== ""

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("台账")
            subtitle: root.controller.place + " · " + (root.controller.counted !== "" && search.sought === "" ? root.controller.counted
                : qsTr("%1 行").arg(root.controller.lines.count))
            canBack: true
            Layout.fillWidth: true
            onBack: root.app.pages.back()
        }

        ColumnLayout {
            spacing: Theme.gap
            Layout.margins: root.wide ? Theme.gapSection : Theme.gapWide

            PartLine {
                objectName: "ledgers"
                parts: root.controller.kinds
                currentIndex: root.controller.kind
                Layout.fillWidth: true
                onChosen: index => root.controller.setKind(index)
            }

            SearchField {
                id: search

                objectName: "searchLedger"
                placeholderText: qsTr("在这张台账里查找")
                Layout.fillWidth: true
                onSoughtChanged: root.controller.search(sought)
            }

            FilterLine {
                filters: root.controller.filters
                currentIndex: root.controller.filter
                Layout.fillWidth: true
                onChosen: index => root.controller.setFilter(index)
            }

            Rectangle {
                radius: Theme.radius + Theme.gapHair
                color: Theme.palette.surface
                border.width: Theme.border
                border.color: Theme.palette.outline
                Layout.fillWidth: true
                Layout.fillHeight: true

                LedgerHead {
                    id: head

                    columns: root.controller.columns
                    wide: root.wide
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.top: parent.top
                    anchors.margins: Theme.border
                }

                ListView {
                    id: view

                    objectName: "ledger"
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.top: head.bottom
                    anchors.bottom: parent.bottom
                    anchors.margins: Theme.border
                    clip: true
                    model: root.controller.lines
                    boundsBehavior: Flickable.StopAtBounds
                    reuseItems: true
                    T.ScrollBar.vertical: ScrollBar {}
                    Accessible.role: Accessible.Table
                    Accessible.name: root.controller.kinds[root.controller.kind]

                    delegate: LedgerRow {
                        id: row

                        required property int index

                        objectName: "ledgerLine" + row.index
                        width: view.width
                        columns: root.controller.columns
                        wide: root.wide
                        onClicked: {
                            if (row.household !== "")
                                root.app.openHousehold(row.household);
                            else if (row.leads)
                                root.app.openRecord(row.key);
                        }
                    }
                }

                EmptyState {
                    visible: view.count === 0
                    anchors.centerIn: parent
                    width: Math.min(parent.width - 2 * Theme.gapPage, 480)
                    symbol: root.controller.loading ? "clock" : root.failed ? "warning" : "list"
                    title: root.controller.loading ? qsTr("正在读取台账")
                        : root.failed ? qsTr("台账没有读出来") : qsTr("没有这样的记录")
                    text: root.controller.loading ? ""
                        : root.failed ? root.controller.problem : qsTr("换一个筛选条件看看。")
                    action: root.failed ? qsTr("再读一次") : ""
                    onActed: root.controller.tryAgain()
                }
            }
        }
    }
}
