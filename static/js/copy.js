// <button data-copy="id" hidden>: copies that element's value or text. Without script it is not there, the text is.
// <a data-copy="id" target="_blank">: copies, and goes where the copy is pasted; only goes there without script.
import { say } from "./toast.js";

export function start(root) {
  show(root);
  root.addEventListener("swapped", (event) => show(event.target));
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    say(button.dataset.said);
  });
}

function show(part) {
  for (const button of part.querySelectorAll("button[data-copy]")) button.hidden = !navigator.clipboard;
}
