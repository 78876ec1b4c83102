pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// The places of the app at the left of a wide screen; NavigationBar is the same below a tall one.
Rectangle {
    id: root

    required property NavigationPlaces places
    property int currentIndex: 0
    default property alias footer: slot.data

    signal chosen(int index)

    implicitWidth: Math.round(96 * Math.min(Theme.textScale, 1.25))
    implicitHeight: 480
    color: Theme.palette.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("导航")

    Column {
        anchors.top: parent.top
        anchors.topMargin: Theme.gap
        width: parent.width - 1
        spacing: Theme.gapHair

        Repeater {
            model: root.places.items

            NavigationButton {
                required property int index
                required property NavigationItem modelData

                objectName: "place" + index
                width: parent ? parent.width : implicitWidth
                text: modelData.text
                symbol: modelData.symbol
                count: modelData.count
                checked: index === root.currentIndex
                onClicked: root.chosen(index)
            }
        }
    }

    Column {
        id: slot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        width: parent.width - 1
        spacing: Theme.gapHair
    }

    Divider {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        implicitWidth: Theme.border
        width: Theme.border
    }
}
