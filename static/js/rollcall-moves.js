// Who comes and goes: somebody who was not on the list, when who is late came, who leaves and with whom. The two dialogs
// are the forms of their pages; here they put a mark into the queue of all the others.
import { clock } from "./clock.js";
import { fill, isHere, leftWords } from "./rollcall-words.js";

const part = (name) => document.getElementById(`roll-${name}`);
const form = document.querySelector("form[data-roll]");

export function start(roll) {
  leaving(roll);
  guests(roll);
  part("departed")?.addEventListener("submit", (event) => {
    event.preventDefault();
    roll.still(event.target.closest("[data-departed]").dataset.departed);
    part("leaving").focus();
  });
}

/* Who leaves */

function leaving(roll) {
  const dialog = part("leave");
  const own = dialog?.querySelector("form[action]");
  if (!own) return;
  const { person, at, with_whom: whom } = own.elements;
  document.querySelector('[data-dialog="roll-leave"]').addEventListener("click", () => {
    const here = roll.here();
    own.reset();
    tell(own, []);
    accompany(person, here, roll.words);
    person.replaceChildren(person.options[0], ...here.map((li) => new Option(roll.name(li), li.dataset.person)));
    at.value = roll.now(roll.words) || roll.words.end;
  });
  own.addEventListener("submit", (event) => {
    event.preventDefault();
    const how = new FormData(own).get("how");
    const li = form.querySelector(`[data-person="${CSS.escape(person.value)}"]`);
    const came = li?.querySelector('input[name^="arrived-"]')?.value || roll.words.start;
    const { words } = roll;
    const faults = [
      [person, !person.value && words.faultWho],
      [person, person.value && !li && words.faultPerson],
      [at, !at.value && words.faultTime],
      [at, at.value && at.value < came && words.faultBefore],
      [own.elements.how[0], !how && words.faultHow],
      [own.elements.how[0], how === "alone" && li && "company" in li.dataset && words.faultAlone],
      [whom, how === "with" && !whom.value.trim() && words.faultWhom],
    ];
    if (tell(own, faults)) return;
    dialog.close();
    const mark = roll.leave(person.value, at.value, how === "with" ? whom.value.trim() : "");
    roll.offer(fill(words.hasLeft, { name: roll.name(li) }), [mark], (each) => roll.still(each.dataset.person));
  });
}

/** Who of them may not go home alone, as the list stands now: somebody may have come since the page was opened. */
function accompany(person, here, words) {
  const id = `${person.id}-hint`;
  const names = here.filter((li) => "company" in li.dataset).map((li) => li.dataset.company);
  document.getElementById(id)?.remove();
  person.removeAttribute("aria-describedby");
  if (!names.length) return;
  const textContent = fill(words.company, { names: names.join(", ") });
  person.closest(".field").querySelector("label").after(Object.assign(document.createElement("p"), { id, className: "hint", textContent }));
  person.setAttribute("aria-describedby", id);
}

/** Show what is wrong beside each field, and go to the first; whether anything is. */
function tell(own, faults) {
  for (const input of own.querySelectorAll("[aria-invalid]")) right(input);
  const found = faults.filter(([, words]) => words);
  for (const [input, words] of found) wrong(input, words, input.closest(".field").querySelector("label, legend"));
  found[0]?.[0].focus();
  return found.length > 0;
}

/** The ids of what describes a field by itself: its hint, if it has one. */
const hints = (input) => (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== input.dataset.fault);

/** Say what is wrong with a field, below `title`; who hears the page is told it before the field's own hint. */
function wrong(input, words, title) {
  const message = part("fault").content.firstElementChild.cloneNode(true);
  message.id = `${input.id || input.name}-fault`;
  message.querySelector("[data-words]").textContent = words;
  title.after(message);
  input.setAttribute("aria-describedby", [message.id, ...hints(input)].join(" "));
  input.setAttribute("aria-invalid", "true");
  input.dataset.fault = message.id; // the name of a guest's field changes once the server has given them an id
}

