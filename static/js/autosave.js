// <form data-autosave="/address" data-saving="…" data-saved="… {time}" data-offline="…" data-conflict="…">
// posts the whole form, with its hidden `version`, two idle seconds after a change, and writes its state in
// #<data-status>, a role=status. The server answers JSON: {version} (200), or {message} when someone wrote meanwhile
// (409) or the text will not do (422).
// What could not be sent stays in this browser until it is; the form's own button works without any of this.
const IDLE = 2000;
const QUIET = 30000; // good news is spoken at most this often, bad news at once
const RETRY = 10000;

export function start(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) watch(form);
}

function watch(form) {
  const key = `draft ${form.dataset.autosave}`;
  const status = document.getElementById(form.dataset.status);
  const state = { timer: 0, busy: false, again: false, spoken: 0, stopped: false };

  restore(form, key);
  form.addEventListener("input", () => later(IDLE));
  form.addEventListener("submit", (event) => {
    clearTimeout(state.timer);
    state.stopped = true;
    forget(key);
    if (!state.busy) return;
    event.preventDefault(); // what is being saved comes first: it gives the version that the button's text replaces
    state.then = () => form.requestSubmit(event.submitter);
  });
  addEventListener("online", () => kept(key) && later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && state.timer) keep(key, form);
  });

  function later(delay) {
    if (state.stopped) return;
    clearTimeout(state.timer);
    if (delay === IDLE) tell(form.dataset.saving, true);
    state.timer = setTimeout(save, delay);
  }

  async function save() {
    state.timer = 0;
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
      tell(form.dataset.offline);
      later(RETRY);
    }
    state.busy = false;
    if (state.then) state.then();
    else if (state.again) { state.again = false; later(0); }
  }

  async function take(answer, sent) {
    if (answer.ok && !answer.redirected) {
      form.elements.version.value = (await answer.json()).version;
      if (text(form) === sent) forget(key);
      tell(form.dataset.saved.replace("{time}", clock()), true);
    } else if (answer.status === 409) {
      state.stopped = true; // two texts: the form's button shows both, nothing is overwritten
      tell((await answer.json()).message ?? form.dataset.conflict);
    } else if (answer.status === 422) {
      tell((await answer.json()).message ?? form.dataset.offline); // trying again would not help: typing does
    } else {
      throw new Error(`not saved: ${answer.status}`);
    }
  }

  function tell(words, quiet = false) {
    if (!status) return;
    status.toggleAttribute("data-busy", words === form.dataset.saving);
    status.lastElementChild.textContent = words;
    const now = Date.now();
    const aloud = !quiet || (words !== form.dataset.saving && now - state.spoken > QUIET);
    status.setAttribute("aria-live", aloud ? "polite" : "off");
    if (aloud) state.spoken = now;
  }
}

const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" })
  .replace(":", document.documentElement.lang === "fr" ? "\u00a0h\u00a0" : ".");

const fields = (form, ...but) => JSON.stringify([...new FormData(form)].filter(([name]) => !but.includes(name)));

/** The form as text: the person's own words. */
const text = (form) => fields(form, "csrf_token", "version");

function keep(key, form) {
  try { localStorage.setItem(key, fields(form, "csrf_token")); } catch { /* storage full or refused: the server has the rest */ }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* as above */ }
}

function kept(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** Put back what this browser could not send the last time, with the version it was written on: when someone wrote
    meanwhile the server sees it and answers 409, rather than lose their text. */
function restore(form, key) {
  const draft = kept(key);
  if (!draft) return;
  const before = text(form);
  const version = form.elements.version?.value;
  for (const [name, value] of JSON.parse(draft)) {
    const input = form.elements[name];
    if (input && "value" in input && typeof value === "string") input.value = value;
  }
  if (text(form) === before) {
    if (version) form.elements.version.value = version;
    return;
  }
  setTimeout(() => form.dispatchEvent(new Event("input", { bubbles: true })), 0);
}
