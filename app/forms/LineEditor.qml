import QtQuick
import QtQuick.Layouts
import Bianfang.Theme
import Bianfang.Components
import Bianfang.Forms

// Questions that are answered in one line of text: words, numbers, codes. `hints` choose the keyboard.
FieldFrame {
    id: root

    property int hints: Qt.ImhNone
    property string symbol: ""
    property string placeholder: ""
    property string suffix: root.field.unit
    default property alias after: line.data

    RowLayout {
        id: line

        width: root.width
        spacing: Theme.gapTight

        TextField {
            objectName: "line"
            name: root.field.label
            text: root.field.text
            symbol: root.symbol
            suffix: root.suffix
            placeholderText: root.placeholder
            tone: root.tone
            inputMethodHints: root.hints
            readOnly: root.field.readOnly || root.field.concealed
            // What is too long is said to be, never cut behind one's back; twice as much is no answer any more.
            maximumLength: root.field.lengthMax > 0 ? 2 * root.field.lengthMax : 32767
            Layout.fillWidth: true
            onTextEdited: root.field.type(text)
            onActiveFocusChanged: root.field.focused(activeFocus)
            // The answer may bring the question that comes next.
            Keys.onTabPressed: event => {
                root.field.commit();
                event.accepted = false;
            }
        }
    }
}
