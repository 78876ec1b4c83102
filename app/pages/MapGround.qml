import QtQuick
import Bianfang.Theme
import Bianfang.Map
import Bianfang.App
import Bianfang.Pages

// The map itself under the fingers: drag, pinch, wheel, arrow keys, and a tap on what is to be opened.
MapView {
    id: root

    required property MapController controller
    readonly property real keyStep: 80

    objectName: "map"
    scene: root.controller.scene
    problem: Theme.palette.warning
    notMet: Theme.palette.bad
    missing: Theme.palette.unknown
    met: Theme.palette.good
    elsewhere: Theme.palette.textMuted
    preparing: Theme.palette.info
    sign: Theme.palette.surface
    surface: Theme.palette.surface
    paper: Theme.palette.background
    text: Theme.palette.text
    muted: Theme.palette.textMuted
    outline: Theme.palette.outlineStrong
    hereInk: Theme.palette.primary
    family: Theme.family
    fontSize: Theme.fontCaption
    clip: true
    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("户情地图")
    Accessible.description: root.controller.summary
    onChosen: rows => root.controller.choose(rows)
    Keys.onLeftPressed: root.pan(root.keyStep, 0)
    Keys.onRightPressed: root.pan(-root.keyStep, 0)
    Keys.onUpPressed: root.pan(0, root.keyStep)
    Keys.onDownPressed: root.pan(0, -root.keyStep)
    Keys.onPressed: event => root.key(event)

    function key(event: var) {
        if (event.key !== Qt.Key_Plus && event.key !== Qt.Key_Minus && event.key !== Qt.Key_Equal)
            return;
        event.accepted = true;
        if (event.key === Qt.Key_Minus)
            farther();
        else
            nearer();
    }

    DragHandler {
        property point before: Qt.point(0, 0)

        target: null
        onActiveChanged: before = Qt.point(0, 0)
        onTranslationChanged: {
            root.pan(translation.x - before.x, translation.y - before.y);
            before = Qt.point(translation.x, translation.y);
        }
    }

    PinchHandler {
        property real before: 1

        target: null
        onActiveChanged: before = 1
        onScaleChanged: {
            root.zoom(scale / before, centroid.position.x, centroid.position.y);
            before = scale;
        }
    }

    WheelHandler {
        target: null
        onWheel: event => root.zoom(Math.pow(1.0015, event.angleDelta.y), event.x, event.y)
    }

    TapHandler {
        onTapped: point => root.tap(point.position.x, point.position.y)
    }
}
