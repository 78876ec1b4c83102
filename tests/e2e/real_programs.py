"""The real programs as tests of the whole drive them: a centre with its server, and tablets, each in a folder.

BIANFANG_BUILD names the build folder. Whatever a program says goes into the error when it ends otherwise than expected.
"""
import collections
import json
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.environ.get("BIANFANG_BUILD", os.path.join(ROOT, "build/release"))
PATIENCE = 120  # seconds until a program counts as hanging, on a machine that does much else
NO_CONNECTION = 8


class Unexpected(Exception):
    """A program did what it must not."""


def program(name):
    for folder in ("sync-server", "app", "tests/county", "tests/e2e"):
        path = os.path.join(BUILD, folder, name)
        if os.path.exists(path):
            return path
    sys.exit(f"not built: {name} in {BUILD}")


def run(command, ok=(0,), extra=None):
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE,
                          env={**os.environ, **(extra or {})})
    if done.returncode not in ok:
        raise Unexpected(f"{' '.join(command)}\n{done.stdout}\nended with {done.returncode}")
    return done.stdout


def free_port():
    """Below those that the kernel gives to connections: nobody else may sit on it while the server is dead."""
    for port in random.sample(range(20000, 32000), 100):
        try:
            socket.create_server(("127.0.0.1", port)).close()
            return port
        except OSError:
            pass
    raise Unexpected("no free port")


class AtRest:
    """A store that no program has open, as it would be found after a crash: looked at as a copy, so that recovery is
    left to the program whose store it is."""

    def __init__(self, database):
        self.database = database
        self.folder = tempfile.TemporaryDirectory(dir=os.path.dirname(database))
        copy = os.path.join(self.folder.name, "copy.db")
        for end in ("", "-wal"):
            if os.path.exists(database + end):
                shutil.copyfile(database + end, copy + end)
        self.connection = sqlite3.connect(copy)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.folder.cleanup()

    def rows(self, sql, *values):
        return self.connection.execute(sql, values).fetchall()

    def check_integrity(self):
        """Every page, index and row."""
        told = self.rows("PRAGMA integrity_check")
        if told != [("ok",)]:
            raise Unexpected(f"{self.database}: {told[:5]}")


class Centre:
    def __init__(self, folder, register):
        """`register`: rows of households, village code and household number each."""
        self.folder, self.config = folder, os.path.join(folder, "bianfangd.toml")
        self.data = os.path.join(folder, "centre")
        self.store = os.path.join(self.data, "county.db")
        self.server = None
        os.makedirs(folder)
        self.address = f"127.0.0.1:{free_port()}"
        self.ctl("--data", self.data, "init", "--county", "441424", "--listen", self.address, "--server-name",
                 "127.0.0.1")
        with open(self.config, "a") as file:
            file.write('\n[observe]\naddress = ""\n')
        self.ctl("regions", "import", os.path.join(ROOT, "data/regions/441424-wuhua.csv"))
        table = os.path.join(folder, "households.csv")
        with open(table, "w") as file:
            file.write("行政村代码,户编号,户主姓名\n")
            file.writelines(f"{village},{number},户主\n" for village, number in register)
        self.ctl("register", "import", table)

    def ctl(self, *words, ok=(0,)):
        return run([program("bianfangctl"), "--lang", "en", "--config", self.config, *words], ok)

    def told(self, *words):
        return json.loads(self.ctl("--json", *words))

    def start(self, **extra):
        """Starts the server; True once it listens, False when it died before. `extra`: its environment."""
        self.server = subprocess.Popen([program("bianfangd"), "--config", self.config], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True, env={**os.environ, **extra})
        said = []
        for line in self.server.stderr:
            said.append(line)
            if "listening" in line:
                threading.Thread(target=self._keep_log, args=(self.server.stderr,), daemon=True).start()
                return True
        if self.server.wait(PATIENCE) < 0:
            return False
        raise Unexpected("the server did not start\n" + "".join(said))

    def _keep_log(self, lines):
        with open(os.path.join(self.folder, "server.log"), "a") as log:
            for line in lines:
                log.write(line)

    def kill(self):
        self.server.kill()
        self.server.wait(PATIENCE)

    def stop(self):
        self.server.terminate()
        if self.server.wait(PATIENCE) != 0:
            raise Unexpected(f"the server ended with {self.server.returncode}")

    def tablets(self):
        return {tablet["device"]: tablet for tablet in self.told("tablet", "list")}

    def verify(self):
        """Log and audit chain by their own means. Result: what `log verify` told."""
        self.ctl("audit", "verify")
        return self.told("log", "verify")


Status = collections.namedtuple("Status", "waiting epoch receipts")


class Tablet:
    def __init__(self, centre, name, village):
        self.centre, self.name, self.village = centre, name, village
        self.home = os.path.join(centre.folder, "tablets", name)
        self.store = os.path.join(self.home, "tablet.db")
        self.device = None

    def enrol(self):
        """Makes a secretary of the village, and this their tablet."""
        told = self.centre.told("user", "add", "--name", self.name, "--role", "village_secretary", "--write",
                                self.village)
        self.user = str(told["number"])
        code = self.centre.told("tablet", "invite", self.user)["code"]
        said = self.tool("enrol", code, "--name", self.name)
        self.device = re.search(r"tablet: ([0-9a-f]{16})", said)[1]
        self.centre.ctl("tablet", "confirm", self.device, re.search(r"\b(\d{6})\b", said.splitlines()[-1])[1])

    def command(self, *words):
        return [program("bianfang-headless"), "--lang", "en", "--home", self.home, *words]

    def tool(self, *words, ok=(0,), **options):
        return run(self.command(*words), ok, **options)

    def sync(self, ok=(0,)):
        return self.tool("sync", "--attempts", "1", ok=ok)

    def status(self):
        """What waits, which epoch, all receipts: by name (epoch, number, changes, words on what was not accepted)."""
        said, found, name = self.tool("status", "--receipts", "10000000"), {}, None
        for line in said.splitlines():
            if got := re.match(r"receipt  ([0-9a-f]+)  (\d+):(\d+)\+(\d+)", line):
                name = got[1]
                found[name] = (int(got[2]), int(got[3]), int(got[4]), [])
            elif name and line.startswith("  #"):
                found[name][3].append(line.strip())
        figures = [int(re.search(rf"{label}: (\d+)", said)[1]) for label in ("changes waiting", "epoch")]
        return Status(*figures, found)

    def households(self):
        return [line.split()[0] for line in self.tool("list", "--most", "10000").splitlines() if line]

    def write_visit(self, household, words):
        path = os.path.join(self.home, "visit.json")
        with open(path, "w") as file:
            json.dump({"household": household,
                       "visit": {"visit_date": "2018-09-10", "purpose": "遍访", "met": "户主", "conversation": words}},
                      file)
        return path
