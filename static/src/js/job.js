// A page with <p role="status" data-job="/jobs/…/status/"> asks how its long job is doing,
// politely, and stops when it is done. The "Check progress" button works without this.
const EVERY = 3000;
const GIVE_UP = 200;

export function watchJob() {
  const line = document.querySelector("[data-job]");
  if (!line) return;
  let asked = 0;
  const ask = async () => {
    if (document.hidden) return setTimeout(ask, EVERY);
    asked += 1;
    try {
      const answer = await fetch(line.dataset.job, { headers: { Accept: "application/json" } });
      const job = await answer.json();
      if (job.sentence && job.sentence !== line.textContent) line.textContent = job.sentence;
      if (job.is_finished) return location.reload();
    } catch {
      // The next try may succeed; the button is there in any case.
    }
    if (asked < GIVE_UP) setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
}
