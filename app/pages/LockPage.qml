pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// The PIN: to unlock, or to choose one. The keys are large enough for a thumb in the dark.
Rectangle {
    id: root

    required property TabletApp app
    readonly property LockController controller: root.app.lock
    readonly property bool unlocking: !root.controller.choosing && !root.controller.proving
    readonly property bool tall: height > width
    readonly property string title: root.controller.proving ? qsTr("先输入现在的密码")
        : root.unlocking ? qsTr("输入密码解锁") : root.controller.repeating ? qsTr("再输入一次") : qsTr("设置解锁密码")

    color: Theme.palette.background

    GridLayout {
        anchors.centerIn: parent
        columns: root.tall ? 1 : 2
        columnSpacing: Theme.gapPage * 3
        rowSpacing: Theme.gapPage

        ColumnLayout {
            spacing: Theme.gap
            Layout.preferredWidth: 400
            Layout.alignment: Qt.AlignCenter

            Rectangle {
                Layout.preferredWidth: 72
                Layout.preferredHeight: 72
                Layout.alignment: Qt.AlignHCenter
                radius: 36
                color: Theme.palette.primarySoft

                Icon {
                    anchors.centerIn: parent
                    width: 36
                    height: 36
                    symbol: "lock"
                    color: Theme.palette.primarySoftText
                }
            }

            Label {
                text: root.title
                kind: Label.Heading
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }

            Label {
                visible: !root.unlocking || root.app.users.length < 2
                text: root.controller.choosing ? qsTr("4 至 12 位数字，防止别人随手翻看。平板里的数据还没有加密，丢失后请马上报告县里停用。")
                    : root.app.person
                muted: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
            }

            PeopleLine {
                visible: root.unlocking && root.app.users.length > 1
                app: root.app
                Layout.alignment: Qt.AlignHCenter
            }

            Row {
                spacing: Theme.gap
                Layout.preferredHeight: 24
                Layout.alignment: Qt.AlignHCenter
                Layout.topMargin: Theme.gap
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("已输入 %1 位").arg(root.controller.pin.length)

                Repeater {
                    model: Math.max(root.controller.digitsMin, root.controller.pin.length)

                    Rectangle {
                        required property int index
                        readonly property bool filled: index < root.controller.pin.length

                        width: 20
                        height: 20
                        radius: 10
                        color: filled ? Theme.palette.primary : "transparent"
                        border.width: Theme.borderStrong
                        border.color: filled ? Theme.palette.primary : Theme.palette.outlineStrong
                    }
                }
            }

            Label {
                objectName: "message"
                text: root.controller.message
                tone: Tone.Bad
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.fontBody * 2
                Accessible.role: Accessible.AlertMessage
            }

            Button {
                objectName: "cancelPin"
                visible: root.controller.changing
                text: qsTr("不改了，返回")
                look: Button.Plain
                Layout.alignment: Qt.AlignHCenter
                onClicked: root.controller.cancel()
            }

            Button {
                objectName: "addUser"
                visible: root.unlocking && root.app.canAddUser
                text: qsTr("添加使用人")
                symbol: "plus"
                look: Button.Plain
                Layout.alignment: Qt.AlignHCenter
                onClicked: root.app.addUser()
            }
        }

        Grid {
            columns: 3
            spacing: Theme.gap
            Layout.alignment: Qt.AlignHCenter

            Repeater {
                model: [1, 2, 3, 4, 5, 6, 7, 8, 9]

                PinKey {
                    required property int modelData

                    objectName: "digit" + modelData
                    text: modelData
                    onClicked: root.controller.press(modelData)
                }
            }

            PinKey {
                objectName: "erase"
                text: ""
                symbol: "backspace"
                enabled: root.controller.pin !== ""
                Accessible.name: qsTr("删除一位")
                onClicked: root.controller.erase()
            }

            PinKey {
                objectName: "digit0"
                text: "0"
                onClicked: root.controller.press(0)
            }

            PinKey {
                objectName: "enter"
                text: ""
                symbol: "check"
                look: Button.Filled
                enabled: root.controller.pin.length >= root.controller.digitsMin
                Accessible.name: qsTr("确定")
                onClicked: root.controller.enter()
            }
        }
    }
}
