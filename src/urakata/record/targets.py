"""Which records the changes of a request mean: by id, or by the value of a unique field."""

from __future__ import annotations

from collections.abc import Sequence

from urakata.access.field_rules import field_access
from urakata.definition.fields.base import Malformed, Refused, Stored
from urakata.definition.schema import AppSchema, Field
from urakata.directory.actor import Actor
from urakata.kernel import rules
from urakata.kernel.errors import Invalid, NotFound, UrakataError
from urakata.kernel.json import JSONValue
from urakata.kernel.text import Text
from urakata.record.past import Past
from urakata.record.rows import Batch, Change


def key_field(app: AppSchema, code: str, actor: Actor) -> Field:
    """The field that names records by its values. Raises ``GAIA_IQ11``, or ``GAIA_IQ27``.

    A field that the actor does not see in every record is as good as unknown.
    """
    field = app.by_code.get(code)
    if field is None or field.id in field_access(actor, app).sees:
        raise Invalid("GAIA_IQ11", field=code[:200])
    if not field.unique:
        raise Invalid("GAIA_IQ27", field=code)
    return field


class Targets:
    """The addressed records. Raises `Invalid` for records named twice and for keys that are none."""

    def __init__(self, batch: Batch, changes: Sequence[Change]) -> None:
        self._batch = batch
        self._is_wrong = False
        self.changes = changes
        self._keys = [self._key(place) for place in range(len(changes))]
        self._refuse_repeated()
        self._raise_any()

    @property
    def ids(self) -> list[int]:
        """The ids that changes name."""
        return [c.id for c in self.changes if c.id is not None and c.key is None]

    @property
    def keys(self) -> list[tuple[Field, list[Stored]]]:
        """The key fields that changes name, each with the values to look for."""
        fields: dict[str, tuple[Field, list[Stored]]] = {}
        for key in self._keys:
            if key is not None:
                fields.setdefault(key[0].code, (key[0], []))[1].append(key[1])
        return list(fields.values())

    def match(self, pasts: Sequence[Past]) -> list[Past | None]:
        """The record behind each change; None where there is none."""
        by_id = {past.id: past for past in pasts}
        by_key = {
            (field.code, past.values[field.code]): past for field, _ in self.keys for past in pasts
        }
        matched: list[Past | None] = []
        seen: set[int] = set()
        for place, change in enumerate(self.changes):
            key = self._keys[place]
            past = by_key.get((key[0].code, key[1])) if key else by_id.get(change.id or 0)
            if past is not None and past.id in seen:
                self._problem(place, "updateKey" if key else "id", rules.DUPLICATE_RECORD)
            seen.update([past.id] if past else [])
            matched.append(past)
        self._raise_any()
        return matched

    def key_values(self, place: int) -> dict[str, Stored]:
        """What a record that an upsert adds must have in its key field."""
        key = self._keys[place]
        return {} if key is None else {key[0].code: key[1]}

    def missing(self, place: int) -> UrakataError:
        """The error for a change whose record does not exist."""
        if self._keys[place] is not None:
            return Invalid("GAIA_RE20")
        return NotFound("GAIA_RE01", id=self.changes[place].id)

    def _key(self, place: int) -> tuple[Field, Stored] | None:
        key = self.changes[place].key
        if key is None:
            return None
        code, raw = key
        field = key_field(self._batch.app, code, self._batch.actor)
        value = self._value(field, raw, place)
        if value is not None and self._batch.rows[place].sent.get(code, value) != value:
            self._note(f"{self._batch.rows[place].at}.{code}.value", rules.KEY_IS_FIXED)
        return field, value

    def _value(self, field: Field, raw: JSONValue, place: int) -> Stored:
        value: Stored = None
        try:
            value = field.type.parse(raw, field.config, self._batch.context)
        except Refused as refused:
            self._problem(place, "updateKey.value", refused.text)
        except Malformed:
            raise Invalid("CB_IJ01") from None
        else:
            if value is None:
                self._problem(place, "updateKey.value", rules.MISSING)
        return value

    def _refuse_repeated(self) -> None:
        seen: set[tuple[str, Stored]] = set()
        for place, change in enumerate(self.changes):
            key = self._keys[place]
            name = (key[0].code, key[1]) if key else ("", change.id)
            if name in seen and name[1] is not None:
                self._problem(place, "updateKey" if key else "id", rules.DUPLICATE_RECORD)
            seen.add(name)

    def _problem(self, place: int, parameter: str, text: Text) -> None:
        at = self._batch.rows[place].at
        self._note(parameter if at == "record" else f"{at}.{parameter}", text)

    def _note(self, at: str, text: Text) -> None:
        self._is_wrong = True
        self._batch.problems.add(at, text)

    def _raise_any(self) -> None:
        if self._is_wrong:
            self._batch.problems.raise_any()
