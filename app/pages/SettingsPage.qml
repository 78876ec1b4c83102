pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// Language, size of the text, colours, and the lock.
Item {
    id: root

    required property TabletApp app

    function askRemoval() {
        refusal.text = root.app.removalProblem();
        if (refusal.text !== "")
            refusal.open();
        else
            removal.open();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("设置")
            subtitle: root.app.person
            Layout.fillWidth: true

            Button {
                objectName: "lockNow"
                text: qsTr("立即锁定")
                symbol: "lock"
                look: Button.Tonal
                onClicked: root.app.lockNow()
            }
        }

        ScrollPage {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Card {
                Layout.fillWidth: true
                spacing: Theme.gapWide

                SettingChoice {
                    name: qsTr("语言")
                    texts: ["中文", "English"]
                    currentIndex: Appearance.language
                    Layout.fillWidth: true
                    onChosen: index => Appearance.language = index
                }

                SettingChoice {
                    name: qsTr("文字大小")
                    texts: [qsTr("标准"), qsTr("大"), qsTr("特大")]
                    currentIndex: Appearance.textSize
                    Layout.fillWidth: true
                    onChosen: index => Appearance.textSize = index
                }

                SettingChoice {
                    name: qsTr("颜色")
                    texts: [qsTr("浅色"), qsTr("深色"), qsTr("高对比")]
                    currentIndex: Appearance.scheme
                    Layout.fillWidth: true
                    onChosen: index => Appearance.scheme = index
                }
            }

            Card {
                padding: Theme.gapTight
                Layout.fillWidth: true

                SwitchRow {
                    text: qsTr("屏幕键盘")
                    note: qsTr("接了外接键盘时可以关掉")
                    checked: Appearance.keyboard
                    Layout.fillWidth: true
                    onToggled: Appearance.keyboard = checked
                }

                ListRow {
                    objectName: "changePin"
                    title: qsTr("更换解锁密码")
                    subtitle: qsTr("4 至 12 位数字")
                    symbol: "lock"
                    divided: false
                    Layout.fillWidth: true
                    onClicked: root.app.changePin()
                }
            }

            Card {
                padding: Theme.gapTight
                spacing: 0
                Layout.fillWidth: true

                Label {
                    text: qsTr("这台平板的使用人")
                    kind: Label.Strong
                    Layout.margins: Theme.gap
                    Layout.fillWidth: true
                }

                Repeater {
                    model: root.app.users

                    ListRow {
                        required property int index
                        required property string modelData

                        title: modelData
                        subtitle: index === root.app.user ? qsTr("正在使用") : qsTr("锁定后可以换人")
                        symbol: "person"
                        opens: false
                        Layout.fillWidth: true
                    }
                }

                ListRow {
                    objectName: "addUser"
                    visible: root.app.canAddUser
                    title: qsTr("添加使用人")
                    subtitle: qsTr("每人有自己的密码和资料，互相看不到")
                    symbol: "plus"
                    Layout.fillWidth: true
                    onClicked: root.app.addUser()
                }

                ListRow {
                    objectName: "removeUser"
                    title: qsTr("从这台平板移除%1").arg(root.app.person)
                    subtitle: qsTr("全部交到县里，并由办公室存底（备份）后才能移除")
                    symbol: "trash"
                    tone: Tone.Bad
                    divided: false
                    Layout.fillWidth: true
                    onClicked: root.askRemoval()
                }
            }
        }
    }

    Dialog {
        id: refusal

        title: qsTr("现在不能移除")
        accept: qsTr("知道了")
        refuse: ""
    }

    Dialog {
        id: removal

        title: qsTr("移除%1的资料？").arg(root.app.person)
        text: qsTr("这台平板上属于此人的资料和密钥会全部删除。县里的资料不受影响。")
        accept: qsTr("移除")
        refuse: qsTr("不移除")
        danger: true
        onAccepted: root.app.removeUser()
    }
}
