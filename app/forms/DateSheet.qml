import QtQuick
import QtQuick.Layouts
import Bianfang.Components
import Bianfang.Forms

// A calendar over the page. It is made when it is opened: a form has many dates and shows at most one calendar.
Sheet {
    id: root

    /// As YYYYMMDD.
    signal chosen(int day)

    sheetWidth: 560
    onClosed: calendar.source = ""

    /// Opens at a day as YYYYMMDD; at today when there is none.
    function openAt(day: var) {
        const today = new Date();
        calendar.setSource("Calendar.qml", {
            selected: day === undefined ? 0 : day,
            year: day === undefined ? today.getFullYear() : Math.floor(day / 10000),
            month: day === undefined ? today.getMonth() + 1 : Math.floor(day / 100) % 100
        });
        open();
    }

    function choose(day: int) {
        close();
        chosen(day);
    }

    Loader {
        id: calendar

        Layout.fillWidth: true
    }

    Connections {
        target: calendar.item as Calendar

        function onChosen(day: int) {
            root.choose(day);
        }
    }
}
