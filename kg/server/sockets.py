"""Where the server listens, and by which names it may be asked for."""

from __future__ import annotations

import ipaddress
import socket

from kg.errors import InputError

HOST = "127.0.0.1"
FIRST_PORT = 8765
TRIES = 50  # ports that are tried, where none was asked for
LOCAL = ("127.0.0.1", "localhost", "[::1]")


def bind(host: str, port: int | None) -> socket.socket:
    """A socket that listens; without a port on the first one that is free. Raises InputError."""
    if port is not None:
        return _bound(host, port)
    for number in range(FIRST_PORT, FIRST_PORT + TRIES):
        try:
            return _bound(host, number)
        except InputError:
            continue
    return _bound(host, 0)


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError):
        raise InputError(f"{host!r} is no address of this machine") from None
    made = socket.socket(family, kind, proto)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        raise InputError(f"cannot listen on {host} port {port}: {error.strerror or error}") from None
    return made


def hosts(host: str, port: int) -> frozenset[str]:
    """The values of the Host header that mean this server; a machine's own name where all can reach it."""
    names = [*LOCAL, written(host).lower()]
    if is_wildcard(host):
        names.append(socket.gethostname().lower())
    with_port = {f"{name}:{port}" for name in names}
    return frozenset(with_port | (set(names) if port == 80 else set()))


def is_local(host: str) -> bool:
    """Whether only this machine can reach the address."""
    address = _address(host)
    return host == "localhost" if address is None else address.is_loopback


def is_wildcard(host: str) -> bool:
    """Whether the address means all addresses of this machine."""
    address = _address(host)
    return address is not None and address.is_unspecified


def is_number(host: str) -> bool:
    """Whether the name in a Host header is a numeric address: no name that could be bound anew."""
    return _address(host) is not None


def written(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
