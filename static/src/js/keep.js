// A form with data-keep="/…/keep/" puts what is typed aside on the server now and then, and
// says so in its <p role="status" data-kept>. "Save" works without this; only words that
// were never sent are at stake.
const EVERY = 30000;

export function keepDrafts() {
  const form = document.querySelector("form[data-keep]");
  const line = form?.querySelector("[data-kept]");
  if (!line) return;
  let touched = false;
  let waiting;

  const keep = async () => {
    clearTimeout(waiting);
    waiting = undefined;
    if (!touched) return;
    touched = false;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
      const told = answer.ok && !answer.redirected ? await answer.json() : {};
      if (!told.sentence) throw new Error("not kept");
      line.textContent = told.sentence;
    } catch {
      touched = true;
      line.textContent = form.dataset.lost;
    }
  };
  form.addEventListener("input", () => {
    touched = true;
    waiting ??= setTimeout(keep, EVERY);
  });
  form.addEventListener("submit", () => {
    touched = false;
    clearTimeout(waiting);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden || !touched) return;
    touched = !navigator.sendBeacon(form.dataset.keep, new FormData(form));
  });
}
