"""What the kernel knows of running processes: their children, their time, their memory, their connections."""

import os
import re
from pathlib import Path

PROC = Path("/proc")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
ESTABLISHED = "01"


def children(pid: int) -> list[int]:
    """The processes that a process has started, not those that they have started."""
    return [
        int(child) for task in (PROC / str(pid) / "task").iterdir() for child in (task / "children").read_text().split()
    ]


def family(pid: int) -> list[int]:
    """A process and all that come from it."""
    return [pid, *(member for child in children(pid) for member in family(child))]


def cpu_seconds(pid: int) -> float:
    """The time that a process and all that come from it have computed; those that have ended count too."""
    # The name in brackets may hold spaces; after it come the fields from the third on.
    fields = [(PROC / str(member) / "stat").read_text().rpartition(")")[2].split() for member in family(pid)]
    return sum(int(number) for stat in fields for number in stat[11:15]) / TICKS_A_SECOND


def private_bytes(pid: int | str) -> int:
    """The memory that would be free if the process ended: nobody shares it."""
    found = re.findall(r"^Private_\w+: +(\d+) kB", (PROC / str(pid) / "smaps_rollup").read_text(), re.MULTILINE)
    return sum(map(int, found)) * 1024


def parent(pid: int) -> int:
    """The process that has started a process."""
    return int((PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])


def holder(pids: list[int], server_port: int, client_port: int) -> int | None:
    """Which of the processes holds the server's end of a connection on this machine."""
    for line in (PROC / "net" / "tcp").read_text().splitlines()[1:]:
        (
            _,
            local,
            remote,
            state,
            *_,
        ) = line.split()
        if state == ESTABLISHED and _port(local) == server_port and _port(remote) == client_port:
            inode = line.split()[9]
            return next((pid for pid in pids if _has_socket(pid, inode)), None)
    return None


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def _has_socket(pid: int, inode: str) -> bool:
    links = (PROC / str(pid) / "fd").iterdir()
    return any(str(link.readlink()) == f"socket:[{inode}]" for link in links)
