// What every walk in the browser begins with: the program on a folder, Chromium, axe and its rules; then the hands of
// somebody who walks, by mouse, by keyboard alone or without script, and what is looked at on the way.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The packages are in the folder that the walk is started in, which need not be this one.
const require = createRequire(join(process.cwd(), "package.json"));
const { chromium } = require("playwright-core");

export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * By mouse in a wide window, by keyboard alone in a middle one, without script in a narrow one, and by mouse at 400%: all
 * of them, or those that the variable WAYS names, as in "mouse,no script".
 */
const ALL_WAYS = [
  { way: "mouse", width: 1280 },
  { way: "keyboard", width: 800 },
  { way: "no script", width: 320 },
  { way: "zoom", width: 320 },
];
const asked = process.env.WAYS ? process.env.WAYS.split(",") : ALL_WAYS.map(({ way }) => way);
const unknown = asked.filter((name) => !ALL_WAYS.some(({ way }) => way === name));
if (unknown.length) throw new Error(`WAYS: "${unknown}" is no way; expected of ${ALL_WAYS.map(({ way }) => way).join(",")}`);
const WAYS = ALL_WAYS.filter(({ way }) => asked.includes(way));

/** Counts what went wrong, and says it. */
export const failures = { count: 0 };
export const fail = (step, what) => { failures.count += 1; console.error(`${step}: ${what}`); };

/** Ends a script of walks: with 1 when something failed. */
export const end = async (browser, words) => {
  await browser.close();
  console.log(failures.count === 0 ? words : `${failures.count} failures`);
  process.exit(failures.count === 0 ? 0 : 1);
};

/** Starts the program on a folder, or on none, and returns its process and its launch address. */
export const start = (program, folder, cwd = folder, more = []) => new Promise((resolve, reject) => {
  const child = spawn(program, ["serve", "--no-open", ...(folder ? [folder] : []), ...more], { cwd });
  let out = "";
  child.stdout.on("data", (data) => { out += data; if (out.includes("\n")) resolve([child, out.trim()]); });
  child.stderr.on("data", () => {});
  child.on("exit", (code) => reject(new Error(`the program ended with ${code}`)));
});

export const launched = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});

/** Walks in every way that is asked for, does what comes after, and ends: says what was walked, and in which ways. */
export const walkInAll = async (browser, words, walk, after = async () => {}) => {
  for (const way of WAYS) await walk(way);
  await after();
  await end(browser, `${words}: ${WAYS.map(({ way }) => way).join(", ")}: nothing to report`);
};

export const fresh = (name) => mkdtempSync(join(tmpdir(), `assay-${name}-`));

