"""Back to the sign-in screen, with the reason why somebody did not come in."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from django.http import HttpResponseRedirect

Reason: TypeAlias = Literal["failed", "unknown", "network"]
PARAMETER: Final = "signInProblem"


def back_to_sign_in(reason: Reason) -> HttpResponseRedirect:
    """The screen's address that tells it; nothing of what a service sent is in it."""
    return HttpResponseRedirect(f"/?{PARAMETER}={reason}")
