// What was pressed and has not reached the server yet. On one's own phone it survives a closed page (IndexedDB);
// on a shared device it lives as long as the page. No name is kept: people are public ids.
const NAME = "presences";

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("marks", { keyPath: "id" });
  return asked(request);
}

/** The marks of one person of the team in one meeting, in the order they were pressed. */
export async function store(me, meeting, isOwn) {
  let database = null;
  try {
    database = isOwn ? await opened() : null;
  } catch { /* storage refused, as in a private window: then as on a shared device */ }
  const marks = [];
  const write = (act) => {
    if (!database) return Promise.resolve();
    const change = database.transaction("marks", "readwrite", { durability: "strict" });
    act(change.objectStore("marks"));
    return new Promise((resolve) => { change.oncomplete = change.onerror = change.onabort = resolve; });
  };
  if (database) {
    const all = await asked(database.transaction("marks").objectStore("marks").getAll());
    marks.push(...all.filter((mark) => mark.me === me && mark.meeting === meeting));
    marks.sort((one, other) => one.order - other.order);
  }
  return {
    marks,
    isKept: database !== null,
    /** Keep a mark; one of the same id is replaced. */
    put(mark) {
      const place = marks.findIndex((each) => each.id === mark.id);
      if (place < 0) marks.push(mark);
      else marks[place] = mark;
      return write((kept) => kept.put({ ...mark, me, meeting }));
    },
    drop(id) {
      const place = marks.findIndex((each) => each.id === id);
      if (place >= 0) marks.splice(place, 1);
      return write((kept) => kept.delete(id));
    },
  };
}
