"""One record, computed from changes: the algorithm of MERGE.md, for what is not a removal."""
import dataclasses
from typing import Any, Optional

from . import messages, records


@dataclasses.dataclass
class Head:
    """A write that no known write names."""

    id: bytes
    order: int
    stamp: int
    ahead: int
    value: Optional[bytes]

    @property
    def rank(self) -> tuple[int, int, bytes]:
        """The greatest is shown."""
        return self.order, self.stamp, self.id


def _writers(heads: Any, creation: bytes) -> list[Head]:
    born = Head(creation, 0, heads.born, heads.born_ahead, None)
    return [born] + [Head(w.id, 0, w.stamp, w.ahead, None) for w in heads.writers]


class Record:
    """What a client holds of a record: the heads of each field, each with its value."""

    def __init__(self, kind: records.Kind, record: bytes, parent: bytes, region: int, seq: int = 0) -> None:
        self.kind, self.id, self.parent, self.region, self.seq = kind, record, parent, region, seq
        self.as_of = 0
        self.heads: dict[int, list[Head]] = {}
        self.awaited: set[tuple[int, bytes]] = set()
        self.applied: set[bytes] = set()

    @staticmethod
    def from_state(state: Any, parent: bytes, region: int) -> "Record":
        """The record of a picture."""
        record = Record(records.KINDS[state.kind], state.id, parent, region, state.seq)
        told = messages.change.RecordHeads.FromString(state.heads)
        values = records.split(state.values)
        writers = _writers(told, state.id)
        record.as_of = told.as_of
        record.awaited = {(awaited.field, awaited.id) for awaited in told.awaited}
        for field in range(8 * len(told.created)):
            if told.created[field // 8] >> field % 8 & 1:
                record.heads[field] = [dataclasses.replace(writers[0], value=values.get(field))]
        for writer, head in zip(told.writers, writers[1:]):
            for field in writer.fields:
                record.heads[field] = [dataclasses.replace(head, value=values.get(field))]
        for contested in told.contested:
            alone = len(contested.heads) == 1
            record.heads[contested.field] = [
                dataclasses.replace(writers[head.writer], order=head.order,
                                    value=values.get(contested.field) if alone else head.value or None)
                for head in contested.heads]
        return record

    def apply(self, change_id: bytes, change: Any, seq: int, received: int) -> None:
        """Takes a change of this record. `received` 0: no receipt yet, its own stamp counts."""
        if change_id in self.applied or 0 < seq <= self.as_of:
            return
        written = records.split(change.set)
        bases = {field: set(group.ids) for group in change.bases for field in group.fields}
        stamp = min(change.stamp, received) if received else change.stamp
        for field in [*written, *change.cleared]:
            order = self.kind.order(field, change.role, written)
            head = Head(change_id, order, stamp, change.stamp - stamp, written.get(field))
            self._write(field, head, bases.get(field, set()))
        self.awaited = {(field, awaited) for field, awaited in self.awaited if awaited != change_id}
        self.applied.add(change_id)

    def _write(self, field: int, head: Head, bases: set[bytes]) -> None:
        heads = self.heads.setdefault(field, [])
        present = {other.id for other in heads}
        self.awaited |= {(field, base) for base in bases - present - self.applied - {self.id}}
        heads[:] = [other for other in heads if other.id not in bases]
        if (field, head.id) not in self.awaited and head.id not in present:
            heads.append(head)
        heads.sort(key=lambda other: other.rank, reverse=True)

    def rebind(self, change_id: bytes, received: int) -> None:
        """The centre said when it received a change; 0: what it said is void."""
        for heads in self.heads.values():
            for head in heads:
                if head.id == change_id:
                    own = head.stamp + head.ahead
                    head.stamp = min(own, received) if received else own
                    head.ahead = own - head.stamp
            heads.sort(key=lambda other: other.rank, reverse=True)

    def shown(self, field: int) -> Optional[bytes]:
        """The wire bytes shown; None if never written or cleared."""
        heads = self.heads.get(field, [])
        if self.kind.united(field) and len(heads) > 1:
            chosen = [head.value for head in heads if head.value is not None]
            union = {choice for raw in chosen for choice in _choices(records.content(raw))}
            return records.encode_field(field, sorted(union)) if chosen else None
        return heads[0].value if heads else None

    def values(self) -> bytes:
        """The partial record shown."""
        return b"".join(self.shown(field) or b"" for field in sorted(self.heads))

    def text(self, name: str) -> Optional[str]:
        """The text shown of a field."""
        raw = self.shown(self.kind.numbers[name])
        return None if raw is None else records.content(raw).decode()

    def texts(self, name: str) -> set[str]:
        """All texts that are heads of a field."""
        heads = self.heads.get(self.kind.numbers[name], [])
        return {records.content(head.value).decode() for head in heads if head.value}

    def state(self) -> tuple[bytes, dict[int, list[tuple[int, int, bytes]]]]:
        """What two clients must agree on: values, and the heads of each field."""
        return self.values(), {field: [head.rank for head in heads] for field, heads in sorted(self.heads.items())}


def _choices(packed: bytes) -> list[int]:
    found, at = [], 0
    while at < len(packed):
        choice, at = records.read_varint(packed, at)
        found.append(choice)
    return found
