pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// The choices of a question as lines, with a search over them.
ColumnLayout {
    id: root

    required property FieldController field
    property bool several: false

    /// The one answer was given.
    signal chosen

    spacing: Theme.gap

    function choose(number: double) {
        if (several) {
            field.toggle(number);
        } else {
            field.answer(number);
            chosen();
        }
    }

    SearchField {
        objectName: "find"
        Layout.fillWidth: true
        onSoughtChanged: root.field.choices.find(sought)
    }

    UnknownOption {
        field: root.field
        visible: !root.several && offered
        onClicked: root.chosen()
    }

    ColumnLayout {
        spacing: 0
        Layout.fillWidth: true

        Repeater {
            model: root.field.choices

            CheckRow {
                id: row

                required property double number
                required property string label
                required property bool chosen

                objectName: "choice" + number
                text: label
                checkState: row.chosen ? Qt.Checked : Qt.Unchecked
                single: !root.several
                Layout.fillWidth: true
                nextCheckState: () => row.chosen ? Qt.Checked : Qt.Unchecked
                onClicked: root.choose(number)
            }
        }
    }

    Label {
        visible: root.field.choices.count === 0
        text: qsTr("没有这样的选项")
        muted: true
        Layout.fillWidth: true
    }
}
