import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

ScrollPage {
    id: root

    pageWidth: 1080

    Steps {
        objectName: "steps"
        currentIndex: 2
        items: [
            StepItem {
                text: qsTr("到户")
                done: true
            },
            StepItem {
                text: qsTr("八有核实")
                attention: true
            },
            StepItem { text: qsTr("问题诉求") },
            StepItem { text: qsTr("帮扶措施") },
            StepItem { text: qsTr("满意度") },
            StepItem { text: qsTr("签名") }
        ]
        Layout.fillWidth: true
        onChosen: index => currentIndex = index
    }

    Banner {
        title: qsTr("还有3条记录没有得到县里的回执")
        text: qsTr("它们都在本机，回到有网络的地方会自动上传。")
        action: qsTr("查看")
        Layout.fillWidth: true
    }

    GridLayout {
        columns: root.width > 900 ? 2 : 1
        columnSpacing: Theme.gapWide
        rowSpacing: Theme.gapWide
        Layout.fillWidth: true

        Card {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            SectionHeader {
                text: qsTr("书记遍访")
                note: qsTr("2018年")
                Layout.fillWidth: true
            }

            RowLayout {
                spacing: Theme.gapPage

                Figure {
                    value: "87"
                    unit: qsTr("户")
                    name: qsTr("已走访")
                }

                Figure {
                    value: "36"
                    unit: qsTr("户")
                    name: qsTr("待走访")
                    tone: Tone.Warning
                }
            }

            ProgressBar {
                text: qsTr("覆盖率")
                figure: "71%"
                value: 0.71
                Layout.fillWidth: true
            }

            Flow {
                spacing: Theme.gapTight
                Layout.fillWidth: true

                Badge {
                    text: qsTr("达标")
                    tone: Tone.Good
                }

                Badge {
                    text: qsTr("不达标")
                    tone: Tone.Bad
                }

                Badge {
                    text: qsTr("未采集")
                    tone: Tone.Unknown
                }

                Badge {
                    text: qsTr("两种说法")
                    tone: Tone.Warning
                }

                Badge {
                    text: qsTr("预脱贫")
                    tone: Tone.Info
                }

                Badge { text: qsTr("低保户") }
            }
        }

        Card {
            padding: Theme.gapTight
            spacing: 0
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            ListRow {
                title: qsTr("王建国")
                subtitle: qsTr("东风屯 · 4人 · 从未走访")
                symbol: "household"
                tone: Tone.Warning
                Layout.fillWidth: true

                Badge {
                    text: qsTr("2项未采集")
                    tone: Tone.Unknown
                }
            }

            ListRow {
                title: qsTr("李秀英")
                subtitle: qsTr("上屯 · 2人 · 上次走访11月3日")
                symbol: "household"
                tone: Tone.Good
                Layout.fillWidth: true

                Badge {
                    text: qsTr("达标")
                    tone: Tone.Good
                }
            }

            ListRow {
                title: qsTr("覃阿妹")
                subtitle: qsTr("下屯 · 1人 · 有1个未销号问题")
                symbol: "household"
                tone: Tone.Bad
                divided: false
                Layout.fillWidth: true
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            ValueRow {
                name: qsTr("住房等级")
                value: qsTr("B级")
                note: qsTr("住建局 · 2018年3月12日")
                Layout.fillWidth: true
            }

            Divider { Layout.fillWidth: true }

            ValueRow {
                name: qsTr("电视信号")
                Layout.fillWidth: true
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            EmptyState {
                symbol: "flag"
                title: qsTr("没有未销号的问题")
                text: qsTr("走访中发现的问题会出现在这里。")
                action: qsTr("登记问题")
                Layout.fillWidth: true
            }
        }
    }

    Banner {
        tone: Tone.Bad
        text: qsTr("平板的时间比县里慢了2天，请到设置中校准。")
        Layout.fillWidth: true
    }

    Banner {
        tone: Tone.Warning
        text: qsTr("户主有两人，请核对与户主关系。")
        Layout.fillWidth: true
    }
}
