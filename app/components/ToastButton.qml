import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// What can still be done about what a Toast says.
T.AbstractButton {
    id: root

    implicitWidth: implicitContentWidth + 2 * Theme.gapWide
    implicitHeight: Theme.target
    leftPadding: Theme.gapTight
    rightPadding: Theme.gapTight
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.weight: Font.Bold
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: Theme.radiusSmall
        color: "transparent"
        border.width: root.down || root.visualFocus ? Theme.borderStrong : Theme.border
        border.color: Theme.palette.inverseText
    }

    contentItem: SymbolText {
        text: root.text
        symbol: ""
        font: root.font
        ink: Theme.palette.inverseText
    }
}
