"""The studio: one drawing for all who ask at once, one at a time, and never more memory than agreed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from craftsite.motif.studio import BusyError, Studio

SOON = 10


def test_a_picture_is_drawn_once_however_many_ask_at_once():
    studio, drawn, start = Studio(100, most_visitors=8), [], Barrier(8)

    def draw():
        drawn.append(1)
        return b"picture"

    def ask(_):
        start.wait(SOON)
        return studio.picture("subject", draw)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {b"picture"}
    assert len(drawn) == 1


def test_one_is_drawn_at_a_time_and_a_crowd_is_sent_away():
    studio, is_drawing, go_on = Studio(100, most_visitors=2), Event(), Event()
    at_work, most_at_work = 0, 0

    def draw():
        nonlocal at_work, most_at_work
        at_work += 1
        most_at_work = max(most_at_work, at_work)
        is_drawing.set()
        go_on.wait(SOON)
        at_work -= 1
        return b"picture"

    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(studio.picture, subject, draw) for subject in "ab")
        assert is_drawing.wait(SOON)
        while studio._seats.acquire(blocking=False):
            studio._seats.release()
        with pytest.raises(BusyError):
            studio.picture("c", draw)
        go_on.set()
        assert (first.result(SOON), second.result(SOON)) == (b"picture", b"picture")
    assert most_at_work == 1
    assert studio.picture("c", lambda: b"later") == b"later"


def test_a_kept_picture_is_given_even_to_a_crowd():
    studio = Studio(100, most_visitors=1)
    studio.picture("kept", lambda: b"kept")

    assert studio.picture("other", lambda: studio.picture("kept", lambda: b"drawn anew")) == b"kept"


def test_no_more_is_kept_than_there_is_room_for_and_the_oldest_goes_first():
    studio, drawn = Studio(30, most_visitors=4), []

    def ask(subject):
        studio.picture(subject, lambda: drawn.append(subject) or b"0123456789")

    for subject in "abcadabc":
        ask(subject)

    assert "".join(drawn) == "abcdbc"
    assert studio._bytes == sum(map(len, studio._kept.values())) == 30


def test_what_is_larger_than_all_the_room_is_given_but_not_kept():
    studio = Studio(5, most_visitors=4)

    assert studio.picture("large", lambda: b"0123456789") == b"0123456789"
    assert (studio._bytes, len(studio._kept)) == (0, 0)


def test_a_drawing_that_fails_keeps_nothing_and_nobody_out():
    studio = Studio(100, most_visitors=1)

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            studio.picture("subject", lambda: 1 // 0)

    assert studio.picture("subject", lambda: b"mended") == b"mended"
