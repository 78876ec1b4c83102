"""Keys, invitation and check code: PROTOCOL.md §1 and §4, by the openssl command line."""
import base64
import dataclasses
import hashlib
import pathlib
import re
import ssl
import subprocess

from .wire import Address, Credentials

ED25519_SPKI = bytes.fromhex("302a300506032b6570032100")


def digest(data: bytes) -> bytes:
    """H of the protocol."""
    return hashlib.blake2b(data, digest_size=32).digest()


def _openssl(*arguments: object) -> bytes:
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True).stdout


@dataclasses.dataclass(frozen=True)
class Invitation:
    """What the office hands to a person."""

    address: Address
    pin: bytes
    token: str

    @staticmethod
    def parse(line: str) -> "Invitation":
        """Reads `bianfang:1/<host>:<port>/<pin>/<token>` in any case."""
        found = re.fullmatch(r"bianfang:1/\[?([^/\]]+)\]?:(\d+)/([a-z2-7]{52})/(\w{26})", line.strip(), re.I)
        if not found:
            raise ValueError("not an invitation")
        host, port, pin, token = found.groups()
        return Invitation(Address(host, int(port)), base64.b32decode(pin.upper() + "===="), token.upper())


class Identity:
    """The two keys of a tablet, and the certificate once it has one, in a folder."""

    def __init__(self, folder: pathlib.Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._tls, self._signing = folder / "tls.pem", folder / "signing.pem"
        _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", self._tls)
        _openssl("genpkey", "-algorithm", "ED25519", "-out", self._signing)
        self.public = _openssl("pkey", "-in", self._signing, "-pubout", "-outform", "DER")[-32:]

    def request(self) -> bytes:
        """A certificate request, PKCS#10 in DER."""
        return _openssl("req", "-new", "-key", self._tls, "-sha256", "-subj", "/CN=tablet", "-outform", "DER")

    def keep_certificate(self, certificate: bytes) -> Credentials:
        """Stores the certificate (DER) and returns what a connection needs."""
        path = self._folder / "certificate.pem"
        path.write_text(ssl.DER_cert_to_PEM_cert(certificate))
        return Credentials(path, self._tls)

    def sign(self, data: bytes) -> bytes:
        """Ed25519, 64 bytes."""
        path = self._folder / "signed"
        path.write_bytes(data)
        return _openssl("pkeyutl", "-sign", "-rawin", "-inkey", self._signing, "-in", path)


def verifies(public: bytes, data: bytes, signature: bytes, folder: pathlib.Path) -> bool:
    """Whether the Ed25519 signature is of that key. `folder` takes three small files."""
    key, signed, by = folder / "public.der", folder / "signed", folder / "signature"
    key.write_bytes(ED25519_SPKI + public)
    signed.write_bytes(data)
    by.write_bytes(signature)
    return subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", key,
                           "-in", signed, "-sigfile", by], capture_output=True).returncode == 0


def check_code(authority: bytes, enrol: object, enrolled: object) -> str:
    """Six digits that tablet and office compare, from the two messages of an enrolment."""
    parts = (authority, enrol.request, enrol.token.encode(), enrol.nonce, enrolled.nonce, enrol.signing_key)
    transcript = b"bianfang-check" + b"".join(map(digest, parts))
    return "%06d" % (int.from_bytes(digest(transcript)[:8], "little") % 1_000_000)
