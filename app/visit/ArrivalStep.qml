pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms
import Bianfang.Visit

// When and where the visitor arrived, what for, and whom they met.
StepPage {
    id: root

    Seldom {
        wanted: root.controller.correctsWords !== ""

        Banner {
            visible: root.controller.correctsWords !== ""
            text: root.controller.correctsWords
            Layout.fillWidth: true
        }
    }

    Card {
        Layout.fillWidth: true

        RowLayout {
            spacing: Theme.gap

            Icon {
                symbol: "clock"
                color: Theme.palette.primary
                Layout.preferredWidth: 28
                Layout.preferredHeight: 28
                Layout.alignment: Qt.AlignTop
            }

            Label {
                objectName: "arrived"
                text: root.controller.arrivalWords
                kind: Label.Strong
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
        }

        RowLayout {
            spacing: Theme.gap

            Icon {
                symbol: "place"
                color: Theme.palette.primary
                Layout.preferredWidth: 28
                Layout.preferredHeight: 28
            }

            Label {
                objectName: "place"
                text: root.controller.placeWords
                Layout.fillWidth: true
            }

            Button {
                objectName: "seekPlace"
                visible: !root.controller.readOnly
                enabled: !root.controller.seeking
                text: qsTr("重新定位")
                look: Button.Plain
                onClicked: root.controller.seekPlace()
            }
        }
    }

    // Asked only where the tablet's clock and what is written down cannot both be right, and in a correction.
    Seldom {
        wanted: root.controller.timesOdd

        Card {
            objectName: "times"
            visible: root.controller.timesOdd
            spacing: Theme.gapSection
            Layout.fillWidth: true

            FieldEditor {
                field: root.controller.form.field("arrived")
                Layout.fillWidth: true
            }

            FieldEditor {
                field: root.controller.form.field("departed")
                Layout.fillWidth: true
            }
        }
    }

    Card {
        spacing: Theme.gapSection
        Layout.fillWidth: true

        FieldEditor {
            field: root.controller.form.field("purpose")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("met")
            Layout.fillWidth: true
        }
    }

    Card {
        spacing: Theme.gapSection
        Layout.fillWidth: true

        FieldEditor {
            field: root.controller.form.field("visitor_name")
            Layout.fillWidth: true
        }

        Label {
            objectName: "visitorNote"
            visible: !root.controller.readOnly
            text: qsTr("走访人就是使用这台平板的人。一起来的人填在“同行人”里。")
            kind: Label.Caption
            muted: true
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("visitor_duty")
            Layout.fillWidth: true
        }

        FieldEditor {
            field: root.controller.form.field("companions")
            Layout.fillWidth: true
        }
    }

    Button {
        objectName: "discard"
        visible: !root.controller.readOnly
        text: qsTr("放弃这次走访")
        symbol: "trash"
        look: Button.Plain
        danger: true
        onClicked: root.askToDiscard()
    }

    Loader {
        id: sure

        visible: false
    }

    function askToDiscard() {
        if (!sure.item)
            sure.setSource("DiscardDialog.qml", {controller: controller});
        (sure.item as DiscardDialog).open();
    }
}
