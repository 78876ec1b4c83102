"""What the centre does not take: changes that are held, batches and flights that are refused."""
import copy
import dataclasses
import os

from .batch import Batch
from .case import Case, all_of, retaken, sync
from .identity import Identity
from .records import HOUSEHOLD, MEMBER, number_in


class Verdicts(Case):
    """Changes that are kept and not applied: PROTOCOL.md §6."""

    def test_a_write_out_of_scope_waits_for_the_office(self) -> None:
        here, there = self.centre.villages[:2]
        client, neighbour = self.centre.client(here), self.centre.client(there)
        client.sync()
        neighbour.sync()
        mine, theirs = all_of(client, HOUSEHOLD)[4], all_of(neighbour, HOUSEHOLD)[4]
        was = mine.shown(19)
        client.replica.records[theirs.id] = copy.deepcopy(theirs)
        client.replica.edit(client.replica.records[theirs.id], HOUSEHOLD.fields(needs="越界"))
        client.replica.edit(mine, HOUSEHOLD.fields(household_kind=4))
        child = client.replica.create(MEMBER, MEMBER.fields(name="某", birth_date=20180231), mine)
        client.sync()
        told = [(v.code, v.field) for receipt in client.replica.receipts[-2:] for v in receipt.verdicts]
        self.assertEqual(told, [(sync.HELD_OUT_OF_SCOPE, 0), (sync.HELD_OUT_OF_SCOPE, 19), (sync.HELD_INVALID, 20)])
        held = [h for h in self.centre.listed("held", "list") if h["device"] == client.replica.device.hex()]
        self.assertEqual([h["verdict"] for h in held], ["HELD_OUT_OF_SCOPE", "HELD_OUT_OF_SCOPE", "HELD_INVALID"])
        neighbour.sync()
        self.assertNotEqual(neighbour.replica.records[theirs.id].text("needs"), "越界")
        self.centre.ctl("held", "admit", held[0]["seq"], "--why", "属实")
        for dismissed in held[1:]:
            self.centre.ctl("held", "dismiss", dismissed["seq"], "--why", "无权")
        neighbour.sync()
        self.assertEqual(neighbour.replica.records[theirs.id].text("needs"), "越界")
        client.sync()
        self.assertEqual(client.replica.records[mine.id].shown(19), was, "the pull takes the dismissed value back")
        self.assertNotIn(child.id, client.replica.records, "the pull takes a dismissed creation away")

    def test_each_wrong_change_has_its_verdict_and_the_others_are_applied(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        client.sync()
        replica, village = client.replica, self.centre.villages[0]
        household = all_of(client, HOUSEHOLD)[5]
        nowhere = dataclasses.replace(HOUSEHOLD, number=1999)
        replica.edit(household, HOUSEHOLD.fields(persons=7))
        replica.edit(household, HOUSEHOLD.fields(persons=201))
        replica.edit(household, HOUSEHOLD.fields(group_name="长" * 41))
        replica.edit(household, HOUSEHOLD.fields(shock_date=20180231))
        replica.edit(household, HOUSEHOLD.fields(water_source=0))
        replica.create(nowhere, {10: 1}, region=village)
        replica.create(MEMBER, MEMBER.fields(name="无户"), region=village)
        replica.create(HOUSEHOLD, HOUSEHOLD.fields(head_name="住镇上"), region=village // 1000)
        lost = copy.deepcopy(household)
        lost.id = os.urandom(16)
        replica.records[lost.id] = lost
        replica.edit(lost, HOUSEHOLD.fields(has_card=True))
        replica.scope.role += 1
        replica.edit(household, HOUSEHOLD.fields(file_complete=True))
        replica.scope.role -= 1
        replica.edit(household, HOUSEHOLD.fields(bank="末尾"))
        replica.pending = [(village, entry) for _, entry in replica.pending]
        client.sync()
        self.assertVerdicts(replica.receipts[-1], {
            1: sync.HELD_INVALID, 2: sync.HELD_INVALID, 3: sync.HELD_INVALID, 4: sync.HELD_INVALID,
            5: sync.HELD_UNKNOWN_KIND, 6: sync.HELD_INVALID, 7: sync.HELD_INVALID, 8: sync.HELD_UNKNOWN_RECORD,
            9: sync.HELD_INVALID})
        fresh = retaken(client)
        self.assertEqual(fresh.replica.records[household.id].text("bank"), "末尾")
        self.assertEqual(number_in(fresh.replica.records[household.id].shown(40)), 7)


class Refusals(Case):
    """Batches that are not kept, and flights that end the connection: PROTOCOL.md §6, §10, §11."""

    def test_a_batch_with_a_bad_signature_harms_nobody(self) -> None:
        village = self.centre.villages[0]
        client, neighbour = self.centre.client(village), self.centre.client(village)
        client.sync()
        household = all_of(client, HOUSEHOLD)[6]
        with client.session() as line:
            client.replica.edit(household, HOUSEHOLD.fields(needs="签名"))
            client.replica.seal()
            [good] = client.replica.to_push()
            batches = [*self._spoilt(good), good]
            answer = line.flight(push=[batch.packed(client.replica.device) for batch in batches])
        told = [receipt.refused for receipt in answer.receipts]
        self.assertEqual(told, [sync.SIGNATURE, sync.SIGNATURE, sync.SIGNATURE, 0])
        self.assertEqual([receipt.seq > 0 for receipt in answer.receipts], [False, False, False, True])
        client.sync()
        neighbour.sync()
        self.assertEqual(neighbour.replica.records[household.id].text("needs"), "签名")
        self.assertAgree(client, neighbour)

    def _spoilt(self, good: Batch) -> list[Batch]:
        """Signed by another key, with a bit turned, said to be of another region."""
        forged, turned, moved = copy.deepcopy(good), copy.deepcopy(good), copy.deepcopy(good)
        forged.sign(Identity(self.centre.folder / "forger").sign)
        turned.signature = bytes([turned.signature[0] ^ 1]) + turned.signature[1:]
        moved.region = self.centre.villages[1]
        return [forged, turned, moved]

    def test_frames_and_flights_that_are_wrong(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        client.sync()
        for code, payload, flags, announced in (
                (sync.TOO_LARGE, b"", 0, 1_048_577), (sync.TOO_LARGE, b"", 0, 2**32 - 1),
                (sync.MALFORMED, b"", 2, None), (sync.MALFORMED, b"", 4, None), (sync.MALFORMED, b"\x0a\xff", 0, None),
                (sync.MALFORMED, b"x", 1, None), (sync.NOT_NOW, b"", 0, None)):
            with self.subTest(flags=flags, announced=announced):
                self.assertTurnedAway(client, code, lambda line: line.send_frame(payload, flags, announced))
        for name, value in (("version", 2), ("version", 0), ("suite", 2)):
            with self.subTest(**{name: value}):
                said = client.hello(False)
                setattr(said, name, value)
                self.assertTurnedAway(client, sync.VERSION, lambda line: line.send(hello=said))
        elsewhere = sync.SnapshotWanted(region=self.centre.villages[1])
        self.assertTurnedAway(client, sync.OUT_OF_SCOPE,
                              lambda line: line.send(hello=client.hello(False), snapshot=elsewhere))
        client.sync()

    def test_hellos_that_cannot_be_are_asked_for_a_witness(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        client.sync()
        far = client.hello(False)
        far.cursor += 10**9
        with client.session() as line:
            self.assertRefused(sync.WITNESS, lambda: line.flight(hello=far))
            far.witness.SetInParent()
            self.assertRefused(sync.WITNESS, lambda: line.flight(hello=far))
            self.assertTrue(line.ended())

    def test_a_fifth_hello_is_one_too_many(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        with client.session() as line:
            for _ in range(3):
                client.greet(line)
            self.assertRefused(sync.NOT_NOW, lambda: line.flight(hello=client.hello(False)))
            self.assertTrue(line.ended())

    def test_a_second_connection_takes_the_place_of_an_idle_one(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        with client.session() as first, client.session():
            self.assertTrue(first.ended())
