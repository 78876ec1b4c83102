pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components

// The parts of a page of which one shows; scrolls where they are wider than the page.
Flickable {
    id: root

    required property list<string> parts
    property int currentIndex: 0

    signal chosen(int index)

    implicitHeight: tabs.implicitHeight
    contentWidth: tabs.width
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    clip: true

    Segments {
        id: tabs

        name: qsTr("分类")
        width: Math.max(root.width, implicitWidth)
        texts: root.parts
        currentIndex: root.currentIndex
        onChosen: index => root.chosen(index)
    }
}
