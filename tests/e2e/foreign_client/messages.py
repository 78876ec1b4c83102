"""The messages of proto/, compiled by protoc into the build folder when this module is imported."""
import importlib
import os
import pathlib
import subprocess
import sys
from typing import Any

os.environ["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"] = "python"

ROOT = pathlib.Path(__file__).resolve().parents[3]
BUILD = pathlib.Path(os.environ.get("BIANFANG_BUILD", ROOT / "build/release"))
FOLDER = BUILD / "tests/e2e/foreign_client_messages"
DESCRIPTORS = FOLDER / "descriptors"


def _compile() -> None:
    """Generates Python for every .proto, and the descriptor set of the records as proto/README.md says."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    protos = ROOT / "proto"
    records = sorted(str(path) for path in protos.glob("bianfang/records/*.proto"))
    others = sorted(str(path) for path in protos.glob("bianfang/*.proto"))
    subprocess.run(["protoc", f"-I{protos}", f"--python_out={FOLDER}", *others, *records], check=True)
    subprocess.run(["protoc", f"-I{protos}", "--include_imports", f"--descriptor_set_out={DESCRIPTORS}", *records],
                   check=True)


def _load(name: str) -> Any:
    return importlib.import_module(f"bianfang.{name}_pb2")


_compile()
sys.path.insert(0, str(FOLDER))
options = _load("options")
change = _load("change")
sync = _load("sync")
RECORD_MODULES = [_load("records." + path.stem) for path in sorted((ROOT / "proto/bianfang/records").glob("*.proto"))]
