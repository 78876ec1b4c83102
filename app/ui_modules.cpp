#include <QQmlExtensionPlugin>

// Modules in static libraries are not found by themselves: each is named here once.
Q_IMPORT_QML_PLUGIN(Bianfang_ThemePlugin)
Q_IMPORT_QML_PLUGIN(Bianfang_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Bianfang_GalleryPlugin)
