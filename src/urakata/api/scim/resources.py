"""What can be done with users and groups: RFC 7644 §3."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from scim2_models import Context, ListResponse, Meta, PatchOp, ResponseParameters, SearchRequest

from urakata.api.bodies import read_body
from urakata.api.kintone.wire import read_object
from urakata.api.scim.answers import SCIM_JSON, answer, is_named, require_match, version_of
from urakata.api.scim.filters import read_filter
from urakata.api.scim.identity import require_id
from urakata.api.scim.kinds import Kind, Page, times_of
from urakata.api.scim.provider import MOST
from urakata.directory.credentials import Provider
from urakata.kernel.errors import Invalid

LARGEST_BODY = 16 * 1024 * 1024
DEFAULT_PAGE = 100


class Call:
    """A request about one kind of resource."""

    def __init__(self, request: HttpRequest, provider: Provider, kind: Kind, base: str) -> None:
        self.request = request
        self.provider = provider
        self.kind = kind
        self.base = base

    # --- many
    def search(self) -> HttpResponse:
        """A page of what fits a filter, from the address or from a body (``.search``)."""
        request = self.request
        sent = request.GET.dict() if request.method == "GET" else self._body()
        wanted = SearchRequest[self.kind.model].model_validate(sent)  # type: ignore[name-defined]
        count = DEFAULT_PAGE if wanted.count is None else min(wanted.count, MOST)
        start = wanted.start_index or 1
        condition = read_filter(wanted.filter, self.kind.model)
        page = Page(condition, start - 1, count, _shows_members(wanted))
        total, found = self.kind.find(self.provider, page)
        return answer(
            {
                "schemas": [str(ListResponse.__schema__)],
                "totalResults": total,
                "startIndex": start,
                "itemsPerPage": len(found),
                "Resources": [
                    self._shown(each, Context.RESOURCE_QUERY_RESPONSE, wanted) for each in found
                ],
            }
        )

    def create(self) -> HttpResponse:
        """Add one."""
        context = Context.RESOURCE_CREATION_REQUEST
        said = self.kind.complete(self._body(), None)
        resource = self.kind.model.model_validate(said, scim_ctx=context)
        made = self.kind.create(self.provider, resource)
        response = self._answer(made, Context.RESOURCE_CREATION_RESPONSE, status=201)
        response.headers["Location"] = self._location(self.kind.show(made, self.base).id)
        return response

    # --- one
    def show(self, id_: str) -> HttpResponse:
        """One of them, or 304 for a version that the caller has."""
        wanted = self._parameters()
        found = self.kind.get(self.provider, self._id(id_), _shows_members(wanted))
        response = self._answer(found, Context.RESOURCE_QUERY_RESPONSE)
        if is_named(self.request.headers.get("If-None-Match"), response.headers["ETag"]):
            return HttpResponse(status=304, headers={"ETag": response.headers["ETag"]})
        return response

    def replace(self, id_: str) -> HttpResponse:
        """Let one be as the body says."""
        context = Context.RESOURCE_REPLACEMENT_REQUEST
        current = self._current(id_)
        said = self.kind.complete(self._body(), current)
        resource = self.kind.model.model_validate(said, scim_ctx=context)
        resource.replace(current)
        return self._write(id_, resource, Context.RESOURCE_REPLACEMENT_RESPONSE)

    def change(self, id_: str) -> HttpResponse:
        """Change parts of one; all operations or none."""
        operations = PatchOp[self.kind.model].model_validate(  # type: ignore[name-defined]
            self._body(), scim_ctx=Context.RESOURCE_PATCH_REQUEST
        )
        resource = self._current(id_)
        operations.patch(resource)
        return self._write(id_, resource, Context.RESOURCE_PATCH_RESPONSE)

    def remove(self, id_: str) -> HttpResponse:
        """Take one away."""
        self._current(id_)
        self.kind.remove(self.provider, self._id(id_))
        return HttpResponse(status=204)

    # --- parts
    def _id(self, text: str) -> int:
        return require_id(text, self.kind.letter)

    def _current(self, id_: str) -> Any:  # noqa: ANN401
        """The resource as it is, if it is the version that the caller means."""
        thing = self.kind.get(self.provider, self._id(id_), True)
        shown = self.kind.show(thing, self.base)
        require_match(self.request, version_of(shown.model_dump()))
        return shown

    def _write(self, id_: str, resource: Any, context: Context) -> HttpResponse:  # noqa: ANN401
        written = self.kind.replace(self.provider, self._id(id_), resource)
        return self._answer(written, context)

    def _body(self) -> dict[str, Any]:
        if self.request.content_type not in {SCIM_JSON, "application/json"}:
            raise Invalid("UR_MT01", type=SCIM_JSON)
        return read_object(read_body(self.request, LARGEST_BODY))

    def _parameters(self) -> ResponseParameters[Any]:
        names = {"attributes", "excludedAttributes"}
        sent = {name: value for name, value in self.request.GET.items() if name in names}
        return ResponseParameters[self.kind.model].model_validate(sent)  # type: ignore[name-defined]

    def _location(self, id_: str) -> str:
        return f"{self.base}/{self.kind.path}/{id_}"

    def _answer(self, thing: object, context: Context, status: int = 200) -> HttpResponse:
        shown = self._shown(thing, context, self._parameters())
        response = answer(shown, status)
        response.headers["ETag"] = version_of(self.kind.show(thing, self.base).model_dump())
        return response

    def _shown(
        self, thing: object, context: Context, wanted: ResponseParameters[Any]
    ) -> dict[str, Any]:
        resource = self.kind.show(thing, self.base)
        made, changed = times_of(thing)
        resource.meta = Meta(
            resource_type=self.kind.name,
            location=self._location(resource.id),
            version=version_of(resource.model_dump()),
            created=made,
            last_modified=changed,
        )
        shown: dict[str, Any] = resource.model_dump(scim_ctx=context, response_parameters=wanted)
        return shown


def _shows_members(wanted: ResponseParameters[Any]) -> bool:
    """Whether members are asked for: a group of thousands costs."""
    if wanted.attributes:
        return any(str(path).lower().startswith("members") for path in wanted.attributes)
    return not any(str(path).lower() == "members" for path in wanted.excluded_attributes or ())
