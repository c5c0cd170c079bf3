// Makes the pictures of the guide: pictures.mjs PROGRAM FOLDER. It makes the made-up council, opens its pages in
// Chromium and writes each picture into FOLDER. Run it by `bash docs/guide/pictures.sh`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { launched, start } from "../../tests/browser/assay.mjs";

const [program, target] = process.argv.slice(2);
const AS_AT = ["--as-at", "2026-10-05"];
const ROUND = "2026-10-monthly";
const folder = mkdtempSync(join(tmpdir(), "assay-pictures-"));
mkdirSync(target, { recursive: true });

const run = (...words) => {
  const ran = spawnSync(program, words, { cwd: folder, encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${words.join(" ")}: ${ran.stdout}${ran.stderr}`);
};
run("demo", "Mereford");
const council = join(folder, "Mereford", "assay.yaml");
writeFileSync(council, readFileSync(council, "utf8").replace("the duty manager", "the front door, 01632 960001"));

const browser = await launched();
const context = await browser.newContext({ viewport: { width: 960, height: 640 }, reducedMotion: "reduce" });
const tab = await context.newPage();
const plain = await context.newPage();
let base = "";

const open = async (path) => {
  await tab.goto(base + path);
  await settled();
};
const settled = async () => {
  await tab.waitForLoadState();
  for (let tries = 0; tries < 600 && (await tab.locator("[data-job]").count()) > 0; tries += 1) await tab.waitForTimeout(200);
};
/** Waits for what a press leads to. */
const press = async (name, role = "button") => {
  await Promise.all([tab.waitForNavigation(), tab.getByRole(role, { name, exact: false }).first().click()]);
  await settled();
};
/** Keeps a piece of the page: its top with the navigation, or from its heading on, or from the heading that is named. */
const keep = async (name, from = "h1", height = 540) => {
  await tab.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  // The folder of this run is nobody's business.
  await tab.evaluate(() => document.querySelectorAll(".path").forEach((it) => { if (it.closest(".foot")) it.textContent = "C:\\Audit\\Mereford"; }));
  const heading = from === "h1" ? tab.locator("h1") : tab.getByRole("heading", { name: from }).first();
  const top = from === "top" ? 0 : (await heading.boundingBox()).y - 14;
  const shot = await tab.screenshot({ fullPage: true, clip: { x: 0, y: top, width: 960, height } });
  writeFileSync(join(target, `${name}.png`), await few(shot));
};
/** The picture with at most 96 colours, as a PNG with a palette: letters stay sharp, and it is a third of the size. */
const few = async (shot) => {
  const pixels = await plain.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, shot.toString("base64"));
  return png({ ...pixels, data: Buffer.from(pixels.base64, "base64") });
};

const CRC = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
const chunk = (type, body) => {
  const all = Buffer.concat([Buffer.from(type), body]);
  let crc = 0xffffffff;
  for (const byte of all) crc = CRC[(crc ^ byte) & 255] ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, all, sum]);
};
const png = ({ width, height, data }) => {
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const kept = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 96).map(([colour]) => colour);
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const nearest = new Map();
  const index = (colour) => {
    if (!nearest.has(colour)) {
      const of = parts(colour);
      const far = kept.map((other) => parts(other).reduce((sum, part, n) => sum + (part - of[n]) ** 2, 0));
      nearest.set(colour, far.indexOf(Math.min(...far)));
    }
    return nearest.get(colour);
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    const at = (y * width + x) * 4;
    rows[y * (width + 1) + 1 + x] = index((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("PLTE", Buffer.from(kept.flatMap(parts))), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
};

const [first, entry] = await start(program, null, folder, AS_AT);
await tab.goto(entry);
base = new URL(entry).origin;
await open("/first-run");
for (const [name, inner] of [["New folder", "assay"], ["Folder for the made-up council", "made-up-council"]]) await tab.getByLabel(name).fill(`C:\\Audit\\${inner}`);
await tab.evaluate(() => document.querySelectorAll(".path").forEach((it) => { it.textContent = "C:\\Audit\\Mereford"; }));
await keep("first-run", "h1", 600);
first.kill();

const [child, launch] = await start(program, join(folder, "Mereford"), folder, AS_AT);
base = new URL(launch).origin;
await tab.goto(launch);

await open("/case-lists");
await tab.getByLabel("Choose files").setInputFiles(join(folder, "Mereford", "inbox", "annex-a.xlsx"));
await press("Look at what was understood");
await keep("preview", "h1", 620);
await press("Leave it");

await open("/samples/new?plan=monthly");
await keep("sizing", "What it can say");
await tab.getByLabel("Id of the draw").fill(ROUND);
await press("Freeze the list");
await press("Draw");
await open(`/samples/${ROUND}`);
await keep("sample", "The selection");

await open(`/audits/${ROUND}/cases`);
await press(/^Begin with case/, "link");
await press("Planning", "link");
await tab.getByLabel("Score (0 to 10)").fill("7");
await tab.getByRole("group", { name: "Judgement", exact: true }).getByLabel("Good", { exact: true }).check();
await tab.getByLabel("Comment", { exact: true }).fill("The plan is in words that the family uses, with dates. Two steps have nobody who does them.");
await tab.getByText(/^Saved \d\d:\d\d$/).waitFor();
await keep("audit", "h1", 640);

await open(`/audits/${ROUND}`);
await keep("round", "Who has what");
await open("/");
await keep("home", "top", 640);
await open("/history");
await keep("history");

await open("/comments?q=minutes+NEAR%2F5+shared");
await keep("search");
await open("/comments/themes");
await keep("themes");
await open("/comments/review/not_written_up");
await keep("review");
await open("/comments/themes/not_written_up/rules/2");
await tab.getByLabel("Ways of saying it").evaluate((it) => { it.value += "\nmissing from (file|record)"; });
await press("Try it on every comment");
await keep("rule-tried", "h1", 620);

await open("/measures");
await keep("measures", "h1", 640);
await open("/actions?which=overdue");
await keep("actions");
const chosen = await (await tab.request.get(`${base}/samples/2026-09-monthly/selection.csv`)).text();
await open(`/inspection?cases=${chosen.split("\n").slice(1, 3).map((line) => line.split(",")[0]).join("+")}`);
await keep("inspection", "Cases that inspectors chose", 600);

child.kill();
await browser.close();
rmSync(folder, { recursive: true, force: true });
