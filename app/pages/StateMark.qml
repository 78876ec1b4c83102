import QtQuick
import Bianfang.Theme
import Bianfang.Map

// The mark of a state as the map draws it.
MapMark {
    problem: Theme.palette.warning
    notMet: Theme.palette.bad
    missing: Theme.palette.unknown
    met: Theme.palette.good
    elsewhere: Theme.palette.textMuted
    preparing: Theme.palette.info
    sign: Theme.palette.surface
    surface: Theme.palette.surface
}
