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

// Focus goes to the summary of faults.
const faults = document.querySelector(".fault-summary");
if (faults) faults.focus();

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
