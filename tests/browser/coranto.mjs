// Starts the real program on a free port with the made-up world, and the browser that looks at it.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const root = new URL("../..", import.meta.url).pathname;

export async function startDemo() {
  const program = process.env.CORANTO_TEST_BIN ?? join(root, "target/debug/coranto");
  if (!existsSync(program)) throw new Error(`${program} is missing: cargo build first, or name it in CORANTO_TEST_BIN`);
  const folder = mkdtempSync(join(tmpdir(), "coranto-browser-"));
  const child = spawn(program, ["demo", "--listen", "127.0.0.1:0", "--data-dir", folder], { stdio: ["ignore", "pipe", "inherit"] });
  const first = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`coranto demo ended with ${code} before it listened`)));
  });
  const address = first.replace(/^listening on /, "");
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const code = await gone;
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  return { address, stop };
}

/** Waits until the front page lists `count` articles: the demo reads its world while it serves. */
export async function untilThereIsNews(address, count, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  let seen = 0;
  while (Date.now() < end) {
    const html = await (await fetch(`${address}/en`)).text();
    seen = new Set(html.match(/\/en\/article\/[0-9a-z]{13}/g) ?? []).size;
    if (seen >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`after ${seconds} s the front page lists ${seen} articles, not ${count}`);
}

/** Waits until the front page of each language links a story of several reports. */
export async function untilThereAreStories(address, langs, seconds = 120) {
  const end = Date.now() + seconds * 1000;
  let missing = langs;
  while (Date.now() < end) {
    const fronts = await Promise.all(missing.map(async (lang) => [lang, await (await fetch(`${address}/${lang}`)).text()]));
    missing = fronts.filter(([lang, html]) => !html.includes(`href="/${lang}/story/`)).map(([lang]) => lang);
    if (missing.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`after ${seconds} s the front page shows no story: ${missing}`);
}

/** Waits until the browse page links one of each of these kinds of pages: the demo reads what its articles are about after it placed them. */
export async function untilThereAre(address, kinds, seconds = 120) {
  const end = Date.now() + seconds * 1000;
  let missing = kinds;
  while (Date.now() < end) {
    const html = await (await fetch(`${address}/en/browse`)).text();
    missing = kinds.filter((kind) => !html.includes(`href="/en/${kind}/`));
    if (missing.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`after ${seconds} s the browse page links no ${missing}`);
}

export function startBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: apt-get install chromium, or name yours in CHROMIUM`);
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}
