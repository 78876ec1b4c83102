import QtQuick
import Bianfang.Theme
import Bianfang.App

// A page above the places. Only the one in front is seen; those behind it keep their scroll.
Rectangle {
    id: root

    required property TabletApp app
    required property url source
    required property QtObject controller
    required property bool front

    color: Theme.palette.background
    visible: root.front
    Component.onCompleted: loader.setSource(root.source, {app: root.app, controller: root.controller})

    Loader {
        id: loader

        anchors.fill: parent
        anchors.bottomMargin: Insets.bottom
    }
}
