import QtQuick
import Bianfang.Theme
import Bianfang.App
import Bianfang.Pages

// The window of the tablet: all of a small screen, upright or across, also where no window manager sees to it; on a
// desk's screen a window of a tablet's size.
Window {
    id: root

    required property TabletApp app
    readonly property bool fills: Screen.width <= 1280 || Screen.height <= 800

    x: Screen.virtualX + (root.fills ? 0 : (Screen.width - 1280) / 2)
    y: Screen.virtualY + (root.fills ? 0 : (Screen.height - 800) / 2)
    width: root.fills ? Screen.width : 1280
    height: root.fills ? Screen.height : 800
    visible: true
    color: Theme.palette.background
    //: Name of the program, in the title of its window
    title: qsTr("遍访")

    Stage {
        anchors.fill: parent
        app: root.app
    }
}
