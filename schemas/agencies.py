"""The list of agencies: every contract in `schemas/` that declares one. Nothing is registered by hand."""

import importlib
import pkgutil

import schemas
from schemas.contract import Agency


def all_agencies() -> list[Agency]:
    """Return every agency declared by a module of `schemas`, by stem."""
    modules = (importlib.import_module(f"schemas.{found.name}") for found in pkgutil.iter_modules(schemas.__path__))
    declared = {value.stem: value for module in modules for value in vars(module).values() if isinstance(value, Agency)}
    return [declared[stem] for stem in sorted(declared)]


def agency_titles() -> dict[str, str]:
    """Return every agency's title, by stem."""
    return {agency.stem: agency.title for agency in all_agencies()}
