import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// Who wrote a field, when, and what: the newest first.
Sheet {
    id: root

    required property RecordController controller

    title: root.controller.historyOf

    /// Opens for a field by its number.
    function show(field: int) {
        controller.lookBack(field);
        open();
    }

    FactList {
        model: root.controller.history
        emptyText: qsTr("这一项还没有人填写过")
        Layout.fillWidth: true
    }
}
