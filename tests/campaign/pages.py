#!/usr/bin/env python3
"""Opens every page in Chromium, as people would see it, and looks for what they would not like.

    tests/campaign/pages.py [--shots target/pages]

Installs Chromium (Debian's) and, in an environment of its own, Playwright and axe. On the
demo, in both languages and at 320, 390 and 1,280 pixels, in light and dark: nothing is wider
than the screen, the console and the content security policy are silent, axe finds no fault
of WCAG 2.2 A or AA, the keyboard reaches the content first, figures move without a reload,
and can be paused. An empty site's page becomes one with figures and keeps the focus; a
session ends with its key. On a site of its own, hostile texts in every field that reaches a page
are shown and never run. The pictures stay in the folder of --shots, to be looked at.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "target/campaign-pages"
PAGES = {
    "overview": "",
    "searches": "/searches",
    "handoffs": "/handoffs",
    "conversations": "/conversations",
    "kpis": "/kpis",
    "kpi": "/kpis/zero_result_rate?explain=1",
    "kpi_below_zero": "/kpis/nps?by=agent",
    "kpi_of_a_whole": "/kpis/channel_share",
    "compared": "/kpis/compare/deflection",
    "glossary": "/glossary",
}
WIDTHS = {320: 900, 390: 900, 1280: 900}
# axe names its rules so; 2.2 AA holds 2.0 and 2.1.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

# Each runs `ran()` if it is ever more than a text.
HOSTILE = [
    "<script>ran()</script>",
    "<img src=x onerror=ran()>",
    "<svg onload=ran()>",
    "\"><img src=x onerror=ran()>",
    "'><svg/onload=ran()>",
    "</title><script>ran()</script>",
    "</textarea><script>ran()</script>",
    "javascript:ran()",
    "<a href=javascript:ran()>x</a>",
    "<math><mtext><img src=x onerror=ran()></mtext></math>",
    "<iframe srcdoc='<script>parent.ran()</script>'>",
    "<details open ontoggle=ran()>",
    "{{ range.constructor('ran()')() }}",
    "{% for x in y %}ran(){% endfor %}",
    "${ran()}",
    "`ran()`",
    "\u202eexe.tfosorcim",
    "<style>@import 'javascript:ran()'</style>",
    "<base href=javascript:ran()//>",
    "<input autofocus onfocus=ran()>",
    "\" autofocus onfocus=ran() x=\"",
    "--><script>ran()</script>",
    "]]><script>ran()</script>",
    "&lt;script&gt;ran()&lt;/script&gt;",
]


def with_tools():
    """Runs this again with the tools it needs, once they are there."""
    if not shutil.which("chromium"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True)
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        tools = ["playwright", "axe-playwright-python"]
        subprocess.run([python, "-m", "pip", "install", "-q", *tools], check=True)
    if Path(sys.prefix) != ENVIRONMENT:
        os.execv(python, [python, *sys.argv])


class Running:
    """The program until the block ends."""

    def __init__(self, *command):
        program = os.environ.get("VIGIE", ROOT / "target/release/vigie")
        self.process = subprocess.Popen(
            [program, *command, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True
        )
        for line in self.process.stdout:
            if found := re.search(r"listening on (http://\S+)", line):
                self.address = found[1]
                return
        sys.exit("the service did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def post(self, target, events):
        request = urllib.request.Request(self.address + target, json.dumps(events).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Visit:
    """A browser, and all that it complains of."""

    def __init__(self, playwright, **options):
        self.browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        self.context = self.browser.new_context(**options)
        self.complaints = []
        self.page = self.context.new_page()
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append("a dialog opened"))

    def heard(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.browser.close()


def faults(page):
    """What axe finds, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{fault['id']}: {node['target'][0]}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:3]
    ]


def look(playwright, address, shots, failures):
    for ui in ("fr", "en"):
        for width, height in WIDTHS.items():
            for scheme in ("light", "dark"):
                size = {"width": width, "height": height}
                with Visit(playwright, viewport=size, color_scheme=scheme, locale=ui) as visit:
                    for name, path in PAGES.items():
                        visit.page.goto(f"{address}/{ui}{path}")
                        at = f"{name} {ui} {width} {scheme}"
                        wide = visit.page.evaluate("document.documentElement.scrollWidth")
                        if wide > width:
                            failures.append(f"{at}: {wide} pixels wide")
                        failures += [f"{at}: {fault}" for fault in faults(visit.page)]
                        shot = shots / f"{name}-{ui}-{width}-{scheme}.png"
                        visit.page.screenshot(path=shot, full_page=True)
                    failures += [f"{ui} {width} {scheme}: {it}" for it in visit.complaints]


def keyboard(playwright, address, failures):
    with Visit(playwright) as visit:
        visit.page.goto(f"{address}/en")
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        if visit.page.evaluate("document.activeElement.id") != "content":
            failures.append("the first stop of the keyboard does not lead to the content")


def live(playwright, address, failures):
    """Figures move while somebody looks, without a reload, and stand still when paused."""
    with Visit(playwright) as visit:
        page = visit.page
        page.goto(f"{address}/en")
        page.evaluate("window.same = true")
        details = page.locator("details").first
        details.locator("summary").click()
        shown = lambda: page.locator("[data-live=fresh]").inner_text()
        first = shown()
        moved = "first => document.querySelector('[data-live=fresh]').innerText !== first"
        page.wait_for_function(moved, arg=first, timeout=30_000)
        if not page.evaluate("window.same"):
            failures.append("the page was loaded again")
        if not details.evaluate("it => it.open"):
            failures.append("what the reader had opened was closed")
        page.locator("#pause").click()
        page.wait_for_timeout(1_000)
        paused = shown()
        page.wait_for_timeout(6_000)
        if shown() != paused:
            failures.append("figures move though they are paused")


