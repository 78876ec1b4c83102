import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// One answer among several, as a tile as large as a thumb: chosen is shown by a tick, a frame and a colour.
T.AbstractButton {
    id: root

    property string symbol: ""
    property int tone: Tone.Primary
    property string note: ""

    implicitWidth: Math.max(Theme.target * 2, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.control, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.weight: root.checked ? Font.Bold : Font.Normal
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: root.text
    Accessible.checkable: true
    Accessible.checked: root.checked

    background: Rectangle {
        radius: Theme.radiusSmall + 2
        color: root.checked ? Theme.toneSoft(root.tone) : root.down ? Theme.palette.sunken : Theme.palette.surface
        border.width: root.checked ? Theme.borderStrong : Theme.border
        border.color: root.checked ? Theme.toneColor(root.tone) : Theme.palette.outlineStrong

        FocusRing { visible: root.visualFocus }
    }

    contentItem: SymbolText {
        text: root.text
        symbol: root.checked ? "check" : root.symbol
        ink: root.checked ? Theme.toneSoftText(root.tone) : root.enabled ? Theme.palette.text : Theme.palette.textMuted
        font: root.font
    }
}
