import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// One number that matters, with what it counts.
ColumnLayout {
    id: root

    required property string value
    required property string name
    property string unit: ""
    property int tone: Tone.Neutral

    spacing: 0
    Accessible.role: Accessible.StaticText
    Accessible.name: root.name + " " + root.value + root.unit

    RowLayout {
        spacing: Theme.gapHair

        Label {
            text: root.value
            kind: Label.Display
            tone: root.tone
            wrapMode: Text.NoWrap
            Layout.alignment: Qt.AlignBaseline
            Accessible.ignored: true
        }

        Label {
            visible: root.unit !== ""
            text: root.unit
            muted: true
            wrapMode: Text.NoWrap
            Layout.alignment: Qt.AlignBaseline
            Accessible.ignored: true
        }
    }

    Label {
        text: root.name
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
        Accessible.ignored: true
    }
}
