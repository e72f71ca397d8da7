// <form data-roll>: each press is kept, then sent by itself, once; what could not be sent waits for the network. A mark
// says all that is known of one person: value, when they came late, when they left and with whom.
// The form saves all of it without any of this.
import * as clashes from "./rollcall-clashes.js";
import * as keys from "./rollcall-keys.js";
import * as moves from "./rollcall-moves.js";
import { keepPage, register } from "./rollcall-offline.js";
import { batch, post, settle } from "./rollcall-sending.js";
import { store } from "./rollcall-store.js";
import { fill, isHere, isIn, now, said, stateOf, whole } from "./rollcall-words.js";
import { say } from "./toast.js";

const RETRY = 5000;
const REFRESH = 20000; // what colleagues marked is seen at most this late
const OFFER = 20000; // how long the last press can be undone at once; the list has a way back for each
const form = document.querySelector("form[data-roll]");
const HERE = new URL(form.action).pathname; // of the list, also on the page that answers a press on it
const part = (name) => document.getElementById(`roll-${name}`);
const calls = () => document.getElementById("calls");
const words = form.dataset;
const isGuest = (li) => "guest" in li.dataset;
const plural = (count) => new Intl.PluralRules(document.documentElement.lang).select(count);
const lines = () => [...form.querySelectorAll("[data-person]")];
const line = (person) => form.querySelector(`[data-person="${CSS.escape(person)}"]`);
const name = (li) => li.querySelector("[data-name]").textContent;

const queue = await store(words.me, form.action, Boolean(words.worker));
const known = new Map(lines().map((li) => [li.dataset.person, stateOf(li)])); // as the server has it
const made = new Map(); // the version that a mark of this page made, by the mark's id
const noted = new Map(); // of each person, when they came and left by what they were marked before
const state = { busy: false, timer: 0, taken: 0, stopped: false, offline: !navigator.onLine };

/** Of whom “the others are here” says so. */
const unmarked = () => lines().filter((li) => "expected" in li.dataset && !current(li.dataset.person).value);

/* What is on the screen */

/** How somebody is marked, as far as this page knows: what was pressed last, or what stands. */
function current(person) {
  const pressed = queue.waiting().filter((mark) => mark.person === person).at(-1);
  return pressed ?? known.get(person) ?? { version: 0, value: "", arrived: "", left: "", with: "" };
}

function draw(li) {
  const person = li.dataset.person;
  const is = current(person);
  for (const input of li.querySelectorAll(".seg input")) input.checked = input.value === is.value;
  const came = li.querySelector('input[name^="arrived-"]');
  if (came && document.activeElement !== came) came.value = is.arrived;
  moves.drawLeft(li, is, words);
  moves.drawMade(li, is, known.get(person)?.history);
  calls()?.querySelector(`[data-call="${CSS.escape(person)}"]`)?.toggleAttribute("hidden", is.value !== "" || known.get(person)?.announced === true);
}

function drawAll() {
  for (const li of lines()) draw(li);
  moves.drawDepartures(lines().map((li) => ({ person: li.dataset.person, name: name(li), ...current(li.dataset.person) })), words);
  count();
}

function count() {
  const listed = lines().filter((li) => !isGuest(li));
  const marked = listed.filter((li) => current(li.dataset.person).value).length;
  const [rest, guests] = [listed.length - marked, lines().length - listed.length];
  const told = [
    fill(plural(marked) === "one" ? words.markedOne : words.marked, { count: marked }),
    rest && fill(plural(rest) === "one" ? words.unmarkedOne : words.unmarked, { count: rest }),
    guests && fill(plural(guests) === "one" ? words.guestOne : words.guests, { count: guests }),
  ].filter(Boolean).join(", ");
  if (part("count") && part("count").textContent !== told) part("count").textContent = told;
  part("others")?.toggleAttribute("hidden", !unmarked().length && document.activeElement !== part("others")); // with the focus in it, it stays
  countCalls();
}

