import QtQuick
import Bianfang.Theme
import Bianfang.Components

// What the rows below have in common in the order of the list: a natural village, a distance, a letter. Without it
// there is no heading.
Rectangle {
    id: root

    required property string section

    width: ListView.view ? ListView.view.width : 0
    objectName: "heading." + root.section
    // The list itself sets `visible` of the one that stays above: without a section there is no height.
    height: root.section !== "" ? label.implicitHeight + 2 * Theme.gapTight : 0
    color: Theme.palette.sunken
    Accessible.role: Accessible.Heading
    Accessible.name: root.section

    Label {
        id: label

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.gapWide
        anchors.rightMargin: Theme.gapWide
        anchors.verticalCenter: parent.verticalCenter
        text: root.section
        kind: Label.Caption
        font.weight: Font.Bold
        elide: Text.ElideRight
        maximumLineCount: 1
        Accessible.ignored: true
    }
}
