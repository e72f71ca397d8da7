// <div id data-renew="30">: is fetched anew after so many seconds; without network it stays until there is one.
import { replacePart } from "./swap.js";

export function start(root) {
  for (const part of root.querySelectorAll("[data-renew]")) setInterval(() => renew(part.id), part.dataset.renew * 1000);
}

async function renew(id) {
  try {
    const answer = await fetch(location.pathname);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.getElementById(id)) replacePart(id, page);
    else location.assign(answer.url); // closed meanwhile, or signed out
  } catch { /* no network */ }
}
