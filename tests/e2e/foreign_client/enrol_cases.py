"""Enrolment, the first picture, and who is a stranger."""
from .case import Case, all_of, register_numbers, retaken, sync
from .client import Client
from .identity import digest
from .messages import DESCRIPTORS
from .records import HOUSEHOLD, KINDS
from .wire import Line


class Enrolment(Case):
    """PROTOCOL.md §4 and first contact in §7."""

    def test_a_tablet_waits_until_the_office_has_compared_the_code(self) -> None:
        village = self.centre.villages[0]
        invitation, name = self.centre.invitation(village)
        client = Client(self.centre.folder / "clients" / name)
        code = client.enrol(invitation, name)
        device = client.replica.device.hex()
        listed = next(t for t in self.centre.listed("tablet", "list") if t["device"] == device)
        self.assertEqual(listed["check_code"].replace(" ", ""), code)
        told = self.refusal(client.sync).refusal
        self.assertEqual(told.code, sync.AWAITING_CONFIRMATION)
        self.assertEqual(told.retry_ms, 10_000)
        self.centre.ctl("tablet", "confirm", device, "%06d" % ((int(code) + 1) % 1_000_000), ok=(7,))
        self.assertRefused(sync.AWAITING_CONFIRMATION, client.sync)
        self.centre.ctl("tablet", "confirm", device, code)
        client.sync()
        self.assertEqual((client.replica.scope.name, client.replica.scope.role), (f"书记{village}", 1))

    def test_a_lost_answer_is_asked_for_again_until_the_confirmation(self) -> None:
        invitation, name = self.centre.invitation(self.centre.villages[0])
        client = Client(self.centre.folder / "clients" / name)
        first_code = client.enrol(invitation.lower().replace("bianfang", " BianFang") + " ", name)
        first, first_device = client.credentials.certificate.read_text(), client.replica.device
        code = client.enrol(invitation, name)
        self.assertEqual(client.replica.device, first_device)
        self.assertNotEqual(code, first_code)
        self.centre.ctl("tablet", "confirm", first_device.hex(), code)
        client.sync()
        self.assertRefused(sync.TOKEN, lambda: client.enrol(invitation, name))
        client.credentials.certificate.write_text(first)
        self.assertRefused(sync.NOT_ENROLLED, client.sync)

    def test_the_first_picture_comes_in_chunks_and_has_exactly_the_village(self) -> None:
        village = self.centre.villages[0]
        client = self.centre.client(village)
        client.bytes_max = 4096
        client.sync()
        regions = [region.code for region in client.replica.scope.regions]
        self.assertEqual(regions, sorted([village, village // 1000, village // 10**6, village // 10**8,
                                          village // 10**10]))
        self.assertGreater(client.chunks, len(regions) + 3)
        rows = self.centre.exported("household", village)
        self.assertEqual(register_numbers(client), sorted(row["户编号"] for row in rows))
        heads = {row["户编号"]: row["户主"] for row in rows}
        for household in all_of(client, HOUSEHOLD):
            self.assertEqual(household.text("head_name"), heads[household.text("register_number")])
        for record in client.replica.records.values():
            self.assertIn(record.kind.number, KINDS)
            self.assertTrue(not record.parent or record.parent in client.replica.records)
        client.bytes_max = 0
        again = retaken(client)
        self.assertLess(again.chunks, client.chunks)
        self.assertAgree(client, again)

    def test_the_schema_is_named_by_the_descriptor_set(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        ours = int.from_bytes(digest(DESCRIPTORS.read_bytes())[:4], "little")
        with client.session() as line:
            self.assertEqual(client.welcome.schema, ours)
            said = client.hello(False)
            said.schema = ours
            self.assertEqual(line.flight(hello=said).welcome.schema, 0)

    def test_a_stranger_is_told_little(self) -> None:
        client = self.centre.client(self.centre.villages[0])
        ask = sync.Enrol(token="0" * 26, request=client.identity.request(), signing_key=client.identity.public,
                         name="x", version=1, nonce=bytes(16))
        for code, parts in ((sync.TOKEN, {"enrol": ask}), (sync.NOT_ENROLLED, {"hello": client.hello(False)}),
                            (sync.NOT_ENROLLED, {"pull": sync.Pull()})):
            with Line(client.address, client.authority) as line:
                self.assertRefused(code, lambda: line.flight(**parts))
                self.assertTrue(line.ended())
        with Line(client.address, client.authority) as line:
            line.send_frame(bytes(5), announced=16_385)
            self.assertRefused(sync.TOO_LARGE, line.receive)
        self.assertTurnedAway(client, sync.NOT_NOW, lambda line: line.send(enrol=ask))
