import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// The head of a page: the way back, what the page is about, and its actions.
Rectangle {
    id: root

    required property string title
    property string subtitle: ""
    property bool canBack: false
    default property alias actions: slot.data

    signal back

    implicitHeight: Math.max(Theme.bar, line.implicitHeight + Theme.gapTight)
    implicitWidth: 400
    color: Theme.palette.surface
    Accessible.role: Accessible.ToolBar
    Accessible.name: root.title

    RowLayout {
        id: line

        anchors.fill: parent
        anchors.leftMargin: root.canBack ? Theme.gapTight : Theme.gapSection
        anchors.rightMargin: Theme.gap
        spacing: Theme.gapTight

        IconButton {
            objectName: "back"
            visible: root.canBack
            symbol: "back"
            name: qsTr("返回")
            onClicked: root.back()
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: root.title
                kind: Label.Title
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
                Layout.fillWidth: true
            }

            Label {
                visible: root.subtitle !== ""
                text: root.subtitle
                kind: Label.Caption
                muted: true
                maximumLineCount: 2
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
        }

        Row {
            id: slot

            spacing: Theme.gapTight
        }
    }

    Divider {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
    }
}
