// Walks through the local pages as a leader would: leader.mjs PROGRAM DEMO [PICTURES]. From the readiness for an
// inspection to a draft of a pack, which is issued with a second person. By mouse, by keyboard alone and without
// script, and at 400%, each on a copy. Exit code 1 when something fails.
import { createHash } from "node:crypto";
import { cpSync, readFileSync } from "node:fs";
import { fresh, hands, launched, start, walkInAll } from "./assay.mjs";

const [program, demo, pictures] = process.argv.slice(2);
const PASSPHRASE = "seven green bottles standing";
const browser = await launched();

const walk = async ({ way, width }) => {
  const folder = fresh("leader");
  cpSync(demo, folder, { recursive: true });
  const [child, launch] = await start(program, folder);
  const who = await hands(browser, { name: "leader", way, width, launch, pictures });
  const { tab, wrong, see, expect, press, save, write, tick, choose, refused, at, go } = who;

  at("readiness");
  await see("Home", "Actions");
  await press("link", "Inspection");
  await see("Cases that inspectors chose");
  await press("link", "Measures");
  await see("As at");
  await press("link", "Samples");
  const sample = tab.locator("tbody a").first();
  const draw = await sample.innerText();
  await press("link", draw);
  const one = await tab.locator("tbody th a").first().innerText();
  await press("link", "Inspection");
  await write("Ids of cases", `${one}, 999999999`);
  await press("button", "Answer each");
  await see(`Case ${one}`, "Case 999999999");

  at("draft");
  await press("link", "Packs");
  await see("What is made is a draft.");
  await choose("Who is it for?", /\(board\)/);
  await press("button", "Make the pack");
  await see("This is a draft, and every page of it says so.", "Issue this pack");
  const href = new URL(tab.url()).pathname;
  const framed = tab.frameLocator("iframe").locator("body");
  if (!(await framed.innerText()).includes("DRAFT")) wrong("the page of the draft does not say that it is one");
  const read = await save("button", /^Download the page/);
  if (!read.name.includes("draft")) wrong(`the draft is called ${read.name}`);

  at("a second person");
  await press("button", "Issue this pack");
  await refused("Say that the second person has read the draft", "was_read");
  await tick("The second person has read this draft");
  await press("button", "Issue this pack");
  await refused("There is a problem", "second_name");
  await go("/people");
  await write("Their name", "Sam Reed");
  await write("Passphrase", PASSPHRASE);
  await write("The same again", PASSPHRASE);
  await press("button", "Enrol");
  await see("Sam Reed is enrolled.");
  await go(href);
  await tick("The second person has read this draft");
  await write("Name of the second person", "Sam Reed");
  await write("Their passphrase", "some other words altogether");
  await press("button", "Issue this pack");
  await refused("not the passphrase of Sam Reed", "second_name");
  // After a wrong passphrase the next one can be tried two seconds later.
  await new Promise((then) => setTimeout(then, 2_500));
  await write("Their passphrase", PASSPHRASE);
  await press("button", "Issue this pack");

  at("issued");
  await see("The pack is issued, agreed by passphrase", "Sam Reed, by passphrase at the same login");
  if ((await framed.innerText()).includes("DRAFT")) wrong("what was issued still says that it is a draft");
  const receipt = await save("link", "Download the receipt");
  const words = readFileSync(receipt.path, "utf8");
  const file = await save("button", /^Download the page/);
  const digest = createHash("sha256").update(readFileSync(file.path)).digest("hex");
  if (!words.includes(digest)) wrong("the receipt has another digest than the file");
  await press("link", "Packs");
  await see("issued on");
  await press("link", /-board$/);
  await press("link", "The draft of this pack");
  await see("Hand on the issued pack, not the draft.");
  if ((await tab.getByRole("button", { name: "Issue this pack" }).count()) > 0) wrong("an issued draft can be issued again");

  at("history");
  await press("link", "History and upkeep");
  await expect("issue");
  await see("download");
  await who.close();
  child.removeAllListeners("exit");
  child.kill();
};

await walkInAll(browser, "a leader from readiness to an issued pack", walk);
