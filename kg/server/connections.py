"""Connections with deadlines: a request has to arrive, and its answer has to be read, in bounded time."""

from __future__ import annotations

from asyncio import Transport
from asyncio.events import TimerHandle
from typing import Literal

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

ARRIVAL = 30.0  # seconds for a request, from its first byte (for the first, from the connection) to its last
PAUSE = 60.0  # seconds without anything read of an answer


class Patient(H11Protocol):
    """A connection that is cut where a client keeps it open with half a request, or does not read."""

    arrival = ARRIVAL
    pause = PAUSE
    _arriving: TimerHandle | None = None
    _leaving: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """The clock starts with the connection."""
        super().connection_made(transport)
        self._await_request()

    def handle_events(self) -> None:
        """The clock runs while a part of a request is here and the rest is not."""
        super().handle_events()
        begun = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if begun or self.conn.their_state is h11.SEND_BODY:
            self._await_request()
        else:
            self._forget("_arriving")

    def pause_writing(self) -> None:
        """More of an answer waits than the system takes."""
        super().pause_writing()
        self._await_reader(None)

    def resume_writing(self) -> None:
        """The client has read on."""
        super().resume_writing()
        self._forget("_leaving")

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited any more."""
        self._forget("_arriving")
        self._forget("_leaving")
        super().connection_lost(exc)

    def _await_reader(self, waiting: int | None) -> None:
        """Cut the connection where as much of the answer waits as a pause ago."""
        left = self.transport.get_write_buffer_size()
        if left == waiting:
            self.transport.abort()
        else:
            self._forget("_leaving")
            self._leaving = self.loop.call_later(self.pause, self._await_reader, left)

    def _await_request(self) -> None:
        if self._arriving is None:
            self._arriving = self.loop.call_later(self.arrival, self.transport.abort)

    def _forget(self, timer: Literal["_arriving", "_leaving"]) -> None:
        running: TimerHandle | None = getattr(self, timer)
        if running is not None:
            running.cancel()
            setattr(self, timer, None)
