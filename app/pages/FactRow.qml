import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// One line of FactList, under the title of its section where that begins.
ColumnLayout {
    id: root

    required property string key
    required property string title
    required property string subtitle
    required property string symbol
    required property string badge
    required property int tone
    required property string section
    required property bool opensSection
    property bool last: false

    signal chosen

    spacing: 0

    Label {
        visible: root.opensSection
        text: root.section
        kind: Label.Strong
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapWide
        Layout.leftMargin: Theme.gapWide
    }

    ListRow {
        objectName: "line." + root.title
        title: root.title
        subtitle: root.subtitle
        symbol: root.symbol
        tone: root.tone
        opens: root.key !== ""
        divided: !root.last
        Layout.fillWidth: true
        onClicked: if (root.key !== "") root.chosen()

        Badge {
            visible: root.badge !== ""
            text: root.badge
            tone: root.tone
            symbol: ""
        }
    }
}
