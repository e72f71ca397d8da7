// <form data-roll>: each press is kept, then sent by itself, once; what could not be sent waits for the network.
// The form saves all of it without any of this.
import { store } from "./rollcall-store.js";
import { say, sayLost } from "./toast.js";

const RETRY = 5000;
const REFRESH = 20000; // what colleagues marked is seen at most this late
const KEYS = "presences touches";
const form = document.querySelector("form[data-roll]");
const HERE = new URL(form.action).pathname; // of the list, also on the page that answers a press on it
const part = (name) => document.getElementById(`roll-${name}`);
const words = form.dataset;
const lines = () => [...form.querySelectorAll("[data-person]")];
const line = (person) => form.querySelector(`[data-person="${CSS.escape(person)}"]`);
const chosen = (li) => li.querySelector("input:checked")?.value ?? "";
const name = (li) => li.querySelector("[data-name]").textContent;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
const wordOf = (li, value) => (value ? li.querySelector(`input[value="${value}"] ~ span`).textContent : words.nothing);

const queue = await store(words.me, form.action, Boolean(words.worker));
const known = new Map(lines().map((li) => [li.dataset.person, seenOf(li)])); // as the server has it
const state = { busy: false, timer: 0, stopped: false };

function seenOf(li) {
  const [version, value] = li.querySelector('input[name^="seen-"]').value.split(":");
  return { version: Number(version), value };
}

/* What is on the screen */

function choose(li, value) {
  for (const input of li.querySelectorAll(".seg input")) input.checked = input.value === value;
  document.querySelector(`[data-call="${CSS.escape(li.dataset.person)}"]`)?.toggleAttribute("hidden", value !== "");
}

function count() {
  const left = lines().filter((li) => "expected" in li.dataset && !chosen(li)).length;
  const marked = lines().filter(chosen).length;
  const one = new Intl.PluralRules(document.documentElement.lang).select(marked) === "one";
  const told = fill(one ? words.markedOne : words.marked, { count: marked }) + (left ? `, ${fill(words.left, { count: left })}` : "");
  if (part("count") && part("count").textContent !== told) part("count").textContent = told;
}

function tell(what) {
  if (part("state")) part("state").textContent = what;
}

function offline(is) {
  part("offline").hidden = !is;
  if (queue.marks.length) tell(queue.isKept ? words.kept : words.waiting);
}

/* Press, keep, send */

async function press(li, value) {
  const person = li.dataset.person;
  const waiting = queue.marks.find((mark) => mark.person === person && !mark.sent);
  const before = waiting ?? known.get(person) ?? { version: 0, value: "" };
  const at = new Date().toISOString();
  choose(li, value);
  count();
  const mark = { id: crypto.randomUUID?.() ?? `${Math.random()}${at}`.slice(2, 42), person, value, at, sent: false,
    order: Date.now() + queue.marks.length / 1000, version: before.version, shown: waiting ? waiting.shown : before.value };
  // Both at once: whoever sends meanwhile finds the one or the other, never neither.
  await Promise.all([waiting && queue.drop(waiting.id), queue.put(mark)]);
  tell(queue.isKept ? words.kept : words.waiting);
  later(150);
}

function later(delay) {
  if (state.stopped) return;
  clearTimeout(state.timer);
  state.timer = setTimeout(send, delay);
}

/** The first mark of each person: a second one waits for what becomes of the first. */
function batch() {
  const people = new Set();
  return queue.marks.filter((mark) => !people.has(mark.person) && people.add(mark.person));
}

async function send() {
  if (state.busy || state.stopped) return;
  const marks = batch();
  if (!marks.length) return;
  state.busy = true;
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  // From here on they may be written: each keeps its name, is sent until it is answered, and is replaced by no press.
  for (const mark of marks) mark.sent = true;
  await Promise.all(marks.map((mark) => queue.put(mark)));
  for (const mark of marks) {
    body.set(`id-${mark.person}`, mark.id);
    body.set(`value-${mark.person}`, mark.value);
    body.set(`seen-${mark.person}`, `${mark.version}:${mark.shown}`);
    body.set(`at-${mark.person}`, mark.at);
  }
  try {
    const answer = await fetch(form.action, {
      method: "POST", body, headers: { "X-Requested-With": "fetch", Accept: "application/json" },
    });
    await take(answer, marks);
  } catch {
    offline(true);
    later(RETRY);
  }
  state.busy = false;
  if (queue.marks.some((mark) => !mark.sent)) later(150);
}

