import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Gallery

Window {
    id: root

    width: 1280
    height: 800
    visible: true
    title: qsTr("边防组件一览")
    color: Theme.palette.background

    ScrollPage {
        anchors.fill: parent

        ActionsPage {}
    }
}
