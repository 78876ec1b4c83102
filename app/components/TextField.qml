import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A line to type in. `name` is what a screen reader says; the label beside it belongs to the page.
T.TextField {
    id: root

    required property string name
    property string symbol: ""
    property string suffix: ""
    property int tone: Tone.Neutral
    property bool clearable: false

    /// A person emptied it with the cross; the keyboard forgets the letters that it was composing.
    signal emptied

    implicitWidth: 280
    implicitHeight: Math.max(Theme.control, contentHeight + 2 * Theme.gapTight)
    leftPadding: root.symbol === "" ? Theme.gapWide : Theme.gapWide + Theme.icon + Theme.gapTight
    rightPadding: Theme.gapWide + (after.visible ? after.width + Theme.gapTight : 0)
        + (cross.visible ? cross.width - Theme.gapTight : 0)
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    color: root.enabled ? Theme.palette.text : Theme.palette.textMuted
    placeholderTextColor: Theme.palette.textMuted
    selectionColor: Theme.palette.primary
    selectedTextColor: Theme.palette.primaryText
    selectByMouse: true
    verticalAlignment: TextInput.AlignVCenter
    Accessible.role: Accessible.EditableText
    Accessible.name: root.name

    background: Rectangle {
        radius: Theme.radiusSmall + 2
        color: root.enabled && !root.readOnly ? Theme.palette.surface : Theme.palette.sunken
        border.width: root.activeFocus || root.tone !== Tone.Neutral ? Theme.borderStrong : Theme.border
        border.color: root.activeFocus ? Theme.palette.primary
            : root.tone !== Tone.Neutral ? Theme.toneColor(root.tone) : Theme.palette.outlineStrong
    }

    Text {
        visible: root.text === "" && root.preeditText === "" && root.placeholderText !== ""
        x: root.leftPadding
        width: root.width - root.leftPadding - root.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        text: root.placeholderText
        textFormat: Text.PlainText
        font: root.font
        color: root.placeholderTextColor
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    Icon {
        visible: root.symbol !== ""
        x: Theme.gapWide
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.icon
        height: Theme.icon
        symbol: root.symbol
        color: Theme.palette.textMuted
    }

    Text {
        id: after

        visible: root.suffix !== ""
        anchors.right: parent.right
        anchors.rightMargin: Theme.gapWide
        anchors.verticalCenter: parent.verticalCenter
        text: root.suffix
        textFormat: Text.PlainText
        font: root.font
        color: Theme.palette.textMuted
        Accessible.ignored: true
    }

    IconButton {
        id: cross

        visible: root.clearable && (root.text !== "" || root.preeditText !== "") && !root.readOnly
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        symbol: "cross"
        name: qsTr("清空%1").arg(root.name)
        ink: Theme.palette.textMuted
        onClicked: root.empty()
    }

    function empty() {
        clear();
        forceActiveFocus();
        emptied();
    }
}
