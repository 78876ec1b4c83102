pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A few views of the same thing, of which one shows.
Rectangle {
    id: root

    required property string name
    required property list<string> texts
    property int currentIndex: 0

    /// A person chose another one; the page sets currentIndex.
    signal chosen(int index)

    implicitWidth: line.implicitWidth + 8
    implicitHeight: Theme.control + 8
    radius: Theme.radius
    color: Theme.palette.sunken
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.palette.outline
    Accessible.role: Accessible.PageTabList
    Accessible.name: root.name

    Row {
        id: line

        anchors.fill: parent
        anchors.margins: 4

        Repeater {
            model: root.texts

            Segment {
                required property int index
                required property string modelData

                text: modelData
                checked: index === root.currentIndex
                width: Math.max(implicitWidth, line.width / Math.max(1, root.texts.length))
                onClicked: root.chosen(index)
            }
        }
    }
}
