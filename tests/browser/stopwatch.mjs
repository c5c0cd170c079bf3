// A stopwatch run: stopwatch.mjs PROGRAM DEMO. From a fresh folder and an Annex A workbook to a drawn, verified sample,
// then from the returned audits to a pack, by the pages alone. A person is played who needs a second for each click,
// types five characters a second, and looks at each new page for three seconds. The Annex A workbook, the auditors and
// what the returns say are the made-up council's. Prints the seconds of each step; exit code 1 where the whole takes
// longer than 5 minutes to the sample or 15 to the pack.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { end, fail, fresh, hands, launched, start } from "./assay.mjs";

const [program, demo] = process.argv.slice(2);
const inbox = join(demo, "inbox");
const CLICK = 1_000, CHARACTER = 200, LOOK = 3_000;
const wait = (ms) => new Promise((then) => setTimeout(then, ms));
const browser = await launched();
const folder = fresh("stopwatch");
const begun = Date.now();
const [child, launch] = await start(program, null, folder);
const who = await hands(browser, { name: "stopwatch", way: "mouse", width: 1280, launch });
const press = async (...what) => { await wait(CLICK); await who.press(...what); await wait(LOOK); };
const save = async (...what) => { await wait(CLICK); return who.save(...what); };
const write = async (label, text) => { await wait(CLICK + CHARACTER * text.length); await who.write(label, text); };
const tick = async (label) => { await wait(CLICK); await who.tick(label); };
const select = async (label, option) => { await wait(2 * CLICK); await who.select(label, option); };
// Choosing a file in the system's own window: open it, find the file, confirm.
const give = async (label, file) => { await wait(5 * CLICK); await who.give(label, file); };
const steps = [];
let last = begun;
const done = (step) => { const now = Date.now(); steps.push([step, (now - last) / 1000, (now - begun) / 1000]); last = now; };

/** What auditors sent back: the words of the made-up council's last returns, for the cases that were drawn here. */
const returned = (draw, selection) => {
  const [head, ...rows] = readFileSync(join(inbox, readdirSync(inbox).filter((name) => /^returns-[-\d]+\.csv$/.test(name)).at(-1)), "utf8").replace(/^\ufeff/, "").trim().split(/\r?\n/);
  const names = head.trim().split(",");
  const at = { draw: names.indexOf("draw_id"), id: names.indexOf("case_id"), auditor: names.indexOf("auditor") };
  if (at.draw !== 0 || at.id !== 1 || at.auditor !== 2) throw new Error(`the returns begin with ${head}`);
  const drawn = readFileSync(selection, "utf8").split(/\r?\n/).map((line) => line.split(",")).filter((cells) => cells[3] === "selected");
  const groups = new Map();
  for (const row of rows) {
    const [, id, , ...rest] = row.split(",");
    groups.set(id, [...(groups.get(id) ?? []), rest.join(",").replaceAll("2026-09", draw.slice(0, 7))]);
  }
  const all = [...groups.values()].slice(0, drawn.length);
  const lines = all.flatMap((group, i) => group.map((rest) => `${draw},${drawn[i][0]},${drawn[i][4] || "A. Lee"},${rest}`));
  const file = join(folder, "returns.csv");
  writeFileSync(file, `${head.trim()}\n${lines.join("\n")}\n`);
  return file;
};

await wait(LOOK);
await write("New folder", join(folder, "ours"));
await press("button", "Make the workspace");
done("make the workspace");
await press("link", "Settings");
await press("link", "assay.yaml");
const settings = await who.tab.getByLabel("The file", { exact: true }).inputValue();
await wait(CLICK + CHARACTER * 40);
await who.write("The file", settings.replace("the duty manager", "the front door, 01632 960001"));
await press("button", "Check and save");
done("say whom auditors ring");
await press("link", "Case lists");
await give("Choose files", join(inbox, "annex-a.xlsx"));
await press("button", "Look at what was understood");
await wait(10_000);
if ((await who.tab.getByLabel("Store the other rows all the same").count()) > 0) await tick("Store the other rows all the same");
await press("button", "Store");
await who.expect("Stored");
done("bring in the Annex A workbook, read its problems, store it");
await select("What do the files hold?", "Auditors, with team and manager");
await give("Choose files", join(inbox, "auditors.csv"));
await press("button", "Look at what was understood");
await press("button", "Store");
await who.expect("Stored");
done("bring in the auditors");
await press("link", "Samples");
await press("link", "monthly");
await wait(10_000);
done("choose the plan and read what it can say");
const draw = await who.tab.getByLabel("Id of the draw").inputValue();
await press("button", "Freeze the list");
await save("link", "Download the receipt");
done("freeze, and keep the receipt");
await press("button", /^Draw \d+ cases$/);
await who.expect("The cases are drawn.");
done("draw");
await press("link", "Verify the draw");
await who.expect("Nothing differs.");
done("verify");
const sampled = (Date.now() - begun) / 1000;
await press("link", "Samples");
await press("link", draw);
await press("button", "Write the forms");
await save("link", "Download all forms as one zip");
const selection = await save("link", "Selection (CSV)");
done("write the forms and take them out");
const back = returned(draw, selection.path);
await press("link", "Audits");
await give("Choose the workbooks that came back", back);
await press("button", "Take them in");
await who.expect("returns were stored");
done("take the returns in");
await press("link", "Audits");
await press("link", draw);
await tick("The figures of this round are to become final");
await press("button", "Close the round");
await who.expect("The round is closed");
done("look who owes what, and close the round");
await press("link", "make a pack");
await press("button", "Make the pack");
await who.expect("This is a draft");
await wait(10_000);
await save("button", /^Download the page/);
done("make a pack and take it out");
const packed = (Date.now() - begun) / 1000;
await who.close();
child.removeAllListeners("exit");
child.kill();
for (const [step, took, at] of steps) console.log(`${took.toFixed(0).padStart(5)} s ${at.toFixed(0).padStart(6)} s  ${step}`);
if (sampled > 300) fail("stopwatch", `${sampled.toFixed(0)} s to a verified sample`);
if (packed > 900) fail("stopwatch", `${packed.toFixed(0)} s to a pack`);
await end(browser, `a verified sample after ${sampled.toFixed(0)} s, a pack after ${packed.toFixed(0)} s`);
