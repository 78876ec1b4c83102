import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A key. It never takes the focus: the field that is written to keeps it.
T.AbstractButton {
    id: root

    property string symbol: ""
    property string name: root.text
    property bool strong: false
    property bool quiet: false

    implicitWidth: 64
    implicitHeight: 56
    focusPolicy: Qt.NoFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.name

    background: Rectangle {
        anchors.fill: parent
        anchors.margins: 3
        radius: Theme.radiusSmall
        color: root.strong ? (root.down ? Theme.palette.primaryPressed : Theme.palette.primary)
            : root.down ? Theme.palette.primarySoft : root.quiet ? Theme.palette.background : Theme.palette.surface
        border.width: root.checked ? Theme.borderStrong : Theme.border
        border.color: root.checked ? Theme.palette.primary : Theme.palette.outline
    }

    contentItem: SymbolText {
        text: root.text
        symbol: root.symbol
        ink: root.strong ? Theme.palette.primaryText : Theme.palette.text
        font.family: Theme.family
        font.pixelSize: root.quiet || root.strong ? 18 : 24
        font.weight: root.quiet || root.strong ? Font.Bold : Font.Normal
    }
}
