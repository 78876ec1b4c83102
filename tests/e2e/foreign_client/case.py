"""What all cases share: one centre for the whole run, records by name, refusals by code."""
import copy
import unittest
from typing import Any, Callable

from . import messages
from .centre import Centre
from .client import Client
from .merge import Record
from .records import DEMAND, HOUSEHOLD, MEMBER, VISIT, Kind
from .wire import Line, Refused

sync = messages.sync
MET_HEAD, SAFE = 1, 1


class Case(unittest.TestCase):
    """A test with real programs; each enrols tablets of its own."""

    centre: Centre
    maxDiff = None

    def refusal(self, say: Callable[[], Any]) -> Any:
        """The refusal that `say` meets."""
        with self.assertRaises(Refused) as met:
            say()
        return met.exception.answer

    def assertRefused(self, code: int, say: Callable[[], Any]) -> None:
        """`say` is refused with this code."""
        self.assertEqual(sync.RefusalCode.Name(self.refusal(say).refusal.code), sync.RefusalCode.Name(code))

    def assertTurnedAway(self, client: Client, code: int, say: Callable[[Line], None]) -> None:
        """What `say` sends on a new connection is refused with this code, and the connection closed."""
        while True:
            with client.connect() as line:
                say(line)
                met = self.refusal(line.receive).refusal.code
                if met != sync.SAME_DEVICE:
                    self.assertEqual(sync.RefusalCode.Name(met), sync.RefusalCode.Name(code))
                    self.assertTrue(line.ended())
                    return

    def assertVerdicts(self, receipt: Any, expected: dict[int, int]) -> None:
        """The receipt holds exactly these changes, by index."""
        told = {verdict.index: sync.VerdictCode.Name(verdict.code) for verdict in receipt.verdicts}
        self.assertEqual(told, {index: sync.VerdictCode.Name(code) for index, code in expected.items()})

    def assertAgree(self, *clients: Client) -> None:
        """All hold the same records, with the same values and heads."""
        states = [{record.id: record.state() for record in client.replica.records.values()} for client in clients]
        for other in states[1:]:
            self.assertEqual(states[0], other)


def all_of(client: Client, kind: Kind) -> list[Record]:
    """The client's records of a kind, by number."""
    found = [record for record in client.replica.records.values() if record.kind.number == kind.number]
    return sorted(found, key=lambda record: record.seq)


def register_numbers(client: Client) -> list[str]:
    """Of the households that the client holds."""
    return sorted(record.text("register_number") or "" for record in all_of(client, HOUSEHOLD))


def retaken(client: Client) -> Client:
    """What this client would hold if it took all its pictures again."""
    fresh = copy.copy(client)
    fresh.replica = copy.deepcopy(client.replica)
    fresh.replica.take_all_pictures()
    fresh.chunks = 0
    fresh.sync()
    return fresh


def write_visit(client: Client, household: Record, told: str) -> Record:
    """A visit with a demand, a change of the household and of a member; signed, that is finished."""
    mine = client.replica
    visit = mine.create(VISIT, VISIT.fields(visit_date=20180910, purpose=1, met=MET_HEAD, housing=SAFE, water=SAFE,
                                            conversation=told, companions=["甲", "乙"], satisfaction=1), household)
    mine.create(DEMAND, DEMAND.fields(item=1, content="想学电工", urgent=False), visit)
    mine.edit(household, HOUSEHOLD.fields(needs=told, network_signal=True, devices=[1, 3]))
    member = next(record for record in all_of(client, MEMBER) if record.parent == household.id)
    mine.edit(member, MEMBER.fields(note=told, wishes_training=True))
    mine.create(MEMBER, MEMBER.fields(name="新生儿", sex=1, birth_date=20180901, health=[1]), household)
    mine.edit(visit, {3: mine.stamp})
    return visit
