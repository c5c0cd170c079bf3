// Fills in an audit in the local pages as an auditor would: audit.mjs PROGRAM [PICTURES]. By mouse, by keyboard alone,
// without script; at 320, 800 and 1280 pixels, with axe on each state. Then two windows on one audit, and a program
// that is killed while somebody types. Exit code 1 when something fails.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { axe, launched, RULES, start } from "./assay.mjs";

const [program, pictures] = process.argv.slice(2);
const DOMAINS = [
  "Assessment", "Planning", "Visits and recording", "Child's voice and lived experience",
  "Supervision and management oversight", "Meetings and multi-agency working",
];
let failures = 0;
const fail = (step, what) => { failures += 1; console.error(`${step}: ${what}`); };
if (pictures) mkdirSync(pictures, { recursive: true });

const run = (folder, ...words) => {
  const ran = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${words.join(" ")}: ${ran.stdout}${ran.stderr}`);
  return ran.stdout;
};

/** A round of six cases with their auditor, made by commands. */
const round = () => {
  const folder = mkdtempSync(join(tmpdir(), "assay-auditor-"));
  run(folder, "init", ".");
  const council = join(folder, "assay.yaml");
  writeFileSync(council, readFileSync(council, "utf8").replace("the duty manager", "the front door, 01632 960001"));
  const plans = join(folder, "plans.yaml");
  writeFileSync(plans, readFileSync(plans, "utf8").replace("second_reads_share: 10%", "second_reads: 0"));
  const rows = Array.from({ length: 60 }, (_, i) => `${1000 + i},${"ABC"[i % 3]},CIN,w${i % 7}`);
  writeFileSync(join(folder, "list.csv"), `Case ID,Team,Plan type,Worker\n${rows.join("\n")}\n`);
  writeFileSync(join(folder, "auditors.csv"), "Login,Name,Team\njlee,Jo Lee,X\n");
  run(folder, "import", "cases", "list.csv");
  run(folder, "import", "auditors", "auditors.csv");
  run(folder, "freeze", "--plan", "monthly", "--id", "2026-11-monthly", "--n", "6");
  run(folder, "draw", "2026-11-monthly");
  return folder;
};

const browser = await launched();

const settle = async (tab) => {
  await tab.waitForLoadState();
  await tab.waitForURL((url) => !url.pathname.startsWith("/jobs/"), { timeout: 60_000 });
};

const walk = async (way, width) => {
  const script = way !== "no script";
  const folder = round();
  const [child, launch] = await start(program, folder);
  const base = new URL(launch).origin;
  const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width, height: 900 } });
  const tab = await context.newPage();
  let step = `${way} ${width}: begin`;
  tab.on("request", (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith("data:")) fail(step, `asks for ${request.url()}`);
  });
  tab.on("console", (message) => { if (!message.text().includes("422")) fail(step, `console: ${message.text()}`); });
  tab.on("pageerror", (error) => fail(step, `error: ${error.message}`));
  let shot = 0;
  const look = async () => {
    const over = script ? await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth) : 0;
    if (over > 0) fail(step, `${over} pixels wider than a window of ${width}`);
    if (script) {
      await tab.evaluate(axe);
      const result = await tab.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
      for (const violation of result.violations) {
        const at = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
        fail(step, `${violation.id} (${violation.impact}): ${violation.help}: ${at}`);
      }
    }
    shot += 1;
    const name = `audit-${way.replace(" ", "-")}-${width}-${String(shot).padStart(2, "0")}.png`;
    if (pictures) await tab.screenshot({ path: join(pictures, name), fullPage: true });
  };
  const expect = async (words) => {
    const text = await tab.locator("body").innerText();
    if (!text.includes(words)) fail(step, `"${words}" is not on ${tab.url()}:\n${text.slice(0, 1200)}`);
  };
  /** Goes to something by Tab alone, as somebody without a mouse does. */
  const reach = async (target) => {
    for (let tries = 0; tries < 90; tries += 1) {
      if (await target.evaluate((it) => it === document.activeElement)) return;
      await tab.keyboard.press("Tab");
    }
    fail(step, "cannot be reached by the Tab key");
    await target.focus();
  };
  const press = async (role, name) => {
    const target = tab.getByRole(role, { name }).first();
    if (way === "keyboard") await reach(target);
    const act = () => (way === "keyboard" ? tab.keyboard.press("Enter") : target.click());
    await Promise.all([tab.waitForNavigation(), act()]);
    await settle(tab);
  };
  const write = async (label, text) => {
    const target = tab.getByLabel(label, { exact: true }).first();
    if (way === "keyboard") { await reach(target); await tab.keyboard.press("Control+A"); await tab.keyboard.type(text); }
    else await target.fill(text);
  };
  const choose = async (group, label) => {
    const target = tab.getByRole("group", { name: group, exact: true }).first().getByLabel(label, { exact: true });
    if (way !== "keyboard") { await target.check(); return; }
    // Of a group of buttons the Tab key reaches the chosen or the first one, and the arrows the others.
    const first = tab.getByRole("group", { name: group, exact: true }).first().locator("input:not([type=hidden])").first();
    await reach(first);
    await tab.keyboard.press("Space");
    for (let tries = 0; tries < 8 && !(await target.isChecked()); tries += 1) await tab.keyboard.press("ArrowDown");
  };
  const next = () => press("button", "Save and go on");

  await tab.goto(launch);
  await tab.goto(`${base}/audits/2026-11-monthly`);
  await press("link", "Fill in or correct an audit here");
  await expect("0 of 6 are in.");
  await look();
  await press("link", /^Begin with case/);
  step = `${way} ${width}: parts`;
  await expect("Parts of the audit");
  await look();
  await press("link", "Check and complete");
  step = `${way} ${width}: too early`;
  await expect("Still needed");
  await look();
  await press("button", "Complete the audit");
  await expect("There is a problem");
  if (!(await tab.title()).startsWith("Error:")) fail(step, `the title is ${await tab.title()}`);
  if (script && !(await tab.evaluate(() => document.activeElement.classList.contains("fault-summary")))) fail(step, "focus is not in the summary");
  await look();
  const words = await tab.locator(".fault-summary a").first().innerText();
  await press("link", words);
  step = `${way} ${width}: about`;
  await expect(words);
  if (script && (await tab.evaluate(() => document.activeElement.id)) !== "date-of-audit") fail(step, "focus is not in the field");
  await look();
  await write("Date of audit", "soon");
  await next();
  await expect("expected a date, day first, found \"soon\"");
  await look();
  await write("Date of audit", "12/11/2026");
  await choose("Overall judgement", "Good");
  await choose("Worker took part", "Yes");
  if (script) {
    await tab.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 10_000 }).catch(() => fail(step, "it is not saved as it is typed"));
    await tab.waitForFunction(() => !document.querySelector("[data-unsaved]"));
    await tab.goto(`${base}/audits/2026-11-monthly/cases`);
    await press("link", /^Go on with case/);
    await expect("You were here: ");
    step = `${way} ${width}: come back`;
    await look();
  } else {
    await press("button", "Save and come back later");
    await expect("Saved ");
    await press("link", /^Go on with case/);
    await expect("You were here: ");
  }
  for (const domain of DOMAINS) {
    step = `${way} ${width}: ${domain}`;
    if ((await tab.locator("h1").innerText()) !== domain) {
      await press("link", /: all parts$/);
      await press("link", domain);
    }
    await write("Score (0 to 10)", "7");
    await choose("Judgement", "Good");
    await write("Comment", "Seen alone and in time.");
    if (domain === "Planning") await look();
    await next();
  }
  step = `${way} ${width}: not applicable`;
  await choose("Not applicable", "This does not apply to the case");
  await next();
  step = `${way} ${width}: views`;
  const group = (name) => tab.getByRole("group", { name, exact: true });
  const yes = group("Views of the child").getByRole("radio", { name: "Yes" });
  const no = group("Views of the family").getByRole("radio", { name: "No", exact: true });
  for (const target of [yes, no]) {
    if (way === "keyboard") { await target.focus(); await tab.keyboard.press("Space"); } else await target.check();
  }
  await group("Views of the family").getByLabel("If not asked, why not").fill("Abroad this month");
  await look();
  await next();
  step = `${way} ${width}: actions`;
  await group("Action 1").getByLabel("Action agreed").fill("Ring the school");
  await look();
  await next();
  step = `${way} ${width}: check`;
  await expect("What becomes final");
  await look();
  await press("button", "Complete the audit");
  step = `${way} ${width}: done`;
  await expect("You are done");
  await expect("Next case (5 left)");
  await look();
  await press("link", "Next case (5 left)");
  await expect("Parts of the audit");
  await tab.goto(`${base}/audits/2026-11-monthly/cases`);
  await press("link", /^Look or correct/);
  await expect("This audit came in");
  await press("link", "Planning");
  await write("Score (0 to 10)", "5");
  await next();
  await press("link", /: all parts$/);
  await press("link", "Check and correct");
  await write("Why the audit is corrected", "The score was of another file.");
  step = `${way} ${width}: correct`;
  await look();
  await press("button", "Store the correction");
  await expect("The correction of case");
  await context.close();
  child.kill();
};

/** Two windows on one audit, and a program that is killed while somebody types. */
const together = async () => {
  const step = "two windows";
  const folder = round();
  let [child, launch] = await start(program, folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const [one, other] = [await context.newPage(), await context.newPage()];
  await one.goto(launch);
  const base = new URL(launch).origin;
  await one.goto(`${base}/audits/2026-11-monthly/cases`);
  const first = await one.getByRole("link", { name: /^Begin with/ }).getAttribute("href");
  const about = `${first}/part/about`;
  await one.goto(base + about);
  await other.goto(base + about);
  const saved = async (tab) => {
    await tab.waitForFunction(() => !document.querySelector("[data-unsaved]"));
    await tab.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 10_000 });
  };
  await one.getByLabel("Good practice").fill("First.");
  await saved(one).catch(() => fail(step, "the first is not saved"));
  await other.getByLabel("Good practice").fill("Second.");
  await other.getByText("Changed meanwhile").waitFor({ timeout: 10_000 }).catch(() => fail(step, "the second is not told"));
  await one.reload();
  if ((await one.getByLabel("Good practice").inputValue()) !== "First.") fail(step, "the first was overwritten");
  // Killed while the next word is typed: what was saved is there.
  await one.getByLabel("Date of audit").fill("12/11/2026");
  await one.getByLabel("Good practice").focus();
  await saved(one).catch(() => fail(step, "the date is not saved"));
  await one.keyboard.type(" And mo");
  const ended = new Promise((resolve) => child.on("exit", resolve));
  child.removeAllListeners("exit");
  child.on("exit", () => {});
  child.kill("SIGKILL");
  await Promise.race([ended, new Promise((then) => setTimeout(then, 1_000))]);
  await one.getByText("the program does not answer").waitFor({ timeout: 15_000 }).catch(() => fail(step, "that nothing answers is not said"));
  if (!(await one.getByLabel("Good practice").inputValue()).includes("And mo")) fail(step, "what was typed is not in the page");
  [child, launch] = await start(program, folder);
  const tab = await context.newPage();
  await tab.goto(launch);
  await tab.goto(new URL(launch).origin + about);
  if ((await tab.getByLabel("Date of audit").inputValue()) !== "12/11/2026") fail(step, "a saved answer is lost");
  if (!(await tab.getByLabel("Good practice").inputValue()).startsWith("First.")) fail(step, "a saved text is lost");
  await context.close();
  child.kill();
};

await walk("mouse", 1280);
await walk("mouse", 320);
await walk("keyboard", 800);
await walk("no script", 1280);
await together();
await browser.close();
console.log(failures === 0 ? "an audit in the page: four walks, two windows and a kill: nothing to report" : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
