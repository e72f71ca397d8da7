// What a mark says of somebody, and how that is written.
import { clock } from "./clock.js";

const HERE = ["present", "late"];

/** Words with the values that stand in braces in them. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);

export const isIn = (state) => HERE.includes(state.value);
export const isHere = (state) => isIn(state) && !state.left;

/** How a row of the page is marked, as the server wrote it. */
export function stateOf(li) {
  const [version, value, ...arrived] = li.querySelector('input[name^="seen-"]').value.split(":");
  return { version: Number(version), value, arrived: arrived.join(":"), left: li.dataset.left ?? "", with: li.dataset.with ?? "" };
}

/** The state after a change: who is not here has no times, and who is marked late came now, while people meet. */
export function whole(before, change, words) {
  const is = { ...before, ...change };
  const [late, here] = [is.value === "late", HERE.includes(is.value)];
  const comes = late && change.arrived === undefined && before.value !== "late";
  const left = here ? is.left : "";
  return { value: is.value, arrived: comes ? inMeeting(now(words), words) : late ? is.arrived : "", left, with: left ? is.with : "" };
}

const inMeeting = (time, words) => (time >= words.start && time <= words.end ? time : "");

/** What the clock shows where they meet, "14:12"; "" on another day than the meeting's. */
export function now(words) {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: words.zone, dateStyle: "short", timeStyle: "short" }).format();
  const [day, time] = shown.split(" ");
  return day === words.day ? time : "";
}

export function leftWords(state, words) {
  if (!state.left) return "";
  return fill(state.with ? words.leftWith : words.leftAlone, { time: clock(state.left), name: state.with });
}

/** All of it: “Late, came at 14 h 12, left at 15 h 40 with Nadia”. */
export function said(li, state, words) {
  const value = state.value ? li.querySelector(`.seg input[value="${state.value}"] ~ span`).textContent : words.nothing;
  const came = state.arrived ? fill(words.came, { time: clock(state.arrived) }) : "";
  return [value, came, leftWords(state, words)].filter(Boolean).join(", ");
}
