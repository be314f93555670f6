"""What every page must stand: axe, a quiet console, one heading, a language, no script.

Screenshots go to the folder named by HORNBOOK_SHOTS, to be looked at by people, else to a temporary one.
"""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SHOTS = Path(os.environ.get("HORNBOOK_SHOTS") or tempfile.mkdtemp(prefix="hornbook-shots-"))


def listen(page: Page) -> list[str]:
    """Errors of the console and of the page from now on."""
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def violations(page: Page) -> list[str]:
    """What axe finds: each rule with the first place that breaks it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]


def shot(page: Page, name: str) -> Path:
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def check_page(page: Page, address: str = "", *, name: str = "", status: int = 200) -> None:
    """Open the address, or look at the page as it stands, and hold it to all of this."""
    address = address or page.url
    heard = listen(page)
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address} answered {answer.status}"
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    found = violations(page)
    assert not found, "\n".join(found)
    own_answer = f"status of {status}"  # the browser remarks on every answer that is not 200
    said = [line for line in heard if own_answer not in line]
    assert not said, "\n".join(said)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.title().endswith("Hornbook")
    if name:
        shot(page, name)
    works_without_script(page, page.url, status)


def works_without_script(page: Page, address: str, status: int = 200) -> None:
    """The same heading, the same fields and the same ways on, for somebody whose browser runs no script."""
    seen = (page.locator("h1").inner_text(), *_ways(page))
    plain = page.context.browser.new_context(
        storage_state=page.context.storage_state(), java_script_enabled=False, viewport=page.viewport_size
    )
    bare = plain.new_page()
    answer = bare.goto(address)
    assert answer is not None
    assert answer.status == status
    assert (bare.locator("h1").inner_text(), *_ways(bare)) == seen
    plain.close()


def _ways(page: Page) -> tuple[int, int]:
    fields = "main input:not([type=hidden]):visible, main select:visible, main textarea:visible"
    return page.locator(fields).count(), page.locator("main a:visible").count()
