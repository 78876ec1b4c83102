import QtQuick
import Bianfang.Forms

// The editor for a question, whatever it is.
Loader {
    id: root

    required property FieldController field

    Component.onCompleted: root.show(root.field.editor)

    function show(editor: int) {
        switch (editor) {
        case FieldController.YesNoEditor: return setSource("YesNoEditor.qml", {field: field});
        case FieldController.ChoiceEditor:
        case FieldController.RegionEditor: return setSource("ChoiceEditor.qml", {field: field});
        case FieldController.ChoicesEditor: return setSource("ChoiceEditor.qml", {field: field, several: true});
        case FieldController.LongTextEditor: return setSource("LongTextEditor.qml", {field: field});
        case FieldController.TextsEditor: return setSource("TextsEditor.qml", {field: field});
        case FieldController.NumberEditor: return setSource("NumberEditor.qml", {field: field});
        case FieldController.YearEditor: return setSource("NumberEditor.qml", {field: field, year: true});
        case FieldController.DateEditor: return setSource("DateEditor.qml", {field: field});
        case FieldController.MonthEditor: return setSource("MonthEditor.qml", {field: field});
        case FieldController.InstantEditor: return setSource("InstantEditor.qml", {field: field});
        case FieldController.CoordinateEditor: return setSource("CoordinateEditor.qml", {field: field});
        case FieldController.SignatureEditor: return setSource("SignatureEditor.qml", {field: field});
        case FieldController.PictureEditor: return setSource("PictureEditor.qml", {field: field});
        case FieldController.ReferenceEditor: return setSource("ReferenceEditor.qml", {field: field});
        case FieldController.AmountEditor:
            return setSource("LineEditor.qml", {field: field, hints: Qt.ImhFormattedNumbersOnly});
        case FieldController.MoneyEditor:
            return setSource("LineEditor.qml", {field: field, hints: Qt.ImhFormattedNumbersOnly, symbol: "money"});
        case FieldController.PhoneEditor:
            return setSource("LineEditor.qml", {field: field, hints: Qt.ImhDialableCharactersOnly, symbol: "phone"});
        case FieldController.IdNumberEditor:
            return setSource("LineEditor.qml",
                {field: field, hints: Qt.ImhUppercaseOnly | Qt.ImhPreferNumbers, symbol: "idCard"});
        case FieldController.AccountEditor:
            return setSource("LineEditor.qml", {field: field, hints: Qt.ImhDigitsOnly});
        default: return setSource("LineEditor.qml", {field: field});
        }
    }
}
