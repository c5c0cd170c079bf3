// Walks through the local pages as a quality-assurance officer would: officer.mjs PROGRAM [PICTURES]. From an empty
// folder and a messy workbook, through preview, columns and problems, to a verified sample, its forms, the returns and
// the closed round. By mouse, by keyboard alone and without script, and at 400%. Exit code 1 when something fails.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fresh, hands, launched, start, walkInAll } from "./assay.mjs";

const [program, pictures] = process.argv.slice(2);
const messy = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "messy.py");
const browser = await launched();

/** What came back: a row for each audited case, as some councils send it, and a file that is none. */
const returned = (folder, selection) => {
  const cases = readFileSync(selection, "utf8").split(/\r?\n/).filter((line) => line.includes(",selected,"));
  const ids = cases.map((line) => line.split(",")[0]);
  const row = (id, i) => `2026-11-ours,${id},A. Lee,12/11/2026,${["Good", "Requires improvement"][i % 2]},Planning,${5 + (i % 3)},The plan is clear and dated,yes`;
  const head = "draw_id,case_id,auditor,audit_date,overall,domain,score,comment,child_asked";
  writeFileSync(join(folder, "back.csv"), `${head}\n${ids.slice(1).map(row).join("\n")}\n`);
  writeFileSync(join(folder, "broken.xlsx"), "this is no workbook");
  return [join(folder, "back.csv"), join(folder, "broken.xlsx")];
};

const walk = async ({ way, width }) => {
  const folder = fresh("officer");
  const list = join(folder, "list.xlsx");
  if (spawnSync("python3", [messy, list]).status !== 0) throw new Error("python3 cannot write the messy workbook");
  const [child, launch] = await start(program, null, folder);
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const who = await hands(browser, { name: "officer", way, width, launch, pictures });
  const { tab, wrong, expect, see, press, save, write, tick, choose, unfold, give, refused, at } = who;

  at("first run");
  await see("Welcome to assay", "Runs on this computer. Nothing is sent anywhere.");
  await write("New folder", join(folder, "ours"));
  await press("button", "Make the workspace");
  await see("Three things to do");

  at("whom to ring");
  await press("link", "Settings");
  await press("link", "assay.yaml");
  const settings = await tab.getByLabel("The file", { exact: true }).inputValue();
  await write("The file", `${settings}nonsense: [`);
  await press("button", "Check and save");
  await refused("There is a problem", "text");
  await write("The file", settings.replace("the duty manager", "the front door, 01632 960001"));
  await press("button", "Check and save");
  await see("assay.yaml is saved.");

  at("list");
  await press("link", "Case lists");
  await see("No list is here yet.");
  await press("button", "Look at what was understood");
  await refused("Choose a file", "files");
  await give("Choose files", list);
  await press("button", "Look at what was understood");
  await see("Check before storing", "headers in row 4", "3 rows are refused.");

  at("columns");
  await expect("Columns of the file");
  await expect("Wibble");
  await who.select("Social Work Team", "team");
  await who.select("Allocated To", "worker");
  await write("A name for these columns", "our-list");
  await press("button", "Read it with these columns");
  await see("The columns are kept as our-list", "Check before storing");
  await who.expect("3 rows are refused.");

  at("problems");
  const book = await save("link", /as a workbook$/);
  if (!readFileSync(book.path).subarray(0, 2).equals(Buffer.from("PK"))) wrong("the problems are no workbook");
  await press("button", "Store");
  await refused("say that the other rows are to be stored", "refused");
  await tick("Store the other rows all the same");
  await press("button", "Store");
  await see("Stored 59 of 62 rows read");
  await press("link", /November/);
  await see("Problems by kind");

  at("plan");
  await press("link", "Samples");
  await see("No sample is here yet.");
  await press("link", "Make a new plan by questions");
  await write("A name for the plan", "Ours!");
  await write("How many cases", "12");
  await write("Columns to spread them over", "team");
  await press("button", "Add the plan and see what it can say");
  await refused("There is a problem", "name");
  await write("A name for the plan", "ours");
  await press("button", "Add the plan and see what it can say");
  await see("What it can say", "North");

  at("freeze");
  await write("Id of the draw", "2026-11-ours");
  await choose("Where will the seed come from?", "Ten-sided dice, thrown before a witness");
  await press("button", "Freeze the list");
  await see("Send the receipt");
  const receipt = await save("link", "Download the receipt");
  if (!readFileSync(receipt.path, "utf8").includes("2026-11-ours")) wrong("the receipt does not name the draw");

  at("draw");
  await choose("The seed", /^Type it/);
  await write("Seed", "1234");
  await write("Where it came from, and who saw it", "dice, A. Khan and B. Lee");
  await press("button", "Draw 12 cases");
  await refused("There is a problem", "seed");
  await choose("The seed", /^Type it/);
  await write("Seed", "01382438112797316654");
  await press("button", "Draw 12 cases");
  await see("The cases are drawn.");

  at("forms");
  await press("button", "Write the forms");
  await see("Download all forms as one zip");
  const forms = await save("link", "Download all forms as one zip");
  if (!readFileSync(forms.path).subarray(0, 2).equals(Buffer.from("PK"))) wrong("the forms are no zip");
  const selection = await save("link", "Selection (CSV)");
  const form = await save("link", /^Form 1$/);

  at("verify");
  await press("link", "Verify the draw");
  await see("Nothing differs.");

  at("returns");
  await press("link", "Audits");
  await see("Take in returned workbooks");
  await give("Choose the workbooks that came back", [...returned(folder, selection.path), form.path]);
  await press("button", "Take them in");
  await see("11 returns were stored.", "1 file was not taken in", "broken.xlsx");

  at("round");
  await press("link", "Audits");
  await press("link", "2026-11-ours");
  await see("Remind them");
  await press("button", "Close the round");
  await refused("There is a problem", "sure");
  await tick("The figures of this round are to become final");
  await press("button", "Close the round");
  await see("The round is closed");
  await press("link", "Home");
  await see("1 round is closed");

  at("end");
  await press("link", "End assay");
  await see("End assay");
  await press("button", "End assay");
  await see("Assay has ended");
  await ended;
  await who.close();
};

await walkInAll(browser, "an officer from an empty folder to a closed round", walk);
