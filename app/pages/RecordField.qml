import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// A question on the page of a record, with the way to its history, and to the other answer where two people differ.
ColumnLayout {
    id: root

    required property FieldController field
    property bool canLookBack: true

    signal lookedBack
    signal differs

    spacing: Theme.gapWide

    SectionHeader {
        visible: root.field.opensSection
        text: root.field.section
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapTight
    }

    RowLayout {
        spacing: Theme.gapTight

        ColumnLayout {
            spacing: Theme.gapTight
            Layout.fillWidth: true

            FieldEditor {
                field: root.field
                Layout.fillWidth: true
            }

            Banner {
                visible: root.field.contested
                tone: Tone.Warning
                text: qsTr("另一个人填的不一样，两种都保留着。")
                action: qsTr("查看并决定")
                Layout.fillWidth: true
                onActed: root.differs()
            }
        }

        IconButton {
            objectName: "history." + root.field.name
            visible: root.canLookBack
            symbol: "history"
            name: qsTr("%1的修改经过").arg(root.field.label)
            ink: Theme.palette.textMuted
            Layout.alignment: Qt.AlignTop
            onClicked: root.lookedBack()
        }
    }
}
