pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// The places of the app below a tall screen; NavigationRail is the same beside a wide one.
Rectangle {
    id: root

    required property NavigationPlaces places
    property int currentIndex: 0

    signal chosen(int index)

    implicitWidth: 480
    implicitHeight: Math.round(80 * Math.min(Theme.textScale, 1.2))
    color: Theme.palette.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("导航")

    Row {
        anchors.fill: parent

        Repeater {
            model: root.places.items

            NavigationButton {
                required property int index
                required property NavigationItem modelData

                objectName: "place" + index
                width: root.width / Math.max(1, root.places.items.length)
                height: root.height
                text: modelData.text
                symbol: modelData.symbol
                count: modelData.count
                checked: index === root.currentIndex
                onClicked: root.chosen(index)
            }
        }
    }

    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
    }
}
