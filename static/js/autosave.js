// <form data-autosave="/address" data-saving="…" data-saved="… {time}" data-offline="…" data-conflict="…">, of text fields,
// posts itself whole, with its hidden `version`, two idle seconds after a change, and writes its state in
// #<data-status>, a role=status. The server answers JSON: {version} (200), or {message} when someone wrote meanwhile
// (409) or the text will not do (422).
// What was not saved yet stays in this browser, with the version it was written on, until the server has it. It is put
// back only over that very version; over a newer text it is offered, in #<form>-kept, and nothing is replaced.
// Where that form is not open, [data-kept-at="/address"] says that there is one.
// The form's own button works without any of this: the page that says "saved" carries [data-written="/address"].
import { clock } from "./clock.js";

const IDLE = 2000;
const QUIET = 30000; // good news is spoken at most this often, bad news at once
const RETRY = 10000;
const DRAFT = "draft ";

const LEAVING = "signs out";

let gone = false; // who signs out leaves nothing behind, not even what another tab still shows

export function start(root) {
  for (const saved of root.querySelectorAll("[data-written]")) forget(keyOf(saved.dataset.written));
  for (const link of root.querySelectorAll("[data-drops]")) {
    link.addEventListener("click", () => forget(keyOf(link.dataset.drops)));
  }
  const forms = root.querySelectorAll("form[data-autosave]");
  if (forms.length) new BroadcastChannel(LEAVING).onmessage = () => { gone = true; };
  for (const form of forms) watch(form);
  for (const told of root.querySelectorAll("[data-kept-at]")) {
    const key = keyOf(told.dataset.keptAt);
    told.hidden = !kept(key) && !kept(older(key));
  }
}

/** Drop every text this browser keeps, of anybody; no page that is open keeps one any more. */
export function forgetAll() {
  new BroadcastChannel(LEAVING).postMessage(null);
  for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT)) localStorage.removeItem(key);
}

function watch(form) {
  const key = keyOf(form.dataset.autosave);
  const status = document.getElementById(form.dataset.status);
  const state = { timer: 0, busy: false, again: false, spoken: 0, stopped: false, saved: text(form, "defaultValue") };
  const dirty = () => text(form) !== state.saved;

  form.autocomplete = "off"; // the browser's own memory of fields knows nothing of versions
  form.addEventListener("input", () => {
    if (state.stopped) keep(key, form); // nothing is sent any more: only this browser has it
    else later(IDLE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(state.timer);
    state.stopped = true;
    keep(key, form); // until the next page says that it is saved
    if (!state.busy) return;
    event.preventDefault(); // what is being saved comes first: it gives the version that the button's text replaces
    state.then = () => form.requestSubmit(event.submitter);
  });
  addEventListener("online", () => dirty() && later(0));
  document.addEventListener("answered", async ({ detail: page }) => renew(page.getElementById(form.id) ?? await again(form.id)));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && dirty()) keep(key, form);
  });
  addEventListener("pageshow", (event) => event.persisted && state.stopped && location.reload());
  if ("unsaved" in form.dataset) keep(key, form); // the page that says why it was not saved
  else if (restore(form, key, dirty()) || dirty()) later(0); // typed before this ran, or not sent the last time

  function later(delay) {
    if (state.stopped) return;
    clearTimeout(state.timer);
    if (delay === IDLE) tell("saving", form.dataset.saving, true);
    state.timer = setTimeout(save, delay);
  }

  /** Where nothing was typed, what a colleague saved meanwhile stands: the next word is no conflict. */
  function renew(fresh) {
    const version = fresh?.elements.version.value;
    if (!version || state.busy || state.stopped || dirty() || version === form.elements.version.value) return;
    for (const input of inputs(fresh)) {
      const mine = form.elements[input.name];
      mine.value = mine.defaultValue = input.value;
    }
    form.elements.version.value = version;
    state.saved = text(form);
    const said = fresh.ownerDocument.getElementById(form.dataset.status);
    if (said) tell("saved", said.lastElementChild.textContent, true);
  }

  async function save() {
    if (state.busy) { state.again = true; return; }
    state.busy = true;
    keep(key, form);
    const sent = text(form);
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch", Accept: "application/json" },
      });
      await take(answer, sent);
    } catch {
      tell("offline", form.dataset.offline);
      later(RETRY);
    }
    state.busy = false;
    if (state.then) state.then();
    else if (state.again) { state.again = false; later(0); }
  }

  async function take(answer, sent) {
    if (answer.ok && !answer.redirected) {
      form.elements.version.value = (await answer.json()).version;
      state.saved = sent;
      if (dirty()) keep(key, form);
      else forget(key);
      tell("saved", form.dataset.saved.replace("{time}", timeNow()), true);
    } else if (answer.status === 409) {
      state.stopped = true; // two texts: the form's button shows both, nothing is overwritten
      tell("conflict", (await answer.json()).message ?? form.dataset.conflict);
    } else if (answer.status === 422) {
      tell("refused", (await answer.json()).message ?? form.dataset.offline); // trying again would not help: typing does
    } else {
      throw new Error(`not saved: ${answer.status}`);
    }
  }

  function tell(what, words, quiet = false) {
    if (!status) return;
    status.dataset.state = what;
    for (const mark of status.querySelectorAll("[data-when]")) mark.hidden = mark.dataset.when !== what;
    status.lastElementChild.textContent = words;
    const now = Date.now();
    const aloud = !quiet || (what !== "saving" && now - state.spoken > QUIET);
    status.setAttribute("aria-live", aloud ? "polite" : "off");
    if (aloud) state.spoken = now;
  }
}

