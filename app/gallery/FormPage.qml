import QtQuick
import QtQuick.Layouts
import Bianfang.Components
import Bianfang.Forms

ScrollPage {
    id: root

    required property FormController form

    Card {
        padding: 28
        Layout.fillWidth: true

        FormView {
            form: root.form
            Layout.fillWidth: true
        }
    }
}
