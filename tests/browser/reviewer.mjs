// Walks through the local pages as a reviewer would: reviewer.mjs PROGRAM DEMO [PICTURES]. From search through verdicts
// given by single keys with undo, to a blind second coding and a new theme that is tried and saved. By mouse, by
// keyboard alone and without script, and at 400%, each on a copy. Exit code 1 when something fails.
import { cpSync } from "node:fs";
import { fresh, hands, launched, run, start, walkInAll } from "./assay.mjs";

const [program, demo, pictures] = process.argv.slice(2);
const THEME = "drift_and_delay";
const PASSPHRASE = "seven green bottles standing";
/** By keys somebody does fifty; by the buttons a few are enough to see that each counts. */
const VERDICTS = { keyboard: 50, mouse: 50, zoom: 6, "no script": 12 };
const browser = await launched();

/** The verdicts on the theme, by how they were read. */
const verdicts = (folder, reading) => {
  const entries = JSON.parse(run(program, folder, "ledger", "--format", "json"));
  return entries.filter((entry) => entry.kind === reading).length;
};

const walk = async ({ way, width }) => {
  const folder = fresh("reviewer");
  cpSync(demo, folder, { recursive: true });
  const before = verdicts(folder, "verdict");
  const [child, launch] = await start(program, folder);
  const who = await hands(browser, { name: "reviewer", way, width, launch, pictures });
  const { tab, script, keyboard, wrong, look, see, expect, press, write, tick, unfold, refused, at, go } = who;

  at("search");
  await press("link", "Comments");
  await write("Search the comments", "\"not written");
  await press("button", "Search");
  await see(/problem|quotation|quote/i);
  await write("Search the comments", "supervision");
  await press("button", "Search");
  await see("supervision");
  const found = await tab.locator("[role=status]").first().innerText();
  if (!/\d/.test(found)) wrong(`no count is said: ${found}`);
  const facet = tab.locator(".aside details[open] a").first();
  const called = await facet.innerText();
  await press("link", called);
  await see("Remove the filter");
  await press("link", /^Remove the filter/);
  await expect(found);
  await tick("Show each word in its line");
  await press("button", "Search");
  await see("Before", "Found", "After");
  await press("link", "supervision");
  await see("What the rules find in it");

  at("review");
  await go(`/comments/themes/${THEME}`);
  await press("link", "Review this theme");
  await see("Does this speak of it?");
  const id = () => tab.locator("input[name=comment]").inputValue();
  /** Gives a verdict by its key where keys are had, else by the button. */
  const give = async (key, label) => {
    const was = await id();
    if (script && (keyboard || way === "mouse")) {
      await Promise.all([tab.waitForNavigation(), tab.keyboard.press(key)]);
    } else await press("button", label);
    if ((await id()) === was) wrong(`the key ${key} does not move on`);
    return was;
  };
  const given = [];
  for (let n = 0; n < VERDICTS[way]; n += 1) given.push(await (n % 4 === 3 ? give("n", /^No/) : give("y", /^Yes/)));
  await see("Your last decisions");
  if (new Set(given).size !== given.length) wrong("a comment was shown twice");

  at("undo");
  if (script && (keyboard || way === "mouse")) await Promise.all([tab.waitForNavigation(), tab.keyboard.press("u")]);
  else await press("link", /^Back to the last one/);
  await see(/You said (yes|no) before/);
  if ((await id()) !== given.at(-1)) wrong("undo does not show the last decision");
  const [key, label] = given.length % 4 === 0 ? ["y", /^Yes/] : ["n", /^No/];
  if (script && (keyboard || way === "mouse")) await Promise.all([tab.waitForNavigation(), tab.keyboard.press(key)]);
  else await press("button", label);
  await expect("Your last decisions");
  if ((await id()) === given.at(-1)) wrong("a changed decision does not move on");

  at("keys are dead in text fields");
  if (script) {
    await unfold("Note, definition and keys");
    const shown = await id();
    await write("Why, in a few words", "y n u s");
    if (keyboard) await tab.keyboard.type("yyy");
    if ((await id()) !== shown) wrong("a key in a text field decided");
    if (!(await tab.getByLabel("Why, in a few words").inputValue()).startsWith("y n u s")) wrong("the text is not kept");
    const toggle = tab.getByRole("button", { name: "Switch the keys off" });
    if (keyboard) { await who.reach(toggle); await tab.keyboard.press("Enter"); } else await toggle.click();
    await tab.evaluate(() => document.activeElement.blur());
    await tab.keyboard.press("y");
    if ((await id()) !== shown) wrong("a key decided that was switched off");
    await look();
    await tab.getByRole("button", { name: "Switch the keys on" }).click();
  }
  const counted = verdicts(folder, "verdict") - before;
  if (counted !== given.length + 1) wrong(`${counted} verdicts are on record of ${given.length} and a change`);

  at("blind");
  await go("/people");
  await write("Their name", "Sam Reed");
  await write("Passphrase", PASSPHRASE);
  await write("The same again", PASSPHRASE);
  await press("button", "Enrol");
  await see("Sam Reed is enrolled.");
  await go(`/comments/review/${THEME}`);
  await press("link", "As a second reader, blind");
  await see("You read without seeing", "Nothing more waits here.");
  await write("Name of the second reader", "Sam Reed");
  await press("button", "Read as this person");
  await see("Does this speak of it?");
  if ((await tab.locator("mark").count()) > 0) wrong("what the rules found is shown to a blind reader");
  await press("button", /^Yes/);
  await refused("The passphrase of Sam Reed is not typed", "second_name");
  for (let n = 0; n < 3; n += 1) {
    const was = await id();
    await write("Name of the second person", "Sam Reed");
    await write("Their passphrase", PASSPHRASE);
    await press("button", n === 1 ? /^No/ : /^Yes/);
    if ((await id()) === was) wrong(`a blind verdict does not move on:\n${await tab.locator("main").innerText()}`);
  }
  await see("You read without seeing");

  at("theme");
  await go("/comments/themes");
  await press("link", "A new theme");
  await write("A short name for files and searches", "school_trips");
  await write("What people call it", "School trips");
  await write("The subject it is one side of", "school");
  await write("What it means, in a sentence", "The comment speaks of a trip with the school.");
  await write("A name for the rule", "a trip");
  await write("Ways of saying it", "school (trip|outing");
  await press("button", "Try it on every comment");
  await refused("There is a problem", "any");
  await write("Ways of saying it", "school\nvisit & school");
  await press("button", "Try it on every comment");
  await see("What the change would do", "Nothing is saved yet.", "Would be added");
  await press("button", "Change it again");
  await see("Ways of saying it");
  await press("button", "Try it on every comment");
  await press("button", "Save the change");
  await see("The change is saved.");
  await go("/comments/themes");
  await see("School trips");
  await who.close();
  child.removeAllListeners("exit");
  child.kill();
};

await walkInAll(browser, "a reviewer from search to a new theme", walk);
