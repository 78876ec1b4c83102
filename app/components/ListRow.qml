import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Bianfang.Theme
import Bianfang.Components

// A line of a list: symbol, title, what stands below it, and things at its end. Tapping it opens what it names.
T.ItemDelegate {
    id: root

    property string title: root.text
    property string subtitle: ""
    property string symbol: ""
    property int tone: Tone.Neutral
    property bool opens: true
    property bool divided: true
    default property alias trailing: slot.data
    readonly property Row end: Row {
        id: slot

        spacing: Theme.gapTight
    }

    implicitWidth: 300
    implicitHeight: Math.max(Theme.row, implicitContentHeight + 2 * Theme.gap)
    leftPadding: Theme.gapWide
    rightPadding: Theme.gapWide
    hoverEnabled: false
    Accessible.role: Accessible.ListItem
    Accessible.name: root.subtitle === "" ? root.title : root.title + ", " + root.subtitle

    background: Rectangle {
        color: root.down ? Theme.palette.sunken : root.highlighted ? Theme.palette.primarySoft : "transparent"
        radius: Theme.radius

        Divider {
            visible: root.divided
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.leftMargin: root.symbol === "" ? root.leftPadding : root.leftPadding + 40 + Theme.gap
            anchors.rightMargin: root.rightPadding
        }

        FocusRing {
            visible: root.visualFocus
            anchors.margins: 0
        }
    }

    FirstTap {
        target: root
    }

    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            visible: root.symbol !== ""
            Layout.preferredWidth: 40
            Layout.preferredHeight: 40
            radius: Theme.radius
            color: Theme.toneSoft(root.tone)

            Icon {
                anchors.centerIn: parent
                width: 24
                height: 24
                symbol: root.symbol
                color: Theme.toneSoftText(root.tone)
            }
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                text: root.title
                Layout.fillWidth: true
                font.weight: Font.Bold
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Label {
                visible: root.subtitle !== ""
                text: root.subtitle
                kind: Label.Caption
                muted: true
                Layout.fillWidth: true
                maximumLineCount: 3
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }

        Item {
            Layout.alignment: Qt.AlignVCenter
            implicitWidth: root.end.implicitWidth
            implicitHeight: root.end.implicitHeight
            visible: implicitWidth > 0
            data: [root.end]
        }

        Icon {
            visible: root.opens
            Layout.preferredWidth: 20
            Layout.preferredHeight: 20
            symbol: "right"
            color: Theme.palette.textMuted
        }
    }
}
