// <button data-print hidden>: opens the browser's print window. Without script it is not there, the browser's menu is.
export function start(root) {
  for (const button of root.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
