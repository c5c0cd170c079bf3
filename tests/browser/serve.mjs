// Opens the local pages of a workspace in Chromium: serve.mjs PROGRAM WORKSPACE [PICTURES]. Every link of our pages is
// followed (two of each kind): no console message, no refusal by the policy, no request elsewhere, nothing wider than the
// window at three widths. axe looks at the first of a kind in a wide window and at the second in a narrow one. Exit code 1
// when something fails.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { end, fail, inspect, inWidth, launched, settle, start, watch } from "./assay.mjs";

const [program, workspace, pictures] = process.argv.slice(2);
const OF_A_KIND = 2;
const WIDTHS = [1280, 800, 320];
if (pictures) mkdirSync(pictures, { recursive: true });
const browser = await launched();

const snap = async (tab, path, width) => {
  if (!pictures) return;
  const name = path.replace(/[^a-z0-9]+/gi, "_").slice(0, 60) || "home";
  await tab.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
};

/** Pages of one kind are laid out alike: of one theme as of another, of one rule, one part of a form, one set of filters. */
const kindOf = (path) => {
  const [page, asked = ""] = path.replace(/[0-9]+/g, "0").split("?");
  const laid = page.replace(/\/part\/.*/, "/part").replace(/\/(themes|review|rules)\/(?!new(\/|$))[^/]+/g, "/$1/*");
  return `${laid}?${asked.split("&").map((part) => part.split("=")[0]).join("&")}`;
};

const walkLinks = async (base, launch) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  let here = "/";
  watch(tab, base, () => here);
  await tab.goto(launch);
  const kinds = new Map();
  const seen = new Set();
  const wait = ["/"];
  while (wait.length) {
    const path = wait.shift();
    const kind = kindOf(path);
    const before = kinds.get(kind) ?? 0;
    if (seen.has(path) || before >= OF_A_KIND) continue;
    seen.add(path);
    kinds.set(kind, before + 1);
    here = path;
    if (/\.(csv|json|tsv|zip|xlsx|txt)(\?|$)|\/forms\/\d+$/.test(path)) continue;
    await tab.setViewportSize({ width: WIDTHS[0], height: 900 });
    const answer = await tab.goto(base + path);
    await settle(tab);
    if (answer && answer.status() >= 400) fail(path, `status ${answer.status()}`);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      if (width === (before === 0 ? WIDTHS[0] : WIDTHS[2])) await inspect(tab, `${path}, ${width} px`);
      else await inWidth(tab, path);
      await snap(tab, path, width);
    }
    const links = await tab.$$eval("a[href^='/']", (all) => all.map((link) => link.getAttribute("href").split("#")[0]));
    wait.push(...links.filter((link) => link && !link.startsWith("/assets/")));
  }
  await context.close();
  return seen.size;
};

const [child, launch] = await start(program, workspace);
const pages = await walkLinks(new URL(launch).origin, launch);
child.removeAllListeners("exit");
child.kill();
await end(browser, `${pages} pages: no message, no refusal, no violation`);
