"""Settings: documented, and safe."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.main.conftest import environment

ROOT = Path(__file__).parents[2]
READ = re.compile(r"(?:os\.environ(?:\.get\(|\[)|envvar=)\s*\"([A-Z_]+)\"")


def values(home: Path, *names: str, **more: str) -> list[str]:
    """Settings as another process with this environment has them."""
    script = f"from urakata.main import settings as s; print(*({', '.join(names)},), sep='|')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().split("|")


def test_every_variable_that_is_read_is_documented_and_every_documented_one_is_read():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    source = "".join(p.read_text("utf-8") for p in (ROOT / "src" / "urakata").rglob("*.py"))
    names = set(READ.findall(source)) | {"URAKATA_LANG"} - {"DJANGO_SETTINGS_MODULE"}

    assert {name for name in names if f"`{name}`" not in page} == set()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) <= names


def test_an_https_address_makes_everything_secure(tmp_path: Path):
    names = ("s.SESSION_COOKIE_SECURE", "s.CSRF_COOKIE_SECURE", "s.SECURE_HSTS_SECONDS", "s.DEBUG")

    found = values(tmp_path / "home", *names, URAKATA_URL="https://u.example.jp")

    assert found == ["True", "True", "31536000", "False"]


def test_with_tls_no_other_host_can_set_our_cookies(tmp_path: Path):
    names = ("s.SESSION_COOKIE_NAME", "s.CSRF_COOKIE_NAME")

    found = values(tmp_path / "home", *names, URAKATA_URL="https://u.example.jp")

    assert found == ["__Host-urakata_session", "__Host-urakata_csrf"]


def test_the_address_people_type_is_known_and_nothing_else(tmp_path: Path):
    found = values(
        tmp_path / "home",
        "s.ALLOWED_HOSTS",
        "s.CSRF_TRUSTED_ORIGINS",
        URAKATA_URL="https://u.example.jp:8443",
        URAKATA_HOSTS="ura",
    )

    assert found == [
        "['localhost', '127.0.0.1', '[::1]', 'u.example.jp', 'ura']",
        "['https://u.example.jp:8443']",
    ]


def test_on_this_machine_plain_http_works(tmp_path: Path):
    names = ("s.SESSION_COOKIE_SECURE", "s.SECURE_PROXY_SSL_HEADER", "s.SESSION_COOKIE_NAME")

    assert values(tmp_path / "home", *names) == ["False", "None", "urakata_session"]


def test_django_finds_nothing_to_warn_of(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "ERROR"],
        env=environment(
            tmp_path / "home",
            DJANGO_SETTINGS_MODULE="urakata.main.settings",
            URAKATA_URL="https://u.example.jp",
        ),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "home" / "uploads").is_dir()
