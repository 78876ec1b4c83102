import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// How far something is: the bar, and the same in words.
ColumnLayout {
    id: root

    required property string text
    property real value: 0
    property string figure: ""
    property int tone: Tone.Primary
    readonly property real share: Math.max(0, Math.min(1, root.value))

    spacing: Theme.gapTight
    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.figure === "" ? root.text : root.text + " " + root.figure

    RowLayout {
        spacing: Theme.gap

        Label {
            text: root.text
            Layout.fillWidth: true
            Accessible.ignored: true
        }

        Label {
            text: root.figure
            kind: Label.Strong
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: 12
        radius: height / 2
        color: Theme.palette.sunken
        border.width: Theme.highContrast ? 1 : 0
        border.color: Theme.palette.outline

        Rectangle {
            visible: root.share > 0
            width: Math.max(height, parent.width * root.share)
            height: parent.height
            radius: height / 2
            color: Theme.toneColor(root.tone)
        }
    }
}
