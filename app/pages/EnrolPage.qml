import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// A new tablet: first the invitation, then the check code that the office reads back.
ScrollPage {
    id: root

    required property TabletApp app
    readonly property EnrolController controller: root.app.enrol

    pageWidth: 640
    padding: Theme.gapPage

    ColumnLayout {
        spacing: Theme.gapTight
        Layout.topMargin: Theme.gapPage

        Icon {
            symbol: "household"
            color: Theme.palette.primary
            Layout.preferredWidth: 56
            Layout.preferredHeight: 56
        }

        Label {
            text: root.controller.step === EnrolController.Invitation ? qsTr("登记这台平板") : qsTr("等待办公室确认")
            kind: Label.Heading
            Layout.fillWidth: true
        }

        Label {
            text: root.controller.step === EnrolController.Invitation
                ? qsTr("请向镇扶贫办或县扶贫办领取邀请码。连上办公室的网络后扫描或输入。")
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
        visible: root.controller.step === EnrolController.Invitation
        controller: root.controller
        Layout.fillWidth: true
    }

    Card {
        visible: root.controller.step === EnrolController.Confirmation
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
    }

    Button {
        objectName: "cancelAdding"
        visible: root.app.users.length > 0
        text: qsTr("返回，不添加使用人")
        symbol: "back"
        look: Button.Plain
        Layout.alignment: Qt.AlignHCenter
        onClicked: root.app.cancelAdding()
    }

    Label {
        visible: root.controller.server !== ""
        text: qsTr("服务器：%1").arg(root.controller.server)
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
    }
}
