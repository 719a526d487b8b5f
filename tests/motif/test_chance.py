"""The numbers of a seed never change, on any Python."""

from craftsite.motif.chance import Chance


def test_a_seed_gives_the_same_numbers_for_good():
    chance = Chance("BKL-014")

    assert [chance.below(1000) for _ in range(10)] == [750, 560, 395, 143, 798, 504, 591, 821, 480, 389]
    assert chance.between(-1, 1) == -0.2814270881935954


def test_seeds_differ():
    assert Chance("a").below(2**32) != Chance("b").below(2**32)


def test_numbers_stay_in_their_range():
    chance = Chance("range")

    assert {chance.below(3) for _ in range(200)} == {0, 1, 2}
    assert all(-2 <= chance.between(-2, 5) < 5 for _ in range(200))
    assert {chance.choice("ab") for _ in range(50)} == {"a", "b"}
