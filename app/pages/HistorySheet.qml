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
    onClosed: root.controller.revealHistory(false)

    /// Opens for a field by its number.
    function show(field: int) {
        controller.lookBack(field);
        open();
    }

    Button {
        objectName: "revealHistory"
        visible: root.controller.historyMasked && root.controller.history.count > 0
        text: root.controller.historyWhole ? qsTr("隐藏%1").arg(root.title) : qsTr("显示%1").arg(root.title)
        symbol: root.controller.historyWhole ? "eyeOff" : "eye"
        onClicked: root.controller.revealHistory(!root.controller.historyWhole)
    }

    FactList {
        model: root.controller.history
        emptyText: qsTr("这一项还没有人填写过")
        Layout.fillWidth: true
    }
}
