pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Visit

// Whether a visit is to go, and why: the reason is kept.
Dialog {
    id: root

    required property VisitController controller

    title: qsTr("放弃这次走访？")
    text: root.controller.discardWords
    accept: ""
    refuse: qsTr("继续走访")

    Label {
        text: qsTr("为什么放弃？点一个原因就放弃，原因会记下来。")
        kind: Label.Strong
        Layout.fillWidth: true
    }

    Flow {
        spacing: Theme.gapTight
        Layout.fillWidth: true

        Repeater {
            model: root.controller.discardReasons

            Button {
                required property int index
                required property string modelData

                objectName: "why" + index
                text: modelData
                danger: true
                onClicked: {
                    root.close();
                    root.controller.discard(index);
                }
            }
        }
    }
}
