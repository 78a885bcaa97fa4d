// Turns exact times into the reader's own zone and keeps relative times true. Every page reads well without it.
const lang = document.documentElement.lang === "ar" ? "ar-u-nu-latn" : document.documentElement.lang;
const short = lang === "en";
const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "long" });
const exact = new Intl.DateTimeFormat(short ? "en-GB" : lang, {
  day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short",
});
const write = (time, text) => { (time.querySelector("bdi") ?? time).textContent = text; };
const read = (time) => {
  const value = time.getAttribute("datetime");
  // A day without an hour is a day, in no zone.
  return value.includes("T") ? new Date(value) : null;
};

function ago(at) {
  const minutes = Math.floor((Date.now() - at) / 60000);
  if (minutes < 1 || minutes >= 10080) return null;
  if (minutes < 60) return short ? `${minutes} min ago` : relative.format(-minutes, "minute");
  if (minutes < 1440) return short ? `${Math.floor(minutes / 60)} h ago` : relative.format(-Math.floor(minutes / 60), "hour");
  return relative.format(-Math.floor(minutes / 1440), "day");
}

// A clock that stands elsewhere than ours (a demonstration, a page from the cache of a traveller) would make nonsense of "ago".
const now = Number(document.documentElement.dataset.now);
const sane = !now || Math.abs(Date.now() - now) < 3 * 86400000;

function tick() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const at = read(time);
    const text = at && sane && ago(at);
    if (text) write(time, text);
  }
}

for (const time of document.querySelectorAll("time")) {
  const at = read(time);
  if (!at || Number.isNaN(at.getTime())) continue;
  const text = exact.format(at);
  if (time.hasAttribute("title")) time.title = text;
  if (time.hasAttribute("data-exact")) write(time, text);
}
tick();
setInterval(tick, 60000);
