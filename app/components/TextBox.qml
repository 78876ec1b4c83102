import QtQuick
import QtQuick.Templates as T
import Bianfang.Theme

// Room to type several lines; it grows with what is written.
T.TextArea {
    id: root

    required property string name
    property int tone: Tone.Neutral
    property int linesShown: 3

    implicitWidth: 280
    implicitHeight: Math.max(contentHeight, root.linesShown * Theme.fontBody * 1.5) + topPadding + bottomPadding
    padding: Theme.gap
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    font.family: Theme.family
    font.pixelSize: Theme.fontBody
    color: root.enabled ? Theme.palette.text : Theme.palette.textMuted
    placeholderTextColor: Theme.palette.textMuted
    selectionColor: Theme.palette.primary
    selectedTextColor: Theme.palette.primaryText
    selectByMouse: true
    wrapMode: TextEdit.Wrap
    inputMethodHints: Qt.ImhMultiLine
    textFormat: TextEdit.PlainText
    Accessible.role: Accessible.EditableText
    Accessible.multiLine: true
    Accessible.name: root.name

    background: Rectangle {
        radius: Theme.radiusSmall + 2
        color: root.enabled && !root.readOnly ? Theme.palette.surface : Theme.palette.sunken
        border.width: root.activeFocus || root.tone !== Tone.Neutral ? Theme.borderStrong : Theme.border
        border.color: root.activeFocus ? Theme.palette.primary
            : root.tone !== Tone.Neutral ? Theme.toneColor(root.tone) : Theme.palette.outlineStrong
    }

    Text {
        visible: root.text === "" && root.preeditText === ""
        x: root.leftPadding
        y: root.topPadding
        width: root.width - root.leftPadding - root.rightPadding
        text: root.placeholderText
        textFormat: Text.PlainText
        font: root.font
        color: root.placeholderTextColor
        wrapMode: Text.Wrap
        Accessible.ignored: true
    }
}
