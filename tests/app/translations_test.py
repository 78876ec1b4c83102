"""Every text of the app is written in Chinese and has an English translation.

Usage: translations_test.py <lupdate> <app folder> <translation file>
"""

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

CHINESE = re.compile("[\u4e00-\u9fff]")


def messages(path):
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            translation = message.find("translation")
            yield name, message.findtext("source"), translation.text or "", translation.get("type")


def complaints(path):
    for context, source, translation, kind in messages(path):
        where = f"{context}: {source!r}"
        if kind in ("vanished", "obsolete"):
            yield f"{where} is no longer in the app: take it out"
        elif kind == "unfinished" or not translation:
            yield f"{where} has no English translation"
        elif not CHINESE.search(source):
            yield f"{where} is not written in Chinese"
        elif CHINESE.search(translation):
            yield f"{where} has Chinese in its translation {translation!r}"
        elif sorted(re.findall(r"%\d", source)) != sorted(re.findall(r"%\d", translation)):
            yield f"{where} and {translation!r} have other places for values"


def main():
    lupdate, app, kept = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        fresh = shutil.copy(kept, folder)
        # The copy learns of every text in the source; what it lacks then is unfinished.
        subprocess.run([lupdate, "-silent", "-extensions", "qml,cpp,h", app, "-ts", fresh], check=True)
        found = list(complaints(fresh))
        count = sum(1 for _ in messages(fresh))
    print("\n".join(found) or f"{count} texts, all in both languages")
    if count < 100:
        sys.exit(f"only {count} texts were found: the test looks in the wrong place")
    if found:
        print(f"To bring new texts into the file: lupdate -extensions qml,cpp,h -locations none {app} -ts {kept}")
        sys.exit(1)


if __name__ == "__main__":
    main()
