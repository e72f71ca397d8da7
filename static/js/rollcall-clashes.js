// What two people said of one person, or what a rule refused: nothing was written. It stays on the page, also when that
// is opened again, until one of the two is chosen.
const section = document.getElementById("roll-clashes");
const pattern = document.getElementById("roll-clash");
const list = section.querySelector("ul");
const entry = (person) => list.querySelector(`[data-clash="${CSS.escape(person)}"]`);

/** Show one. `told`: {name, words, theirs, mine}, the last without a button where there is nothing to put again. */
export function show(person, told, { keep, put }, isNew) {
  const old = entry(person);
  const drawn = pattern.content.firstElementChild.cloneNode(true);
  drawn.dataset.clash = person;
  drawn.querySelector("[data-name]").textContent = told.name;
  drawn.querySelector("[data-words]").textContent = told.words;
  const [theirs, mine] = [drawn.querySelector("[data-theirs]"), drawn.querySelector("[data-mine]")];
  for (const [button, value] of [[theirs, told.theirs], [mine, told.mine]]) {
    button.textContent = button.textContent.replace("{value}", () => value);
  }
  mine.hidden = !told.mine;
  theirs.addEventListener("click", () => { clear(person); keep(); });
  mine.addEventListener("click", () => { clear(person); put(); });
  if (old) old.replaceWith(drawn);
  else list.append(drawn);
  section.hidden = false;
  if (isNew) section.focus();
}

export function clear(person) {
  entry(person)?.remove();
  section.hidden = list.children.length === 0;
}
