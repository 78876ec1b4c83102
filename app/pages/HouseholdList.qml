pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Models
import Bianfang.Pages

// Households to scroll through, as many as there are; only those that show exist.
Rectangle {
    id: root

    required property TabletApp app
    required property HouseholdsController controller
    property string emptyTitle: ""
    property string emptyText: ""

    radius: Theme.radius + Theme.gapHair
    color: Theme.palette.surface
    border.width: Theme.border
    border.color: Theme.palette.outline

    ListView {
        id: view

        objectName: "households"
        anchors.fill: parent
        anchors.margins: Theme.border + 2
        clip: true
        model: root.controller.list
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        section.property: "heading"
        section.labelPositioning: ViewSection.InlineLabels | ViewSection.CurrentLabelAtStart
        T.ScrollBar.vertical: ScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: qsTr("农户")

        // A list of Qt 6.4 cannot make one that is written in a bound file, nor does it keep one from being collected.
        section.delegate: Qt.createComponent("HouseholdHeading.qml", Component.PreferSynchronous, root)

        delegate: HouseholdRow {
            width: view.width
            narrow: view.width < 700
            onClicked: root.app.openHousehold(record)
        }
    }

    EmptyState {
        visible: root.controller.list.count === 0 && !root.controller.loading
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gapPage, 480)
        symbol: root.controller.sought === "" ? "household" : "search"
        title: root.controller.sought === "" ? root.emptyTitle : qsTr("没有找到“%1”").arg(root.controller.sought)
        text: root.controller.sought === "" ? root.emptyText : qsTr("可以试试姓名、拼音、首字母、自然村，或电话、身份证号的后四位。")
    }
}
