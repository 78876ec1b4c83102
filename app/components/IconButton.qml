import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A symbol to tap. `name` says to a screen reader, and under a long press, what it does.
T.AbstractButton {
    id: root

    required property string symbol
    required property string name
    property bool filled: false
    property color ink: root.filled ? Theme.palette.primaryText : Theme.palette.text

    implicitWidth: Math.max(Theme.target, Theme.control)
    implicitHeight: Math.max(Theme.target, Theme.control)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.name

    background: Rectangle {
        radius: Theme.radius
        color: root.filled ? (root.down ? Theme.palette.primaryPressed : Theme.palette.primary)
            : root.down ? Theme.palette.sunken : "transparent"

        FocusRing { visible: root.visualFocus }
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: Theme.icon
            height: Theme.icon
            symbol: root.symbol
            color: root.enabled ? root.ink : Theme.palette.textMuted
            opacity: root.enabled ? 1 : 0.5
        }
    }

    Rectangle {
        visible: root.pressed && hold.running === false && hold.shown
        y: -height - Theme.gapHair
        anchors.horizontalCenter: parent.horizontalCenter
        width: hint.implicitWidth + 2 * Theme.gap
        height: hint.implicitHeight + 2 * Theme.gapTight
        radius: Theme.radiusSmall
        color: Theme.palette.inverse
        z: 10

        Label {
            id: hint
            anchors.centerIn: parent
            text: root.name
            kind: Label.Caption
            wrapMode: Text.NoWrap
            color: Theme.palette.inverseText
        }
    }

    onPressedChanged: hold.start(root.pressed)

    QtObject {
        id: hold

        readonly property bool running: timer.running
        property bool shown: false

        readonly property Timer timer: Timer {
            interval: 500
            onTriggered: hold.shown = true
        }

        function start(pressed: bool) {
            shown = false;
            if (pressed)
                timer.restart();
            else
                timer.stop();
        }
    }
}
