// <form data-signs-out="me">: signing out forgets what this device keeps of anybody. What a roll call has not sent yet is
// told first, in the <dialog id="unsent"> beside the form: sent now, or lost knowingly.
import { forgetAll } from "./autosave.js";
import { sendAll } from "./rollcall-sending.js";
import { forget, left } from "./rollcall-store.js";
import { fill } from "./rollcall-words.js";

export function start(root) {
  const form = root.querySelector("form[data-signs-out]");
  if (!form) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const queues = await left();
    const count = queues.reduce((sum, each) => sum + each.queue.marks.length, 0);
    if (count && document.getElementById("unsent")) warn(form, queues, count);
    else go(form);
  });
}

async function go(form) {
  await forget();
  try {
    forgetAll();
    for (const name of await caches.keys()) if (name.startsWith("presences ")) await caches.delete(name);
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  } catch { /* not every browser has each of these, and the server asks for the same */ }
  form.submit();
}

function warn(form, queues, count) {
  const dialog = document.getElementById("unsent");
  const words = dialog.dataset;
  const one = new Intl.PluralRules(document.documentElement.lang).select(count) === "one";
  dialog.querySelector("[data-count]").textContent = one ? words.one : fill(words.many, { count });
  const told = dialog.querySelector("[role=status]");
  told.textContent = "";
  dialog.querySelector("[data-lose]").onclick = () => go(form);
  dialog.querySelector("[data-send]").onclick = async (event) => {
    event.target.setAttribute("aria-busy", "true");
    const lost = await sendAll(queues.filter((each) => each.me === form.dataset.signsOut), form.elements.csrf_token.value);
    event.target.removeAttribute("aria-busy");
    const rest = queues.flatMap((each) => each.queue.marks);
    if (!rest.length) go(form);
    else told.textContent = lost ? words.lost : rest.some((mark) => mark.clash) ? words.clash : words.others;
  };
  if (!dialog.open) dialog.showModal();
}
