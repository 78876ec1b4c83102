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

    spacing: Theme.gapTight

    SectionHeader {
        visible: root.field.opensSection
        text: root.field.section
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapTight
        Layout.bottomMargin: Theme.gapTight
    }

    FieldEditor {
        id: editor

        field: root.field
        Layout.fillWidth: true
        Layout.rightMargin: Theme.control + Theme.gapTight

        IconButton {
            objectName: "history." + root.field.name
            visible: root.canLookBack
            anchors.left: parent.right
            anchors.leftMargin: Theme.gapTight
            y: -Theme.gap
            symbol: "history"
            name: qsTr("%1的修改经过").arg(root.field.label)
            ink: Theme.palette.textMuted
            onClicked: root.lookedBack()
        }
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
