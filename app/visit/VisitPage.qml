pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Visit

// A visit, step by step. Any step can be opened at any time; what is entered is saved at once.
Item {
    id: root

    required property VisitController controller
    property TabletApp app: null
    readonly property bool wide: width > 900

    /// The person goes back to where they came from.
    signal closed

    function leave() {
        root.closed();
        if (root.app)
            root.app.pages.back();
    }

    Connections {
        target: root.controller

        function onChanged() {
            if (root.controller.gone)
                root.leave();
        }

        // Another visit in place of this one: its editors are others.
        function onFormChanged() {
            step.show();
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        TopBar {
            title: root.controller.title
            subtitle: root.controller.subtitle
            canBack: true
            Layout.fillWidth: true
            onBack: root.leave()

            Badge {
                visible: root.controller.finished
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                //: The visit is signed off
                text: qsTr("已完成")
                tone: Tone.Good
                large: true
            }

            Badge {
                visible: !root.controller.readOnly && root.controller.problem === ""
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                //: Every answer is kept as it is given
                text: qsTr("已自动保存")
                tone: Tone.Neutral
                symbol: "check"
                large: true
            }
        }

        Rectangle {
            color: Theme.palette.surface
            implicitHeight: Theme.row + Theme.gapTight
            Layout.fillWidth: true

            Steps {
                anchors.fill: parent
                anchors.leftMargin: Theme.gapTight
                anchors.rightMargin: Theme.gapTight
                currentIndex: root.controller.step
                onChosen: index => root.controller.go(index)
                items: [
                    StepItem {
                        text: root.controller.stepNames[0]
                        done: root.controller.stepsDone[0]
                        attention: root.controller.stepsOdd[0]
                    },
                    StepItem {
                        text: root.controller.stepNames[1]
                        done: root.controller.stepsDone[1]
                        attention: root.controller.stepsOdd[1]
                    },
                    StepItem {
                        text: root.controller.stepNames[2]
                        done: root.controller.stepsDone[2]
                        attention: root.controller.stepsOdd[2]
                    },
                    StepItem {
                        text: root.controller.stepNames[3]
                        done: root.controller.stepsDone[3]
                        attention: root.controller.stepsOdd[3]
                    },
                    StepItem {
                        text: root.controller.stepNames[4]
                        done: root.controller.stepsDone[4]
                        attention: root.controller.stepsOdd[4]
                    },
                    StepItem {
                        text: root.controller.stepNames[5]
                        done: root.controller.stepsDone[5]
                        attention: root.controller.stepsOdd[5]
                    },
                    StepItem {
                        text: root.controller.stepNames[6]
                        done: root.controller.stepsDone[6]
                        attention: root.controller.stepsOdd[6]
                    }
                ]
            }

            Divider {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
            }
        }

        Seldom {
            wanted: root.controller.problem !== ""

            Banner {
                objectName: "failure"
                visible: root.controller.problem !== ""
                tone: Tone.Bad
                text: root.controller.problem
                Layout.fillWidth: true
                Layout.margins: Theme.gap
            }
        }

        Seldom {
            wanted: root.controller.foreignWords !== ""

            Banner {
                objectName: "foreign"
                visible: root.controller.foreignWords !== ""
                tone: Tone.Info
                text: root.controller.foreignWords
                Layout.fillWidth: true
                Layout.margins: Theme.gap
            }
        }

        Loader {
            id: step

            readonly property int current: root.controller.step
            readonly property list<string> pages: ["ArrivalStep.qml", "ItemsStep.qml", "ProblemsStep.qml",
                "MeasuresStep.qml", "SatisfactionStep.qml", "SignaturesStep.qml", "FinishStep.qml"]

            function show() {
                setSource(pages[current], {controller: root.controller});
            }

            Layout.fillWidth: true
            Layout.fillHeight: true
            onCurrentChanged: if (step.item) step.show()
            Component.onCompleted: step.show()
        }

        Rectangle {
            visible: Insets.bottom === 0
            color: Theme.palette.surface
            implicitHeight: Theme.control + 2 * Theme.gap
            Layout.fillWidth: true

            Divider {
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
            }

            RowLayout {
                anchors.fill: parent
                anchors.leftMargin: root.wide ? Theme.gapSection : Theme.gapWide
                anchors.rightMargin: anchors.leftMargin
                spacing: Theme.gap

                Button {
                    objectName: "previous"
                    visible: root.controller.step > 0
                    text: qsTr("上一步")
                    symbol: "left"
                    onClicked: root.controller.back()
                }

                Item {
                    Layout.fillWidth: true
                }

                Button {
                    objectName: "next"
                    visible: root.controller.step < 6
                    text: qsTr("下一步")
                    symbol: "right"
                    symbolAfter: true
                    look: Button.Filled
                    Layout.preferredWidth: Math.max(implicitWidth, 220)
                    onClicked: root.controller.next()
                }

                Seldom {
                    wanted: root.controller.step === 6 && !root.controller.readOnly

                    Button {
                        objectName: "finish"
                        visible: root.controller.step === 6 && !root.controller.readOnly
                        enabled: root.controller.errors === 0
                        text: qsTr("完成走访")
                        symbol: "check"
                        look: Button.Filled
                        Layout.preferredWidth: Math.max(implicitWidth, 220)
                        onClicked: root.controller.finish()
                    }
                }

                Seldom {
                    wanted: root.controller.step === 6 && root.controller.finished
                        && root.controller.correctedWords === ""

                    Button {
                        objectName: "correct"
                        visible: root.controller.step === 6 && root.controller.finished
                            && root.controller.correctedWords === ""
                        text: qsTr("更正这次走访")
                        symbol: "edit"
                        onClicked: root.controller.correct()
                    }
                }

                Seldom {
                    wanted: root.controller.step === 6 && root.controller.readOnly

                    Button {
                        objectName: "leave"
                        visible: root.controller.step === 6 && root.controller.readOnly
                        text: qsTr("返回")
                        look: Button.Filled
                        Layout.preferredWidth: Math.max(implicitWidth, 160)
                        onClicked: root.leave()
                    }
                }
            }
        }
    }

    SheetLoader {
        wanted: root.controller.again
        page: "AgainDialog.qml"
        properties: ({controller: root.controller})
    }

    // Made with its page: what it asks is laid out in its room, which it has only once it stands.
    RecordSheet {
        controller: root.controller
    }

    SheetLoader {
        wanted: root.controller.photos.choosing
        page: "PhotoSheet.qml"
        properties: ({photos: root.controller.photos})
    }

    SheetLoader {
        wanted: root.controller.photos.view.open
        page: "PhotoViewer.qml"
        properties: ({view: root.controller.photos.view})
    }
}
