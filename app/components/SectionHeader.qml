import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// The title of a part of a page, with room for an action at its end.
RowLayout {
    id: root

    required property string text
    property string note: ""
    default property alias actions: slot.data

    spacing: Theme.gap

    Label {
        text: root.text
        kind: Label.Large
        font.weight: Font.Bold
        Accessible.role: Accessible.Heading
        Layout.alignment: Qt.AlignBaseline
        Layout.fillWidth: root.note === ""
    }

    Label {
        visible: root.note !== ""
        text: root.note
        kind: Label.Caption
        muted: true
        Layout.alignment: Qt.AlignBaseline
        Layout.fillWidth: true
    }

    Row {
        id: slot

        spacing: Theme.gapTight
    }
}
