"""The conversation: PROTOCOL.md §4 to §8."""
import hashlib
import os
import pathlib
from typing import Any, Optional

from . import messages
from .batch import Batch
from .identity import Identity, Invitation, check_code, digest
from .replica import Replica, now
from .wire import Line, Refused, chain_of

sync = messages.sync


class Client:
    """A tablet. `device` and `replica` are there once it has enrolled."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.identity = Identity(folder)
        self.replica: Replica
        self.welcome: Any = None
        self.alarms: list[int] = []
        self.new_batches: list[Batch] = []
        self.chunks = 0
        self.bytes_max = 0

    # ---- enrolment ----

    def enrol(self, line_of_text: str, name: str) -> str:
        """Uses an invitation and returns the check code. Throws Refused."""
        invitation = Invitation.parse(line_of_text)
        self.address = invitation.address
        authority = next(c for c in chain_of(self.address) if _sha256(c) == invitation.pin)
        ask = sync.Enrol(token=invitation.token, request=self.identity.request(), signing_key=self.identity.public,
                         name=name, version=1, nonce=os.urandom(16))
        with Line(self.address, authority) as line:
            told = line.flight(enrol=ask).enrolled
        if _sha256(told.authority) != invitation.pin:
            raise ValueError("the authority does not have the pin")
        self.authority, self.wipe_commitment = told.authority, told.wipe
        self.credentials = self.identity.keep_certificate(told.certificate)
        self.replica = Replica(self.identity, told.device)
        return check_code(told.authority, ask, told)

    def connect(self) -> Line:
        """A connection that shows the certificate."""
        return Line(self.address, self.authority, self.credentials)

    # ---- a session ----

    def session(self) -> Line:
        """A connection that was welcomed. Comes again while the centre still counts the last one: SAME_DEVICE."""
        while True:
            line = self.connect()
            try:
                self.greet(line)
                return line
            except Refused as refused:
                line.close()
                if refused.code != sync.SAME_DEVICE:
                    raise

    def sync(self) -> None:
        """One whole session: push, pictures, pull. Throws Refused or Ended; then it can be called again."""
        self.new_batches = []
        with self.session() as line:
            while batches := self.replica.to_push():
                self.push(line, batches)
            if self.welcome.deposit_only:
                return
            self._pictures(line)
            self._pull(line)

    def hello(self, beside_push: bool) -> Any:
        """What stands in a hello now."""
        mine = self.replica
        waiting = sum(len(batch.entries) for batch in mine.to_push())
        said = sync.Hello(version=1, suite=1, epoch=mine.epoch, cursor=mine.cursor, scope=mine.scope.version,
                          position=mine.position, waiting=waiting, audit=mine.audit,
                          audit_head=mine.audit_head[:8], clock=now() // 1000)
        if mine.position and not beside_push:
            said.chain = mine.chain[:8]
        return said

    def greet(self, line: Line, witness: bool = False) -> Any:
        """Says hello with all pushes, begins a new epoch if the centre did, shows its newest receipt if asked."""
        self.replica.seal()
        batches = [] if witness else self.replica.to_push()
        said = self.hello(bool(batches))
        if witness:
            said.witness.CopyFrom(self.replica.newest_receipt())
        try:
            answer = line.flight(hello=said, push=self._packed(batches))
        except Refused as refused:
            if refused.code == sync.EPOCH:
                self.replica.begin_epoch(refused.answer.welcome.epoch, refused.answer.welcome.common)
                return self.greet(line)
            if refused.code == sync.WITNESS and not witness:
                return self.greet(line, witness=True)
            raise
        self._take_welcome(answer)
        self._take_receipts(answer, batches)
        return answer

    def _packed(self, batches: list[Batch]) -> list[Any]:
        return [batch.packed(self.replica.device) for batch in batches]

    def push(self, line: Line, batches: list[Batch]) -> None:
        """Pushes these batches and stores their receipts."""
        self._take_receipts(line.flight(push=self._packed(batches)), batches)

    def _take_welcome(self, answer: Any) -> None:
        mine, told = self.replica, answer.welcome
        if not answer.HasField("welcome") or told.now <= 0 or mine.epoch and told.epoch != mine.epoch:
            raise ValueError("a welcome that does not fit")
        self.welcome, self.alarms = told, list(answer.alarms)
        mine.epoch = told.epoch
        mine.clock_difference = told.now - now()
        mine.archived = max(mine.archived, told.archived)
        if told.HasField("scope"):
            known = {region.code for region in mine.scope.regions}
            mine.due |= {region.code for region in told.scope.regions} - known
            mine.scope = told.scope
        if told.audit > mine.audit:
            mine.audit, mine.audit_head = told.audit, told.audit_head

    def _take_receipts(self, answer: Any, batches: list[Batch]) -> None:
        if len(answer.receipts) != len(batches):
            raise ValueError("not a receipt for each batch")
        for batch, receipt in zip(batches, answer.receipts):
            self.replica.take_receipt(batch, receipt, answer.welcome.now)

    def _pictures(self, line: Line) -> None:
        cursors = []
        while self.replica.due:
            region = min(self.replica.due)
            self.replica.due.remove(region)
            cursors.append(self._picture(line, region))
        if cursors:
            first = not self.replica.cursor
            self.replica.cursor = min(cursors) if first else min(*cursors, self.replica.cursor)

    def _picture(self, line: Line, region: int) -> int:
        """Takes the picture of a region; returns the cursor after it."""
        after = b""
        while True:
            wanted = sync.SnapshotWanted(region=region, after=after, bytes_max=self.bytes_max)
            chunk = line.flight(snapshot=wanted).snapshot
            self.chunks += 1
            for state in chunk.states:
                self.replica.take_state(state, region)
            after = chunk.after
            if not after:
                return chunk.cursor

    def _pull(self, line: Line) -> None:
        more = True
        while more:
            wanted = sync.Pull(cursor=self.replica.cursor, bytes_max=self.bytes_max, own=sync.BEHIND in self.alarms)
            pulled = line.flight(pull=wanted).pulled
            self.new_batches += self.replica.take_pulled(pulled)
            more = pulled.more

    # ---- the end of a tablet ----

    def wipe_is_proven(self) -> bool:
        """Whether the centre opened its commitment, and nothing waits or was refused."""
        wipe = self.welcome.wipe
        proven = bool(wipe) and digest(b"bianfang-wipe" + wipe) == self.wipe_commitment
        return proven and not self.replica.to_push() and not self.replica.refused

    def say_wiping(self, line: Line, secret: Optional[bytes] = None) -> Any:
        """Tells the centre that this tablet erases itself."""
        return line.flight(wiping=self.identity.sign(b"bianfang-wiped" + self.replica.device
                                                     + (secret or self.welcome.wipe)))


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
