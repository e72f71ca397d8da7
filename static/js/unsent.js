// <div data-unsent="me">: what a roll call on this phone has not sent yet leaves from any page of the team, and is told.
import { sendAll } from "./rollcall-sending.js";
import { left } from "./rollcall-store.js";
import { fill } from "./rollcall-words.js";
import { say } from "./toast.js";

const RETRY = 10000;

export function start(root) {
  const box = root.querySelector("[data-unsent]");
  if (!box || root.querySelector("form[data-roll]")) return; // that page sends its own
  const state = { busy: false, timer: 0 };
  const look = async () => {
    if (state.busy || document.visibilityState === "hidden") return;
    state.busy = true;
    clearTimeout(state.timer);
    if (await send(box)) state.timer = setTimeout(look, RETRY);
    state.busy = false;
  };
  look();
  addEventListener("online", look);
  document.addEventListener("visibilitychange", look);
}

/** Send all of it; whether some still waits for the network. */
async function send(box) {
  const mine = (await left()).filter((each) => each.me === box.dataset.unsent);
  const marks = () => mine.flatMap((each) => each.queue.marks);
  const waiting = () => marks().filter((mark) => !mark.clash).length;
  const before = waiting();
  draw(box, mine, marks());
  if (!before) return false;
  await sendAll(mine, box.dataset.token);
  draw(box, mine, marks());
  if (waiting() < before) say(counted(before - waiting(), box.dataset.sentOne, box.dataset.sentMany));
  return waiting() > 0;
}

function draw(box, mine, marks) {
  const { one, many, clash } = box.dataset;
  const waiting = marks.filter((mark) => !mark.clash).length;
  box.hidden = !marks.length;
  if (box.hidden) return;
  box.querySelector("[data-words]").textContent = waiting ? counted(waiting, one, many) : clash;
  box.querySelector("a").href = mine.find((each) => each.queue.marks.length).meeting;
}

const counted = (count, one, many) => (new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? one : fill(many, { count }));
