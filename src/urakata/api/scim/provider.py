"""What we say about ourselves: which resources there are, with which attributes, and what we can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Patch,
    ResourceType,
    Schema,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)

from urakata.api.scim.shapes import Enterprise, FullUser, Group, Urakata, User

MOST: Final = 200  #: resources of one page
MOST_CODES: Final = 1000  #: organizations that are named in a schema

POLICY: Final = ScimPolicy(
    # providers send more than anybody keeps: Entra ID's default mapping has 20 attributes
    unknown=ScimPolicy.Unknown.ignore,
    # Entra ID's way to take somebody out of a group, and to set an address that is not there yet
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
CONFIG: Final = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST),
    change_password=ChangePassword(supported=True),
    sort=Sort(supported=False),
    etag=ETag(supported=True),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Bearer token",
            description="A SCIM credential, made by `urakata scim add`.",
            primary=True,
        )
    ],
)
PROVIDER: Final = ScimProvider(
    models=[User, Group, Enterprise, Urakata],
    resource_types=[ResourceType.from_resource(FullUser), ResourceType.from_resource(Group)],
    config=CONFIG,
    policy=POLICY,
)


def schemas(organization_codes: Iterable[str]) -> list[Schema]:
    """The schemas, with the organizations there are as suggestions."""
    found = [schema.model_copy(deep=True) for schema in PROVIDER.schemas]
    codes = list(organization_codes)[:MOST_CODES]
    for schema in found:
        for attribute in schema.attributes or ():
            if attribute.name == "organization" and codes:
                attribute.canonical_values = codes
    return found


def located(resource: Any, base: str, path: str) -> dict[str, Any]:  # noqa: ANN401
    """A resource of discovery with its meta."""
    shown: dict[str, Any] = resource.model_dump()
    kind = type(resource).__name__
    shown["meta"] = {"resourceType": kind, "location": f"{base}/{path}"}
    return shown
