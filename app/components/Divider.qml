import QtQuick
import Bianfang.Theme

Rectangle {
    id: root

    implicitHeight: Theme.border
    implicitWidth: 100
    color: Theme.palette.outline
}
