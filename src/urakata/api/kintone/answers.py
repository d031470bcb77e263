"""JSON Schemas of what the endpoints answer. Numbers and ids are text, as in kintone."""

from __future__ import annotations

from typing import Final

from urakata.kernel.json import JSONDict, JSONValue

TEXT: Final[JSONDict] = {"type": "string"}
FLAG: Final[JSONDict] = {"type": "boolean"}
NUMBER: Final[JSONDict] = {"type": "string", "pattern": "^-?[0-9]+$"}
TIME: Final[JSONDict] = {"type": "string", "format": "date-time"}


def thing(**properties: JSONDict) -> JSONDict:
    """An object with exactly these keys known, all of them present."""
    names: list[JSONValue] = list(properties)
    known: dict[str, JSONValue] = dict(properties)
    return {"type": "object", "properties": known, "required": names}


def listing(item: JSONDict) -> JSONDict:
    """A list of things."""
    return {"type": "array", "items": item}


def mapping(item: JSONDict) -> JSONDict:
    """An object whose keys are names or codes."""
    return {"type": "object", "additionalProperties": item}


def maybe(schema: JSONDict) -> JSONDict:
    """Something or null."""
    return {"anyOf": [schema, {"type": "null"}]}


EMPTY: Final = thing()
PERSON: Final = thing(code=TEXT, name=TEXT)
RECORD: Final = mapping(thing(type=TEXT, value={}))
ONE: Final = thing(record=RECORD)
REVISION: Final = thing(revision=NUMBER)
SAVED: Final = thing(id=NUMBER, revision=NUMBER)
UPDATED: Final = thing(
    records=listing(
        {
            "type": "object",
            "properties": {
                "id": NUMBER,
                "revision": NUMBER,
                "operation": {"enum": ["INSERT", "UPDATE"]},
            },
            "required": ["id", "revision"],
        }
    )
)
MOVED: Final = thing(records=listing(SAVED))
RECORDS: Final = thing(records=listing(RECORD), totalCount=maybe(NUMBER))
ADDED: Final = thing(ids=listing(NUMBER), revisions=listing(NUMBER))
CURSOR: Final = thing(id=TEXT, totalCount=NUMBER)
PAGE: Final = thing(records=listing(RECORD), next=FLAG)
RESULTS: Final = thing(results=listing({"type": "object"}))
COMMENTS: Final = thing(
    comments=listing(
        thing(
            id=NUMBER,
            text=TEXT,
            createdAt=TIME,
            creator=PERSON,
            mentions=listing(thing(code=TEXT, type=TEXT)),
        )
    ),
    older=FLAG,
    newer=FLAG,
)
COMMENT: Final = thing(id=NUMBER)
RIGHTS: Final = thing(
    rights=listing(
        thing(
            id=NUMBER,
            record=thing(viewable=FLAG, editable=FLAG, deletable=FLAG),
            fields=mapping(thing(viewable=FLAG, editable=FLAG)),
        )
    )
)
FILE: Final = thing(fileKey=TEXT)
APP: Final = thing(
    appId=NUMBER,
    code=TEXT,
    name=TEXT,
    description=TEXT,
    spaceId=maybe(NUMBER),
    threadId=maybe(NUMBER),
    createdAt=TIME,
    creator=PERSON,
    modifiedAt=TIME,
    modifier=PERSON,
)
APPS: Final = thing(apps=listing(APP))
NEW_APP: Final = thing(app=NUMBER, revision=NUMBER)
FIELD: Final = thing(type=TEXT, code=TEXT, label=TEXT)
PROPERTIES: Final = thing(properties=mapping(FIELD), revision=NUMBER)
FORM: Final = thing(properties=listing({"type": "object", "properties": {"type": TEXT}}))
LAYOUT: Final = thing(layout=listing(thing(type=TEXT)), revision=NUMBER)
VIEWS: Final = thing(
    views=mapping(thing(type=TEXT, name=TEXT, id=NUMBER, index=NUMBER)), revision=NUMBER
)
SAVED_VIEWS: Final = thing(views=mapping(thing(id=NUMBER)), revision=NUMBER)
SETTINGS: Final = thing(
    name=TEXT,
    description=TEXT,
    icon=thing(type=TEXT),
    theme=TEXT,
    titleField=thing(selectionMode=TEXT, code=TEXT),
    enableThumbnails=FLAG,
    enableBulkDeletion=FLAG,
    enableComments=FLAG,
    enableDuplicateRecord=FLAG,
    enableInlineRecordEditing=FLAG,
    numberPrecision=thing(digits=NUMBER, decimalPlaces=NUMBER, roundingMode=TEXT),
    firstMonthOfFiscalYear=NUMBER,
    revision=NUMBER,
)
STATUS: Final = thing(
    enable=FLAG,
    states=maybe(mapping(thing(name=TEXT, index=NUMBER, assignee={"type": "object"}))),
    actions=maybe(
        listing(
            {
                "type": "object",
                "properties": {
                    "name": TEXT,
                    "from": TEXT,
                    "to": TEXT,
                    "filterCond": TEXT,
                    "type": {"enum": ["PRIMARY", "SECONDARY"]},
                },
                "required": ["name", "from", "to", "filterCond", "type"],
            }
        )
    ),
    revision=NUMBER,
)
DEPLOYED: Final = thing(
    apps=listing(thing(app=NUMBER, status={"enum": ["PROCESSING", "SUCCESS", "FAIL", "CANCEL"]}))
)
ACL: Final = thing(rights=listing({"type": "object"}), revision=NUMBER)
CUSTOMIZE: Final = thing(
    scope=TEXT, desktop={"type": "object"}, mobile={"type": "object"}, revision=NUMBER
)
USER: Final = thing(id=NUMBER, code=TEXT, name=TEXT, valid=FLAG)
ORGANIZATION: Final = thing(id=NUMBER, code=TEXT, name=TEXT, parentCode=maybe(TEXT))
GROUP: Final = thing(id=NUMBER, code=TEXT, name=TEXT)
USERS: Final = thing(users=listing(USER))
ORGANIZATIONS: Final = thing(organizations=listing(ORGANIZATION))
GROUPS: Final = thing(groups=listing(GROUP))
TITLES: Final = thing(titles=listing(GROUP))
ORGANIZATION_TITLES: Final = thing(
    organizationTitles=listing(thing(organization=ORGANIZATION, title=maybe(GROUP)))
)
USER_TITLES: Final = thing(userTitles=listing(thing(user=USER, title=maybe(GROUP))))
APIS: Final = thing(baseUrl=TEXT, apis=mapping(thing(link=TEXT)))
API: Final = thing(
    id=TEXT,
    baseUrl=TEXT,
    path=TEXT,
    httpMethod=TEXT,
    request={"type": "object"},
    response={"type": "object"},
    schemas={"type": "object"},
)
ERROR: Final[JSONDict] = {
    "type": "object",
    "properties": {
        "code": TEXT,
        "id": TEXT,
        "message": TEXT,
        "errors": mapping(thing(messages=listing(TEXT))),
    },
    "required": ["code", "id", "message"],
}
