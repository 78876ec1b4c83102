pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Models

// Records of the visit, one line each; tapping one opens it.
Card {
    id: root

    required property FactListModel lines
    property bool readOnly: false

    signal chosen(string key)

    padding: Theme.gapHair
    spacing: 0
    visible: root.lines.count > 0

    Repeater {
        model: root.lines

        ListRow {
            id: line

            required property int index
            required property string key
            required property string badge

            required title
            required subtitle
            required symbol
            required tone

            objectName: "line" + index
            opens: !root.readOnly
            enabled: !root.readOnly
            divided: index + 1 < root.lines.count
            Layout.fillWidth: true
            onClicked: root.chosen(line.key)

            Badge {
                visible: line.badge !== ""
                text: line.badge
                tone: line.tone
            }
        }
    }
}
