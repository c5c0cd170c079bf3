// Walks the local pages of a workspace in Chromium: serve.mjs PROGRAM WORKSPACE [PICTURES]. Every link of our pages
// is followed (a few of each kind), at three widths: no console message, no refusal by the policy, no request
// elsewhere, no violation found by axe, nothing wider than the window. Then the work of a round, by keyboard
// alone and without script. Exit code 1 when something fails.
import { mkdirSync, readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, launched, RULES, start } from "./assay.mjs";

const [program, workspace, pictures] = process.argv.slice(2);
const OF_A_KIND = 2;
const WIDTHS = [320, 800, 1280];
let failures = 0;
const fail = (page, what) => { failures += 1; console.error(`${page}: ${what}`); };
if (pictures) mkdirSync(pictures, { recursive: true });

const browser = await launched();

const watch = (tab, base, where) => {
  tab.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !url.startsWith("data:")) fail(where(), `asks for ${url}`);
  });
  tab.on("console", (message) => {
    // A form with faults is answered 422, which Chromium reports though it is meant.
    if (!message.text().includes("422")) fail(where(), `console: ${message.text()}`);
  });
  tab.on("pageerror", (error) => fail(where(), `error: ${error.message}`));
};

const inspect = async (tab, path, width) => {
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) fail(path, `${over} pixels wider than a window of ${width}`);
  await tab.evaluate(axe);
  const result = await tab.evaluate(
    (rules) => axe.run(document, { runOnly: rules, iframes: false }), RULES);
  for (const violation of result.violations) {
    const at = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    fail(path, `${width} px: ${violation.id} (${violation.impact}): ${violation.help}: ${at}`);
  }
};

const snap = async (tab, path, width) => {
  if (!pictures) return;
  const name = path.replace(/[^a-z0-9]+/gi, "_").slice(0, 60) || "home";
  await tab.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
};

/** Waits until no page of ours says that it is working. */
const settle = async (tab) => {
  await tab.waitForURL((url) => !url.pathname.startsWith("/jobs/"), { timeout: 240_000 });
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
    const kind = path.replace(/[0-9]+/g, "0").replace(/\/part\/[^?]*/, "/part").replace(/(id|theme|section|team|month|domain|grade|owner)=[^&]*/g, "$1=");
    if (seen.has(path) || (kinds.get(kind) ?? 0) >= OF_A_KIND) continue;
    seen.add(path);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    here = path;
    if (/\.(csv|json|tsv|zip|xlsx|txt)(\?|$)|\/forms\/\d+$/.test(path)) continue;
    await tab.setViewportSize({ width: WIDTHS[2], height: 900 });
    const answer = await tab.goto(base + path);
    await settle(tab);
    if (answer && answer.status() >= 400) fail(path, `status ${answer.status()}`);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 900 });
      if (width === WIDTHS[1]) { const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth); if (over > 0) fail(path, `${over} pixels wider than a window of ${width}`); continue; }
      await inspect(tab, path, width);
      await snap(tab, path, width);
    }
    const links = await tab.$$eval("a[href^='/']", (all) => all.map((link) => link.getAttribute("href").split("#")[0]));
    wait.push(...links.filter((link) => link && !link.startsWith("/assets/")));
  }
  await context.close();
  return seen.size;
};

/** From an empty folder to a verified sample and its forms, as an officer would do it. */
const officer = async (way, javaScriptEnabled) => {
  const folder = mkdtempSync(join(tmpdir(), "assay-officer-"));
  const rows = Array.from({ length: 60 }, (_, i) => `${1000 + i},${"ABC"[i % 3]},CIN,w${i % 7}`);
  const list = join(folder, "list.csv");
  writeFileSync(list, `Case ID,Team,Plan type,Worker\n${rows.join("\n")}\nTotal,60,,\n`);
  const [child, launch] = await start(program, null, folder);
  const base = new URL(launch).origin;
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  let step = `${way}: first run`;
  watch(tab, base, () => step);
  const press = async (name) => {
    const button = tab.getByRole("button", { name, exact: false }).first();
    if (way === "keyboard") { await button.focus(); await tab.keyboard.press("Enter"); } else await button.click();
    await tab.waitForLoadState();
    await settle(tab);
  };
  const expect = async (words) => {
    const text = await tab.locator("body").innerText();
    if (!text.includes(words)) fail(step, `"${words}" is not on ${tab.url()}:\n${text.slice(0, 800)}`);
    if (javaScriptEnabled) await inspect(tab, step, 1280);
  };
  await tab.goto(launch);
  await expect("Welcome to assay");
  await tab.getByLabel("New folder").fill(join(folder, "ours"));
  await press("Make the workspace");
  await expect("Three things to do");
  // Whom auditors ring is the council's own to say, without which no form goes out.
  const council = join(folder, "ours", "assay.yaml");
  writeFileSync(council, readFileSync(council, "utf8").replace("the duty manager", "the front door, 01632 960001"));
  step = `${way}: list`;
  await tab.getByRole("link", { name: "Bring in a list of cases" }).click();
  await press("Look at what was understood");
  await expect("Choose a file");
  if (javaScriptEnabled && !(await tab.evaluate(() => document.activeElement.classList.contains("fault-summary")))) fail(step, "focus is not in the summary of faults");
  await tab.getByLabel("Choose files").setInputFiles(list);
  await press("Look at what was understood");
  await expect("Check before storing");
  await press("Store");
  await expect("Stored 60 of");
  step = `${way}: plan`;
  await tab.goto(`${base}/samples/plans/new`);
  await tab.getByLabel("A name for the plan").fill("ours");
  await tab.getByLabel("How many cases", { exact: true }).fill("12");
  await tab.getByLabel("Columns to spread them over").fill("team");
  await press("Add the plan");
  await expect("What it can say");
  step = `${way}: freeze`;
  await tab.getByLabel("Id of the draw").fill("2026-11-ours");
  await press("Freeze the list");
  await expect("Send the receipt");
  step = `${way}: draw`;
  await press("Draw 12 cases");
  await expect("The cases are drawn.");
  await press("Write the forms");
  await expect("Download all forms as one zip");
  step = `${way}: verify`;
  await tab.getByRole("link", { name: "Verify the draw" }).click();
  await expect("Nothing differs.");
  step = `${way}: end`;
  await tab.getByRole("link", { name: "End assay" }).click();
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await press("End assay");
  await expect("Assay has ended");
  await ended;
  await context.close();
};

const [child, launch] = await start(program, workspace);
const pages = await walkLinks(new URL(launch).origin, launch);
child.kill();
await officer("mouse", true);
await officer("keyboard", true);
await officer("no script", false);
await browser.close();
console.log(failures === 0 ? `${pages} pages and three walks: no message, no refusal, no violation` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
