// The list by keyboard: a letter marks and goes on to the next person, the arrows move; and a first name is searched,
// where Enter goes to who was found.
const KEYS = "presences touches";
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** `lines` gives the rows as they are now, `press` marks one with a value. */
export function start(form, lines, press) {
  const box = document.getElementById("roll-keys");
  form.addEventListener("keydown", (event) => key(event, box, lines, press));
  document.addEventListener("keydown", (event) => opening(event, box, lines, press));
  onOrOff(form, box);
  search(form, lines);
}

function move(li, step, lines) {
  const shown = lines().filter((each) => !each.hidden);
  const next = shown[shown.indexOf(li) + step];
  (next?.querySelector(".seg input:checked") ?? next?.querySelector(".seg input"))?.focus();
  return Boolean(next);
}

function key(event, box, lines, press) {
  const li = event.target.closest("[data-person]");
  if (!li || !event.target.closest(".seg") || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step) {
    event.preventDefault();
    move(li, step, lines);
    return;
  }
  if (box.checked) mark(event, li, lines, press);
}

/** With the focus nowhere, as when the page has just opened: the first who is not marked. */
function opening(event, box, lines, press) {
  if (event.target !== document.body || !box.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  const li = lines().find((each) => !each.hidden && each.querySelector(".seg input:enabled") && !each.querySelector(".seg input:checked"));
  if (li) mark(event, li, lines, press);
}

function mark(event, li, lines, press) {
  const label = [...li.querySelectorAll(".seg label")].find((each) => each.querySelector("kbd").textContent.toLowerCase() === event.key.toLowerCase());
  if (!label) return;
  event.preventDefault();
  const input = label.querySelector("input");
  if (!input.checked) press(li, { value: input.value });
  const searched = document.getElementById("roll-name");
  if (searched.value) searched.focus(); // for the next name
  else if (!move(li, 1, lines)) input.focus();
}

function onOrOff(form, box) {
  const isOn = () => { form.toggleAttribute("data-no-keys", !box.checked); };
  try { box.checked = localStorage.getItem(KEYS) !== "no"; } catch { /* as it comes */ }
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEYS, box.checked ? "yes" : "no"); } catch { /* for this page */ }
    isOn();
  });
  document.getElementById("roll-keys-choice").hidden = false;
  isOn();
}

/** Who was searched stays in sight once they are marked; the box is empty again when one comes back to it. */
function search(list, lines) {
  const form = document.getElementById("roll-search");
  const box = document.getElementById("roll-name");
  let wasMarked = false;
  const find = () => {
    const asked = folded(box.value.trim());
    for (const li of lines()) {
      const name = folded(li.querySelector("[data-name]").textContent);
      li.hidden = !name.startsWith(asked) && !name.split(/[\s-]+/).some((each) => each.startsWith(asked));
    }
    for (const part of list.querySelectorAll("[data-part]")) part.hidden = !part.querySelector("[data-person]:not([hidden])");
    document.getElementById("roll-nobody").hidden = !asked || lines().some((li) => !li.hidden);
    wasMarked = false;
  };
  form.hidden = false;
  list.addEventListener("marked", () => { wasMarked = true; });
  box.addEventListener("focus", () => {
    if (!wasMarked) return;
    box.value = "";
    find();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = lines().find((each) => !each.hidden);
    (found?.querySelector(".seg input:checked") ?? found?.querySelector(".seg input"))?.focus();
  });
  box.addEventListener("input", find);
}
