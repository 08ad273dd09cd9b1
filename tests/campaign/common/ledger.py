"""What clients sent and what they were told is kept, against what is there in the end.

Events go in batches. A batch's number says all of its content and ids, so a ledger of
millions of events is a counter and a set of numbers; a batch that was not acknowledged
is sent again as it was, which is what finds events that are there twice.
"""

import json
from typing import NamedTuple

KINDS = ["open", "search", "click", "search", "vote"]
NUMBER = b"#######"


def event(seed, lane, index):
    """An event of a batch, with a place for the batch's number in its id and its client."""
    number = NUMBER.decode()
    kind = KINDS[index % len(KINDS)]
    own = {
        "open": {},
        "search": {"query_id": f"q-{index}", "query": f"question {index}", "total": index % 2},
        "click": {"query_id": f"q-{index - 1}", "article": "a1", "position": 1},
        "vote": {"article": "a1", "helpful": index % 2 == 0},
    }
    return {
        "id": f"{seed:08x}-0000-4000-8000-{lane:02x}{number}{index:03x}",
        "kind": kind,
        "at": f"2026-03-{1 + lane % 28:02}T09:{index // 60:02}:{index % 60:02}Z",
        "client": f"{lane}-{number}",
        **own[kind],
    }


class Ledger:
    """The batches of one lane; those of a run differ in lane, runs differ in seed."""

    def __init__(self, seed, lane, together):
        self.seed = seed
        self.lane = lane
        self.together = together
        self.sent = 0
        self.acknowledged = set()
        self.unanswered = []
        events = [event(seed, lane, index) for index in range(together)]
        self.template = json.dumps(events, separators=(",", ":")).encode()

    def take(self):
        """The number of a batch to send: one that was not acknowledged, or a new one."""
        if self.unanswered:
            return self.unanswered.pop()
        self.sent += 1
        return self.sent - 1

    def body(self, batch):
        return self.template.replace(NUMBER, b"%07x" % batch)

    async def send(self, connection):
        """Sends a batch and notes what became of it."""
        batch = self.take()
        answer = None
        try:
            answer = await connection.post("/api/events", self.body(batch))
        finally:
            if answer and answer.status == 202:
                assert b'"rejected":[]' in answer.body, answer.body
                self.acknowledged.add(batch)
            else:
                self.unanswered.append(batch)
        return answer


class Verdict(NamedTuple):
    """Numbers of events; all but the first three must be none."""

    sent: int
    acknowledged: int
    stored: int
    lost: int
    twice: int
    never_sent: int


def compare(ledgers, stored):
    """Holds ledgers of one seed against the ids that are there, each as 16 bytes."""
    lanes = {ledger.lane: ledger for ledger in ledgers}
    found = {lane: {} for lane in lanes}
    twice = never_sent = 0
    for id in stored:
        end = int.from_bytes(id[10:], "big")
        lane, batch, index = end >> 40, end >> 12 & 0xFFFFFFF, end & 0xFFF
        ledger = lanes.get(lane)
        is_ours = ledger and int.from_bytes(id[:4], "big") == ledger.seed
        if not is_ours or batch >= ledger.sent or index >= ledger.together:
            never_sent += 1
            continue
        before = found[lane].get(batch, 0)
        twice += before >> index & 1
        found[lane][batch] = before | 1 << index
    lost = sum(
        ledger.together - found[ledger.lane].get(batch, 0).bit_count()
        for ledger in ledgers
        for batch in ledger.acknowledged
    )
    return Verdict(
        sent=sum(ledger.sent * ledger.together for ledger in ledgers),
        acknowledged=sum(len(ledger.acknowledged) * ledger.together for ledger in ledgers),
        stored=len(stored),
        lost=lost,
        twice=twice,
        never_sent=never_sent,
    )
