// <form data-swap="id">: posts by fetch and replaces #id with the #id of the answer, a 422 like any other.
// The focus stays where it was; if that is gone it goes to the fragment's heading. The answer's message is announced.
import { put, sayLost } from "./toast.js";

export function start(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-swap]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    if (form.getAttribute("aria-busy") !== "true") send(form, event.submitter);
  });
}

async function send(form, button) {
  const target = form.dataset.swap;
  form.setAttribute("aria-busy", "true");
  button?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form, button),
      headers: { "X-Requested-With": "fetch" },
    });
    replace(target, await answer.text(), answer.url);
  } catch {
    sayLost();
  } finally {
    form.removeAttribute("aria-busy");
    button?.removeAttribute("aria-busy");
  }
}

function replace(target, html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!replacePart(target, page)) {
    location.assign(address); // signed out, or the thing is gone: the answer is another page
    return;
  }
  document.dispatchEvent(new CustomEvent("answered", { detail: page })); // what else on this page may be newer by now
  const message = page.querySelector("#toasts > .toast");
  if (message) put(document.adoptNode(message));
}

/** Put #id of another page in the place of ours, the focus where it was; false where one of them has none. */
export function replacePart(id, page) {
  const fresh = page.getElementById(id);
  const old = document.getElementById(id);
  if (!fresh || !old) return false;
  const place = where(document.activeElement, old);
  old.replaceWith(fresh);
  fresh.dispatchEvent(new Event("swapped", { bubbles: true })); // what enhances a page enhances this part of it
  if (place) refocus(place, fresh);
  return true;
}

/** How to find again what has the focus inside `fragment`: by its id, or its name and value. */
function where(element, fragment) {
  if (!fragment.contains(element)) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) return `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  return ":scope > :first-child";
}

function refocus(place, fragment) {
  const invalid = fragment.querySelector(".errors");
  const next = invalid ?? fragment.querySelector(place) ?? fragment.querySelector("h1, h2, h3") ?? fragment;
  if (!next.matches("a, button, input, select, textarea, summary")) next.tabIndex = -1;
  next.focus();
}
