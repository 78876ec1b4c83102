import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// Something that a person should know on this page, with at most one thing to do about it.
Rectangle {
    id: root

    required property string text
    property string title: ""
    property int tone: Tone.Info
    property string action: ""

    signal acted

    implicitWidth: 320
    implicitHeight: line.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.toneSoft(root.tone)
    border.width: Theme.highContrast ? Theme.border : 0
    border.color: Theme.palette.outline
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.title === "" ? root.text : root.title + ". " + root.text

    RowLayout {
        id: line

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gapWide
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        Icon {
            Layout.preferredWidth: 28
            Layout.preferredHeight: 28
            Layout.alignment: root.title === "" ? Qt.AlignVCenter : Qt.AlignTop
            symbol: Theme.toneSymbol(root.tone)
            color: Theme.toneSoftText(root.tone)
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            Label {
                visible: root.title !== ""
                text: root.title
                kind: Label.Strong
                color: Theme.toneSoftText(root.tone)
                Layout.fillWidth: true
                Accessible.ignored: true
            }

            Label {
                text: root.text
                color: Theme.toneSoftText(root.tone)
                Layout.fillWidth: true
                Accessible.ignored: true
            }
        }

        Button {
            objectName: "act"
            visible: root.action !== ""
            text: root.action
            onClicked: root.acted()
        }
    }
}
