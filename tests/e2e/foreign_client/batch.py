"""Changes and batches: names, chain, signature, the form on the wire without columns. PROTOCOL.md §3."""
import dataclasses
import struct
from typing import Any, Callable, Optional

from . import messages
from .identity import digest

NO_CHAIN = bytes(32)


@dataclasses.dataclass(frozen=True)
class Entry:
    """The bytes of a change, or the hash that stands for one that is withheld."""

    change: bytes = b""
    withheld: bytes = b""

    @property
    def hash(self) -> bytes:
        """What the chain is made of."""
        return self.withheld or digest(self.change)

    @property
    def id(self) -> bytes:
        """The change's id; of the change that creates a record, the record's."""
        return self.hash[:16]

    def parsed(self) -> Any:
        """The change as a message."""
        return messages.change.Change.FromString(self.change)


@dataclasses.dataclass
class Batch:
    """A run of one device's changes in one region."""

    device: bytes
    first: int
    prev: bytes
    region: int
    entries: list[Entry]
    signature: bytes = b""
    seq: int = 0
    received: int = 0
    receipt: Optional[Any] = None

    @property
    def head(self) -> bytes:
        """The chain after the last change: the name of the batch."""
        chain = self.prev
        for entry in self.entries:
            chain = digest(chain + entry.hash)
        return chain

    @property
    def last_number(self) -> int:
        """The number that the centre gave to the last change, 0 before the receipt."""
        return self.seq + len(self.entries) - 1 if self.seq else 0

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        return b"bianfang-batch" + self.device + struct.pack("<QQ", self.first, self.region) + self.head

    def sign(self, signer: Callable[[bytes], bytes]) -> "Batch":
        """Signs and returns the batch."""
        self.signature = signer(self.signed_bytes())
        return self

    def packed(self, mine: bytes) -> Any:
        """As the device `mine` sends it."""
        packed = messages.sync.PackedBatch(first=self.first, prev=self.prev, region=self.region,
                                           signature=self.signature)
        if self.device != mine:
            packed.device = self.device
        for entry in self.entries:
            packed.entries.add(**({"withheld": entry.withheld} if entry.withheld else {"change": entry.change}))
        return packed


def unpack(packed: Any, mine: bytes, before: Optional[Batch]) -> Batch:
    """A batch that the centre sent; `before` is what the same answer brought of this device. Throws ValueError."""
    if packed.columns:
        raise ValueError("columns for a client without features")
    entries = [Entry(withheld=e.withheld) if e.WhichOneof("body") == "withheld" else Entry(change=e.change)
               for e in packed.entries]
    first, prev = packed.first, packed.prev
    if not first:
        if before is None:
            raise ValueError("the chain before the batch is not known")
        first, prev = before.first + len(before.entries), before.head
    batch = Batch(packed.device or mine, first, prev, packed.region, entries, packed.signature, packed.seq,
                  packed.received)
    if int.from_bytes(batch.head[:4], "little") != packed.check:
        raise ValueError("the check of a batch fails")
    return batch
