pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// A month to tap a day in; years go by one and by ten, for dates of birth.
ColumnLayout {
    id: root

    required property int selected
    required property int year
    required property int month
    readonly property int days: new Date(year, month, 0).getDate()
    readonly property int blanks: (new Date(year, month - 1, 1).getDay() + 6) % 7

    /// As YYYYMMDD.
    signal chosen(int day)

    spacing: Theme.gapWide

    function move(months: int) {
        const at = year * 12 + month - 1 + months;
        year = Math.max(1850, Math.min(2199, Math.floor(at / 12)));
        month = at % 12 + 1;
    }

    RowLayout {
        spacing: Theme.gapTight

        Button {
            objectName: "tenBack"
            repeats: true
            text: qsTr("−10年")
            look: Button.Tonal
            onClicked: root.move(-120)
        }

        IconButton {
            objectName: "yearBack"
            symbol: "left"
            name: qsTr("上一年")
            onClicked: root.move(-12)
        }

        Label {
            objectName: "year"
            text: qsTr("%1年").arg(root.year)
            kind: Label.Title
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }

        IconButton {
            objectName: "yearOn"
            symbol: "right"
            name: qsTr("下一年")
            onClicked: root.move(12)
        }

        Button {
            objectName: "tenOn"
            repeats: true
            text: qsTr("+10年")
            look: Button.Tonal
            onClicked: root.move(120)
        }
    }

    GridLayout {
        columns: 6
        columnSpacing: Theme.gapHair
        rowSpacing: Theme.gapHair
        Layout.fillWidth: true

        Repeater {
            model: 12

            Option {
                required property int index

                objectName: "month" + (index + 1)
                text: qsTr("%1月").arg(index + 1)
                checked: index + 1 === root.month
                leftPadding: 4
                rightPadding: 4
                implicitWidth: 60
                Layout.fillWidth: true
                onClicked: root.month = index + 1
            }
        }
    }

    GridLayout {
        columns: 7
        columnSpacing: Theme.gapHair
        rowSpacing: Theme.gapHair
        Layout.fillWidth: true

        Repeater {
            model: [qsTr("一"), qsTr("二"), qsTr("三"), qsTr("四"), qsTr("五"), qsTr("六"), qsTr("日")]

            Label {
                required property string modelData

                text: modelData
                kind: Label.Caption
                muted: true
                horizontalAlignment: Text.AlignHCenter
                Layout.fillWidth: true
                Layout.preferredWidth: 48
            }
        }

        Repeater {
            model: root.blanks

            Item {
                Layout.fillWidth: true
                Layout.preferredWidth: 48
                Layout.preferredHeight: 48
            }
        }

        Repeater {
            model: root.days

            DayButton {
                required property int index

                objectName: "day" + (index + 1)
                day: index + 1
                name: root.year + "-" + root.month + "-" + day
                checked: root.selected === root.year * 10000 + root.month * 100 + day
                Layout.fillWidth: true
                Layout.preferredWidth: 48
                onClicked: root.chosen(root.year * 10000 + root.month * 100 + day)
            }
        }
    }
}
