import QtQuick
import Bianfang.Components

// Where one types what one looks for; a list follows each letter, also those that are not characters yet.
TextField {
    id: root

    /// What is looked for now: the text with the letters that the keyboard is composing.
    readonly property string sought: root.text.slice(0, root.cursorPosition)
        + root.preeditText.replace(/'/g, "") + root.text.slice(root.cursorPosition)

    name: qsTr("搜索")
    placeholderText: qsTr("搜索")
    symbol: "search"
    clearable: true
    inputMethodHints: Qt.ImhNoPredictiveText
}