/** Whom to call, of those that list was made with: who is marked has left that list, and an empty one is not shown. */
function countCalls() {
  const section = calls();
  if (!section) return;
  const left = section.querySelectorAll("[data-call]:not([hidden])").length;
  section.hidden = left === 0;
  document.getElementById("calls-title").textContent = fill(plural(left) === "one" ? section.dataset.one : section.dataset.many, { count: left });
}

/** It has become time to call, on a page that was opened before: its own list of whom. */
async function addCalls() {
  const answer = await fetch(HERE);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("calls");
  if (fresh && !calls()) document.querySelector(".rollhead").before(fresh);
  drawAll();
}

function tell(what) {
  if (part("state")) part("state").textContent = what;
}

const ending = () => queue.waiting().find((mark) => mark.ends);
const tellKept = () => tell(ending() ? words.endsLater : queue.isKept ? words.kept : words.waiting);

function offline(is) {
  state.offline = is;
  part("offline").hidden = !is;
  for (const note of document.querySelectorAll("[data-needs-network]")) note.hidden = !is;
  if (queue.waiting().length) tellKept();
}

/** What was not written, each with what stands now. */
function drawClashes(isNew = false) {
  for (const person of known.keys()) {
    const mark = queue.clashes().find((each) => each.person === person);
    if (!mark) { clashes.clear(person); continue; }
    const li = line(person);
    if (!li) continue;
    const row = known.get(person).by === undefined ? { ...known.get(person), ...mark.clash.row } : known.get(person);
    if (said(li, row, words) === said(li, mark, words)) { queue.drop(mark.id); clashes.clear(person); continue; }
    const [mine, theirs] = [said(li, mark, words), said(li, row, words)];
    const { why } = mark.clash;
    clashes.show(person, {
      name: name(li),
      words: why ? fill(words.refused, { mine, why }) : fill(words.clash, { mine, theirs, by: row.by || words.somebody, at: row.at }),
      theirs: theirs,
      mine: why ? "" : mine,
    }, {
      keep: () => { queue.drop(mark.id); back(li); },
      put: () => { queue.drop(mark.id); back(li); press(li, mark); },
    }, isNew);
  }
}

const back = (li) => li.querySelector(".seg input:checked, .seg input").focus();

/* Press, keep, send */

const newId = (at) => crypto.randomUUID?.() ?? `${Math.random()}${at}`.slice(2, 42);
const order = () => Date.now() + queue.marks.length / 1000;

/** Who is marked again as before gets back what was noted with it: when they came late, when they left, with whom. */
function remembered(person, change) {
  if (change.value === undefined) return change;
  const [was, before] = [current(person), noted.get(person) ?? {}];
  if (isIn(was)) Object.assign(before, { left: was.left, with: was.with });
  if (was.value === "late") before.arrived = was.arrived;
  noted.set(person, before);
  const { arrived, ...departure } = before;
  return { ...(!isIn(was) && isIn(change) && departure), ...(was.value !== "late" && arrived && { arrived }), ...change };
}

/** Change something of one person: {value}, {arrived}, or {left, with}; the rest stays as it is. Gives the mark. */
function press(li, asked) {
  const person = li.dataset.person;
  const change = remembered(person, asked);
  const waiting = queue.waiting().find((mark) => mark.person === person && !mark.sent && !mark.guest);
  const before = known.get(person) ?? { version: 0, value: "" };
  const at = new Date().toISOString();
  const mark = { ...whole(current(person), change, words), id: newId(at), person, at, sent: false, order: order(),
    typed: change.arrived !== undefined || waiting?.typed === true, version: waiting?.version ?? before.version, shown: waiting?.shown ?? before.value };
  if (state.offer?.marks.some((each) => each.person === person)) withdraw();
  form.dispatchEvent(new Event("marked"));
  // Both at once: whoever sends meanwhile finds the one or the other, never neither.
  Promise.all([waiting && queue.drop(waiting.id), queue.put(mark), drawAll()]).then(() => { tellKept(); later(150); });
  return mark;
}

