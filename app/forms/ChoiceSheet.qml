import QtQuick
import QtQuick.Layouts
import Bianfang.Components
import Bianfang.Forms

// The choices of a question over the page. The list is made when it is opened.
Sheet {
    id: root

    required property FieldController field
    property bool several: false

    title: root.field.label
    onClosed: root.forget()

    function show() {
        list.setSource("ChoiceList.qml", {field: root.field, several: root.several});
        open();
    }

    function forget() {
        field.choices.find("");
        list.source = "";
    }

    Loader {
        id: list

        Layout.fillWidth: true
    }

    Connections {
        target: list.item as ChoiceList

        function onChosen() {
            root.close();
        }
    }
}