async function take(answer, marks) {
  if (answer.redirected || answer.status === 400 || answer.status === 403) return signedOut();
  if (answer.status === 409) {
    state.stopped = true;
    say((await answer.json()).message);
    return undefined;
  }
  if (!answer.ok) return later(RETRY); // busy: nothing was written, all of it is sent again
  const { marks: taken, rows } = await answer.json();
  const stands = new Map(rows.map((row) => [row.person, row]));
  const written = []; // nothing is awaited before all is noted: a press in between builds upon what stands
  for (const mark of marks) {
    const found = taken.find((each) => each.id === mark.id);
    if (found?.outcome === "conflict") disagree(mark, stands.get(mark.person));
    for (const next of queue.marks.filter((each) => each.person === mark.person && each.id !== mark.id)) {
      if (found) written.push(queue.put({ ...next, version: found.version, shown: mark.value }));
    }
    written.push(queue.drop(mark.id));
  }
  show(rows);
  await Promise.all(written);
  offline(false);
  if (!queue.marks.length) tell(words.saved);
  clearTimeout(state.keeping);
  state.keeping = setTimeout(keepPage, 2000);
  return undefined;
}

/** “Finish”: what was pressed comes first. */
async function finish(event) {
  event.preventDefault();
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  if (event.submitter?.name) body.set(event.submitter.name, "y");
  try {
    for (let tries = 0; queue.marks.length && tries < 20; tries += 1) {
      await send();
      if (queue.marks.length) await new Promise((resolve) => { setTimeout(resolve, 200); });
    }
    if (queue.marks.length) throw new Error("not sent");
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" });
    if (answer.type !== "opaqueredirect") throw new Error("not taken");
    location.assign(HERE); // its message is on the page that comes
  } catch {
    sayLost();
  }
}

function signedOut() {
  state.stopped = true;
  part("offline").hidden = true;
  part("signed-out").hidden = false;
  tell(queue.isKept ? words.kept : words.waiting);
}

/** What the server has, except for people whose mark is on its way. */
function show(rows) {
  for (const row of rows) {
    const li = line(row.person);
    if (!li) continue;
    known.set(row.person, row);
    li.querySelector("[data-announced]")?.toggleAttribute("hidden", !row.announced || row.value !== "");
    li.querySelector('input[name^="seen-"]').value = `${row.version}:${row.value}`;
    if (!queue.marks.some((mark) => mark.person === row.person) && chosen(li) !== row.value) choose(li, row.value);
  }
  count();
}

/** Two said something different: nothing was written, both are shown, and one of them is chosen. */
function disagree(mark, row) {
  const li = line(mark.person);
  if (!li || !row) return;
  const list = part("clashes").querySelector("ul");
  list.querySelector(`[data-clash="${CSS.escape(mark.person)}"]`)?.remove();
  const told = part("clash").content.firstElementChild.cloneNode(true);
  told.dataset.clash = mark.person;
  const [mine, theirs] = [wordOf(li, mark.value), wordOf(li, row.value)];
  told.querySelector("[data-name]").textContent = name(li);
  told.querySelector("[data-words]").textContent = fill(words.clash, { mine, theirs, by: row.by || words.somebody, at: row.at });
  const buttons = { theirs: told.querySelector("button[data-theirs]"), mine: told.querySelector("button[data-mine]") };
  for (const [button, value] of [[buttons.theirs, theirs], [buttons.mine, mine]]) {
    button.textContent = fill(button.textContent, { value });
  }
  const settle = () => {
    told.remove();
    part("clashes").hidden = list.children.length === 0;
    li.querySelector("input:checked, input").focus();
  };
  buttons.theirs.addEventListener("click", settle);
  buttons.mine.addEventListener("click", () => { settle(); press(li, mark.value); });
  list.append(told);
  part("clashes").hidden = false;
  part("clashes").focus();
}

async function refresh() {
  if (document.visibilityState === "hidden" || state.busy || state.stopped) return;
  try {
    const answer = await fetch(words.state, { headers: { Accept: "application/json" } });
    if (answer.redirected) signedOut();
    else if (answer.ok && !state.busy) {
      offline(false);
      show((await answer.json()).rows);
      if (queue.marks.length) later(0);
    }
  } catch {
    offline(true);
  }
}

/* Everyone else, names, keys */

