// Beside the editor stands what we know about each paragraph. With script only that on
// the paragraph in which one writes is shown; without it all of it stands in order.
export function noteBeside() {
  const notes = [...document.querySelectorAll("[data-notes] .cvc-note")];
  if (!notes.length) return;
  const show = (uid) => {
    if (!notes.some((note) => note.id === `about-${uid}`)) return;
    for (const note of notes) note.hidden = note.id !== `about-${uid}`;
  };
  const uidOf = (hash) => hash.replace(/^#(?:block|about)-/, "");
  show(notes[0].id.slice("about-".length));
  show(uidOf(location.hash));
  addEventListener("hashchange", () => show(uidOf(location.hash)));
  document.getElementById("writing").addEventListener("focusin", (event) => {
    const block = event.target.closest(".cvc-block");
    if (block) show(uidOf(`#${block.id}`));
  });
}
