pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// Problems of the village with their state and deadline.
Item {
    id: root

    required property TabletApp app
    readonly property ProblemsController controller: root.app.problems

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("问题")
            subtitle: root.controller.overdue > 0
                ? qsTr("%1 个未销号，其中 %2 个超期").arg(root.controller.open).arg(root.controller.overdue)
                : qsTr("%1 个未销号").arg(root.controller.open)
            Layout.fillWidth: true
        }

        ColumnLayout {
            spacing: Theme.gapWide
            Layout.margins: root.width > 900 ? Theme.gapSection : Theme.gapWide

            FilterLine {
                filters: root.controller.filters
                currentIndex: root.controller.filter
                Layout.fillWidth: true
                onChosen: index => root.controller.setFilter(index)
            }

            Card {
                padding: Theme.border + 2
                Layout.fillWidth: true
                Layout.fillHeight: true

                ListView {
                    id: view

                    clip: true
                    model: root.controller.lines
                    boundsBehavior: Flickable.StopAtBounds
                    T.ScrollBar.vertical: ScrollBar {}
                    Layout.fillWidth: true
                    Layout.fillHeight: true

                    delegate: FactRow {
                        id: row

                        width: view.width
                        onChosen: root.app.openRecord(row.key)
                    }

                    EmptyState {
                        visible: view.count === 0
                        anchors.centerIn: parent
                        width: Math.min(parent.width - 2 * Theme.gapPage, 480)
                        symbol: "checkCircle"
                        title: qsTr("没有这类问题")
                        text: qsTr("走访中发现的问题会列在这里，直到销号。")
                    }
                }
            }
        }
    }
}
