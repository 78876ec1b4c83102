import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// One of Segments.
T.AbstractButton {
    id: root

    implicitWidth: Math.max(Theme.target, implicitContentWidth + 2 * Theme.gap)
    implicitHeight: Theme.control
    leftPadding: Theme.gapTight
    rightPadding: Theme.gapTight
    focusPolicy: Qt.StrongFocus
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.weight: root.checked ? Font.Bold : Font.Normal
    Accessible.role: Accessible.PageTab
    Accessible.name: root.text
    Accessible.selected: root.checked

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.checked ? Theme.palette.surface : "transparent"
        border.width: root.checked ? Theme.border : 0
        border.color: Theme.highContrast ? Theme.palette.text : Theme.palette.outline

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    contentItem: SymbolText {
        text: root.text
        symbol: ""
        font: root.font
        ink: root.checked ? Theme.palette.primary : Theme.palette.textMuted
    }
}
