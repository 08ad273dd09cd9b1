"""HTTP/1.1 over connections that are kept, thousands of them on one thread."""

import asyncio
import re
from typing import NamedTuple

CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
RETRY_AFTER = re.compile(rb"\r\nretry-after: *\d+", re.IGNORECASE)


class Answer(NamedTuple):
    status: int
    head: bytes
    body: bytes

    @property
    def says_when_to_come_back(self):
        return RETRY_AFTER.search(self.head) is not None


class Connection(asyncio.Protocol):
    """One connection, one request at a time; `ConnectionError` once it has ended."""

    def __init__(self):
        self.transport = None
        self.received = bytearray()
        self.waiting = None

    @classmethod
    async def open(cls, address):
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, *address)
        return connection

    async def get(self, target):
        return await self.ask(b"GET %s HTTP/1.1\r\nhost: localhost\r\n\r\n" % target.encode())

    async def post(self, target, body):
        head = b"POST %s HTTP/1.1\r\nhost: localhost\r\ncontent-length: %d\r\n\r\n"
        return await self.ask(head % (target.encode(), len(body)) + body)

    async def ask(self, request):
        if self.transport.is_closing():
            raise ConnectionResetError
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self.waiting

    def close(self):
        self.transport.abort()

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end])
        length = CONTENT_LENGTH.search(head)
        whole = end + 4 + int(length[1] if length else 0)
        if len(self.received) >= whole and self.waiting and not self.waiting.done():
            body = bytes(self.received[end + 4 : whole])
            del self.received[:whole]
            self.waiting.set_result(Answer(int(head[9:12]), head, body))

    def connection_lost(self, error):
        if self.waiting and not self.waiting.done():
            self.waiting.set_exception(error or ConnectionResetError())
