import QtQuick
import Bianfang.Components

// Where one types what one looks for; a list follows each letter.
TextField {
    id: root

    name: qsTr("搜索")
    placeholderText: qsTr("搜索")
    symbol: "search"
    clearable: true
    inputMethodHints: Qt.ImhNoPredictiveText
}
