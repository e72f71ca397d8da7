// <form data-refresh="id id">: what follows from a choice in it is drawn again by the server, under its button
// `preview`, which saves nothing. A choice that would bring another list than the one before their eyes (the hidden
// `seen`) changes nothing: that takes the button, and a look.
import { replacePart } from "./swap.js";

export function start(root) {
  for (const form of root.querySelectorAll("form[data-refresh]")) {
    let asking = null;
    const ask = () => {
      asking?.abort(); // only the last choice counts
      asking = new AbortController();
      refresh(form, asking.signal);
    };
    form.addEventListener("change", ask);
    form.addEventListener("submit", () => asking?.abort());
    if ([...form.querySelectorAll("input:not([type=hidden]), select, textarea")].some(isChosen)) ask(); // before this script
  }
}

/** Whether somebody chose or typed something else than what the page came with. */
function isChosen(field) {
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.checked !== field.defaultChecked || field.value !== field.defaultValue;
}

async function refresh(form, signal) {
  const body = new FormData(form);
  body.set("preview", "y");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" }, signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || page.querySelector("form[data-refresh] [name=seen]")?.value !== form.elements.seen.value) return;
    for (const id of form.dataset.refresh.split(" ")) replacePart(id, page);
  } catch { /* without an answer the page says what it said: pressing its button tells */ }
}
