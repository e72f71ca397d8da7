// What was done on a roll call and has not reached the server yet, what it did not take, and how everybody stood when it
// last answered, which the page that was put aside may not know. On one's own phone it survives a closed page (IndexedDB); on a shared device it lives as long as the page. People are public ids; the only
// names are those that were typed here: of whoever takes somebody home, of somebody who was not on the list.
const NAME = "presences";

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function opened() {
  const request = indexedDB.open(NAME, 2);
  request.onupgradeneeded = () => {
    for (const [kind, keyPath] of [["marks", "id"], ["rows", "meeting"]]) {
      if (!request.result.objectStoreNames.contains(kind)) request.result.createObjectStore(kind, { keyPath });
    }
  };
  return Promise.race([asked(request), new Promise((_opened, refused) => { request.onblocked = refused; })]);
}

const all = (database, kind = "marks") => asked(database.transaction(kind).objectStore(kind).getAll());

function written(database, act, kind = "marks") {
  if (!database) return Promise.resolve();
  const change = database.transaction(kind, "readwrite", { durability: "strict" });
  act(change.objectStore(kind));
  return new Promise((resolve) => { change.oncomplete = change.onerror = change.onabort = resolve; });
}

/** The marks of one person of the team in one meeting, in the order they were pressed. */
export async function store(me, meeting, isOwn) {
  let database = null;
  try {
    database = isOwn ? await opened() : null;
  } catch { /* storage refused, as in a private window: then as on a shared device */ }
  const [found, stood] = database ? await Promise.all([all(database), all(database, "rows")]) : [[], []];
  const isMine = (each) => each.me === me && each.meeting === meeting;
  return queueOf(found.filter(isMine), database, { me, meeting }, stood.find(isMine)?.rows);
}

function queueOf(marks, database, whose, rows = []) {
  marks.sort((one, other) => one.order - other.order);
  return {
    marks,
    /** How everybody stood when the server last answered here. */
    rows,
    /** Keep how everybody stands, of this meeting alone. */
    remember: (stand) => written(database, (kept) => { kept.clear(); kept.put({ ...whose, rows: stand }); }, "rows"),
    isKept: database !== null,
    /** What is to be sent; the others wait for somebody to choose between two things that were said. */
    waiting: () => marks.filter((mark) => !mark.clash),
    clashes: () => marks.filter((mark) => mark.clash),
    /** Keep a mark; one of the same id is replaced. */
    put(mark) {
      const place = marks.findIndex((each) => each.id === mark.id);
      if (place < 0) marks.push(mark);
      else marks[place] = mark;
      return written(database, (kept) => kept.put({ ...mark, ...whose }));
    },
    drop(id) {
      const place = marks.findIndex((each) => each.id === id);
      if (place >= 0) marks.splice(place, 1);
      return written(database, (kept) => kept.delete(id));
    },
  };
}

/** Everything that waits on this phone, whoever pressed it, as one queue for each person of the team and meeting. */
export async function left() {
  try {
    if (indexedDB.databases && !(await indexedDB.databases()).some((each) => each.name === NAME)) return [];
    const database = await opened();
    const groups = new Map();
    for (const mark of await all(database)) {
      const key = `${mark.me} ${mark.meeting}`;
      groups.set(key, [...(groups.get(key) ?? []), mark]);
    }
    return [...groups.values()].map((marks) => {
      const whose = { me: marks[0].me, meeting: marks[0].meeting };
      return { ...whose, queue: queueOf(marks, database, whose) };
    });
  } catch {
    return []; // where nothing can be kept, nothing is
  }
}

/** Forget all of it, also where another window has it open. */
export async function forget() {
  try {
    if (indexedDB.databases && !(await indexedDB.databases()).some((each) => each.name === NAME)) return;
    const database = await opened();
    for (const kind of ["marks", "rows"]) await written(database, (kept) => kept.clear(), kind);
    database.close();
    indexedDB.deleteDatabase(NAME);
  } catch { /* as above */ }
}
