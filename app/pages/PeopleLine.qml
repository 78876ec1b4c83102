pragma ComponentBehavior: Bound

import QtQuick
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// The people of this tablet, of whom one is to unlock it.
Flickable {
    id: root

    required property TabletApp app
    property int widest: 400

    implicitWidth: Math.min(root.widest, line.implicitWidth)
    implicitHeight: line.implicitHeight
    contentWidth: line.implicitWidth
    boundsBehavior: Flickable.StopAtBounds
    flickableDirection: Flickable.HorizontalFlick
    clip: true
    Accessible.role: Accessible.List
    Accessible.name: qsTr("这台平板的使用人")

    Row {
        id: line

        spacing: Theme.gapTight

        Repeater {
            model: root.app.users

            FilterChip {
                required property int index
                required property string modelData

                objectName: "user" + index
                text: modelData
                symbol: "person"
                checked: index === root.app.user
                onClicked: root.app.chooseUser(index)
            }
        }
    }
}
