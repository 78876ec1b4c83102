import QtQuick
import Bianfang.Components
import Bianfang.Forms

// Names another record, which a page chooses.
FieldFrame {
    id: root

    PickButton {
        objectName: "refer"
        text: root.field.presence !== FieldController.Answered ? ""
            : root.field.referred !== "" ? root.field.referred : qsTr("已选择")
        symbol: "right"
        enabled: !root.field.readOnly
        Accessible.name: root.field.label + " " + (text === "" ? placeholder : text)
        width: root.width
        onClicked: root.field.want()
    }
}
