// The one script of the pages. Everything works without it; it adds the waiting page's progress, copying,
// and keys. It loads nothing from elsewhere.
"use strict";
document.documentElement.classList.add("js");

// A form that was sent shows it; the program itself does the work once.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  if (button.getAttribute("aria-disabled") === "true") { event.preventDefault(); return; }
  setTimeout(() => button.setAttribute("aria-disabled", "true"), 0);
  setTimeout(() => button.removeAttribute("aria-disabled"), 4000);
});

// Focus goes to the field that the address names, else to the summary of faults.
const faults = document.querySelector(".fault-summary");
const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (named && named.matches("input, textarea, select, button")) named.focus();
else if (faults && faults.hasAttribute("autofocus")) {
  // After the browser has had its turn, which it reports where it comes too late.
  requestAnimationFrame(() => { if (document.activeElement === document.body) faults.focus(); });
}

// The waiting page.
const job = document.querySelector("[data-job]");
if (job) {
  const words = document.getElementById("job-words");
  const bar = document.getElementById("job-bar");
  const look = async () => {
    try {
      const answer = await fetch(`/jobs/${job.dataset.job}/state`, { cache: "no-store" });
      const [text, done, total] = (await answer.text()).split("\n");
      if (text === "ended" || !answer.ok) { location.replace(`/jobs/${job.dataset.job}`); return; }
      if (words.textContent !== text) words.textContent = text;
      if (total) { bar.max = Number(total); bar.value = Number(done); } else { bar.removeAttribute("value"); }
    } catch { words.textContent = "The program does not answer. Open assay again from its icon."; return; }
    setTimeout(look, 700);
  };
  setTimeout(look, 500);
}

// Copies the text of another element.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const from = document.getElementById(button.dataset.copy);
  const text = "value" in from ? from.value : from.textContent;
  try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
  catch { const range = document.createRange(); range.selectNodeContents(from); getSelection().removeAllRanges(); getSelection().addRange(range); }
});

// Keys of the review: the buttons and links say them. They are dead in text fields and can be switched off.
const review = document.querySelector("[data-review]");
if (review) {
  const KEPT = "assay-keys-off";
  let off = false;
  try { off = localStorage.getItem(KEPT) === "yes"; } catch { /* a browser that keeps nothing */ }
  const toggle = document.querySelector("[data-keys]");
  const say = () => { toggle.textContent = off ? "Switch the keys on" : "Switch the keys off"; };
  say();
  toggle.addEventListener("click", () => {
    off = !off; say();
    try { localStorage.setItem(KEPT, off ? "yes" : "no"); } catch { /* as above */ }
  });
  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, textarea, select")) return;
    const found = review.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.tagName === "DETAILS") { found.open = !found.open; return; }
    found.click();
  });
  const heading = document.getElementById("the-comment");
  if (heading && !faults && /[?&]last=/.test(location.search)) heading.focus({ preventScroll: true });
}

// An audit in the page: each answer is saved as it is typed. What could not be saved stays in its box and is tried
// again; what somebody else changed meanwhile is said and not overwritten.
const draft = document.querySelector("[data-draft]");
if (draft) {
  const state = document.getElementById("draft-state");
  const say = (words) => { if (state.textContent !== words) state.textContent = words; };
  const waiting = new Set();
  let timer = 0, busy = false, leaving = false;
  const mark = (key) => draft.querySelector(`[name="was-${CSS.escape(key)}"]`);
  const value = (key) => {
    const fields = [...draft.querySelectorAll(`[name="${CSS.escape(key)}"]`)];
    const one = fields.find((field) => !/^(radio|checkbox)$/.test(field.type) || field.checked);
    return one ? one.value : "";
  };
  const mind = () => draft.toggleAttribute("data-unsaved", busy || waiting.size > 0);
  const ended = async (answer) => {
    // What takes long goes on in the background, and its answer is asked for.
    while (new URL(answer.url).pathname.startsWith("/jobs/") && answer.headers.get("content-type").startsWith("text/html")) {
      await new Promise((then) => setTimeout(then, 400));
      const how = await fetch(`${new URL(answer.url).pathname}/state`, { cache: "no-store" });
      if (how.ok && !(await how.text()).startsWith("ended")) continue;
      answer = await fetch(answer.url, { cache: "no-store" });
    }
    return answer.text();
  };
  const save = async () => {
    if (busy || leaving || waiting.size === 0) return;
    busy = true;
    const keys = [...waiting];
    waiting.clear();
    const form = new URLSearchParams();
    for (const name of ["form_token", "form_key", "held"]) form.append(name, draft.elements[name].value);
    for (const key of keys) { form.append(key, value(key)); form.append(`was-${key}`, mark(key).value); }
    say("Saving…");
    let wait = 0;
    try {
      // It goes on where the page is left meanwhile; browsers do that for short forms.
      const keepalive = form.toString().length < 60000;
      const text = await ended(await fetch(draft.dataset.draft, { method: "POST", body: form, keepalive }));
      const [word, words, ...marks] = text.split("\n");
      if (word === "saved" || word === "changed") {
        for (const line of marks) { const [key, now] = line.split(" "); const field = mark(key); if (field) field.value = now; }
        say(word === "saved" ? `Saved ${words}` : words);
      } else if (word === "busy") { keys.forEach((key) => waiting.add(key)); say(`Not saved yet. ${words}`); wait = 5000; }
      else say(word === "refused" ? words : "Not saved. Open assay again from its icon; copy what you typed first.");
    } catch {
      keys.forEach((key) => waiting.add(key));
      say("Not saved yet: the program does not answer. What you typed is still in the page. Open assay again from its icon.");
      wait = 5000;
    }
    busy = false;
    mind();
    if (waiting.size > 0) { clearTimeout(timer); timer = setTimeout(save, wait || 300); }
  };
  const note = (event, after) => {
    const key = event.target.name;
    if (!key || !mark(key)) return;
    waiting.add(key);
    mind();
    clearTimeout(timer);
    timer = setTimeout(save, after);
  };
  draft.addEventListener("input", (event) => note(event, 1000));
  draft.addEventListener("change", (event) => note(event, 0));
  // What is under way is waited for, so that nobody is told that they changed something themselves.
  draft.addEventListener("submit", (event) => {
    leaving = true;
    clearTimeout(timer);
    if (!busy) return;
    event.preventDefault();
    const by = event.submitter;
    const again = () => { if (busy) setTimeout(again, 50); else draft.requestSubmit(by); };
    again();
  });
  addEventListener("pagehide", () => { clearTimeout(timer); save(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => { if (!leaving && (busy || waiting.size > 0)) event.preventDefault(); });
}
