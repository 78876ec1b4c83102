pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.App
import Bianfang.Pages

// The places of the app, beside or below them the way from one to another, and pages in front of them. A place keeps
// its scroll and its filters while a page stands before it.
Item {
    id: root

    required property TabletApp app
    readonly property bool tall: height > width
    readonly property bool ready: root.app.working
    /// Read before it is first gone to; see PlaceLoader.
    readonly property Component first: Qt.createComponent("TodayPage.qml")
    /// Read on another thread before they are first opened: nobody waits for it then.
    property var soon: []

    Connections {
        target: root.app

        function onRefused(words: string) {
            refusal.show(words, "");
        }
    }

    Toast {
        id: refusal
    }

    Timer {
        interval: 100
        running: root.ready
        onTriggered: root.readAhead()
    }

    function readAhead() {
        const read = [];
        for (const name of ["Pages/HouseholdPage", "Visit/VisitPage", "Visit/ArrivalStep", "Visit/ItemsStep",
            "Visit/ProblemsStep", "Visit/MeasuresStep", "Visit/SatisfactionStep", "Visit/SignaturesStep",
            "Visit/FinishStep", "Visit/RecordSheet"])
            read.push(Qt.createComponent("qrc:/qt/qml/Bianfang/" + name + ".qml", Component.Asynchronous, root));
        soon = read;
    }

    NavigationPlaces {
        id: places

        NavigationItem {
            text: qsTr("今日")
            symbol: "today"
        }

        NavigationItem {
            text: qsTr("村")
            symbol: "village"
        }

        NavigationItem {
            text: qsTr("问题")
            symbol: "flag"
            count: root.app.problems ? root.app.problems.overdue : 0
        }

        NavigationItem {
            text: qsTr("同步")
            symbol: "sync"
            count: root.app.sync ? root.app.sync.conflicts : 0
        }

        NavigationItem {
            text: qsTr("设置")
            symbol: "settings"
        }
    }

    GridLayout {
        anchors.fill: parent
        anchors.bottomMargin: Insets.bottom
        columns: root.tall ? 1 : 2
        rowSpacing: 0
        columnSpacing: 0

        NavigationRail {
            visible: !root.tall
            places: places
            currentIndex: root.app.place
            Layout.fillHeight: true
            onChosen: index => root.app.go(index)
        }

        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            Item {
                anchors.fill: parent
                visible: root.app.pages.count === 0

                Repeater {
                    model: root.ready ? 5 : 0

                    PlaceLoader {
                        required property int index

                        app: root.app
                        place: index
                        anchors.fill: parent
                    }
                }
            }

            Repeater {
                model: root.app.pages

                PageLoader {
                    required property int index

                    app: root.app
                    front: index === root.app.pages.count - 1
                    anchors.fill: parent
                }
            }
        }

        NavigationBar {
            visible: root.tall && Insets.bottom === 0
            places: places
            currentIndex: root.app.place
            Layout.fillWidth: true
            onChosen: index => root.app.go(index)
        }
    }
}
