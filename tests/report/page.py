"""Looks at a report's page in headless Chromium: at 1280 and 390 px, light and dark.

    python3 tests/report/page.py DIR/report.html [FOLDER]

Fails if the page is wider than its window, asks for anything from elsewhere, writes to the console, runs a script, or has a
picture without words. With a folder it leaves screenshots and a print there. Needs chromium and chromedriver.
"""

import base64
import json
import pathlib
import subprocess
import sys
import time
import urllib.request

PORT = 9515
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
LOOK = """
const box = document.documentElement;
const small = [...document.querySelectorAll('svg text')].map(t => {
  const svg = t.ownerSVGElement, scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return parseFloat(getComputedStyle(t).fontSize) * scale;
});
const outside = [...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(t => {
    const r = t.getBoundingClientRect();
    return r.left < frame.left - 1 || r.right > frame.right + 1 || r.bottom > frame.bottom + 1;
  }).map(t => t.textContent);
});
return {
  wide: box.scrollWidth, window: window.innerWidth, high: box.scrollHeight, type: small.length ? Math.min(...small) : 99, outside,
  scripts: document.scripts.length,
  elsewhere: performance.getEntriesByType('resource').map(one => one.name),
  mute: [...document.querySelectorAll('svg')].filter(s => s.getAttribute('role') !== 'img'
    || !s.getAttribute('aria-labelledby').split(' ').every(id => document.getElementById(id).textContent)).length,
  tables: [...document.querySelectorAll('table')].filter(t => !t.caption || [...t.querySelectorAll('th')]
    .some(h => !h.scope)).length,
};
"""


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


def main():
    page = pathlib.Path(sys.argv[1]).resolve()
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    driver = subprocess.Popen(["chromedriver", f"--port={PORT}"], stdout=subprocess.DEVNULL)
    wrong = []
    try:
        for _ in range(50):
            try:
                call("GET", "/status")
                break
            except OSError:
                time.sleep(0.1)
        options = {"args": FLAGS}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        at = f"/session/{session}"

        def tool(command, params):
            return call("POST", f"{at}/goog/cdp/execute", {"cmd": command, "params": params})

        for width, height in [(1280, 800), (390, 844)]:
            tool("Emulation.setDeviceMetricsOverride",
                 {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
            for scheme in ["light", "dark"]:
                tool("Emulation.setEmulatedMedia",
                     {"media": "screen", "features": [{"name": "prefers-color-scheme", "value": scheme}]})
                call("POST", f"{at}/url", {"url": page.as_uri()})
                seen = call("POST", f"{at}/execute/sync", {"script": LOOK, "args": []})
                print(width, scheme, seen)
                said = [entry["message"] for entry in call("POST", f"{at}/se/log", {"type": "browser"})]
                wrong += [f"{width} {scheme}: {what}" for what, is_so in [
                    (f"{seen['wide']} px wide", seen["wide"] > width),
                    (f"asks for {seen['elsewhere']}", seen["elsewhere"]),
                    ("runs a script", seen["scripts"]),
                    ("a figure without words", seen["mute"]),
                    ("a table without caption or scope", seen["tables"]),
                    (f"words outside their figure: {seen['outside']}", seen["outside"]),
                    (f"type of {seen['type']:.1f} px", seen["type"] < 8.5),
                    (f"console: {said}", said),
                ] if is_so]
                if folder:
                    folder.mkdir(parents=True, exist_ok=True)
                    clip = {"x": 0, "y": 0, "width": width, "height": seen["high"], "scale": 1}
                    shot = tool("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
                    (folder / f"{width}-{scheme}.png").write_bytes(base64.b64decode(shot["data"]))
        if folder:
            tool("Emulation.setEmulatedMedia", {"media": "", "features": []})
            printed = tool("Page.printToPDF", {"printBackground": False, "preferCSSPageSize": True})
            (folder / "page.pdf").write_bytes(base64.b64decode(printed["data"]))
        call("DELETE", at)
    finally:
        driver.terminate()
        driver.wait()
    for line in wrong:
        print("error:", line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
