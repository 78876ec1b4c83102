import QtQuick
import Bianfang.App

// One place of the app, made when it is first gone to.
Loader {
    id: root

    required property TabletApp app
    required property int place
    readonly property bool shown: root.app.place === root.place

    visible: root.shown
    onShownChanged: root.make()
    Component.onCompleted: root.make()

    function make() {
        if (!shown || item)
            return;
        const name = ["TodayPage", "VillagePage", "ProblemsPage", "SyncPage", "SettingsPage"][place];
        setSource("qrc:/qt/qml/Bianfang/Pages/" + name + ".qml", {app: app});
    }
}
