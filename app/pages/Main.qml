import QtQuick
import Bianfang.Theme
import Bianfang.App
import Bianfang.Pages

// The window of the tablet.
Window {
    id: root

    required property TabletApp app

    width: 1280
    height: 800
    visible: true
    color: Theme.palette.background
    //: Name of the program, in the title of its window
    title: qsTr("遍访")

    Stage {
        anchors.fill: parent
        app: root.app
    }
}
