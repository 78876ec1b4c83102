pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Models

// The lines of a page, in their sections. For a few dozens; longer lists scroll by themselves.
ColumnLayout {
    id: root

    required property FactListModel model
    property string emptyText: ""

    /// A person tapped a line that names a record.
    signal chosen(string key)

    spacing: 0

    Label {
        visible: root.model.count === 0 && root.emptyText !== ""
        text: root.emptyText
        muted: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapSection
        Layout.bottomMargin: Theme.gapSection
    }

    Repeater {
        model: root.model

        FactRow {
            required property int index

            last: index === root.model.count - 1
            Layout.fillWidth: true
            onChosen: root.chosen(key)
        }
    }
}
