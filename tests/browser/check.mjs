// Opens each page in Chromium at three widths and in print: no request but the page itself, no console
// message, no violation found by axe, nothing wider than the window. Exit code 1 when one fails.
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

for (const name of pages) {
  const address = pathToFileURL(resolve(name)).href;
  for (const width of [360, 800, 1280]) {
    const tab = await browser.newPage({ viewport: { width, height: 900 } });
    tab.on("request", (request) => {
      if (request.url().split("#")[0] !== address) fail(name, `asks for ${request.url()}`);
    });
    tab.on("console", (message) => fail(name, `console: ${message.text()}`));
    tab.on("pageerror", (error) => fail(name, `error: ${error.message}`));
    await tab.goto(address);
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) fail(name, `${over} pixels wider than a window of ${width}`);
    for (const media of width === 1280 ? ["screen", "print"] : ["screen"]) {
      await tab.emulateMedia({ media });
      await tab.evaluate(axe);
      const result = await tab.evaluate(() =>
        axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
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
console.log(failures === 0 ? `${pages.length} pages: no request, no message, no violation` : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
