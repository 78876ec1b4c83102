"""A centre with a small county, and tablets of the product beside it: the real programs in a folder of the test."""
import csv
import io
import json
import pathlib
import re
import shutil
import socket
import subprocess
import threading
from typing import Any, Optional

from .client import Client
from .messages import BUILD, ROOT

REGIONS = ROOT / "data/regions"
PROGRAMS = {"bianfangd": "sync-server", "bianfangctl": "sync-server", "bianfang-headless": "app",
            "bianfang-county": "tests/county"}


def run(program: str, *arguments: object, ok: tuple[int, ...] = (0,)) -> str:
    """Runs a program of the build and returns what it said."""
    command = [str(BUILD / PROGRAMS[program] / program), *map(str, arguments)]
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode not in ok:
        raise AssertionError(f"{' '.join(command)}\n{done.stdout}\nended with {done.returncode}")
    return done.stdout


class Centre:
    """The county 441424 in `folder`, which is emptied first."""

    def __init__(self, folder: pathlib.Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder = folder
        self._config = folder / "bianfangd.toml"
        self._server: Optional[subprocess.Popen[str]] = None
        self._tablets = self._backups = 0
        self._users: dict[int, int] = {}
        self._make()
        self.start()

    def _make(self) -> None:
        register = self.folder / "register"
        register.mkdir()
        run("bianfang-county", "--out", register, "--regions", REGIONS, "--households", 60, "--persons", 200,
            "--villages", 6, "--poor-villages", 3, "--renovations", 10)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.ctl("--data", self.folder / "centre", "init", "--county", "441424", "--name", "五华县",
                 "--listen", f"127.0.0.1:{self.port}", "--server-name", "127.0.0.1")
        with open(self._config, "a", encoding="utf-8") as file:
            file.write('\n[observe]\naddress = ""\n')
        self.ctl("regions", "import", REGIONS / "441424-wuhua.csv")
        self.ctl("register", "import", *(register / f"{kind}.csv" for kind in ("农户", "家庭成员", "收入表")))
        counted: dict[int, int] = {}
        for row in self.exported("household"):
            counted[int(row["行政村代码"])] = counted.get(int(row["行政村代码"]), 0) + 1
        self.villages = sorted(counted, key=lambda code: -counted[code])

    def start(self) -> None:
        """Starts the server and waits until it listens."""
        command = [str(BUILD / "sync-server/bianfangd"), "--config", str(self._config)]
        self._server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        said = ""
        for line in self._server.stderr:
            said += line
            if "listening" in line:
                threading.Thread(target=self._keep_log, args=(self._server,), daemon=True).start()
                return
        raise AssertionError(f"{said}\nthe server did not start")

    def _keep_log(self, server: "subprocess.Popen[str]") -> None:
        with open(self.folder / "server.log", "a", encoding="utf-8") as log:
            for line in server.stderr:
                log.write(line)

    def stop(self) -> None:
        """Ends the server and waits for it."""
        if self._server:
            self._server.terminate()
            self._server.wait(15)
            self._server.stderr.close()
            self._server = None

    def image(self) -> pathlib.Path:
        """A copy of the data as it is while the server rests."""
        self.stop()
        copy = self.folder / "image"
        shutil.copytree(self.folder / "centre", copy)
        self.start()
        return copy

    def put_back(self, image: pathlib.Path) -> None:
        """An old copy takes the place of the data, and nobody tells the programs."""
        self.stop()
        shutil.rmtree(self.folder / "centre")
        image.rename(self.folder / "centre")
        self.start()

    def backup(self) -> pathlib.Path:
        """A backup made while the server runs."""
        self._backups += 1
        self.ctl("backup", "make", "--to", self.folder / f"backup{self._backups}")
        [made] = (self.folder / f"backup{self._backups}").iterdir()
        return made

    def restore(self, backup: pathlib.Path) -> None:
        """The office puts the centre back; a new epoch begins."""
        self.stop()
        self.ctl("restore", backup)
        self.start()

    # ---- the office ----

    def ctl(self, *arguments: object, ok: tuple[int, ...] = (0,)) -> str:
        """bianfangctl."""
        return run("bianfangctl", "--config", self._config, *arguments, ok=ok)

    def listed(self, *arguments: object) -> Any:
        """What bianfangctl prints as JSON."""
        return json.loads(self.ctl("--json", *arguments))

    def exported(self, kind: str, region: int = 0) -> list[dict[str, str]]:
        """The rows of an export."""
        path = self.folder / "export.csv"
        self.ctl("export", kind, "-o", path, *(["--region", region] if region else []))
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))

    def user(self, region: int) -> int:
        """The number of a village's secretary, who is made when first asked for."""
        if region not in self._users:
            who = ("--name", f"书记{region}", "--role", "village_secretary", "--write", region)
            self._users[region] = self.listed("user", "add", *who)["number"]
        return self._users[region]

    def invitation(self, region: int) -> tuple[str, str]:
        """For the secretary of a village: an invitation, and a name for the tablet."""
        user = self.user(region)
        self._tablets += 1
        told = self.ctl("tablet", "invite", user, "--no-qr", "--server", f"127.0.0.1:{self.port}")
        return re.search(r"bianfang:\S+", told).group(0), f"平板{self._tablets}"

    def client(self, region: int) -> Client:
        """A Python client, enrolled and confirmed, that has had no session yet."""
        invitation, name = self.invitation(region)
        client = Client(self.folder / "clients" / name)
        code = client.enrol(invitation, name)
        self.ctl("tablet", "confirm", client.replica.device.hex(), code)
        return client

    def tablet(self, region: int) -> "Headless":
        """A tablet of the product, enrolled and confirmed, that has had no session yet."""
        invitation, name = self.invitation(region)
        tablet = Headless(self.folder / "tablets" / name)
        code = re.search(r"\b(\d{3} ?\d{3})\b", tablet.tool("enrol", invitation, "--name", name)).group(1)
        device = next(t["device"] for t in self.listed("tablet", "list") if t["name"] == name)
        self.ctl("tablet", "confirm", device, code.replace(" ", ""))
        return tablet


class Headless:
    """bianfang-headless with its folder."""

    def __init__(self, home: pathlib.Path) -> None:
        self._home = home
        home.parent.mkdir(parents=True, exist_ok=True)

    def tool(self, *arguments: object) -> str:
        """Runs it and returns what it said."""
        return run("bianfang-headless", "--home", self._home, *arguments)