/** Whether somebody is still marked by this very mark, as far as this page knows: nobody has marked them since. */
function stands(mark) {
  const waiting = queue.waiting().filter((each) => each.person === mark.person).at(-1);
  return waiting ? waiting.id === mark.id : made.has(mark.id) && made.get(mark.id) === known.get(mark.person)?.version;
}

/** Say what these marks did, with an undo that passes over whoever was marked since. */
function offer(told, pressed, undo) {
  const marks = pressed.map(({ id, person }) => ({ id, person })); // a guest gets another name meanwhile
  passing(marks, say(told, () => {
    const still = marks.filter(stands);
    for (const mark of still) undo(line(mark.person));
    const since = marks.filter((mark) => !still.includes(mark));
    passing(marks, say([
      still.length && counted(still.length, words.undoneOne, words.undone),
      since.length && (marks.length === 1 && notUndone(marks[0]) || counted(since.length, words.sinceOne, words.since)),
    ].filter(Boolean).join(" ")));
  }, words.undo));
}

/** Why one mark is not undone: who said what since; nothing where this page does not know. */
function notUndone(mark) {
  const [li, row] = [line(mark.person), known.get(mark.person)];
  if (!li || !row?.by) return "";
  if (isGuest(li) && !made.has(mark.id)) return fill(words.wasOnList, { name: name(li) });
  return fill(words.notUndone, { at: row.at, by: row.by, name: name(li), what: said(li, row, words) });
}

/** What is said of these people goes with the next mark of one of them, and after a while, unless somebody is on it. */
function passing(marks, toast) {
  state.offer = { marks, toast };
  const go = () => { if (toast.matches(":hover, :focus-within")) setTimeout(go, OFFER); else toast.remove(); };
  setTimeout(go, OFFER);
}

function withdraw() {
  state.offer.toast.remove();
  state.offer = null;
}

const counted = (count, one, many) => fill(plural(count) === "one" ? one : many, { count });

/** Somebody who was not on the list: under a name of this phone's own until the server gives them one. Gives the mark. */
async function welcome(guest) {
  const at = new Date().toISOString();
  const id = newId(at);
  const person = `guest-${id}`;
  moves.addGuest(person, guest);
  const mark = { id, person, guest, value: "present", arrived: "", left: "", with: "", at, sent: false, order: order(), version: 0, shown: "" };
  await queue.put(mark);
  drawAll();
  tellKept();
  later(150);
  return mark;
}

function renamed(old, person) {
  if (old === person) return;
  for (const mark of state.offer?.marks ?? []) if (mark.person === old) mark.person = person;
  const li = line(old);
  if (!li) return;
  if (line(person)) li.remove(); // a colleague had added the same
  else moves.rename(li, old, person);
}

function later(delay) {
  if (state.stopped) return;
  clearTimeout(state.timer);
  state.timer = setTimeout(send, delay);
}

async function send() {
  if (state.busy || state.stopped) return;
  const marks = batch(queue);
  if (!marks.length) return;
  state.busy = true;
  try {
    await take(await post(form.action, queue, marks, form.elements.csrf_token.value), marks);
  } catch {
    offline(true);
    later(RETRY);
  }
  state.busy = false;
  if (queue.waiting().some((mark) => !mark.sent)) later(150);
}

