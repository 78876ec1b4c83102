"""Frames over TLS 1.3: PROTOCOL.md §1 and §2, without zstd."""
import dataclasses
import pathlib
import re
import socket
import ssl
import struct
import subprocess
from typing import Any, Optional

from . import messages

ANSWER_SECONDS = 30


class Ended(Exception):
    """The stream ended, or the handshake was refused."""


class Refused(Exception):
    """The centre's refusal; `answer` has what stood beside it."""

    def __init__(self, answer: Any) -> None:
        super().__init__(f"{messages.sync.RefusalCode.Name(answer.refusal.code)}: {answer.refusal.detail}")
        self.answer, self.code = answer, answer.refusal.code


@dataclasses.dataclass(frozen=True)
class Address:
    """Where a centre listens."""

    host: str
    port: int


@dataclasses.dataclass(frozen=True)
class Credentials:
    """The PEM files of a client certificate and its key."""

    certificate: pathlib.Path
    key: pathlib.Path


def chain_of(address: Address) -> list[bytes]:
    """The certificates that the centre sends, DER, its own first. Nothing is sent and nothing is checked."""
    told = subprocess.run(["openssl", "s_client", "-connect", f"{address.host}:{address.port}", "-showcerts",
                           "-noservername", "-tls1_3"], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", told.stdout, re.S)
    return [ssl.PEM_cert_to_DER_cert(block) for block in blocks]


def _context(authority: bytes, credentials: Optional[Credentials]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.load_verify_locations(cadata=authority)
    if credentials:
        context.load_cert_chain(credentials.certificate, credentials.key)
    return context


class Line:
    """One connection to a centre whose authority is known. Use it in a `with`."""

    def __init__(self, address: Address, authority: bytes, credentials: Optional[Credentials] = None) -> None:
        plain = socket.create_connection((address.host, address.port), timeout=ANSWER_SECONDS)
        try:
            self._socket = _context(authority, credentials).wrap_socket(plain)
        except OSError as error:
            plain.close()
            raise Ended(str(error)) from error

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connection without further words."""
        self._socket.close()

    def send_frame(self, payload: bytes, flags: int = 0, announced: Optional[int] = None) -> None:
        """`announced` is a length that is not the payload's, to see what the centre does."""
        length = len(payload) if announced is None else announced
        try:
            self._socket.sendall(struct.pack("<IB", length, flags) + payload)
        except OSError as error:
            raise Ended(str(error)) from error

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes."""
        data = b""
        while len(data) < size:
            try:
                more = self._socket.recv(size - len(data))
            except OSError as error:
                raise Ended(str(error)) from error
            if not more:
                raise Ended(f"end of stream after {len(data)} of {size} bytes")
            data += more
        return data

    def receive(self) -> Any:
        """The next answer. Throws Refused if it is a refusal."""
        length, flags = struct.unpack("<IB", self.read(5))
        if flags != 0:
            raise ValueError(f"a frame with flags {flags} to a client without features")
        answer = messages.sync.FromCentre.FromString(self.read(length))
        if answer.HasField("refusal"):
            raise Refused(answer)
        return answer

    def send(self, **parts: Any) -> None:
        """Sends one flight made of these parts of ToCentre."""
        self.send_frame(messages.sync.ToCentre(**parts).SerializeToString())

    def flight(self, **parts: Any) -> Any:
        """Sends one flight and returns its answer. Throws Refused or Ended."""
        self.send(**parts)
        return self.receive()

    def ended(self) -> bool:
        """Waits for what comes next and tells whether it was the end of the stream."""
        try:
            return not self._socket.recv(1)
        except ConnectionError:
            return True
