"""Partial records: their bytes, and what the options of proto/ say about a field."""
import dataclasses
from typing import Iterator, Union

from . import messages

Value = Union[bool, int, str, bytes, list]

REMOVAL, REGION, FINISHED, CORRECTS = 1, 2, 3, 4
LATEST, AUTHORITY, PERIOD, UNION = 0, 1, 2, 3


def varint(number: int) -> bytes:
    """The shortest form; a negative number takes ten bytes."""
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, and where it ends."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def _delimited(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def encode_field(number: int, value: Value) -> bytes:
    """A choice list is packed, ascending; several texts are one occurrence each; defaults are written."""
    if isinstance(value, (bytes, str)):
        return _delimited(number, value.encode() if isinstance(value, str) else value)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return b"".join(_delimited(number, text.encode()) for text in value)
    if isinstance(value, list):
        return _delimited(number, b"".join(varint(choice) for choice in sorted(set(value))))
    return varint(number << 3) + varint(int(value))


def encode(fields: dict[int, Value]) -> bytes:
    """A partial record, fields ascending."""
    return b"".join(encode_field(number, fields[number]) for number in sorted(fields))


def occurrences(partial: bytes) -> Iterator[tuple[int, bytes]]:
    """Each field number with the wire bytes of that occurrence, tag included."""
    at = 0
    while at < len(partial):
        start = at
        tag, at = read_varint(partial, at)
        kind = tag & 7
        if kind == 0:
            _, at = read_varint(partial, at)
        elif kind == 2:
            length, at = read_varint(partial, at)
            at += length
        else:
            at += {1: 8, 5: 4}[kind]
        yield tag >> 3, partial[start:at]


def split(partial: bytes) -> dict[int, bytes]:
    """The wire bytes of each field, all its occurrences together."""
    fields: dict[int, bytes] = {}
    for number, raw in occurrences(partial):
        fields[number] = fields.get(number, b"") + raw
    return fields


def content(raw: bytes) -> bytes:
    """What is inside of one length-delimited field."""
    _, at = read_varint(raw, 0)
    length, at = read_varint(raw, at)
    return raw[at:at + length]


def number_in(raw: bytes) -> int:
    """The value of one varint field, signed."""
    value = read_varint(raw, read_varint(raw, 0)[1])[0]
    return value - (1 << 64) if value >> 63 else value


@dataclasses.dataclass(frozen=True)
class Kind:
    """What the client needs to know of a record kind."""

    number: int
    name: str
    numbers: dict[str, int]
    info: dict[int, object]

    def fields(self, **named: Value) -> dict[int, Value]:
        """Field numbers for names."""
        return {self.numbers[name]: value for name, value in named.items()}

    def order(self, field: int, role: int, written: dict[int, bytes]) -> int:
        """What the field's rule compares before any clock; fields not known are LATEST."""
        info = self.info.get(field)
        settle = info.settle if info else LATEST
        if settle == AUTHORITY and role in info.ranks:
            return len(info.ranks) - list(info.ranks).index(role)
        if settle == PERIOD:
            raw = written.get(self.numbers[info.period])
            return number_in(raw) if raw else 0
        return 0

    def united(self, field: int) -> bool:
        """Whether all heads together are the answer."""
        return field in self.info and self.info[field].settle == UNION

    def closes_by_itself(self, field: int) -> bool:
        """Whether an ordinary edit names all heads of the field."""
        return field not in self.info or self.united(field) or self.info[field].conflict == 1


def _kinds() -> Iterator[Kind]:
    for module in messages.RECORD_MODULES:
        for message in module.DESCRIPTOR.message_types_by_name.values():
            number = message.GetOptions().Extensions[messages.options.kind].number
            if number:
                yield Kind(number, message.name, {field.name: field.number for field in message.fields},
                           {f.number: f.GetOptions().Extensions[messages.options.field] for f in message.fields})


KINDS = {kind.number: kind for kind in _kinds()}
HOUSEHOLD, MEMBER, VISIT, DEMAND = KINDS[20], KINDS[40], KINDS[60], KINDS[61]
