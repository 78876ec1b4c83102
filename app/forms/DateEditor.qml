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
        visible: !root.field.readOnly
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
        onClicked: sheet.openAt(root.field.value)
    }

    DateSheet {
        id: sheet

        title: root.field.label
        onChosen: day => root.field.answer(day)
    }
}
