pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// The households that a tap on the map hit. One more tap opens them.
Rectangle {
    id: root

    required property TabletApp app
    required property MapController controller

    implicitHeight: head.implicitHeight + Math.min(view.contentHeight, 320) + Theme.gapTight
    radius: Theme.radius + Theme.gapHair
    color: Theme.palette.surface
    border.width: Theme.border
    border.color: Theme.palette.outlineStrong
    visible: root.controller.card.count > 0
    objectName: "mapCard"

    RowLayout {
        id: head

        width: parent.width

        Label {
            text: qsTr("这里的农户：%1 户").arg(root.controller.card.count)
            kind: Label.Caption
            muted: true
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gapWide
        }

        IconButton {
            objectName: "closeCard"
            symbol: "cross"
            name: qsTr("关闭")
            onClicked: root.controller.choose([])
        }
    }

    ListView {
        id: view

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.border + 1
        clip: true
        model: root.controller.card
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        delegate: HouseholdRow {
            width: view.width
            narrow: true
            onClicked: root.app.openHousehold(record)
        }
    }
}
