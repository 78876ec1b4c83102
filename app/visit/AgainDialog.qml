import QtQuick
import Bianfang.Components
import Bianfang.Visit

// A household that was visited today is visited again only by who says so.
Dialog {
    id: root

    required property VisitController controller

    title: qsTr("今天已走访过这户")
    text: root.controller.againWords
    accept: qsTr("再走访一次")
    refuse: qsTr("看今天的走访")
    onAccepted: root.controller.visitAgain()
    onRefused: root.controller.stayWithToday()
    Component.onCompleted: open()
}
