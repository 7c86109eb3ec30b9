// The button “Check the words” answers under each box without leaving the page. The
// server knows the rules; without script the button asks it the same and the page
// comes back with the advice.
export function checkWords() {
  const asked = document.querySelector("[data-words-check]");
  const button = document.querySelector("main button[name=do][value=look]");
  if (!asked || !button) return;
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

  const check = async (box) => {
    const group = box.closest(".govuk-form-group") ?? box.parentElement;
    let found = group.querySelector(".cvc-words");
    if (!found) {
      found = Object.assign(document.createElement("div"), { className: "cvc-words" });
      found.setAttribute("role", "status");
      group.append(found);
    }
    if (!box.value.trim()) return found.replaceChildren();
    const answer = await fetch(asked.dataset.wordsCheck, {
      method: "POST",
      body: new URLSearchParams({ text: box.value }),
      headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw new Error(answer.statusText);
    found.innerHTML = await answer.text();
  };

  let may_ask_here = true;
  button.addEventListener("click", async (event) => {
    if (!may_ask_here) return;
    event.preventDefault();
    try {
      await Promise.all([...button.form.querySelectorAll("textarea")].map(check));
    } catch {
      may_ask_here = false; // the page itself asks instead
      button.click();
    }
  });
}
