import QtQuick
import Bianfang.Components

// The places of the app, said once for NavigationRail and NavigationBar.
QtObject {
    id: root

    default property list<NavigationItem> items
}
