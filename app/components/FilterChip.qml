import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// Narrows a list; `count` says how many it leaves.
T.AbstractButton {
    id: root

    property int count: -1
    property string symbol: ""

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Theme.target
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    focusPolicy: Qt.StrongFocus
    checkable: false
    font.family: Theme.family
    font.pixelSize: Theme.fontCaption
    font.weight: Font.Bold
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.count < 0 ? root.text : root.text + " " + root.count
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: height / 2
        color: root.checked ? Theme.palette.primary : root.down ? Theme.palette.sunken : Theme.palette.surface
        border.width: Theme.border
        border.color: root.checked ? Theme.palette.primary : Theme.palette.outlineStrong

        FocusRing {
            visible: root.visualFocus
            radius: height / 2
        }
    }

    contentItem: SymbolText {
        text: root.count < 0 ? root.text : root.text + "  " + root.count
        symbol: root.checked ? "check" : root.symbol
        font: root.font
        ink: root.checked ? Theme.palette.primaryText : Theme.palette.text
    }
}
