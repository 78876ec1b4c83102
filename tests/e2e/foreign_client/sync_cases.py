"""Pushing, receipts, pulling, conflicts, fields from the future."""
from . import records
from .batch import Batch
from .case import Case, all_of, retaken, sync, write_visit
from .client import Client
from .identity import verifies
from .records import DEMAND, HOUSEHOLD, VISIT


class Syncing(Case):
    """PROTOCOL.md §3, §6, §7 and MERGE.md."""

    def test_a_visit_arrives_once_however_often_it_is_pushed(self) -> None:
        village = self.centre.villages[0]
        author, reader = self.centre.client(village), self.centre.client(village)
        author.sync()
        reader.sync()
        before = len(self.centre.exported("visit", village))
        visit = write_visit(author, all_of(author, HOUSEHOLD)[0], "屋面漏雨已报修")
        author.sync()
        batch = max(author.replica.log.values(), key=lambda b: b.seq)
        receipt = batch.receipt
        self.assertVerdicts(receipt, {})
        self.assertEqual((receipt.count, receipt.epoch, receipt.received, len(receipt.mac)),
                         (len(batch.entries), author.replica.epoch, author.welcome.now, 16))
        with author.session() as line:
            author.push(line, [batch])
        self.assertGreater(author.welcome.now, receipt.received)
        self.assertEqual(batch.receipt, receipt)
        self.assertEqual(len(self.centre.exported("visit", village)), before + 1)
        reader.sync()
        self._is_the_authors(reader, batch, author)
        self.assertEqual(reader.replica.records[visit.id].text("conversation"), "屋面漏雨已报修")
        self.assertEqual([r.parent for r in all_of(reader, DEMAND)][-1], visit.id)
        fresh = retaken(author)
        self.assertAgree(author, reader, fresh)

    def _is_the_authors(self, reader: Client, batch: Batch, author: Client) -> None:
        """What the reader pulled is the author's batch, bit for bit, with the receipt's number and instant."""
        got = reader.replica.log[batch.head]
        self.assertEqual((got.device, got.first, got.entries), (batch.device, batch.first, batch.entries))
        self.assertEqual((got.seq, got.received), (batch.receipt.seq, batch.receipt.received))
        self.assertTrue(verifies(author.identity.public, got.signed_bytes(), got.signature, self.centre.folder))

    def test_a_finished_visit_takes_nothing_more(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        client.sync()
        visit = write_visit(client, all_of(client, HOUSEHOLD)[1], "想学电工")
        client.replica.edit(visit, VISIT.fields(conversation="改口"))
        client.sync()
        self.assertVerdicts(client.replica.receipts[-1], {6: sync.HELD_FINISHED})

    def test_two_values_typed_unseen_are_kept_until_a_person_decides(self) -> None:
        village = self.centre.villages[1]
        client, tablet = self.centre.client(village), self.centre.tablet(village)
        client.sync()
        tablet.tool("sync")
        household = all_of(client, HOUSEHOLD)[0]
        client.replica.clock_difference -= 1_000_000  # the time of a line is not known to the millisecond
        client.replica.edit(household, HOUSEHOLD.fields(group_name="上围"))
        tablet.tool("edit", "--record", household.id.hex(), "--set", "group_name=下围")
        client.sync()
        tablet.tool("sync")
        client.sync()
        household = client.replica.records[household.id]
        self.assertEqual((household.texts("group_name"), household.text("group_name")), ({"上围", "下围"}, "下围"))
        listed = tablet.tool("conflicts")
        for told in (household.id.hex(), "上围", "下围"):
            self.assertIn(told, listed)
        client.replica.edit(household, HOUSEHOLD.fields(group_name="下围村"))
        self.assertEqual(household.texts("group_name"), {"上围", "下围村"}, "an edit does not decide")
        client.replica.edit(household, HOUSEHOLD.fields(group_name="新围"), decide=True)
        self.assertEqual(household.texts("group_name"), {"新围"})
        client.sync()
        tablet.tool("sync")
        self.assertNotIn(household.id.hex(), tablet.tool("conflicts"))
        self.assertIn("新围", tablet.tool("show", household.id.hex()))
        fresh = retaken(client)
        self.assertAgree(client, fresh)

    def test_a_fast_clock_wins_nothing_that_was_typed_unseen(self) -> None:
        village = self.centre.villages[1]
        fast, right = self.centre.client(village), self.centre.client(village)
        fast.sync()
        right.sync()
        household = all_of(fast, HOUSEHOLD)[1]
        fast.replica.clock_difference += 3_600_000_000
        fast.replica.edit(household, HOUSEHOLD.fields(group_name="快"))
        fast.sync()
        right.replica.clock_difference += 1_000_000  # the time of a line is not known to the millisecond
        right.replica.edit(right.replica.records[household.id], HOUSEHOLD.fields(group_name="准"))
        self.assertLess(right.replica.stamp, fast.replica.stamp)
        right.sync()
        fast.sync()
        self.assertEqual((household.texts("group_name"), household.text("group_name")), ({"快", "准"}, "准"))
        self.assertAgree(fast, right, retaken(fast))

    def test_a_pull_gives_what_is_new_and_a_lost_answer_doubles_nothing(self) -> None:
        village = self.centre.villages[1]
        author, reader = self.centre.client(village), self.centre.client(village)
        author.sync()
        reader.sync()
        reader.sync()
        self.assertEqual(reader.new_batches, [])
        before = len(self.centre.exported("visit", village))
        batches = self._pushed_without_an_answer(author)
        author.sync()
        receipt = batches[0].receipt
        self.assertLess(receipt.received, author.welcome.now, "it was taken the first time")
        self.assertEqual(len(self.centre.exported("visit", village)), before + 1)
        reader.sync()
        self.assertEqual([batch.head for batch in reader.new_batches], [batch.head for batch in batches])
        self.assertAgree(author, reader)

    def _pushed_without_an_answer(self, author: Client) -> list[Batch]:
        """A visit is pushed, and the line is lost when the first byte of the answer shows that it was taken."""
        with author.session() as line:
            write_visit(author, all_of(author, HOUSEHOLD)[2], "孩子助学金已到账")
            author.replica.seal()
            batches = author.replica.to_push()
            line.send(push=[batch.packed(author.replica.device) for batch in batches])
            line.read(1)
        return batches

    def test_fields_from_the_future_travel_byte_for_byte(self) -> None:
        village = self.centre.villages[1]
        author, reader, tablet = self.centre.client(village), self.centre.client(village), self.centre.tablet(village)
        author.sync()
        reader.sync()
        tablet.tool("sync")
        household = all_of(author, HOUSEHOLD)[3]
        unknown = {1900: 2**63 + 5, 1901: b"\0\xff future", 536_870_911: "最大的编号"}
        author.replica.edit(household, {**unknown, **HOUSEHOLD.fields(has_card=True, fuel=77)})
        author.sync()
        self.assertVerdicts(author.replica.receipts[-1], {})
        tablet.tool("sync")
        tablet.tool("edit", "--record", household.id.hex(), "--set", "needs=修路")
        tablet.tool("sync")
        reader.sync()
        author.sync()
        fresh = retaken(author)
        for client in (author, reader, fresh):
            fields = records.split(client.replica.records[household.id].values())
            for number, value in {**unknown, **HOUSEHOLD.fields(fuel=77)}.items():
                self.assertEqual(fields[number], records.encode_field(number, value))
            self.assertEqual(client.replica.records[household.id].text("needs"), "修路")
        self.assertAgree(author, reader, fresh)
