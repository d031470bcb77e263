"""Where to find all that is about coming in: one's own account, those of others, the policy."""

from __future__ import annotations

from ninja import Router

from urakata.api.native import account, factors, people_security, second_step, sign_in_rules

router = Router()
router.add_router("/account", account.router, tags=["account"])
router.add_router("/account", factors.router, tags=["account"])
router.add_router("/session", second_step.router, tags=["account"])
router.add_router("/people", people_security.router, tags=["people"])
router.add_router("/sign-in-policy", sign_in_rules.router, tags=["people"])
