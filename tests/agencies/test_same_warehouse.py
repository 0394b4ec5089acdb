"""The same deliveries make the same warehouse, even if they are loaded twice or in another order of agencies."""

import pytest

from tests.agencies.cells import one_of_each, written
from tests.agencies.senders import SENDERS
from tests.conftest import open_bench
from tests.drawn.linked import link_nothing

#: What distinguishes one load from another but isn't part of what was loaded.
OF_THE_LOAD = ("loaded_at", "contract_sha256")


def load(bench, order):
    """Load each agency's delivery in this order."""
    for stem in order:
        sender, rows = SENDERS[stem], one_of_each(SENDERS[stem])
        sender.send(bench.raw, {table.name: written(sender, table, rows[table.name]) for table in sender.agency.tables})
        assert {entry.status for entry in sender.land(bench).values()} == {"loaded"}


def build(bench):
    """Build the tables that follow from what was loaded."""
    bench.build(*bench.order("staged"))
    link_nothing(bench.con)
    bench.build(*bench.order("star"))


def everything(bench):
    """Return everything in the warehouse, by table."""
    tables = bench.rows("""
        select schema_name || '.' || table_name, list(column_name order by column_index) from duckdb_columns()
        where database_name = 'build' and schema_name in ('landed', 'audit', 'staged', 'star') group by all
    """)
    return {
        name: bench.rows(f"select {', '.join(c for c in columns if c not in OF_THE_LOAD)} from {name} order by all")
        for name, columns in tables
    }


def test_the_order_of_the_agencies_and_a_second_load_change_nothing(tmp_path_factory):
    """The deliveries contain every fault of every agency."""
    with open_bench(tmp_path_factory.mktemp("one")) as one, open_bench(tmp_path_factory.mktemp("other")) as other:
        load(one, SENDERS)
        load(other, reversed(SENDERS))
        load(other, sorted(SENDERS))
        build(one)
        build(other)
        assert len(everything(one)) > 30
        assert everything(other) == everything(one)


@pytest.mark.parametrize("stem", SENDERS)
def test_a_delivery_loaded_twice_is_loaded_once(bench, stem):
    sender = SENDERS[stem]
    sender.send(bench.raw)
    first = bench.land(sender.agency, sender.reader)
    assert {entry.status for entry in first} == {"loaded"}
    once = everything(bench)
    sender.send(bench.raw)
    assert bench.land(sender.agency, sender.reader) == []
    assert everything(bench) == once
