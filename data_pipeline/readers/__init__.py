"""One reader per source: `read` finds the rows of one delivery."""

from collections.abc import Callable
from pathlib import Path

from catalogue.model import Catalogue
from data_pipeline.model import Reading
from data_pipeline.readers import abb_bbc, igemo_evaluatierapport, igemo_strategisch_plan, jrc_convenant, statbel_bevolking

Reader = Callable[[Path, Catalogue], Reading]

READERS: dict[str, Reader] = {
    "abb_bbc": abb_bbc.read,
    "igemo_evaluatierapport": igemo_evaluatierapport.read,
    "igemo_strategisch_plan": igemo_strategisch_plan.read,
    "jrc_convenant": jrc_convenant.read,
    "statbel_bevolking": statbel_bevolking.read,
}
