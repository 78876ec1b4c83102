import QtQuick
import Bianfang.Theme

// Where the keyboard stands. Lies over its parent.
Rectangle {
    id: root

    anchors.fill: parent
    anchors.margins: -Theme.gapHair
    radius: Theme.radius + Theme.gapHair
    color: "transparent"
    border.width: 3
    border.color: Theme.palette.focus
}
