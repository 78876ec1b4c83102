import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme

// Shows where one is in a long page; it is moved with the page, not by itself.
T.ScrollBar {
    id: root

    implicitWidth: 8
    implicitHeight: 8
    padding: 2
    minimumSize: 0.08
    interactive: false
    visible: root.size < 1
    Accessible.ignored: true

    contentItem: Rectangle {
        radius: width / 2
        color: Theme.palette.outlineStrong
        opacity: root.active ? 0.9 : 0.4
    }
}
