import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// Where the invitation is scanned or typed, and the tablet given its name.
Card {
    id: root

    required property EnrolController controller

    Label {
        text: qsTr("邀请码")
        kind: Label.Strong
        Layout.fillWidth: true
    }

    TextField {
        id: invitation

        objectName: "invitation"
        name: qsTr("邀请码")
        placeholderText: "bianfang:1/…"
        clearable: true
        inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | Qt.ImhLatinOnly
        Layout.fillWidth: true
    }

    Button {
        objectName: "scan"
        text: qsTr("扫描二维码")
        symbol: "camera"
        look: Button.Tonal
        Layout.fillWidth: true
        onClicked: root.controller.scanner.open()
    }

    ScanSheet {
        scanner: root.controller.scanner
        onFound: code => invitation.text = code
    }

    Label {
        text: qsTr("平板名称")
        kind: Label.Strong
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
    }

    TextField {
        id: named

        objectName: "name"
        name: qsTr("平板名称")
        placeholderText: qsTr("例如：协和村 1 号")
        clearable: true
        Layout.fillWidth: true
    }

    Button {
        objectName: "enrol"
        text: root.controller.busy ? qsTr("正在登记…") : qsTr("登记")
        look: Button.Filled
        enabled: !root.controller.busy && invitation.text !== ""
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        onClicked: root.controller.enrol(invitation.text, named.text)
    }
}
