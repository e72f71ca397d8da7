// One message at a time, above the tab bar. It is never the only place where something is said.
const region = () => document.getElementById("toasts");

/** Show a message in the live region; `undo`, if any, is called by its button, labelled `undoLabel`. Gives the message,
    which its caller may take away. */
export function say(text, undo = null, undoLabel = "") {
  const toast = document.createElement("div");
  toast.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = undoLabel;
    button.addEventListener("click", () => { toast.remove(); undo(); });
    toast.append(button, closeButton(toast, "×"));
  }
  put(toast);
  return toast;
}

/** The message of a lost network, in the page's language. */
export const sayLost = () => say(region().dataset.lost);

/** Show a message that came from the server, with its form to undo if it has one. */
export function put(toast) {
  if (!toast.querySelector("button")) toast.append(closeButton(toast));
  region().replaceChildren(toast);
}

function closeButton(toast, sign = region().dataset.close) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = sign;
  button.ariaLabel = region().dataset.close;
  button.addEventListener("click", () => toast.remove());
  return button;
}

export function start() {
  // A live region announces what arrives after the page: those the page came with are put in again.
  const waiting = [...region().children];
  if (waiting.length === 0) return;
  region().replaceChildren();
  setTimeout(() => {
    const last = waiting.at(-1);
    for (const earlier of waiting.slice(0, -1)) last.prepend(earlier.firstElementChild, " ");
    put(last);
  }, 150);
}