def first_event(playwright, failures):
    """A page that waits for the first event becomes one with figures, and keeps the focus."""
    with tempfile.TemporaryDirectory() as data, Running("--data", data, "serve", "--open") as running:
        with Visit(playwright) as visit:
            page = visit.page
            page.goto(f"{running.address}/en/searches")
            failures += [f"an empty site: {it}" for it in visit.complaints + faults(page)]
            running.post("/api/events", json.loads(re.search(r"\{.*\}", page.inner_text("main"))[0]))
            page.wait_for_selector("text=Asked and not found", timeout=30_000)
            page.locator("[data-live=expressions] a").first.focus()
            for n in range(2, 5):
                event = {"id": str(uuid.uuid4()), "kind": "search", "query": f"other {n}", "total": 0}
                running.post("/api/events", {**event, "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())})
                moved = "n => document.querySelector('[data-live=value-searches]').innerText === n"
                page.wait_for_function(moved, arg=str(n), timeout=30_000)
            if page.evaluate("document.activeElement.tagName") != "A":
                failures.append("the focus is lost when figures move")


def session(playwright, failures):
    """A key opens the page that was asked for, and its revocation closes it while it is open."""
    program = os.environ.get("VIGIE", ROOT / "target/release/vigie")
    with tempfile.TemporaryDirectory() as data:
        keys = [program, "--data", data, "key"]
        key = subprocess.run([*keys, "create", "--scope", "read"], check=True, capture_output=True, text=True).stdout.strip()
        with Running("--data", data, "serve") as running, Visit(playwright) as visit:
            page = visit.page
            page.goto(f"{running.address}/fr/searches?days=7")
            page.click("text=English")
            failures += [f"signing in: {it}" for it in faults(page)]
            page.fill("#key", key)
            page.keyboard.press("Enter")
            page.wait_for_url("**/fr/searches?days=7", timeout=10_000)
            subprocess.run([*keys, "revoke", key.removeprefix("vigie_")[:8]], check=True, stdout=subprocess.DEVNULL)
            page.wait_for_url("**/sign-in?*", timeout=15_000)
            failures += [f"a session: {it}" for it in visit.complaints]


def hostile_events():
    """Hostile texts in every field of events that reaches a page."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
    for n, text in enumerate(HOSTILE):
        common = {"at": moment, "client": f"c{n}", "channel": text, "lang": text, "theme": text, "application": text}
        for kind, own in (
            ("search", {"query": text, "query_id": f"q{n}", "total": 0}),
            ("message", {"conversation": f"m{n}", "text": text, "understood": False}),
            ("view", {"article": text}),
            ("handoff", {"cause": "requested", "reason": text}),
        ):
            yield {"id": str(uuid.uuid4()), "kind": kind, **common, **own}


def hostile(playwright, failures):
    """Nothing that was sent is ever more than a text on any page, nor what stands in the address."""
    with tempfile.TemporaryDirectory() as data, Running("--data", data, "serve", "--open") as running:
        events = list(hostile_events())
        receipt = running.post("/api/events", events)
        if receipt["accepted"] < len(events) * 0.7:
            failures.append(f"hostile events were not taken: {receipt}")
        time.sleep(2)
        with Visit(playwright) as visit:
            visit.page.expose_function("ran", lambda: visit.complaints.append("a text was run"))
            targets = [f"/{ui}{path}" for ui in ("fr", "en") for path in PAGES.values()]
            quoted = [urllib.request.quote(text) for text in HOSTILE]
            targets += [f"/en/searches?expression={text}" for text in quoted]
            targets += [f"/en?{name}={text}" for text in quoted for name in ("channel", "theme", "from")]
            targets += [f"/en/kpis/searches?by=query&channel={text}" for text in quoted]
            targets += [f"/en/kpis?q={text}" for text in quoted]
            targets += [f"/en/sign-in?next={text}" for text in quoted]
            # Without our escapes and our policy it would be seen.
            visit.page.set_content(HOSTILE[1])
            visit.page.wait_for_timeout(500)
            if "a text was run" not in visit.complaints:
                failures.append("the control was not run: nothing would be seen")
            visit.complaints.clear()
            for target in targets:
                visit.page.goto(running.address + target)
            seen = [it for it in visit.complaints if "400 (Bad Request)" not in it]
            failures += [f"hostile texts: {it}" for it in seen]
            visit.page.goto(running.address + "/en/searches")
            if "<script>ran()</script>" not in visit.page.inner_text("main"):
                failures.append("a hostile text is not shown as what it is")
        return len(targets)


def main():
    with_tools()
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--shots", type=Path, default=ROOT / "target/pages")
    shots = options.parse_args().shots
    shots.mkdir(parents=True, exist_ok=True)
    if "VIGIE" not in os.environ:
        subprocess.run(["cargo", "build", "--locked", "--release"], cwd=ROOT, check=True)
    failures = []
    with sync_playwright() as playwright:
        with Running("demo") as demo:
            look(playwright, demo.address, shots, failures)
            keyboard(playwright, demo.address, failures)
            live(playwright, demo.address, failures)
        first_event(playwright, failures)
        session(playwright, failures)
        visited = hostile(playwright, failures)
    views = len(PAGES) * 2 * len(WIDTHS) * 2
    print(f"{views} views of {len(PAGES)} pages, {visited} addresses with hostile texts; pictures in {shots}")
    for failure in dict.fromkeys(failures):
        print(f"  {failure}")
    print(f"{len(failures)} failures")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
