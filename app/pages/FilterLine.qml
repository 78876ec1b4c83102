pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// What a list can be narrowed to, in a line that scrolls when it is longer than the page.
Flickable {
    id: root

    required property var filters
    property int currentIndex: 0

    signal chosen(int index)

    implicitHeight: line.implicitHeight
    contentWidth: line.implicitWidth
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    clip: true

    Row {
        id: line

        spacing: Theme.gapTight

        Repeater {
            model: root.filters

            FilterChip {
                required property int index
                required property var modelData

                objectName: "filter" + index
                text: modelData.text
                count: modelData.count
                checked: index === root.currentIndex
                onClicked: root.chosen(index)
            }
        }
    }
}
