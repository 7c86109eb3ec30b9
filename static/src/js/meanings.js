// Words whose meaning stands further down: with script they open it below their
// paragraph instead. Without it they are links to the same words.
export function explainInPlace() {
  for (const link of document.querySelectorAll("a.cvc-term")) {
    const meaning = document.getElementById(link.hash.slice(1))?.nextElementSibling;
    const block = link.closest("li, p, blockquote");
    if (!meaning || !block) continue;
    const button = document.createElement("button");
    const panel = document.createElement(block.tagName === "LI" ? "div" : "p");
    panel.className = "cvc-meaning";
    panel.id = `${link.hash.slice(1)}-here`;
    panel.hidden = true;
    panel.append(Object.assign(document.createElement("strong"), { textContent: link.textContent }), ": ");
    panel.append(...meaning.cloneNode(true).childNodes);
    button.type = "button";
    button.className = "cvc-term";
    button.textContent = link.textContent;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => {
      panel.hidden = !panel.hidden;
      button.setAttribute("aria-expanded", String(!panel.hidden));
    });
    link.replaceWith(button);
    if (block.tagName === "LI") block.append(panel);
    else block.after(panel);
  }
}
