"""A restored centre, a restored tablet, two tablets with one key, and the end of a tablet."""
import copy

from .case import Case, all_of, retaken, sync, write_visit
from .identity import digest
from .records import HOUSEHOLD


class Epochs(Case):
    """PROTOCOL.md §8."""

    def test_a_restored_centre_is_given_back_what_it_lost(self) -> None:
        village = self.centre.villages[0]
        author, reader = self.centre.client(village), self.centre.client(village)
        author.sync()
        reader.sync()
        write_visit(author, all_of(author, HOUSEHOLD)[0], "备份前")
        author.sync()
        kept = author.replica.receipts[-1]
        backup = self.centre.backup()
        author.sync()
        self.assertGreaterEqual(author.replica.archived, kept.seq + kept.count - 1)
        write_visit(author, all_of(author, HOUSEHOLD)[1], "备份后")
        author.sync()
        lost = author.replica.receipts[-1]
        reader.sync()
        self.centre.restore(backup)
        visits = self.centre.exported("visit", village)
        self.assertNotIn("备份后", [row["交谈记录"] for row in visits])
        old = reader.replica.epoch
        reader.sync()
        self.assertGreater(reader.replica.epoch, old)
        offered = reader.replica.log[lost.head].receipt
        self.assertEqual((offered.head, offered.count, offered.epoch), (lost.head, lost.count, reader.replica.epoch))
        self.assertGreater(offered.received, lost.received)
        author.sync()
        again = author.replica.log[lost.head].receipt
        self.assertEqual((again.seq, again.received), (offered.seq, offered.received), "the reader was first")
        self.assertEqual(author.replica.log[kept.head].receipt, kept, "what the backup has is not offered again")
        after = self.centre.exported("visit", village)
        self.assertEqual(sorted(row["交谈记录"] for row in after if row["交谈记录"] in ("备份前", "备份后")),
                         ["备份前", "备份后"])
        fresh = retaken(author)
        reader.sync()
        self.assertAgree(author, reader, fresh)

    def test_a_tablet_that_the_backup_does_not_know_deposits_until_it_is_assigned(self) -> None:
        village = self.centre.villages[0]
        user = self.centre.user(village)
        backup = self.centre.backup()
        late = self.centre.client(village)
        late.sync()
        visit = write_visit(late, all_of(late, HOUSEHOLD)[6], "备份后登记")
        late.sync()
        self.assertVerdicts(late.replica.receipts[-1], {})
        self.centre.restore(backup)
        late.sync()
        self.assertTrue(late.welcome.deposit_only)
        self.assertEqual(late.welcome.wipe, b"")
        receipt = late.replica.receipts[-1]
        self.assertVerdicts(receipt, {index: sync.HELD_REVOKED for index in range(receipt.count)})
        self.centre.ctl("tablet", "assign", late.replica.device.hex(), user)
        self.centre.ctl("held", "admit", "--tablet", late.replica.device.hex(), "--why", "恢复")
        late.sync()
        self.assertFalse(late.welcome.deposit_only)
        self.assertEqual(late.replica.records[visit.id].text("conversation"), "备份后登记")
        self.assertAgree(late, retaken(late))

    def test_a_centre_put_back_in_silence_believes_its_own_receipt(self) -> None:
        village = self.centre.villages[0]
        client = self.centre.client(village)
        client.sync()
        image = self.centre.image()
        write_visit(client, all_of(client, HOUSEHOLD)[5], "静默恢复")
        client.sync()
        lost = client.replica.receipts[-1]
        self.centre.put_back(image)
        client.sync()
        again = client.replica.log[lost.head].receipt
        self.assertEqual((again.head, again.epoch), (lost.head, lost.epoch + 1))
        told = [row["交谈记录"] for row in self.centre.exported("visit", village)]
        self.assertEqual(told.count("静默恢复"), 1)
        self.assertAgree(client, retaken(client))

    def test_a_tablet_from_an_old_image_gets_its_own_work_back(self) -> None:
        village = self.centre.villages[0]
        client = self.centre.client(village)
        client.sync()
        image = copy.deepcopy(client.replica)
        write_visit(client, all_of(client, HOUSEHOLD)[2], "映像之后")
        client.sync()
        newest, client.replica = client.replica, image
        client.sync()
        self.assertEqual(client.alarms, [sync.BEHIND])
        self.assertEqual((client.replica.position, client.replica.chain), (newest.position, newest.chain))
        write_visit(client, all_of(client, HOUSEHOLD)[3], "继续")
        client.sync()
        client.sync()
        self.assertEqual(client.alarms, [])
        fresh = retaken(client)
        self.assertAgree(client, fresh)

    def test_two_tablets_with_one_key_lose_nothing_and_are_told(self) -> None:
        village = self.centre.villages[0]
        client = self.centre.client(village)
        client.sync()
        image = copy.deepcopy(client.replica)
        household = all_of(client, HOUSEHOLD)[4]
        client.replica.edit(household, HOUSEHOLD.fields(bank="甲行"))
        client.sync()
        client.replica = image
        client.replica.edit(image.records[household.id], HOUSEHOLD.fields(bank="乙行"))
        client.sync()
        client.sync()
        self.assertEqual(client.alarms, [sync.CLONED])
        fresh = retaken(client)
        self.assertEqual(fresh.replica.records[household.id].texts("bank"), {"甲行", "乙行"})

    def test_a_revoked_tablet_deposits_and_erases_itself(self) -> None:
        village = self.centre.villages[0]
        client = self.centre.client(village)
        client.sync()
        self.assertEqual(client.welcome.wipe, b"")
        device = client.replica.device.hex()
        self.centre.ctl("tablet", "revoke", device, "--why", "遗失")
        write_visit(client, all_of(client, HOUSEHOLD)[0], "停用后")
        client.sync()
        self.assertTrue(client.welcome.deposit_only)
        receipt = client.replica.receipts[-1]
        self.assertVerdicts(receipt, {index: sync.HELD_REVOKED for index in range(receipt.count)})
        held = [h for h in self.centre.listed("held", "list") if h["device"] == device]
        self.assertEqual(len(held), receipt.count)
        self.assertNotIn("停用后", [row["交谈记录"] for row in self.centre.exported("visit", village)])
        with client.session() as line:
            self.assertEqual(line.flight(pull=sync.Pull(cursor=client.replica.cursor)).ByteSize(), 0)
            self.assertEqual(line.flight(snapshot=sync.SnapshotWanted(region=village)).ByteSize(), 0)
            self.assertTrue(client.wipe_is_proven())
            self.assertEqual(digest(b"bianfang-wipe" + client.welcome.wipe), client.wipe_commitment)
            self.assertRefused(sync.SIGNATURE, lambda: client.say_wiping(line, bytes(32)))
        with client.session() as line:
            self.assertEqual(client.say_wiping(line).ByteSize(), 0)
        listed = next(t for t in self.centre.listed("tablet", "list") if t["device"] == device)
        self.assertEqual(listed["changes"], receipt.count)
