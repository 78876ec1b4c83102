import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// One action. Filled: the one thing to do next on this page; tonal and outlined: others; plain: within a text or row.
T.Button {
    id: root

    enum Look { Filled, Tonal, Outlined, Plain }

    property int look: Button.Outlined
    property bool danger: false
    property string symbol: ""
    property bool symbolAfter: false
    property int alignment: Qt.AlignHCenter
    /// Each tap counts, however quick: a key, a step of a counter.
    property bool repeats: false

    readonly property color ink: !root.enabled ? Theme.palette.textMuted
        : root.look === Button.Filled ? (root.danger ? Theme.palette.badText : Theme.palette.primaryText)
        : root.danger ? (root.look === Button.Tonal ? Theme.palette.badSoftText : Theme.palette.bad)
        : root.look === Button.Tonal ? Theme.palette.primarySoftText : Theme.palette.primary
    readonly property color fill: root.look === Button.Filled ? (!root.enabled ? Theme.palette.sunken
            : root.danger ? Theme.palette.bad : root.down ? Theme.palette.primaryPressed : Theme.palette.primary)
        : root.look === Button.Tonal ? (!root.enabled ? Theme.palette.sunken
            : root.danger ? Theme.palette.badSoft : Theme.palette.primarySoft)
        : root.look === Button.Outlined ? Theme.palette.surface : "transparent"

    implicitWidth: Math.max(Theme.target, leftPadding + rightPadding + implicitContentWidth)
    implicitHeight: Math.max(Theme.control, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: root.look === Button.Plain ? Theme.gap : Theme.gapWide + Theme.gapHair
    rightPadding: leftPadding
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    font.weight: Font.Bold
    Accessible.role: Accessible.Button
    Accessible.name: root.text

    background: Rectangle {
        radius: Theme.radius
        color: root.down && root.look !== Button.Filled && root.enabled ? Theme.palette.sunken : root.fill
        border.width: root.look === Button.Outlined || Theme.highContrast ? Theme.borderStrong : 0
        border.color: !root.enabled ? Theme.palette.outline
            : root.danger ? Theme.palette.bad
            : root.look === Button.Outlined ? Theme.palette.outlineStrong : Theme.palette.outline

        FocusRing { visible: root.visualFocus }
    }

    FirstTap {
        target: root.repeats ? null : root
    }

    contentItem: SymbolText {
        text: root.text
        symbol: root.symbol
        ink: root.ink
        font: root.font
        symbolAfter: root.symbolAfter
        centred: root.alignment !== Qt.AlignLeft
    }
}
