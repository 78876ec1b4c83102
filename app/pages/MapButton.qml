import QtQuick
import Bianfang.Theme
import Bianfang.Components

// A large button that lies on the map.
Rectangle {
    id: root

    required property string symbol
    required property string name

    signal clicked

    implicitWidth: Theme.control + Theme.gapTight
    implicitHeight: Theme.control + Theme.gapTight
    radius: Theme.radius
    color: Theme.palette.surface
    border.width: Theme.border
    border.color: Theme.palette.outlineStrong

    IconButton {
        objectName: root.objectName + "Button"
        anchors.fill: parent
        anchors.margins: Theme.border
        symbol: root.symbol
        name: root.name
        onClicked: root.clicked()
    }
}
