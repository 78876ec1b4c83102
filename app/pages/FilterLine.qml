pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// What a list can be narrowed to: all of it in sight where the window is high, else in a line that scrolls.
Flickable {
    id: root

    required property var filters
    property int currentIndex: 0
    readonly property bool wraps: Window.height > Window.width

    signal chosen(int index)

    implicitHeight: line.height
    contentWidth: root.wraps ? root.width : line.implicitWidth
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    interactive: contentWidth > width
    clip: true

    Flow {
        id: line

        width: root.wraps ? root.width : 4096
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
