import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A question that must be answered before anything else. `accept` says what happens, never only "OK"; it is empty where
// the content has the answers.
T.Popup {
    id: root

    required property string title
    required property string accept
    property string text: ""
    property string refuse: qsTr("取消")
    property bool danger: false
    default property alias content: middle.data

    signal accepted
    signal refused

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    width: parent ? Math.min(560, parent.width - 2 * Theme.gapSection) : 560
    x: parent ? (parent.width - width) / 2 : 0
    y: parent ? Math.max(Theme.gap, (parent.height - Insets.bottom - height) / 2) : 0
    padding: Theme.gapSection
    implicitHeight: implicitContentHeight + topPadding + bottomPadding

    T.Overlay.modal: Rectangle {
        color: Theme.palette.scrim
    }

    background: Rectangle {
        radius: Theme.radius + Theme.gapTight
        color: Theme.palette.surface
        border.width: Theme.border
        border.color: Theme.palette.outline
    }

    contentItem: ColumnLayout {
        spacing: Theme.gap
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title

        Label {
            text: root.title
            kind: Label.Title
            Layout.fillWidth: true
        }

        Label {
            visible: root.text !== ""
            text: root.text
            Layout.fillWidth: true
        }

        Item {
            implicitHeight: root.inside.implicitHeight
            visible: implicitHeight > 0
            Layout.fillWidth: true
            data: [root.inside]
        }

        Flow {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gapTight
            layoutDirection: Qt.RightToLeft
            spacing: Theme.gap

            Button {
                objectName: "accept"
                visible: root.accept !== ""
                text: root.accept
                look: Button.Filled
                danger: root.danger
                onClicked: root.answer(true)
            }

            Button {
                objectName: "refuse"
                visible: root.refuse !== ""
                text: root.refuse
                onClicked: root.answer(false)
            }
        }
    }

    readonly property ColumnLayout inside: ColumnLayout {
        id: middle

        width: parent ? parent.width : 0
    }

    function answer(yes: bool) {
        close();
        if (yes)
            accepted();
        else
            refused();
    }
}
