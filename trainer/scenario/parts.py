"""What every mapping of a scenario file has in common, and the kinds of values that stand in it.

The docstrings of the fields are what the exported JSON Schema tells an author's editor.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Part(BaseModel):
    """Any mapping of a scenario file: frozen, and without keys that nobody defined."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        populate_by_name=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _what_is_left_empty_is_left_out(cls, data: object) -> object:
        """An author who leaves a field empty means its default. Names that are no fields stay, to be refused."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        names = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if value is not None or key not in names}


_THOUSANDS = r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"


def as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def without_thousands(value: object) -> object:
    return value.replace(",", "") if isinstance(value, str) and re.fullmatch(_THOUSANDS, value) else value


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Lines = Annotated[
    tuple[Text, ...],
    Field(min_length=1),
    BeforeValidator(as_list, json_schema_input_type=Text | Annotated[tuple[Text, ...], Field(min_length=1)]),
]
"""One line, or a list of forms of which the call uses one at a time and none twice."""
Words = Annotated[tuple[Text, ...], BeforeValidator(as_list, json_schema_input_type=Text | tuple[Text, ...])]
"""Words or names, one or a list."""
Refs = Annotated[
    tuple[Identifier, ...], BeforeValidator(as_list, json_schema_input_type=Identifier | tuple[Identifier, ...])
]
"""Names of behaviours, acts or topics of the same file."""
Thousands = Annotated[str, Field(pattern=f"^{_THOUSANDS}$")]
Gauge = Annotated[int, Field(ge=0, le=100)]
Figure = Annotated[float, BeforeValidator(without_thousands, json_schema_input_type=float | Thousands)]
"""A number; 5,200 is read as 5200."""

SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A figure or a name of the file in a line: ``{pieces}``. Nothing else in a line is ever replaced or run."""
