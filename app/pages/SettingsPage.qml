import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App

// Language, size of the text, colours, and the lock.
Item {
    id: root

    required property TabletApp app

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
        }
    }
}
