// Opens each page in Chromium at three widths and in print: no request but the page itself, no console
// message, no violation found by axe, nothing wider than the window, and no text of a chart cut or covered in either font.
// Exit code 1 when one fails.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pages = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
let failures = 0;
const fail = (page, what) => {
  failures += 1;
  console.error(`${page}: ${what}`);
};

// Asks each text of each chart that is shown for its box: inside the chart, and on no other text.
const boxes = () => {
  const faults = [];
  let texts = 0;
  for (const svg of document.querySelectorAll("svg[role=img]")) {
    const whole = svg.getBoundingClientRect();
    if (whole.width === 0) continue;
    const all = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    texts += all.length;
    all.forEach(([words, box], i) => {
      const cut = box.left < whole.left - 1 || box.right > whole.right + 1 || box.top < whole.top - 1 || box.bottom > whole.bottom + 1;
      if (cut) faults.push(`"${words}" is cut`);
      for (const [other, its] of all.slice(i + 1)) {
        const beside = box.right <= its.left + 0.5 || its.right <= box.left + 0.5;
        const above = box.bottom <= its.top + 0.5 || its.bottom <= box.top + 0.5;
        if (!beside && !above) faults.push(`"${words}" covers "${other}"`);
      }
    });
  }
  return { texts, faults };
};
let texts = 0;

for (const name of pages) {
  const address = pathToFileURL(resolve(name)).href;
  for (const width of [320, 800, 1280]) {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    tab.on("request", (request) => {
      if (request.url().split("#")[0] !== address) fail(name, `asks for ${request.url()}`);
    });
    tab.on("console", (message) => fail(name, `console: ${message.text()}`));
    tab.on("pageerror", (error) => fail(name, `error: ${error.message}`));
    await tab.goto(address);
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fail(name, `${over} pixels wider than a window of ${width}`);
    // As the page comes, in DejaVu Sans where Arial is missing, and on A4.
    for (const [media, font, wide] of [["screen", "", width], ["screen", "DejaVu Sans", width], ["print", "", 673]]) {
      await tab.setViewportSize({ width: wide, height: 900 });
      await tab.emulateMedia({ media });
      await tab.evaluate((font) => {
        for (const text of document.querySelectorAll("svg text")) text.style.fontFamily = font;
      }, font);
      const found = await tab.evaluate(boxes);
      texts += found.texts;
      for (const fault of found.faults) fail(name, `${wide} px, ${media}, ${font || "its own font"}: ${fault}`);
    }
    await tab.setViewportSize({ width, height: 900 });
    for (const media of width === 1280 ? ["screen", "print"] : ["screen"]) {
      await tab.emulateMedia({ media });
      await tab.evaluate(axe);
      // Nobody touches paper: how large a target is counts on screens alone.
      const rules = { "target-size": { enabled: media === "screen" } };
      const result = await tab.evaluate(
        (rules) =>
          axe.run(document, { rules, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
        rules,
      );
      for (const violation of result.violations) {
        const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
        fail(name, `${width} px, ${media}: ${violation.id} (${violation.impact}): ${violation.help}: ${where}`);
      }
    }
    await tab.close();
  }
}
await browser.close();
console.log(failures === 0 ? `${pages.length} pages: no request, no message, no violation; ${texts} boxes of texts, none cut or covered` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
