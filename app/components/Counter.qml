import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

// A number changed by taps on − and +. What stands between them (often a field) belongs to the page.
RowLayout {
    id: root

    required property string name
    property bool canLess: true
    property bool canMore: true
    default property alias content: slot.data

    signal less
    signal more

    spacing: Theme.gapTight

    Button {
        objectName: "less"
        text: ""
        symbol: "minus"
        look: Button.Tonal
        enabled: root.canLess
        autoRepeat: true
        repeats: true
        Layout.preferredWidth: Theme.control
        Accessible.name: qsTr("减少%1").arg(root.name)
        leftPadding: 0
        onClicked: root.less()
    }

    RowLayout {
        id: slot

        Layout.fillWidth: true
    }

    Button {
        objectName: "more"
        text: ""
        symbol: "plus"
        look: Button.Tonal
        enabled: root.canMore
        autoRepeat: true
        repeats: true
        Layout.preferredWidth: Theme.control
        Accessible.name: qsTr("增加%1").arg(root.name)
        leftPadding: 0
        onClicked: root.more()
    }
}
