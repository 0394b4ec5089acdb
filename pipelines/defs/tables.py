"""Each file in `sql/1_staged`, `2_star` and `3_marts` as one asset."""

import dagster as dg

from pipelines.build import provenance
from pipelines.build.sql_file import SqlTable, sql_tables
from pipelines.build.sql_table import build_table, orphans
from pipelines.defs.resources import Build

#: Every table that SQL builds, read once for all definitions.
TABLES = sql_tables()


def asset_key(full_name: str) -> dg.AssetKey:
    """Return a table's key: its schema and its name."""
    return dg.AssetKey(full_name.split("."))


def _asset(table: SqlTable) -> dg.AssetsDefinition:
    key = asset_key(table.full_name)
    has_parents = bool(table.parents)

    @dg.asset(
        key=key,
        deps=[asset_key(name) for name in sorted(table.dependencies | table.parents)],
        group_name=table.schema,
        description=table.description,
        code_version=provenance.fingerprint(table.query),
        kinds={"sql", "duckdb"},
        check_specs=[
            dg.AssetCheckSpec(
                "foreign_keys",
                asset=key,
                blocking=True,
                description="Every key that refers to another star table has a row in that table.",
            )
        ]
        if has_parents
        else None,
    )
    def build_asset(build: Build) -> dg.MaterializeResult:
        was_built = build_table(build.con, table, build.made_of())
        broken = orphans(build.con, table) if has_parents else {}
        columns = build.con.execute(f"describe {table.full_name}").fetchall()
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": provenance.rows_made(build.con, table.full_name),
                "dagster/column_schema": dg.TableSchema(
                    [dg.TableColumn(name, kind, _comment(table, name)) for name, kind, *_ in columns]
                ),
                "rebuilt": was_built,
            },
            check_results=[
                dg.AssetCheckResult(
                    passed=not broken,
                    check_name="foreign_keys",
                    description="; ".join(
                        f"{rows:,} rows whose {key} has no row in the parent table" for key, rows in broken.items()
                    ),
                )
            ]
            if has_parents
            else [],
        )

    return build_asset


def _comment(table: SqlTable, column: str) -> str | None:
    return table.contract.columns[column].comment if table.contract is not None else None


defs = dg.Definitions(assets=[_asset(table) for table in TABLES])
