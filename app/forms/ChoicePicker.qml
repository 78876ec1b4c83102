import QtQuick
import Bianfang.Components
import Bianfang.Forms

// A question with many choices: shows the answer, and opens a list in which one can search.
PickButton {
    id: root

    required property FieldController field
    property bool several: false

    objectName: "pick"
    text: root.field.shown
    enabled: !root.field.readOnly && !root.field.concealed
    Accessible.name: root.field.label + " " + (text === "" ? placeholder : text)
    onClicked: root.open()

    function open() {
        if (!sheet.item)
            sheet.setSource("ChoiceSheet.qml", {field: field, several: several});
        (sheet.item as ChoiceSheet).show();
    }

    Loader {
        id: sheet
    }
}
