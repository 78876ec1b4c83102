import QtQuick
import QtQuick.Layouts
import Bianfang.Components

// A field that wants text, so that the keyboard shows.
ScrollPage {
    id: root

    SectionHeader {
        text: qsTr("试一试")
        Layout.fillWidth: true
    }

    TextField {
        objectName: "typing"
        name: qsTr("在这里输入")
        placeholderText: qsTr("在这里输入")
        Layout.fillWidth: true
    }

    TextField {
        name: qsTr("务工月数")
        placeholderText: qsTr("务工月数")
        inputMethodHints: Qt.ImhDigitsOnly
        Layout.fillWidth: true
    }

    TextBox {
        name: qsTr("交谈记录")
        placeholderText: qsTr("说了什么，答应了什么")
        Layout.fillWidth: true
    }
}
