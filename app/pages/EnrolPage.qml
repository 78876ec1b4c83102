import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// A new tablet, or a further person of one that has somebody: first the invitation, then the check code that the
// office reads back.
ScrollPage {
    id: root

    required property TabletApp app
    readonly property EnrolController controller: root.app.enrol
    readonly property bool further: root.app.users.length > 0
    readonly property bool inviting: root.controller.step === EnrolController.Invitation

    pageWidth: 640
    padding: Theme.gapPage

    ColumnLayout {
        spacing: Theme.gapTight
        Layout.topMargin: Theme.gapPage

        Button {
            objectName: "cancelAdding"
            visible: root.further
            text: qsTr("返回，不添加使用人")
            symbol: "back"
            look: Button.Plain
            onClicked: root.app.cancelAdding()
        }

        Icon {
            symbol: root.further ? "person" : "household"
            color: Theme.palette.primary
            Layout.preferredWidth: 56
            Layout.preferredHeight: 56
        }

        Label {
            objectName: "enrolTitle"
            text: !root.inviting ? qsTr("等待办公室确认")
                : root.further ? qsTr("添加一位使用人") : qsTr("登记这台平板")
            kind: Label.Heading
            Layout.fillWidth: true
        }

        Label {
            text: root.inviting
                ? root.further ? qsTr("这台平板已有 %1 位使用人。请让办公室为新的使用人另发一个邀请码，连上办公室的网络后扫描或输入；各人有自己的密码和资料。").arg(root.app.users.length)
                    : qsTr("请向镇扶贫办或县扶贫办领取邀请码。连上办公室的网络后扫描或输入。")
                : qsTr("请把下面六位校验码念给办公室。办公室核对确认后，农户资料会自动下载。")
            muted: true
            Layout.fillWidth: true
        }
    }

    Banner {
        objectName: "problem"
        visible: root.controller.title !== ""
        tone: Tone.Warning
        title: root.controller.title
        text: root.controller.advice
        Layout.fillWidth: true
    }

    InvitationCard {
        visible: root.inviting
        controller: root.controller
        Layout.fillWidth: true
    }

    Card {
        visible: !root.inviting
        Layout.fillWidth: true

        Label {
            text: qsTr("校验码")
            muted: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Label {
            objectName: "checkCode"
            text: root.controller.checkCode
            kind: Label.Display
            font.letterSpacing: 6
            tone: Tone.Primary
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Divider {
            Layout.fillWidth: true
        }

        Label {
            text: root.controller.received !== "" ? root.controller.received : qsTr("正在等待确认，请保持联网")
            muted: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        Button {
            objectName: "ask"
            text: qsTr("办公室已确认，现在检查")
            look: Button.Tonal
            symbol: "sync"
            Layout.alignment: Qt.AlignHCenter
            onClicked: root.controller.askNow()
        }

        Label {
            objectName: "checked"
            text: root.controller.checked
            kind: Label.Caption
            muted: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
    }

    // Whoever helps over the telephone asks for it; nobody else wants it.
    Label {
        visible: root.controller.server !== "" && root.controller.title !== ""
        text: qsTr("给技术人员：服务器 %1").arg(root.controller.server)
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
    }
}
