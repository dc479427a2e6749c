"""The fetched sheets name no file that is not there, bring no font or crown, and stay uncommitted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import jtai.ui
from tools import fetch_assets

STATIC = Path(jtai.ui.__file__).parent / "static"
ROOT = fetch_assets.ROOT
SHEETS = sorted(STATIC.rglob("*.css"))
ALL = [*SHEETS, *sorted(STATIC.rglob("*.js"))]


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_a_sheet_points_at_nothing_outside_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "url(" not in text
    assert "@font-face" not in text
    assert "GDS Transport" not in text


@pytest.mark.parametrize("path", ALL, ids=lambda p: p.name)
def test_no_file_names_a_source_map(path: Path) -> None:
    assert "sourceMappingURL" not in path.read_text("utf-8")


def test_everything_the_layouts_ask_for_is_there() -> None:
    for name in ("vendor/govuk-frontend.css", "vendor/moj-frontend.css", "vendor/govuk-frontend.js"):
        assert (STATIC / name).stat().st_size > 10_000
    for name in ("ui/jtai.css", "ui/jtai.js", "ui/icon.svg"):
        assert (STATIC / name).exists()


def test_no_picture_of_the_crown_is_served() -> None:
    assert [p.name for p in STATIC.rglob("*") if p.suffix in {".svg", ".png", ".ico", ".woff", ".woff2"}] == [
        "icon.svg"
    ]


def test_what_is_fetched_is_not_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "src/jtai/ui/static/vendor", "node_modules"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert listed.stdout == ""


def test_the_lock_names_versions_and_hashes_and_no_address() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert set(packages) == {"node_modules/govuk-frontend", "node_modules/@ministryofjustice/frontend"}
    for entry in packages.values():
        assert entry["integrity"].startswith("sha512-")
        assert "resolved" not in entry


def test_a_sheet_is_cleaned_of_fonts_pictures_and_maps() -> None:
    dirty = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/x.woff2)}"
        "a{font-family:GDS Transport,arial,sans-serif;background:url(/assets/images/crest.svg) no-repeat}"
        "/*# sourceMappingURL=x.css.map */"
    )
    assert fetch_assets.clean_sheet(dirty) == (
        "a{font-family:var(--jtai-font,system-ui,sans-serif);background:none no-repeat}"
    )


def test_a_second_call_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in fetch_assets.VENDOR.iterdir()}
    assert fetch_assets.main() == 0
    assert {path: path.stat().st_mtime_ns for path in fetch_assets.VENDOR.iterdir()} == before
    assert capsys.readouterr().out == ""


def test_a_failed_install_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(fetch_assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(fetch_assets, "STAMP", tmp_path / "vendor" / ".stamp")
    monkeypatch.setattr(fetch_assets, "npm_command", lambda: ["false"])
    assert fetch_assets.main() == 1
    assert "Check that this machine reaches its package registry" in capsys.readouterr().err
    assert not (tmp_path / "vendor").exists()


def test_manifest_storage_accepts_the_files(tmp_path: Path) -> None:
    from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
    from django.core.files.storage import FileSystemStorage

    names = [str(path.relative_to(STATIC)) for path in ALL]
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = FileSystemStorage(location=STATIC)
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((STATIC / name).read_bytes())
    done = list(storage.post_process({name: (source, name) for name in names}))
    assert [outcome for outcome in done if isinstance(outcome[2], Exception)] == []
    assert storage.url("ui/jtai.css") != "/static/ui/jtai.css"
