// The whole program in a real browser: every kind of page, on a phone and on a desk, light and dark, in English and Arabic.

import assert from "node:assert/strict";
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { startBrowser, startDemo, untilThereAre, untilThereAreStories, untilThereIsNews } from "./coranto.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.CORANTO_TEST_SHOTS;
let demo;
let browser;
const pages = {};

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  await untilThereIsNews(demo.address, 20);
  await untilThereAreStories(demo.address, ["en", "ar"]);
  await untilThereAre(demo.address, ["hashtag", "person", "place", "category"]);
  for (const lang of ["en", "ar"]) {
    const front = await (await fetch(`${demo.address}/${lang}`)).text();
    const first = (pattern) => front.match(pattern)?.[0] ?? assert.fail(`the ${lang} front page links no ${pattern}`);
    pages[lang] = {
      front: `/${lang}`,
      article: first(new RegExp(`/${lang}/article/[0-9a-z]{13}[^"#?]*`)),
      story: first(new RegExp(`/${lang}/story/[0-9a-z]{13}`)),
      source: first(new RegExp(`/${lang}/source/[a-z0-9-]+`)),
      sources: `/${lang}/sources`,
      section: first(new RegExp(`/${lang}/section/[a-z]+`)),
      browse: `/${lang}/browse`,
      missing: `/${lang}/no-such-page`,
      thin: `/${lang}/hashtag/NobodySpeaksOfThis`,
    };
    const browse = await (await fetch(`${demo.address}/${lang}/browse`)).text();
    for (const kind of ["hashtag", "person", "place", "category"]) {
      pages[lang][kind] = browse.match(new RegExp(`/${lang}/${kind}/[^"#?]+`))?.[0] ?? assert.fail(`the ${lang} browse page links no ${kind}`);
    }
  }
});

after(async () => {
  await browser?.close();
  if (demo) assert.equal(await demo.stop(), 0, "coranto demo did not end in good order");
});

async function open(options, path) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && !/404|410/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(demo.address) && !request.url().startsWith("data:")) complaints.push(`asks ${request.url()}`);
  });
  const response = await page.goto(demo.address + path, { waitUntil: "load" });
  return { context, page, response, complaints };
}

for (const lang of ["en", "ar"]) {
  for (const width of [360, 1440]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`pages fit and say nothing wrong: ${lang}, ${width} px, ${colorScheme}`, async () => {
        for (const [name, path] of Object.entries(pages[lang])) {
          const { context, page, complaints } = await open({ viewport: { width, height: 900 }, colorScheme, locale: lang }, path);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `${path} is ${wide} px wider than the screen`);
          assert.equal(await page.getAttribute("html", "dir"), lang === "ar" ? "rtl" : "ltr", path);
          assert.equal(await page.getAttribute("html", "lang"), lang, path);
          assert.equal(await page.locator("h1").count(), 1, `${path} has not one h1`);
          assert.deepEqual(complaints, [], path);
          if (shots) {
            mkdirSync(shots, { recursive: true });
            await page.screenshot({ path: `${shots}/${name}-${lang}-${width}-${colorScheme}.png`, fullPage: false });
          }
          await context.close();
        }
      });
    }
  }

  test(`axe finds nothing: ${lang}`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      for (const path of Object.values(pages[lang])) {
        // The page's own policy forbids foreign scripts, and axe is one.
        const { context, page } = await open({ bypassCSP: true, colorScheme, viewport: { width: 1024, height: 900 } }, path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run());
        const told = violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`);
        assert.deepEqual(told, [], `${path}, ${colorScheme}`);
        await context.close();
      }
    }
  });
}

test("everything works without JavaScript", async () => {
  const { context, page } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } }, "/en");
  const headline = page.locator("main a[href*='/en/article/']").first();
  const title = (await headline.textContent()).trim();
  await headline.click();
  assert.ok((await page.locator("h1").textContent()).includes(title), `“${title}” did not open its article`);
  await page.goto(demo.address + pages.en.sources);
  assert.ok((await page.locator("main a[href*='/en/source/']").count()) >= 10);
  await context.close();
});

test("a story names who reports it and leads to each report, without JavaScript", async () => {
  const { context, page } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } }, pages.en.story);
  assert.match(await page.locator(".figures").first().innerText(), /\d+ outlets?/);
  assert.ok((await page.locator("#who .owners a[href*='/en/source/']").count()) >= 1, "no publisher is named");
  const why = page.locator("#why");
  assert.equal(await why.locator("table").isVisible(), false);
  await why.locator("summary").click();
  assert.equal(await why.locator("tbody tr").count(), 4, "the terms of its place");
  const reports = await page.locator("#reports a[href*='/en/article/']").evaluateAll((links) => [...new Set(links.map((link) => link.href))]);
  assert.ok(reports.length >= 2, `a story of ${reports.length} reports`);
  await page.goto(reports[0]);
  await page.locator("#story h2 a").click();
  assert.ok(page.url().startsWith(demo.address + pages.en.story), `${reports[0]} leads to ${page.url()}`);
  await context.close();
});

test("a hashtag leads from the front page to its stories and on to its neighbours, without JavaScript", async () => {
  const { context, page } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } }, "/en");
  const tag = page.locator(".in-news a").first();
  const name = (await tag.textContent()).trim();
  assert.match(name, /^#\S+$/);
  await tag.click();
  assert.ok((await page.locator("h1").textContent()).includes(name), `“${name}” did not open its page`);
  assert.ok((await page.locator("main .card h3 a").count()) >= 1, "no story");
  const table = page.locator(".chart table");
  if (await table.count()) {
    assert.equal(await table.isVisible(), false);
    await page.locator(".chart summary").click();
    assert.ok((await table.locator("tbody tr").count()) >= 2, "the days of the chart");
  }
  await context.close();
});

test("somebody's words name who carries them, without JavaScript", async () => {
  const { context, page } = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } }, pages.en.person);
  assert.ok((await page.locator("#news .card h3 a").count()) >= 1, "no news");
  for (const saying of await page.locator(".sayings > li").all()) {
    assert.ok((await saying.locator("blockquote").textContent()).trim(), "no words");
    assert.ok((await saying.locator("a[href*='/en/article/']").count()) >= 1, "nobody carries them");
  }
  await context.close();
});

test("the keyboard reaches the text first", async () => {
  const { context, page } = await open({ viewport: { width: 1024, height: 800 } }, "/en");
  await page.keyboard.press("Tab");
  const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
  assert.match(href ?? "", /^#/, "the first stop is not a link to the text");
  await context.close();
});

test("pictures are shown, all from our own address", async () => {
  const { context, page } = await open({ viewport: { width: 1440, height: 1000 } }, "/en");
  await page.waitForFunction(() => [...document.querySelectorAll("main img")].some((i) => i.complete && i.naturalWidth > 0), null, { timeout: 15_000 });
  const foreign = await page.$$eval("img", (images) => images.map((i) => i.src).filter((src) => !src.startsWith(location.origin)));
  assert.deepEqual(foreign, []);
  await context.close();
});
