pragma ComponentBehavior: Bound

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

    // Stays until the finger lifts.
    Repeater {
        model: root.pressed ? 1 : 0

        Rectangle {
            id: hint

            visible: false
            y: -height - Theme.gapHair
            anchors.horizontalCenter: parent ? parent.horizontalCenter : undefined
            z: 10
            width: words.implicitWidth + 2 * Theme.gap
            height: words.implicitHeight + 2 * Theme.gapTight
            radius: Theme.radiusSmall
            color: Theme.palette.inverse

            Label {
                id: words

                anchors.centerIn: parent
                text: root.name
                kind: Label.Caption
                wrapMode: Text.NoWrap
                color: Theme.palette.inverseText
            }

            Timer {
                interval: 500
                running: true
                onTriggered: hint.visible = true
            }
        }
    }
}
