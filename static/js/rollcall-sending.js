// How what waits is sent: one request for the first mark of each person, each under its own name, until it is answered.

/** The first mark of each person: a second one waits for what becomes of the first, and the end of the call for all. */
export function batch(queue) {
  const people = new Set();
  const marks = queue.waiting().filter((mark) => !mark.ends);
  if (!marks.length) return queue.waiting();
  return marks.filter((mark) => !people.has(mark.person) && people.add(mark.person));
}

/** Send these marks; the answer, or what fetch throws. From here on they may be written: no press replaces them. */
export async function post(address, queue, marks, token) {
  for (const mark of marks) mark.sent = true;
  await Promise.all(marks.map((mark) => queue.put(mark)));
  const body = new FormData();
  body.set("csrf_token", token);
  for (const mark of marks) fill(body, mark);
  return fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch", Accept: "application/json" } });
}

function fill(body, mark) {
  if (mark.ends) {
    body.set("end", "y");
    body.set("at-end", mark.at);
    body.set("seen-end", mark.seen ?? ""); // kept by a page that did not note it yet
    return;
  }
  if (mark.guest) {
    body.set(`guest-${mark.id}`, mark.guest);
    body.set(`at-${mark.id}`, mark.at);
    return;
  }
  const said = { id: mark.id, value: mark.value, seen: `${mark.version}:${mark.shown}`, at: mark.at, left: mark.left, with: mark.with };
  // Of two who mark somebody late, neither disagrees on the minute, unless it was typed.
  if (mark.typed || mark.left) said.arrived = mark.arrived;
  for (const [part, value] of Object.entries(said)) body.set(`${part}-${mark.person}`, value);
}

/** Take in what became of these marks: what was taken is forgotten, what was not waits for a choice. Nothing is awaited
    before all is noted, so that a press in between builds upon what stands. `renamed` hears of a guest's new id. */
export function settle(queue, marks, { marks: fates, rows }, renamed = () => {}) {
  const stands = new Map(rows.map((row) => [row.person, row]));
  const written = [];
  for (const mark of marks) {
    const fate = fates.find((each) => each.id === mark.id);
    const is = { unwritten: fate?.outcome === "conflict" || fate?.outcome === "refused" };
    for (const next of queue.waiting().filter((each) => each.person === mark.person && each.id !== mark.id)) {
      // What was not taken is built upon by nobody: what comes after it is refused as well, and shown in its place.
      if (fate && !is.unwritten) {
        written.push(queue.put({ ...next, person: fate.person, version: fate.version, shown: mark.value }));
      }
    }
    for (const old of queue.clashes().filter((each) => each.person === mark.person)) written.push(queue.drop(old.id));
    if (is.unwritten) {
      written.push(queue.put({ ...mark, clash: { row: stands.get(mark.person) ?? null, why: fate.why ?? "" } }));
    } else {
      written.push(queue.drop(mark.id));
      if (mark.guest && fate) renamed(mark.person, fate.person);
    }
  }
  return Promise.all(written);
}

/** Send what these queues hold, away from the page of the call; whether the network, or the session, is lost. */
export async function sendAll(queues, token) {
  for (const { meeting, queue } of queues) {
    for (let marks = batch(queue); marks.length; marks = batch(queue)) {
      try {
        const answer = await post(meeting, queue, marks, token);
        if (!answer.ok || answer.redirected) return true;
        const told = await answer.json();
        await settle(queue, marks, told);
        await queue.remember(told.rows);
      } catch {
        return true;
      }
    }
  }
  return false;
}