function others(event) {
  event.preventDefault();
  const left = lines().filter((li) => "expected" in li.dataset && !chosen(li));
  for (const li of left) press(li, "present");
  if (!left.length) return;
  const told = left.length === 1 ? words.othersOne : fill(words.others, { count: left.length });
  say(told, () => { for (const li of left) press(li, ""); part("others").focus(); }, words.undo);
}

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function search() {
  const asked = folded(part("name").value.trim());
  for (const li of lines()) li.hidden = !folded(name(li)).split(/[\s-]+/).some((each) => each.startsWith(asked)) && !folded(name(li)).startsWith(asked);
}

function move(li, step) {
  const shown = lines().filter((each) => !each.hidden);
  const next = shown[shown.indexOf(li) + step];
  (next?.querySelector("input:checked") ?? next?.querySelector("input"))?.focus();
  return Boolean(next);
}

function key(event) {
  const li = event.target.closest("[data-person]");
  if (!li || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step) {
    event.preventDefault();
    move(li, step);
    return;
  }
  if (!part("keys").checked) return;
  const label = [...li.querySelectorAll(".seg label")].find((each) => each.querySelector("kbd").textContent.toLowerCase() === event.key.toLowerCase());
  if (!label) return;
  event.preventDefault();
  const input = label.querySelector("input");
  if (!input.checked) press(li, input.value);
  if (!move(li, 1)) input.focus();
}

function keysOnOrOff() {
  const box = part("keys");
  const isOn = () => { form.toggleAttribute("data-no-keys", !box.checked); };
  try { box.checked = localStorage.getItem(KEYS) !== "no"; } catch { /* as it comes */ }
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEYS, box.checked ? "yes" : "no"); } catch { /* for this page */ }
    isOn();
  });
  part("keys-choice").hidden = false;
  isOn();
}

/* Without network */

/** Put this page and what draws it aside, for the worker: on one's own phone only, and only the last page. */
async function keepPage() {
  if (!words.worker || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const mine = `presences ${words.me}`;
  for (const other of await caches.keys()) if (other.startsWith("presences ") && other !== mine) await caches.delete(other);
  const cache = await caches.open(mine);
  try {
    const page = await fetch(HERE);
    if (page.ok && !page.redirected) await cache.put(HERE, await dated(page));
    for (const kept of await cache.keys()) {
      const path = new URL(kept.url).pathname;
      if (path.endsWith("/presences") && path !== HERE) await cache.delete(kept);
    }
    const parts = performance.getEntriesByType("resource").map((each) => each.name);
    for (const each of parts.filter((url) => new URL(url).pathname.startsWith("/static/"))) {
      if (!(await cache.match(each))) await cache.add(each);
    }
    form.dataset.ready = ""; // from here on it opens without network
  } catch { /* no network: what is kept stays */ }
}

/** The page with the moment it was put aside, by this phone's own clock. */
async function dated(page) {
  const headers = new Headers(page.headers);
  headers.set("X-Kept", Date.now());
  return new Response(await page.text(), { headers });
}

async function register() {
  if (!words.worker || !("serviceWorker" in navigator)) return;
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    const { pathname } = new URL(each.scope);
    if (pathname.endsWith("/presences") && pathname !== HERE) await each.unregister();
  }
  await navigator.serviceWorker.register(words.worker, { scope: HERE });
  await keepPage();
}

/* All of it together */

for (const mark of queue.marks) if (line(mark.person)) choose(line(mark.person), mark.value);
form.addEventListener("change", (event) => {
  const li = event.target.closest("[data-person]");
  if (li && event.target.type === "radio") press(li, event.target.value);
});
form.addEventListener("keydown", key);
form.addEventListener("submit", finish);
part("others")?.addEventListener("click", others);
part("search").hidden = false;
part("search").addEventListener("submit", (event) => event.preventDefault());
part("name").addEventListener("input", search);
if (part("save")) part("save").hidden = true;
keysOnOrOff();
count();
if (queue.marks.length) later(0);
addEventListener("online", () => { later(0); refresh(); });
addEventListener("offline", () => offline(true));
document.addEventListener("visibilitychange", () => { refresh(); });
setInterval(refresh, REFRESH);
if (!navigator.onLine) offline(true);
form.dataset.live = ""; // everything above is in place
if (performance.getEntriesByType("navigation")[0]?.workerStart) refresh(); // the page may be an old one
register().catch(() => {});