function right(input) {
  const own = hints(input);
  document.getElementById(input.dataset.fault ?? "")?.remove();
  delete input.dataset.fault;
  input.removeAttribute("aria-invalid");
  if (own.length) input.setAttribute("aria-describedby", own.join(" "));
  else input.removeAttribute("aria-describedby");
}

export function drawLeft(li, state, words) {
  const note = li.querySelector("[data-left-words]");
  if (!note) return;
  note.hidden = !state.left;
  const told = leftWords(state, words);
  note.lastElementChild.textContent = told.charAt(0).toUpperCase() + told.slice(1);
}

/** Who marked somebody how, as the server knows it, and the way back to “not marked”. */
export function drawMade(li, state, history) {
  const box = li.querySelector(".made");
  if (!box) return;
  if (history) box.querySelector("[data-history]").replaceChildren(...history.map((textContent) => Object.assign(document.createElement("li"), { textContent })));
  box.querySelector('[name="off"]').hidden = !state.value;
  box.hidden = !state.value && !box.querySelector("[data-history] li");
}

export function drawDepartures(people, words) {
  const list = part("departed");
  if (!list) return;
  const gone = people.filter((each) => each.left);
  list.replaceChildren(...gone.map((each) => {
    const row = part("one-departed").content.firstElementChild.cloneNode(true);
    row.dataset.departed = each.person;
    row.querySelector("[data-name]").textContent = each.name;
    const whom = each.with ? fill(words.with, { name: each.with }) : words.alone;
    row.querySelector("[data-words]").textContent = `${clock(each.left)}, ${whom}`;
    row.querySelector("[data-of]").textContent = ` (${each.name})`;
    return row;
  }));
  part("none-departed").hidden = gone.length > 0;
  if (part("leaving")) part("leaving").hidden = !people.some(isHere);
}

/** Whether a time may be when somebody came; what is wrong is said beside it. */
export function isFine(input, words) {
  right(input);
  if (input.value >= words.start && input.value <= words.end) return true;
  wrong(input, words.faultArrived, input.closest("label"));
  return false;
}

/* Who was not on the list */

function guests(roll) {
  const dialog = part("guest");
  const own = dialog?.querySelector("form[action]");
  if (!own) return;
  document.querySelector('[data-dialog="roll-guest"]').addEventListener("click", () => { own.reset(); tell(own, []); });
  own.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { name } = own.elements;
    const typed = name.value.trim().replace(/\s+/g, " ");
    const listed = roll.listed(typed);
    if (tell(own, [[name, !typed && roll.words.faultName], [name, listed && fill(roll.words.faultListed, { name: listed })]])) return;
    dialog.close();
    const mark = await roll.welcome(typed);
    roll.offer(fill(roll.words.isOnList, { name: typed }), [mark], roll.takeBack);
  });
}

/** A row for them, at the end of those who are expected. */
export function addGuest(person, name) {
  const li = part("one-guest").content.firstElementChild.cloneNode(true);
  rename(li, "", person);
  li.querySelector("[data-name]").textContent = name;
  li.querySelector("legend").textContent = name;
  li.querySelector(".made [data-of]").textContent = ` (${name})`;
  li.querySelector(".avatar").textContent = name.split(/\s+/).map((each) => each[0]).slice(0, 2).join("").toUpperCase();
  if (!form.querySelector(".roll")) form.append(Object.assign(document.createElement("ul"), { className: "roll mt2" }));
  form.querySelector(".roll").append(li);
  return li;
}

export function rename(li, old, person) {
  li.dataset.person = person;
  for (const input of li.querySelectorAll("input[name]")) {
    const kind = input.name.slice(0, input.name.length - old.length);
    input.name = `${kind}${person}`;
  }
  li.querySelector('[name="off"]').value = person;
}
