// Fills in an audit in the local pages as an auditor would: audit.mjs PROGRAM [PICTURES]. By mouse, by keyboard alone,
// without script; at 320, 800 and 1280 pixels, with axe on each state, and at 400%. Then two windows on one audit, and a program
// that is killed while somebody types. Exit code 1 when something fails.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, fresh, hands, launched, run as ran, start, walkInAll } from "./assay.mjs";

const [program, pictures] = process.argv.slice(2);
const run = (folder, ...words) => ran(program, folder, ...words);
const DOMAINS = [
  "Assessment", "Planning", "Visits and recording", "Child's voice and lived experience",
  "Supervision and management oversight", "Meetings and multi-agency working",
];
/** A round of six cases with their auditor, made by commands. */
const round = () => {
  const folder = fresh("auditor");
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

const walk = async ({ way, width }) => {
  const folder = round();
  const [child, launch] = await start(program, folder);
  const who = await hands(browser, { name: "audit", way, width, launch, pictures });
  const { tab, base, script, wrong, look, expect, see, refused, press, write, choose, at, go } = who;
  const next = () => press("button", "Save and go on");

  await go("/audits/2026-11-monthly");
  await press("link", "Fill in or correct an audit here");
  await see("0 of 6 are in.");
  await press("link", /^Begin with case/);
  at("parts");
  await see("Parts of the audit");
  await press("link", "Check and complete");
  at("too early");
  await see("Still needed");
  await press("button", "Complete the audit");
  await refused("There is a problem");
  const words = await tab.locator(".fault-summary a").first().innerText();
  await press("link", words);
  at("about");
  await expect(words);
  if (script && (await tab.evaluate(() => document.activeElement.id)) !== "date-of-audit") wrong("focus is not in the field");
  await look();
  await write("Date of audit", "soon");
  await next();
  await see("expected a date, day first, found \"soon\"");
  await write("Date of audit", "12/11/2026");
  await choose("Overall judgement", "Good");
  await choose("Worker took part", "Yes");
  if (script) {
    await tab.getByText(/^Saved \d\d:\d\d$/).waitFor({ timeout: 10_000 }).catch(() => wrong("it is not saved as it is typed"));
    await tab.waitForFunction(() => !document.querySelector("[data-unsaved]"));
    await tab.goto(`${base}/audits/2026-11-monthly/cases`);
    await press("link", /^Go on with case/);
    await expect("You were here: ");
    at("come back");
    await look();
  } else {
    await press("button", "Save and come back later");
    await expect("Saved ");
    await press("link", /^Go on with case/);
    await expect("You were here: ");
  }
  for (const domain of DOMAINS) {
    at(domain);
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
  at("not applicable");
  await choose("Not applicable", "This does not apply to the case");
  await next();
  at("views");
  const group = (name) => tab.getByRole("group", { name, exact: true });
  await choose("Views of the child", "Yes");
  await choose("Views of the family", "No");
  await group("Views of the family").getByLabel("If not asked, why not").fill("Abroad this month");
  await look();
  await next();
  at("actions");
  await group("Action 1").getByLabel("Action agreed").fill("Ring the school");
  await look();
  await next();
  at("check");
  await see("What becomes final");
  await press("button", "Complete the audit");
  at("done");
  await expect("You are done");
  await see("Next case (5 left)");
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
  at("correct");
  await look();
  await press("button", "Store the correction");
  await expect("The correction of case");
  await who.close();
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

await walkInAll(browser, "an audit in the page, two windows and a kill", walk, together);
