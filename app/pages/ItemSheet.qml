import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// What one of the eight items rests on, fact by fact, and where the rule stands.
Sheet {
    id: root

    required property TabletApp app
    required property HouseholdController controller

    title: root.controller.itemTitle

    /// Opens for an item.
    function show(item: int) {
        controller.look(item);
        open();
    }

    /// A fact that is wrong is corrected where it is written down.
    function correct(key: string) {
        close();
        root.app.openRecord(key);
    }

    Badge {
        text: root.controller.itemReason
        tone: root.controller.itemTone
        large: true
    }

    FactList {
        objectName: "itemFacts"
        model: root.controller.itemFacts
        emptyText: root.controller.itemEmpty
        Layout.fillWidth: true
        onChosen: key => root.correct(key)
    }

    Label {
        text: qsTr("依据：%1").arg(root.controller.itemSource)
        kind: Label.Caption
        muted: true
        Layout.fillWidth: true
    }
}
