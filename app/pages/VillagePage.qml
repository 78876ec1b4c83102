import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// All households of this tablet, and the way to find one.
Item {
    id: root

    required property TabletApp app
    readonly property HouseholdsController controller: root.app.village
    readonly property bool wide: width > 900
    readonly property bool searching: root.app.searching

    // A search of its own: what was looked for at another time is gone. The page is seen first.
    Timer {
        interval: 0
        running: root.searching
        onTriggered: search.empty()
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: root.controller.place
            subtitle: qsTr("共 %1 户").arg(root.controller.filters.length > 0 ? root.controller.filters[0].count : 0)
            canBack: root.searching
            Layout.fillWidth: true
            onBack: root.app.go(TabletApp.Today)

            Button {
                objectName: "openMap"
                text: qsTr("攻坚图")
                symbol: "map"
                look: Button.Tonal
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                onClicked: root.app.openMap()
            }

            Button {
                objectName: "openLedgers"
                text: qsTr("台账")
                symbol: "list"
                look: Button.Tonal
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                onClicked: root.app.openLedgers()
            }

            Button {
                objectName: "villageRecord"
                text: qsTr("村情")
                symbol: "village"
                look: Button.Tonal
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                onClicked: root.app.openVillage()
            }
        }

        ColumnLayout {
            spacing: Theme.gap
            Layout.margins: root.wide ? Theme.gapSection : Theme.gapWide
            Layout.bottomMargin: Theme.gapWide

            SearchField {
                id: search

                objectName: "search"
                placeholderText: qsTr("姓名、拼音、首字母、自然村、电话或身份证号后几位")
                Layout.fillWidth: true
                onSoughtChanged: root.controller.search(sought)
            }

            OrderLine {
                visible: root.controller.sought === ""
                controller: root.controller
                Layout.fillWidth: true
            }

            FilterLine {
                visible: root.controller.sought === ""
                filters: root.controller.filters
                currentIndex: root.controller.filter
                Layout.fillWidth: true
                onChosen: index => root.controller.setFilter(index)
            }

            HouseholdList {
                app: root.app
                controller: root.controller
                emptyTitle: qsTr("没有这样的农户")
                emptyText: qsTr("换一个筛选条件看看。")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
        }
    }
}
