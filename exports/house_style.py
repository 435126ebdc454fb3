"""How an organisation wants its documents: its own templates and colour, from a folder; ours where it gave none."""

import re
import tomllib
from pathlib import Path

from exports.exhibit import HouseStyle

SETTINGS = "huisstijl.toml"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class HouseStyleError(Exception):
    """The organisation's style cannot be read; the message is Dutch and names the file."""


def _first(folder: Path, *endings: str) -> Path | None:
    return next(
        (path for path in sorted(folder.glob("*")) if path.suffix.lower() in endings and not path.name.startswith(("~", "."))), None
    )


def read_house_style(folder: Path) -> HouseStyle:
    """The style in a folder: the first .pptx and .docx, and the colour in huisstijl.toml.

    Raises HouseStyleError for a colour that is none.
    """
    if not folder.is_dir():
        return HouseStyle()
    accent, told = HouseStyle().accent, folder / SETTINGS
    if told.is_file():
        try:
            accent = tomllib.loads(told.read_text(encoding="utf-8")).get("accent", accent)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise HouseStyleError(f"{told} is niet te lezen: {error}.") from error
        if not isinstance(accent, str) or not COLOUR.fullmatch(accent):
            raise HouseStyleError(f"{told}: accent moet een kleur zijn zoals '#0a6a94'.")
    return HouseStyle(accent=accent, presentation=_first(folder, ".pptx", ".potx"), document=_first(folder, ".docx", ".dotx"))
