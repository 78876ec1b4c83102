import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// Looks like a field and opens a list or another page to choose from: shows what is chosen.
T.AbstractButton {
    id: root

    property string symbol: "down"
    property string placeholder: qsTr("请选择")
    property int tone: Tone.Neutral

    implicitWidth: 280
    implicitHeight: Math.max(Theme.control, implicitContentHeight + 2 * Theme.gapTight)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide + Theme.icon + Theme.gapTight
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ComboBox
    Accessible.name: root.text

    background: Rectangle {
        radius: Theme.radiusSmall + 2
        color: !root.enabled || root.down ? Theme.palette.sunken : Theme.palette.surface
        border.width: root.tone !== Tone.Neutral ? Theme.borderStrong : Theme.border
        border.color: root.tone !== Tone.Neutral ? Theme.toneColor(root.tone) : Theme.palette.outlineStrong

        FocusRing { visible: root.visualFocus }
    }

    contentItem: Label {
        text: root.text === "" ? root.placeholder : root.text
        muted: root.text === "" || !root.enabled
        maximumLineCount: 2
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }

    Icon {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gapWide
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.icon
        height: Theme.icon
        symbol: root.symbol
        color: Theme.palette.textMuted
    }
}
