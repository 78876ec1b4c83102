import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// A question on the page of a record, with the way to its history, and to the other answer where two people differ.
// No layout, see FormView.
Column {
    id: root

    required property FieldController field
    property bool canLookBack: true
    /// Another question comes first while it is false.
    property bool asked: true

    signal lookedBack
    signal differs

    spacing: Theme.gapTight
    // Which record another one names is chosen where both are at hand, not in a form.
    visible: root.asked && (root.field.editor !== FieldController.ReferenceEditor
        || root.field.presence === FieldController.Answered)

    Column {
        visible: root.field.opensSection
        topPadding: Theme.gapTight
        bottomPadding: Theme.gapTight
        width: root.width

        SectionHeader {
            text: root.field.section
            width: parent.width
        }
    }

    FieldEditor {
        id: editor

        field: root.field
        width: root.width - Theme.control - Theme.gapTight

        IconButton {
            objectName: "history." + root.field.name
            visible: root.canLookBack
            activeFocusOnTab: false  // from question to question
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
        width: root.width
        onActed: root.differs()
    }
}
