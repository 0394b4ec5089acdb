"""Chance is fair, adds up, and gives the same result each time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sample.county.chance import Stream, Weighted, apportion, coins, deal


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any), st.integers(0, 5000))
def test_shares_add_up_and_no_share_is_a_whole_unit_out(weights, total):
    shares = apportion(weights, total)
    assert sum(shares) == total
    assert all(abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True))


def test_streams_never_change():
    # Written down once: if this changes, every byte of the sample changes.
    assert Stream(2017, "offences", 3).below(1000, 5).tolist() == [893, 582, 294, 37, 947]


def test_streams_for_other_purposes_differ():
    draws = {tuple(Stream(seed, purpose).below(10**9, 3).tolist()) for seed in (1, 2) for purpose in ("a", "b")}
    assert len(draws) == 4


def test_a_stream_continues_where_it_stopped():
    one, two = Stream(1, "x"), Stream(1, "x")
    assert [*one.below(100, 3), *one.below(100, 4)] == two.below(100, 7).tolist()


@given(st.integers(1, 300))
def test_an_order_has_every_position_once(size):
    assert sorted(Stream(1, "order").order(size).tolist()) == list(range(size))


def test_draws_follow_their_weights():
    drawn = Weighted({"often": 90, "seldom": 10, "never": 0}).draw(Stream(1, "weights"), 10_000)
    assert (drawn == "often").mean() == pytest.approx(0.9, abs=0.02)
    assert "never" not in drawn


def test_a_coin_falls_the_same_whichever_others_are_tossed():
    together = coins(5, ["home"], np.arange(100))
    alone = [coins(5, ["home"], np.array([number]))[0] for number in range(100)]
    assert together.tolist() == alone


def test_nothing_is_dealt_twice_and_everyone_gets_the_number_they_ask_for_of_each_kind():
    kinds = (np.arange(10), np.arange(100, 200))
    dealt = deal({"one": (2, 5), "two": (0, 90), "three": (8, 0)}, kinds, Stream(1, "deal"))
    assert {taker: ((things < 100).sum(), (things >= 100).sum()) for taker, things in dealt.items()} == {
        "one": (2, 5), "two": (0, 90), "three": (8, 0),
    }  # fmt: skip
    every = np.concatenate(list(dealt.values())).tolist()
    assert len(set(every)) == len(every)
