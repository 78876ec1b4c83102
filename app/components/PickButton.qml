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
    rightPadding: Theme.gapWide
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

    contentItem: Item {
        implicitHeight: root.words.implicitHeight
        data: [root.words, root.mark]
    }

    readonly property Label words: Label {
        width: root.availableWidth - Theme.icon - Theme.gapTight
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        text: root.text === "" ? root.placeholder : root.text
        muted: root.text === "" || !root.enabled
        maximumLineCount: 2
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    readonly property Icon mark: Icon {
        anchors.right: parent ? parent.right : undefined
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        width: Theme.icon
        height: Theme.icon
        symbol: root.symbol
        color: Theme.palette.textMuted
    }
}
