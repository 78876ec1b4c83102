import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// Whom to visit today, and why.
Item {
    id: root

    required property TabletApp app
    readonly property HouseholdsController controller: root.app.today
    readonly property bool wide: width > 900

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("今日走访")
            subtitle: root.controller.place + " · " + root.controller.date
            Layout.fillWidth: true

            IconButton {
                objectName: "toSearch"
                symbol: "search"
                name: qsTr("查找农户")
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                onClicked: root.app.search()
            }

            IconButton {
                objectName: "openMap"
                symbol: "map"
                name: qsTr("攻坚图")
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                onClicked: root.app.openMap()
            }
        }

        ColumnLayout {
            spacing: Theme.gapWide
            Layout.margins: root.wide ? Theme.gapSection : Theme.gapWide
            Layout.bottomMargin: Theme.gapWide

            CoverageCard {
                controller: root.controller
                Layout.fillWidth: true
            }

            OrderLine {
                controller: root.controller
                Layout.fillWidth: true
            }

            FilterLine {
                filters: root.controller.filters
                currentIndex: root.controller.filter
                Layout.fillWidth: true
                onChosen: index => root.controller.setFilter(index)
            }

            HouseholdList {
                app: root.app
                controller: root.controller
                emptyTitle: qsTr("今天没有要走访的农户")
                emptyText: qsTr("本轮都已走访，也没有到期的问题。")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
