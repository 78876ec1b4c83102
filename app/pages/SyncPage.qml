import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// What waits on this tablet and what the centre holds; the sync itself needs nobody to wait for it.
Item {
    id: root

    required property TabletApp app
    readonly property SyncController controller: root.app.sync
    readonly property bool wide: width > 900

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: qsTr("同步")
            subtitle: qsTr("上次同步：%1").arg(root.controller.lastTime)
            Layout.fillWidth: true

            Button {
                objectName: "sync"
                text: root.controller.running ? qsTr("正在同步") : qsTr("现在同步")
                symbol: "sync"
                look: Button.Filled
                enabled: !root.controller.running
                onClicked: root.controller.start()
            }
        }

        ScrollPage {
            pageWidth: 980
            padding: root.wide ? Theme.gapSection : Theme.gapWide
            Layout.fillWidth: true
            Layout.fillHeight: true

            Banner {
                objectName: "state"
                tone: root.controller.tone
                title: root.controller.headline
                text: root.controller.detail
                Layout.fillWidth: true
            }

            ProgressBar {
                visible: root.controller.running
                text: root.controller.step
                value: root.controller.share
                figure: Math.floor(root.controller.share * 100) + "%"
                Layout.fillWidth: true
            }

            Banner {
                objectName: "clock"
                visible: root.controller.clockWarning !== ""
                tone: Tone.Bad
                text: root.controller.clockWarning
                Layout.fillWidth: true
            }

            Banner {
                objectName: "overruled"
                visible: root.controller.overruled > 0
                tone: Tone.Info
                text: qsTr("有 %1 处说法不一已由别人决定，没有采用这台平板上填的。").arg(root.controller.overruled)
                action: qsTr("查看")
                Layout.fillWidth: true
                onActed: root.app.openConflicts("")
            }

            Banner {
                objectName: "conflicts"
                visible: root.controller.conflicts > 0
                tone: Tone.Warning
                text: qsTr("有 %1 处，两个人的说法不一样。").arg(root.controller.conflicts)
                action: qsTr("查看并决定")
                Layout.fillWidth: true
                onActed: root.app.openConflicts("")
            }

            GridLayout {
                columns: root.width > 700 ? 3 : 1
                columnSpacing: Theme.gapWide
                rowSpacing: Theme.gap
                Layout.fillWidth: true

                Card {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1

                    Figure {
                        value: root.controller.waitingRecords
                        unit: qsTr("项")
                        name: qsTr("改动等待上传")
                        tone: root.controller.waitingRecords > 0 ? Tone.Info : Tone.Good
                    }
                }

                Card {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1

                    Figure {
                        value: root.controller.waitingFiles
                        unit: root.controller.waitingFiles > 0 ? qsTr("份 · %1").arg(root.controller.waitingBytes) : qsTr("份")
                        name: qsTr("照片和文件等待上传")
                        tone: root.controller.waitingFiles > 0 ? Tone.Info : Tone.Good
                    }
                }

                Card {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1

                    Figure {
                        value: root.controller.unarchived
                        unit: qsTr("项")
                        name: qsTr("县里已收到，等办公室存底")
                    }

                    Label {
                        objectName: "unarchivedNote"
                        visible: root.controller.unarchived > 0
                        text: qsTr("你不用做什么，平板上也还留着一份。办公室做好备份，并把更早的备份作废以后，再同步一次就会减少。")
                        kind: Label.Caption
                        muted: true
                        Layout.fillWidth: true
                    }
                }
            }

            SectionHeader {
                visible: root.controller.notes.count > 0
                text: qsTr("需要留意")
                Layout.fillWidth: true
            }

            Card {
                visible: root.controller.notes.count > 0
                padding: Theme.gapTight
                Layout.fillWidth: true

                FactList {
                    model: root.controller.notes
                    Layout.fillWidth: true
                }
            }

            SectionHeader {
                text: qsTr("县里收到的记录")
                Layout.fillWidth: true
            }

            Card {
                padding: Theme.gapTight
                Layout.fillWidth: true

                FactList {
                    model: root.controller.receipts
                    emptyText: qsTr("还没有。改动交到县里后会列在这里。")
                    Layout.fillWidth: true
                }
            }

            Button {
                objectName: "details"
                text: details.visible ? qsTr("收起技术信息") : qsTr("技术信息")
                look: Button.Plain
                onClicked: details.visible = !details.visible
            }

            // For whoever helps over the telephone.
            Label {
                id: details

                visible: false
                text: root.controller.details
                kind: Label.Caption
                muted: true
                Layout.fillWidth: true
            }
        }
    }
}