/** The form as the page now has it, where an answer came without it: it was opened by the page's address. */
async function again(id) {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  } catch { return null; }
}

/** What this device's clock shows, as times are written everywhere. */
const timeNow = () => clock(new Date().toTimeString().slice(0, 5));

const keyOf = (address) => DRAFT + address;
const older = (key) => `${key} older`;

const inputs = (form) => [...form.elements].filter(
  (input) => input.name && typeof input.defaultValue === "string" && !["csrf_token", "version"].includes(input.name));

/** The person's own words, `of` "value" as they stand or "defaultValue" as the page came. */
const words = (form, of = "value") => inputs(form).map((input) => [input.name, input[of]]);
const text = (form, of) => JSON.stringify(words(form, of));

/** The server drops blanks at the ends: they make no other text. */
const same = (one, other) => one.trim().replace(/\s+/g, " ") === other.trim().replace(/\s+/g, " ");

const keep = (key, form) => write(key, { version: form.elements.version.value, words: words(form) });

function write(key, draft) {
  if (gone) return;
  try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* storage full or refused: the server has the rest */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* as above */ }
}

function kept(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return Array.isArray(draft?.words) ? draft : null;
  } catch { return null; }
}

/** Put back what this browser could not send the last time, or offer it; true where the form was changed. */
function restore(form, key, typed) {
  const draft = kept(key);
  const differs = draft && differing(form, draft).length > 0;
  const fits = differs && !typed && draft.version === form.elements.version.value;
  if (fits) fill(form, draft);
  else forget(key);
  if (differs && !fits) write(older(key), draft);
  offer(form, key);
  return fits;
}

/** The fields of which a draft has other words than the form: [input, words]. */
const differing = (form, draft) => draft.words.map(([field, value]) => [form.elements[field], value])
  .filter(([input, value]) => typeof input?.defaultValue === "string" && typeof value === "string" && !same(input.value, value));

function fill(form, draft) {
  for (const [input, value] of differing(form, draft)) input.value = value;
}

/** Show a text that was written on an earlier version beside the saved one; only a press takes or drops it. */
function offer(form, key) {
  const panel = document.getElementById(`${form.id}-kept`);
  const draft = kept(older(key));
  const changed = draft ? differing(form, draft) : [];
  if (!panel || !changed.length) return forget(older(key));
  for (const [input, value] of changed) {
    const [label, said] = [document.createElement("dt"), document.createElement("dd")];
    label.textContent = input.labels[0]?.textContent ?? "";
    said.textContent = value || "–";
    panel.querySelector("dl").append(label, said);
  }
  panel.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-choice]")?.dataset.choice;
    if (!choice) return;
    if (choice === "take") fill(form, draft);
    forget(older(key));
    panel.hidden = true;
    const [first] = changed[0];
    first.closest("details")?.setAttribute("open", "");
    first.focus();
    if (choice === "take") first.dispatchEvent(new Event("input", { bubbles: true }));
  });
  panel.hidden = false;
  panel.tabIndex = -1;
  if (document.activeElement === document.body) panel.focus(); // seen and heard first, unless someone is typing already
}
