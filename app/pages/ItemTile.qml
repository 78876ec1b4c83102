import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Pages

// One of the eight items: its state by shape, colour and word, and the reason in a few words.
T.AbstractButton {
    id: root

    required property string full
    required property string reason
    required property string state
    required property int tone
    required property string symbol
    /// An open problem is about it.
    property bool problem: false

    objectName: "item." + root.text
    implicitWidth: 160
    implicitHeight: Math.max(108, implicitContentHeight + 2 * Theme.gap)
    padding: Theme.gap
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: root.full + "，" + root.state + "，" + root.reason + (root.problem ? "，" + qsTr("有未解决的问题") : "")

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.palette.sunken : Theme.toneSoft(root.tone)
        border.width: root.tone === Tone.Bad ? Theme.borderStrong : Theme.border
        border.color: root.tone === Tone.Bad ? Theme.palette.bad : Theme.palette.outline

        FocusRing {
            visible: root.visualFocus
        }
    }

    contentItem: ItemTileInside {
        text: root.text
        reason: root.reason
        tone: root.tone
        symbol: root.symbol
        problem: root.problem
    }
}
