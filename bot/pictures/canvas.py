"""Draw a picture from its template in ``prompts/pictures/``."""

from functools import cache
from typing import Any

import jinja2

from bot.language.templates import PROMPTS
from bot.pictures.font import FAMILY
from bot.pictures.lettering import fit, fold


def svg(template: str, **values: Any) -> str:
    """Draw a picture as SVG. Everything that is not markup of the template is escaped."""
    return _templates().get_template(f"{template}.svg.j2").render(values)


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PROMPTS / "pictures"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(fit=fit, fold=fold, family=FAMILY)
    return environment
