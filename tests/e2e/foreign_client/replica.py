"""What a client stores, and the rules of writing, reading and epochs: PROTOCOL.md §3, §6, §7, §8."""
import time
from typing import Any, Optional

from . import messages, records
from .batch import NO_CHAIN, Batch, Entry, unpack
from .identity import Identity
from .merge import Record


def now() -> int:
    """The wall clock, microseconds."""
    return time.time_ns() // 1000


class Replica:
    """Log, records and where the client stands with its centre."""

    def __init__(self, identity: Identity, device: bytes) -> None:
        self.identity, self.device = identity, device
        self.log: dict[bytes, Batch] = {}
        self.records: dict[bytes, Record] = {}
        self.pending: list[tuple[int, Entry]] = []
        self.receipts: list[Any] = []
        self.refused: dict[bytes, Any] = {}
        self.epoch = self.cursor = self.archived = self.position = 0
        self.chain = NO_CHAIN
        self.audit, self.audit_head = 0, b""
        self.scope = messages.sync.Scope()
        self.due: set[int] = set()
        self.clock_difference = self.stamp = 0

    # ---- writing ----

    def create(self, kind: records.Kind, fields: dict[int, records.Value], parent: Optional[Record] = None,
               region: int = 0) -> Record:
        """A new record under `parent`, or a root in `region`."""
        change = messages.change.Change(kind=kind.number, region=parent.region if parent else region,
                                        set=records.encode(fields), parent=parent.id if parent else b"")
        entry = self._author(change, 0)
        self.records[entry.id] = Record(kind, entry.id, change.parent, change.region)
        return self._wrote(entry, entry.id)

    def edit(self, record: Record, fields: dict[int, records.Value], decide: bool = False) -> Record:
        """Writes to a record; with `decide` the new values replace all heads."""
        change = messages.change.Change(kind=record.kind.number, record=record.id, region=record.region,
                                        set=records.encode(fields))
        replaced, newest = self._bases(record, fields, decide)
        for ids, numbers in replaced.items():
            change.bases.add(fields=numbers, ids=ids)
        return self._wrote(self._author(change, newest), record.id)

    def _bases(self, record: Record, fields: dict[int, Any],
               decide: bool) -> tuple[dict[tuple[bytes, ...], list[int]], int]:
        groups: dict[tuple[bytes, ...], list[int]] = {}
        newest = 0
        for field in sorted(fields):
            heads = record.heads.get(field, [])
            if not (decide or record.kind.closes_by_itself(field)):
                heads = heads[:1]
            if heads:
                groups.setdefault(tuple(sorted(head.id for head in heads)), []).append(field)
                newest = max([newest, *(head.stamp for head in heads)])
        return groups, newest

    def _author(self, change: Any, newest_base: int) -> Entry:
        self.stamp = max(now() + self.clock_difference, self.stamp + 1, newest_base + 1)
        change.device, change.user, change.role = self.device, self.scope.user, self.scope.role
        change.stamp = self.stamp
        return Entry(change.SerializeToString())

    def _wrote(self, entry: Entry, record: bytes) -> Record:
        change = entry.parsed()
        self.pending.append((change.region, entry))
        self.records[record].apply(entry.id, change, 0, 0)
        return self.records[record]

    def seal(self) -> None:
        """Signs what was written into batches, one for each run in a region."""
        while self.pending:
            region = self.pending[0][0]
            run = next((i for i, (other, _) in enumerate(self.pending) if other != region), len(self.pending))
            entries = [entry for _, entry in self.pending[:run]]
            batch = Batch(self.device, self.position + 1, self.chain, region, entries).sign(self.identity.sign)
            self.log[batch.head] = batch
            self.position, self.chain = self.position + run, batch.head
            del self.pending[:run]

    def to_push(self) -> list[Batch]:
        """All batches without a receipt of this epoch, oldest first."""
        waiting = [batch for batch in self.log.values() if not batch.seq and batch.head not in self.refused]
        return sorted(waiting, key=lambda batch: (batch.device, batch.first))

    # ---- what the centre says ----

    def take_receipt(self, batch: Batch, receipt: Any, welcome_now: int) -> None:
        """Fills in what travels shortened, and stores it."""
        if receipt.refused or receipt.resend:
            self.refused[batch.head] = receipt
            return
        receipt.head = receipt.head or batch.head
        receipt.count = receipt.count or len(batch.entries)
        receipt.epoch = receipt.epoch or self.epoch
        receipt.received = receipt.received or welcome_now
        self.receipts.append(receipt)
        batch.receipt = receipt
        self._numbered(batch, receipt.seq, receipt.received)

    def newest_receipt(self) -> Any:
        """Greatest epoch, then number; an empty one if there is none."""
        return max(self.receipts, key=lambda receipt: (receipt.epoch, receipt.seq), default=messages.sync.Receipt())

    def _numbered(self, batch: Batch, seq: int, received: int) -> None:
        batch.seq, batch.received = seq, received
        for index, entry in enumerate(batch.entries):
            if entry.id in self.records:
                self.records[entry.id].seq = seq + index if seq else 0
            for record in self._touched(entry):
                record.rebind(entry.id, received)

    def _touched(self, entry: Entry) -> list[Record]:
        record = self.records.get(entry.parsed().record or entry.id) if entry.change else None
        return [record] if record else []

    def take_state(self, state: Any, region_asked: int) -> None:
        """Replaces a record whole, unless own changes to it have no receipt."""
        parents = {record.seq: record for record in self.records.values()} if state.parent else {}
        parent = parents.get(state.parent)
        region = parent.region if parent else state.region or region_asked
        if state.parent and not parent or any(state.id == (entry.parsed().record or entry.id)
                                              for batch in self.to_push() for entry in batch.entries if entry.change):
            self.due.add(region)
            return
        self.records[state.id] = Record.from_state(state, parent.id if parent else b"", region)

    def take_pulled(self, pulled: Any) -> list[Batch]:
        """States, batches, records that left, cursor. Returns the batches that were new."""
        for state in pulled.states:
            self.take_state(state, 0)
        new, last = [], {}
        for packed in pulled.batches:
            device = packed.device or self.device
            batch = last[device] = unpack(packed, self.device, last.get(device))
            if (batch.device, batch.first, batch.prev) == (self.device, self.position + 1, self.chain):
                self.position, self.chain = self.position + len(batch.entries), batch.head
            if batch.head in self.log:
                self._numbered(self.log[batch.head], batch.seq, batch.received)
            else:
                new.append(batch)
                self.log[batch.head] = batch
            self._apply(batch)
        for left in pulled.left:
            self._forget(left.record)
        self.cursor = pulled.cursor
        return new

    def _apply(self, batch: Batch) -> None:
        for index, entry in enumerate(batch.entries):
            if not entry.change:
                continue
            change, seq = entry.parsed(), batch.seq + index
            record = change.record or entry.id
            if not change.record and record not in self.records:
                self.records[record] = Record(records.KINDS[change.kind], record, change.parent, change.region, seq)
            if record in self.records:
                self.records[record].apply(entry.id, change, seq, batch.received)
            else:
                self.due.add(batch.region)

    def _forget(self, record: bytes) -> None:
        self.records.pop(record, None)
        for child in [other.id for other in self.records.values() if other.parent == record]:
            self._forget(child)

    def begin_epoch(self, epoch: int, common: int) -> None:
        """Numbers above `common` are void; all records go and the log stays, as a small client may."""
        if epoch <= self.epoch:
            raise ValueError("a new epoch must be greater")
        self.epoch = epoch
        for batch in self.log.values():
            if batch.last_number > common:
                batch.seq = batch.received = 0
        self.cursor, self.archived = min(self.cursor, common), min(self.archived, common)
        self.audit, self.audit_head = 0, b""
        self.take_all_pictures()

    def take_all_pictures(self) -> None:
        """Throws all records away; the next session takes the pictures of all regions."""
        self.records.clear()
        self.due = {region.code for region in self.scope.regions}