async function take(answer, marks) {
  if (answer.redirected || answer.status === 400 || answer.status === 403) return signedOut();
  if (answer.status === 409) {
    state.stopped = true;
    say((await answer.json()).message);
    return undefined;
  }
  if (!answer.ok) return later(RETRY); // busy: nothing was written, all of it is sent again
  const told = await answer.json();
  state.taken += 1;
  const before = queue.clashes().length;
  for (const fate of told.marks) if (fate.outcome === "kept") made.set(fate.id, fate.version);
  const written = settle(queue, marks, told, renamed);
  show(told.rows);
  drawClashes(queue.clashes().length > before);
  await Promise.all([written, queue.remember(told.rows)]);
  if (told.marks.some((fate) => fate.outcome === "gone")) say(words.gone);
  offline(false);
  if (marks.some((mark) => mark.ends)) return location.assign(HERE); // its message is on the page that comes
  if (!queue.waiting().length) tell(words.saved);
  clearTimeout(state.keeping);
  state.keeping = setTimeout(() => keepPage(form, HERE), 2000);
  return undefined;
}

/** “Finish”, once all that was pressed has arrived; without network it waits as the marks do, and can be taken back. */
async function finish(event) {
  event.preventDefault();
  if (event.submitter?.name !== "end") return later(0);
  const at = new Date().toISOString();
  if (!ending()) await queue.put({ id: newId(at), person: "", ends: true, at, seen: form.elements["seen-end"].value, sent: false, order: order() });
  state.offline = false;
  for (let tries = 0; ending() && !state.offline && !state.stopped && tries < 20; tries += 1) {
    await send();
    if (ending()) await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  if (!ending()) return undefined;
  tellKept();
  return say(words.endsLater, () => { queue.drop(ending()?.id); tellKept(); }, words.undo);
}

function signedOut() {
  state.stopped = true;
  part("offline").hidden = true;
  part("signed-out").hidden = false;
  tellKept();
}

/** What the server has; people whose mark is on its way keep what was pressed. */
function show(rows, isAll = true) {
  for (const row of rows) {
    known.set(row.person, row);
    const li = line(row.person) ?? (row.guest && current(row.person).value ? moves.addGuest(row.person, row.guest) : null);
    if (!li) continue;
    if (row.guest && !row.value && current(row.person).value === "") { li.remove(); continue; }
    li.querySelector("[data-announced]")?.toggleAttribute("hidden", !row.announced || row.value !== "");
    li.querySelector('input[name^="seen-"]').value = [row.version, row.value, row.arrived].join(":");
  }
  const there = new Set(rows.map((row) => row.person));
  for (const li of isAll ? lines() : []) if (isGuest(li) && !there.has(li.dataset.person)) leaveOut(li);
  drawAll();
}

/** A colleague took a guest off the list; who was pressed here meanwhile stays, and is told of. */
function leaveOut(li) {
  const { person } = li.dataset;
  if (queue.marks.some((mark) => mark.person === person)) return;
  known.delete(person);
  li.remove();
}

/** A colleague has finished the call, or taken it up again: here as on the page that comes from the server. */
function drawEnd({ ended, resumed, seen }) {
  form.elements["seen-end"].value = seen;
  if (ended === words.ended && resumed === words.resumed) return;
  Object.assign(words, { ended, resumed });
  if (queue.waiting().length) tellKept();
  else tell(ended || resumed);
  for (const [it, told] of [["ended", ended], ["resumed", resumed]]) {
    part(it).lastElementChild.textContent = told;
    part(it).hidden = !told;
  }
  part("resume")?.toggleAttribute("hidden", !ended);
  for (const open of document.querySelectorAll('[name="end"], [data-until-end]')) open.hidden = ended !== "";
  say(ended || resumed);
  keepPage(form, HERE);
}

async function refresh() {
  if (document.visibilityState === "hidden" || state.busy || state.stopped) return;
  const { taken } = state; // what was asked before a mark was taken says nothing of it
  try {
    const answer = await fetch(words.state, { headers: { Accept: "application/json" } });
    if (answer.redirected) signedOut();
    else if (answer.ok && !state.busy && taken === state.taken) {
      offline(false);
      const { rows, calls: isTime, ...call } = await answer.json();
      drawEnd(call);
      show(rows);
      queue.remember(rows);
      if (isTime && !calls()) await addCalls();
      drawClashes();
      if (queue.waiting().length) later(0);
    }
  } catch {
    offline(true);
  }
}

/** Another page cannot be opened without network, and this one is worth staying on: say so instead of losing it. */
async function stay(event) {
  const link = event.target.closest("a[href]");
  if (!link || !state.offline || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (!link.protocol.startsWith("http") || link.hash || "dialog" in link.dataset) return;
  event.preventDefault();
  await refresh(); // it may be back by now
  if (state.offline) say(words.stay);
  else location.assign(link.href);
}

function others(event) {
  event.preventDefault();
  const marks = unmarked().map((li) => press(li, { value: "present" }));
  if (!marks.length) return;
  offer(counted(marks.length, words.othersOne, words.others), marks, (li) => { press(li, { value: "" }); part("others").focus(); });
}

/** Back to “not marked”; a guest leaves the list. */
function takeOff(event) {
  const button = event.target.closest('[name="off"]');
  if (!button) return;
  event.preventDefault();
  const li = button.closest("[data-person]");
  const before = current(li.dataset.person);
  const takenOff = { name: name(li) };
  button.closest("details").open = false;
  if (isGuest(li)) {
    press(li, { value: "" });
    li.remove();
    say(fill(words.offList, takenOff), () => welcome(takenOff.name), words.undo);
    part("name").focus();
    return;
  }
  offer(fill(words.off, takenOff), [press(li, { value: "" })], () => press(li, before));
  li.querySelector(".seg input").focus();
}

/** Enter keeps the time that was typed, and presses no button of the form. */
function enter(event) {
  if (event.key !== "Enter" || !event.target.matches("[data-person] input")) return;
  event.preventDefault();
  if (event.target.type === "time") arrive(event.target);
}

function arrive(input) {
  const li = input.closest("[data-person]");
  if (moves.isFine(input, words) && current(li.dataset.person).arrived !== input.value) press(li, { arrived: input.value });
}

/* All of it together */

show(queue.rows.filter((row) => row.version > (known.get(row.person)?.version ?? 0)), false); // the page may be an older one
for (const mark of queue.waiting()) if (mark.guest && !line(mark.person)) moves.addGuest(mark.person, mark.guest);
form.addEventListener("change", (event) => {
  const li = event.target.closest("[data-person]");
  if (!li) return;
  if (event.target.type === "radio") press(li, { value: event.target.value });
  else if (event.target.type === "time") arrive(event.target);
});
form.addEventListener("submit", finish);
form.addEventListener("keydown", enter);
form.addEventListener("click", takeOff);
document.addEventListener("click", stay);
part("others")?.addEventListener("click", others);
part("others")?.addEventListener("blur", count);
if (part("save")) part("save").hidden = true;
keys.start(form, lines, press);
moves.start({
  here: () => lines().filter((li) => isHere(current(li.dataset.person))),
  leave: (person, at, whom) => press(line(person), { left: at, with: whom }),
  offer,
  still: (person) => press(line(person), { left: "", with: "" }),
  welcome, name, now, words,
  listed: (typed) => lines().filter((li) => !isGuest(li)).map(name).find((each) => keys.folded(each) === keys.folded(typed)),
  takeBack: (li) => { press(li, { value: "" }); li.remove(); },
});
drawAll();
if (calls() && location.hash === "#calls") calls().querySelector("details").open = true; // who follows a link to it wants it
drawClashes();
if (queue.waiting().length) { tellKept(); later(0); }
if (queue.clashes().length) refresh(); // what stands may be something else by now
addEventListener("online", () => { later(0); refresh(); });
addEventListener("offline", () => offline(true));
addEventListener("beforeunload", (event) => { if (!queue.isKept && queue.marks.length) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { refresh(); });
setInterval(refresh, REFRESH);
if (!navigator.onLine) offline(true);
form.dataset.live = ""; // everything above is in place
if (performance.getEntriesByType("navigation")[0]?.workerStart) refresh(); // the page may be an old one
register(form, HERE).catch(() => {});
