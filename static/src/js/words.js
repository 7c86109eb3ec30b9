// How easy a text is to read, shown under its box while it is written. The server
// knows the rules; without script the button "Check the words" asks it the same.
const PAUSE = 900;

export function readAlong() {
  const asked = document.querySelector("[data-words-check]");
  if (!asked) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  for (const box of document.querySelectorAll("main form textarea")) {
    const found = document.createElement("div");
    found.className = "cvc-words";
    (box.closest(".govuk-form-group") ?? box).append(found);
    let waiting;
    const check = async () => {
      const text = box.value;
      if (!text.trim()) return found.replaceChildren();
      const body = new URLSearchParams({ text });
      try {
        const answer = await fetch(asked.dataset.wordsCheck, {
          method: "POST",
          body,
          headers: { "X-CSRFToken": token },
        });
        if (answer.ok && text === box.value) found.innerHTML = await answer.text();
      } catch {
        // Advice can wait for the next pause.
      }
    };
    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(check, PAUSE);
    });
    box.addEventListener("focus", () => found.childNodes.length || check());
  }
}
