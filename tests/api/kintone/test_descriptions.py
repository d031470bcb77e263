from __future__ import annotations

from tests.api.client import Api
from urakata.api.kintone.table import REGISTRY


def test_every_api_is_listed_with_a_link(as_nobody: Api) -> None:
    body = as_nobody.get("apis").body

    assert body["baseUrl"] == "http://testserver/k/v1/"
    assert body["apis"]["records/get"] == {"link": "apis/records/get.json"}
    assert "preview/app/form/fields/delete" in body["apis"]
    assert "space/get" not in body["apis"]


def test_every_link_leads_to_a_description(as_nobody: Api) -> None:
    for name, entry in as_nobody.get("apis").body["apis"].items():
        described = as_nobody.send("GET", f"/k/v1/{entry['link']}").body

        assert described["id"] == name
        path = f"k/v1/{described['path'].removesuffix('.json')}"
        assert (described["httpMethod"], path) in REGISTRY


def test_a_description_says_what_is_needed(as_nobody: Api) -> None:
    request = as_nobody.get("apis/record/get").body["request"]
    assert request["required"] == ["app", "id"]
