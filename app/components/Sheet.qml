import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A part of a page that opens over it, from below on a tall screen and in the middle of a wide one, and closes by its
// cross. What it holds scrolls by itself when it is higher than the room.
T.Popup {
    id: root

    required property string title
    default property alias content: inner.data
    /// Stands below what scrolls, always in sight.
    property Item actions: null
    /// Whoever closes it is listened to first: left() is called instead.
    property bool asksBefore: false
    readonly property real actionsHeight: root.actions ? root.actions.implicitHeight + Theme.gapWide : 0
    property int sheetWidth: 640

    readonly property bool tall: parent ? parent.height > parent.width : false
    signal left

    function leave() {
        if (root.asksBefore)
            root.left();
        else
            root.close();
    }

    readonly property Shortcut cancelKey: Shortcut {
        sequence: "Escape"
        enabled: root.asksBefore && root.opened
        onActivated: root.left()
    }

    readonly property real room: parent ? parent.height - Insets.bottom - 2 * Theme.gap : 600

    parent: T.Overlay.overlay
    modal: true
    focus: true
    closePolicy: root.asksBefore ? T.Popup.NoAutoClose : T.Popup.CloseOnEscape
    width: parent ? (root.tall ? parent.width : Math.min(root.sheetWidth, parent.width - 2 * Theme.gapSection)) : 640
    height: Math.min(root.room, root.body.implicitHeight + Theme.bar + Theme.gapSection + Theme.gapTight + root.actionsHeight)
    x: parent ? (parent.width - width) / 2 : 0
    y: !parent ? 0 : root.tall ? parent.height - Insets.bottom - height
        : Math.max(Theme.gap, (parent.height - Insets.bottom - height) / 2)
    padding: 0

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
        spacing: 0
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.bar
            Layout.leftMargin: Theme.gapSection
            Layout.rightMargin: Theme.gapTight

            Label {
                text: root.title
                kind: Label.Title
                elide: Text.ElideRight
                maximumLineCount: 1
                Layout.fillWidth: true
            }

            IconButton {
                objectName: "close"
                symbol: "cross"
                name: qsTr("关闭")
                onClicked: root.leave()
            }
        }

        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.leftMargin: Theme.gapSection
            Layout.rightMargin: Theme.gapHair
            Layout.bottomMargin: Theme.gapTight
            contentHeight: root.body.implicitHeight + Theme.gapWide
            contentWidth: width
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            T.ScrollBar.vertical: ScrollBar {}
            flickableData: [root.body]
        }

        Item {
            visible: root.actions !== null
            implicitHeight: root.actionsHeight
            Layout.fillWidth: true
            Layout.leftMargin: Theme.gapSection
            Layout.rightMargin: Theme.gapSection
            data: root.actions ? [root.actions] : []
        }
    }

    readonly property ColumnLayout body: ColumnLayout {
        id: inner

        width: parent ? parent.width - Theme.gapSection + Theme.gapHair : 0
        spacing: Theme.gapWide
    }
}
