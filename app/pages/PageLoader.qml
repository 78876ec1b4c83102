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
    onWidthChanged: root.make()
    Component.onCompleted: root.make()

    /// Made at its size: a form that is laid out without a width comes out wrong.
    function make() {
        if (loader.item || width <= 0)
            return;
        loader.setSource(source, {app: app, controller: controller, width: width, height: height});
    }

    Loader {
        id: loader

        anchors.fill: parent
    }
}
