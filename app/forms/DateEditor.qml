import QtQuick
import Bianfang.Components
import Bianfang.Forms

// A day, typed as eight digits or found in the calendar.
LineEditor {
    id: root

    symbol: "calendar"
    hints: Qt.ImhDate
    placeholder: qsTr("例如 20180312")

    Button {
        objectName: "now"
        visible: root.field.canBeNow && !root.field.readOnly
        text: qsTr("今天")
        Accessible.name: root.field.label + " " + text
        onClicked: root.field.answerNow()
    }

    Button {
        objectName: "calendar"
        visible: !root.field.readOnly
        text: qsTr("日历")
        symbol: "calendar"
        Accessible.name: root.field.label + " " + text
        onClicked: root.openCalendar()
    }

    function openCalendar() {
        if (!sheet.item)
            sheet.setSource("DateSheet.qml", {title: field.label});
        (sheet.item as DateSheet).openAt(root.field.value);
    }

    Loader {
        id: sheet

        visible: false
    }

    Connections {
        target: sheet.item as DateSheet

        function onChosen(day: int) {
            root.field.answer(day);
        }
    }
}
