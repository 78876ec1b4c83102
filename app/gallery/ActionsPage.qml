import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components

ScrollPage {
    id: root

    pageWidth: 1080

    SectionHeader {
        text: qsTr("按钮")
        note: qsTr("每页只有一个主要动作")
        Layout.fillWidth: true
    }

    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Button {
            objectName: "filled"
            text: qsTr("开始走访")
            symbol: "plus"
            look: Button.Filled
            onClicked: toast.show(qsTr("已开始走访，内容随填随存"), qsTr("撤销"))
        }

        Button {
            text: qsTr("立即同步")
            symbol: "sync"
            look: Button.Tonal
        }

        Button {
            objectName: "openSheet"
            text: qsTr("查看依据")
            onClicked: sheet.open()
        }

        Button {
            text: qsTr("历史")
            symbol: "history"
            look: Button.Plain
        }

        Button {
            objectName: "openDialog"
            text: qsTr("删除")
            symbol: "trash"
            danger: true
            onClicked: dialog.open()
        }

        Button {
            text: qsTr("不可用")
            look: Button.Filled
            enabled: false
        }

        IconButton {
            symbol: "search"
            name: qsTr("搜索")
        }

        IconButton {
            symbol: "camera"
            name: qsTr("拍照")
            filled: true
        }
    }

    SectionHeader {
        text: qsTr("选择")
        Layout.fillWidth: true
        Layout.topMargin: Theme.gapTight
    }

    Segments {
        objectName: "segments"
        name: qsTr("排序")
        texts: [qsTr("按需要"), qsTr("按距离"), qsTr("按自然村")]
        onChosen: index => currentIndex = index
    }

    Flow {
        spacing: Theme.gapTight
        Layout.fillWidth: true

        FilterChip {
            text: qsTr("从未走访")
            count: 12
            checked: true
        }

        FilterChip {
            text: qsTr("有未销号问题")
            count: 4
        }

        FilterChip {
            text: qsTr("预脱贫")
            count: 31
        }
    }

    GridLayout {
        columns: root.width > 900 ? 2 : 1
        columnSpacing: Theme.gapWide
        rowSpacing: Theme.gapWide
        Layout.fillWidth: true

        Card {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            Flow {
                spacing: Theme.gapTight
                Layout.fillWidth: true

                Option {
                    text: qsTr("是")
                    checked: true
                    tone: Tone.Good
                }

                Option { text: qsTr("否") }

                Option { text: qsTr("不清楚") }
            }

            CheckRow {
                text: qsTr("因病")
                checked: true
                Layout.fillWidth: true
            }

            CheckRow {
                text: qsTr("缺劳动力")
                note: qsTr("家中无16至60岁的劳动力")
                Layout.fillWidth: true
            }

            SwitchRow {
                objectName: "switch"
                text: qsTr("屏幕键盘")
                note: qsTr("接有实体键盘时可以关闭")
                checked: true
                Layout.fillWidth: true
            }
        }

        Card {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop

            SearchField {
                objectName: "search"
                Layout.fillWidth: true
            }

            TextField {
                name: qsTr("面积")
                text: "86.50"
                suffix: qsTr("平方米")
                Layout.fillWidth: true
            }

            TextField {
                name: qsTr("电话")
                text: "1380000"
                tone: Tone.Bad
                Layout.fillWidth: true
            }

            TextBox {
                name: qsTr("交谈记录")
                placeholderText: qsTr("说了什么，答应了什么")
                Layout.fillWidth: true
            }

            Counter {
                name: qsTr("务工月数")
                canLess: false
                Layout.fillWidth: true

                Label {
                    text: "0"
                    kind: Label.Large
                    horizontalAlignment: Text.AlignHCenter
                    Layout.fillWidth: true
                }
            }
        }
    }

    Dialog {
        id: dialog

        title: qsTr("删除这条诉求？")
        text: qsTr("删除会留下痕迹：谁、何时、为什么。")
        accept: qsTr("删除")
        danger: true
    }

    Sheet {
        id: sheet

        title: qsTr("安全住房的依据")

        ValueRow {
            name: qsTr("鉴定等级")
            value: qsTr("B级")
            note: qsTr("住建局 · 2018年3月12日")
            Layout.fillWidth: true
        }

        ValueRow {
            name: qsTr("鉴定报告")
            Layout.fillWidth: true
        }
    }

    Toast { id: toast }
}
