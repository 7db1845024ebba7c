"""Records as rows and back: the columns of a table follow from the fields of its record, and are named nowhere else."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from msgspec import Struct

from storage.database import Row, from_text, to_text

Record = TypeVar("Record", bound=Struct)
Value = TypeVar("Value")
Result = TypeVar("Result")


class KeptAs(Struct, frozen=True):
    """How one field of a record is kept, where it is not one column of the same name and value.

    Attributes:
        names: its columns.
        write: returns a value for each of them.
        read: makes the field from them.
        is_plain: it is one column of the same name, and None is null.
    """

    names: tuple[str, ...]
    write: Callable[[Any], Sequence[Any]]
    read: Callable[..., Any]
    is_plain: bool = False


class Table(Generic[Record]):
    """How records of one kind are kept: each field in a column of its name; moments and days as text, a bool as 0 or 1.

    Args:
        name: the table's.
        record: the type of the records.
        key: the columns by which a row is known.
        whose: columns that the records do not have, and that come first.
        fixed: columns that never change once a row is there.
        beside: fields that are kept elsewhere, or nowhere.
        special: how a field is kept that is no plain value.

    Attributes:
        columns: the names of all columns, in the order in which they are read.
        insert: the statement that adds a row.
        update: the one that changes a row that is there.
        upsert: the one that does either.
        delete: the one that deletes a row.
    """

    def __init__(
        self,
        name: str,
        record: type[Record],
        key: Sequence[str],
        *,
        whose: Sequence[str] = (),
        fixed: Sequence[str] = (),
        beside: Sequence[str] = (),
        **special: KeptAs,
    ) -> None:
        self.name = name
        self._record = record
        hints = get_type_hints(record)
        fields = [field for field in record.__struct_fields__ if field not in beside]
        self._kept = {field: special.get(field) or _column(field, hints[field]) for field in fields}
        own = [name for field, column in self._kept.items() for name in (column.names if column else (field,))]
        self.columns = (*whose, *own)
        names, values = ", ".join(self.columns), ", ".join(f":{name}" for name in self.columns)
        where = " and ".join(f"{name} = :{name}" for name in key)
        changing = [name for name in self.columns if name not in {*key, *fixed}]
        self.insert = f"insert into {name} ({names}) values ({values})"
        self.update = f"update {name} set {', '.join(f'{one} = :{one}' for one in changing)} where {where}"
        self.delete = f"delete from {name} where {where}"
        changes = ", ".join(f"{one} = excluded.{one}" for one in changing)
        self.upsert = f"{self.insert} on conflict ({', '.join(key)}) do update set {changes}"
        self._read: list[tuple[str, int, int, KeptAs | None]] = []
        start = len(whose)
        for field, column in self._kept.items():
            end = start + (len(column.names) if column else 1)
            self._read.append((field, start, end, column))
            start = end

    def selected(self, alias: str = "") -> str:
        """Return the columns as a ``select`` names them."""
        return ", ".join(f"{alias}.{name}" if alias else name for name in self.columns)

    def row(self, record: Record, **whose: Any) -> dict[str, Any]:
        """Return the values of a record by column.

        Args:
            record: the record.
            whose: the values of the columns that it does not have.
        """
        row = whose
        for field, column in self._kept.items():
            value = getattr(record, field)
            if column is None:
                row[field] = value
            elif value is None and column.is_plain:
                row[field] = None
            else:
                row.update(zip(column.names, column.write(value), strict=True))
        return row

    def read(self, row: Row, **beside: Any) -> Record:
        """Make the record of a row with these columns.

        Args:
            row: its values, in the order of the columns.
            beside: the fields that are kept elsewhere.
        """
        for field, start, end, column in self._read:
            if column is None or (column.is_plain and row[start] is None):
                beside[field] = row[start]
            else:
                beside[field] = column.read(*row[start:end])
        return self._record(**beside)


def _column(field: str, hint: Any) -> KeptAs | None:
    """Return how a field of a type is kept; None for one that is kept as it is."""
    kinds = {hint, *get_args(hint)}
    if datetime in kinds:
        return KeptAs((field,), lambda moment: (to_text(moment),), from_text, is_plain=True)
    if date in kinds:
        return KeptAs((field,), lambda day: (str(day),), date.fromisoformat, is_plain=True)
    if bool in kinds:
        return KeptAs((field,), lambda flag: (int(flag),), bool, is_plain=True)
    return None


def optional(make: Callable[[Value], Result], value: Value | None) -> Result | None:
    """Make something of a value; None of None."""
    return None if value is None else make(value)
