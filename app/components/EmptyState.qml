import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// What stands where a list has nothing: why, and what can be done.
ColumnLayout {
    id: root

    required property string title
    property string text: ""
    property string symbol: "list"
    property string action: ""

    signal acted

    spacing: Theme.gap

    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.preferredWidth: 88
        Layout.preferredHeight: 88
        radius: 44
        color: Theme.palette.primarySoft

        Icon {
            anchors.centerIn: parent
            width: 44
            height: 44
            symbol: root.symbol
            color: Theme.palette.primarySoftText
        }
    }

    Label {
        text: root.title
        kind: Label.Title
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapHair
    }

    Label {
        visible: root.text !== ""
        text: root.text
        muted: true
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: 520
        Layout.alignment: Qt.AlignHCenter
    }

    Button {
        visible: root.action !== ""
        text: root.action
        look: Button.Tonal
        Layout.alignment: Qt.AlignHCenter
        Layout.topMargin: Theme.gapTight
        onClicked: root.acted()
    }
}
