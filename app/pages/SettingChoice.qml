import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// A setting with a few values of which one holds.
ColumnLayout {
    id: root

    required property string name
    required property list<string> texts
    property int currentIndex: 0

    signal chosen(int index)

    spacing: Theme.gapTight

    Label {
        text: root.name
        kind: Label.Strong
        Layout.fillWidth: true
    }

    Segments {
        name: root.name
        texts: root.texts
        currentIndex: root.currentIndex
        Layout.fillWidth: true
        onChosen: index => root.chosen(index)
    }
}
