// <button data-copy="id" hidden>: copies that element's value or text. Without script it is not there, the text is.
import { say } from "./toast.js";

export function start(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    say(button.dataset.said);
  });
}
