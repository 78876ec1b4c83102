import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// A fact: what it is, and its value. An answer that is missing says so instead of showing nothing.
Item {
    id: root

    required property string name
    property string value: ""
    property string note: ""
    //: Shown in place of an answer that nobody has collected yet
    property string missing: qsTr("未采集")

    readonly property bool narrow: width < 420

    implicitWidth: 280
    implicitHeight: grid.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: root.name + " " + (root.value === "" ? root.missing : root.value)

    GridLayout {
        id: grid

        width: parent.width
        columns: root.narrow ? 1 : 2
        columnSpacing: Theme.gapWide
        rowSpacing: 0

        Label {
            text: root.name
            muted: true
            Layout.preferredWidth: root.narrow ? -1 : Math.max(160, root.width * 0.34)
            Layout.fillWidth: root.narrow
            Layout.alignment: Qt.AlignTop
            Accessible.ignored: true
        }

        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            Label {
                text: root.value === "" ? root.missing : root.value
                muted: root.value === ""
                font.italic: false
                font.weight: root.value === "" ? Font.Normal : Font.Bold
                Layout.fillWidth: true
                Accessible.ignored: true
            }

            Label {
                visible: root.note !== ""
                text: root.note
                kind: Label.Caption
                muted: true
                Layout.fillWidth: true
            }
        }
    }
}