/** Runs a command of the program in a folder, and returns what it prints. */
export const run = (program, folder, ...words) => {
  const ran = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${words.join(" ")}: ${ran.stdout}${ran.stderr}`);
  return ran.stdout;
};

/** Reports what a page must never do: ask elsewhere, write to the console, break. */
export const watch = (tab, base, where) => {
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

/** Looks for what is wider than the window. */
export const inWidth = async (tab, step) => {
  const [over, wide] = await tab.evaluate(() => [document.documentElement.scrollWidth - innerWidth, innerWidth]);
  if (over > 0) fail(step, `${over} pixels wider than a window of ${wide}`);
};

/** Looks at a page with axe; a pack in its frame is looked at by its own check. */
export const inspect = async (tab, step) => {
  await inWidth(tab, step);
  await tab.evaluate(axe);
  const result = await tab.evaluate((rules) => axe.run(document, { runOnly: rules, iframes: false }), RULES);
  for (const violation of result.violations) {
    const at = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    fail(step, `${violation.id} (${violation.impact}): ${violation.help}: ${at}`);
  }
};

/** Waits until no page of ours says that it is working. */
export const settle = async (tab) => {
  await tab.waitForLoadState();
  await tab.locator("[data-job]").waitFor({ state: "detached", timeout: 120_000 });
  await tab.waitForLoadState();
};

/**
 * Somebody at a browser, in one of the ways. Whoever uses the keyboard reaches everything by Tab, and sees where they
 * are. Pictures of what was looked at go to a folder, where one is named.
 */
export const hands = async (browser, { name, way, width, launch, pictures }) => {
  const script = way !== "no script";
  const keyboard = way === "keyboard";
  const zoomed = way === "zoom";
  const context = await browser.newContext({
    javaScriptEnabled: script,
    acceptDownloads: true,
    viewport: { width, height: zoomed ? 225 : 900 },
    deviceScaleFactor: zoomed ? 4 : 1,
  });
  const tab = await context.newPage();
  const base = new URL(launch).origin;
  let words = "begin";
  const step = () => `${name}, ${way}, ${width}: ${words}`;
  const wrong = (what) => fail(step(), what);
  watch(tab, base, step);
  let shot = 0;

  const look = async () => {
    // Without script the same pages are inspected in the other ways; by keyboard, only the width.
    if (keyboard) await inWidth(tab, step());
    else if (script) await inspect(tab, step());
    if (!pictures || zoomed) return;
    shot += 1;
    mkdirSync(pictures, { recursive: true });
    const file = `${name}-${way}-${width}-${String(shot).padStart(2, "0")}.png`.replaceAll(" ", "-");
    await tab.screenshot({ path: join(pictures, file), fullPage: true });
  };

  const expect = async (expected) => {
    const text = await tab.locator("body").innerText();
    const is = expected instanceof RegExp ? expected.test(text) : text.includes(expected);
    if (!is) wrong(`"${expected}" is not on ${tab.url()}:\n${text.slice(0, 1200)}`);
  };
  /** Expects the words, and looks at the page they are on. */
  const see = async (...expected) => {
    for (const words of expected) await expect(words);
    await look();
  };

  /** Goes to something by Tab alone, and sees it in the window with a mark of the focus. */
  const reach = async (target) => {
    await target.waitFor({ state: "attached", timeout: 15_000 });
    for (let tries = 0; tries < 250; tries += 1) {
      if (await target.evaluate((it) => it === document.activeElement)) {
        const [inside, marked] = await target.evaluate((it) => {
          const box = it.getBoundingClientRect();
          const style = getComputedStyle(it);
          return [
            box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none",
          ];
        });
        if (!inside) wrong("what has the focus is outside the window");
        if (!marked) wrong("what has the focus does not show it");
        return;
      }
      await tab.keyboard.press("Tab");
    }
    wrong(`cannot be reached by the Tab key: ${await target.evaluate((it) => it.outerHTML.slice(0, 160))}`);
    await target.focus();
  };

  const first = (role, called, exact = false) => tab.getByRole(role, { name: called, exact }).first();

  /** Presses a button or follows a link to the next page. */
  const press = async (role, called) => {
    const target = first(role, called);
    if (keyboard) await reach(target);
    const act = () => (keyboard ? tab.keyboard.press("Enter") : target.click());
    await Promise.all([tab.waitForNavigation({ timeout: 120_000 }), act()]);
    await settle(tab);
  };

  /** Saves what a link or button gives to keep, and returns where it is. */
  const save = async (role, called) => {
    const target = first(role, called);
    if (keyboard) await reach(target);
    const act = () => (keyboard ? tab.keyboard.press("Enter") : target.click());
    const [download] = await Promise.all([tab.waitForEvent("download", { timeout: 60_000 }), act()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  };

  const write = async (label, text) => {
    const target = tab.getByLabel(label, { exact: true }).first();
    if (!keyboard) { await target.fill(text); return; }
    await reach(target);
    await tab.keyboard.press("Control+A");
    await tab.keyboard.press("Delete");
    await tab.keyboard.insertText(text);
  };

  const select = async (label, option) => {
    const target = tab.getByLabel(label, { exact: true }).first();
    if (!keyboard) { await target.selectOption({ label: option }); return; }
    await reach(target);
    const chosen = () => target.evaluate((it) => it.selectedOptions[0].label);
    await tab.keyboard.press("Home");
    for (let tries = 0; tries < 60 && (await chosen()) !== option; tries += 1) await tab.keyboard.press("ArrowDown");
    if ((await chosen()) !== option) wrong(`"${option}" cannot be chosen`);
  };

  const tick = async (label) => {
    const target = tab.getByLabel(label).first();
    if (!keyboard) { await target.check(); return; }
    await reach(target);
    if (!(await target.isChecked())) await tab.keyboard.press("Space");
    if (!(await target.isChecked())) wrong(`"${label}" cannot be ticked`);
  };

  /** Chooses one of a group. Of radio buttons Tab reaches the chosen or the first one, and the arrows the others. */
  const choose = async (group, label) => {
    const all = tab.getByRole("group", { name: group, exact: true }).first();
    const target = all.getByLabel(label, { exact: !(label instanceof RegExp) }).first();
    if (!keyboard) { await target.check(); return; }
    const set = all.locator(`input[name="${await target.getAttribute("name")}"]:not([type=hidden])`);
    const chosen = set.and(tab.locator(":checked"));
    const from = (await chosen.count()) > 0 ? chosen.first() : set.first();
    await reach(from);
    if (!(await from.isChecked())) await tab.keyboard.press("Space");
    for (let tries = 0; tries < 12 && !(await target.isChecked()); tries += 1) await tab.keyboard.press("ArrowDown");
    if (!(await target.isChecked())) wrong(`"${label}" cannot be chosen`);
  };

  /** Opens what is folded away, unless it is open. */
  const unfold = async (called) => {
    const target = tab.locator("summary", { hasText: called }).first();
    if (await target.evaluate((it) => it.parentElement.open)) return;
    if (keyboard) { await reach(target); await tab.keyboard.press("Enter"); } else await target.click();
    if (!(await target.evaluate((it) => it.parentElement.open))) wrong(`"${called}" does not open`);
  };

  /** The dialog for files is the browser's own, in every way. */
  const give = async (label, files) => {
    const target = tab.getByLabel(label, { exact: true }).first();
    if (keyboard) await reach(target);
    await target.setInputFiles(files);
  };

  /** A form with faults: they are listed first, have the focus, and lead to their fields. */
  const refused = async (expected, field) => {
    await see("There is a problem", expected);
    if (!(await tab.title()).startsWith("Error:")) wrong(`the title is ${await tab.title()}`);
    if (!script) return;
    const has = await tab.waitForFunction(() => document.activeElement.classList.contains("fault-summary"), null, { timeout: 5_000 }).catch(() => null);
    if (!has) wrong("focus is not in the summary of faults");
    if (!field) return;
    const link = tab.locator(".fault-summary a").first();
    if (keyboard) { await reach(link); await tab.keyboard.press("Enter"); } else await link.click();
    const id = await tab.evaluate(() => document.activeElement.id);
    if (id !== field) wrong(`the fault leads to "${id}", not to "${field}"`);
  };

  await tab.goto(launch);
  await settle(tab);
  return {
    tab, base, script, keyboard, wrong, look, expect, see, reach, press, save, write, select, tick, choose, unfold, give, refused,
    at: (what) => { words = what; },
    step,
    go: async (path) => { await tab.goto(base + path); await settle(tab); },
    close: () => context.close(),
  };
};
