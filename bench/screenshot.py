"""A picture of the data protection officer's home, as a demonstration shows it on the day it is made.

bin/screenshot [--out docs/screenshot.png]
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.demo import hornbook, started
from bench.visitor import code

CHROMIUM = os.environ.get("HORNBOOK_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SIZE = {"width": 1366, "height": 900}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", default="docs/screenshot.png")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hornbook-shot-") as folder, started(Path(folder), "-") as served:
        told = hornbook(Path(folder), "-", "demo", "--print-logins", "--json")
        login = next(k for k in json.loads(told) if (k["controller"], k["roles"]) == ("oakbridge", ["dpo"]))
        take(served[1], login, args.out)
    print(args.out)
    return 0


def take(root: str, login: dict[str, Any], out: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(f"{root}/account/login/")
        page.fill("input[name=login]", login["email"])
        page.fill("input[name=password]", login["password"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/second-factor/**")
        page.fill("input[name=code]", code(login["secret"]))
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "/account/" not in address)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out)
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
