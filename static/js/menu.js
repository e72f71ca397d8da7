// <details data-menu>: closes on Escape (the focus returns to its summary) and when one presses elsewhere.
const open = () => document.querySelectorAll("details[data-menu][open]");

export function start(root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  root.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
}
