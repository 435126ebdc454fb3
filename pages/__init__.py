"""What you see: one file per address, layout only."""

from collections.abc import Mapping
from dataclasses import dataclass

Query = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rendered page: what the browser's tab says and what stands in the main part."""

    title: str
    content: object
