// What every walk in the browser begins with: the program on a folder, Chromium, axe and its rules.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The packages are in the folder that the walk is started in, which need not be this one.
const require = createRequire(join(process.cwd(), "package.json"));
const { chromium } = require("playwright-core");

export const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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
