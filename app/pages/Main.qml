import QtQuick
import Bianfang.Theme
import Bianfang.App
import Bianfang.Pages

// The window of the tablet: all of its screen, upright or across, also where no window manager sees to it; on a screen
// that is larger than any tablet's a window of a tablet's size.
Window {
    id: root

    required property TabletApp app
    property size room: Qt.size(Screen.width, Screen.height)
    readonly property bool fills: Math.min(root.room.width, root.room.height) <= 1200

    x: Screen.virtualX + (root.room.width - width) / 2
    y: Screen.virtualY + (root.room.height - height) / 2
    width: root.fills ? root.room.width : 1280
    height: root.fills ? root.room.height : 800
    visible: true
    color: Theme.palette.background
    //: Name of the program, in the title of its window
    title: qsTr("遍访")

    Stage {
        anchors.fill: parent
        app: root.app
    }
}
