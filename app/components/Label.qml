import QtQuick
import Bianfang.Theme
import Bianfang.Components

// Text on a page. What people wrote is shown as it is, never read as markup.
Text {
    id: root

    enum Kind { Caption, Body, Strong, Large, Title, Heading, Display }

    property int kind: Label.Body
    property bool muted: false
    property int tone: Tone.Neutral

    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    color: root.tone !== Tone.Neutral ? Theme.toneColor(root.tone)
        : root.muted ? Theme.palette.textMuted : Theme.palette.text
    font.pixelSize: Theme.fonts[root.kind]
    font.weight: root.kind === Label.Strong || root.kind >= Label.Title ? Font.Bold : Font.Normal
    Accessible.role: root.kind >= Label.Title ? Accessible.Heading : Accessible.StaticText
    Accessible.name: root.text
}
