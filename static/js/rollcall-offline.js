// The list without network: the page and what draws it are put aside for its worker, on one's own phone only, and only
// the last page.
export async function register(form, here) {
  if (!form.dataset.worker || !("serviceWorker" in navigator)) return;
  for (const each of await navigator.serviceWorker.getRegistrations()) {
    const { pathname } = new URL(each.scope);
    if (pathname.endsWith("/presences") && pathname !== here) await each.unregister();
  }
  await navigator.serviceWorker.register(form.dataset.worker, { scope: here });
  await keepPage(form, here);
}

export async function keepPage(form, here) {
  if (!form.dataset.worker || !("serviceWorker" in navigator) || !("caches" in window)) return;
  const mine = `presences ${form.dataset.me}`;
  for (const other of await caches.keys()) if (other.startsWith("presences ") && other !== mine) await caches.delete(other);
  const cache = await caches.open(mine);
  try {
    const page = await fetch(here);
    if (page.ok && !page.redirected) await cache.put(here, await dated(page));
    for (const kept of await cache.keys()) {
      const path = new URL(kept.url).pathname;
      if (path.endsWith("/presences") && path !== here) await cache.delete(kept);
    }
    const parts = performance.getEntriesByType("resource").map((each) => each.name);
    for (const each of parts.filter((url) => new URL(url).pathname.startsWith("/static/"))) {
      if (!(await cache.match(each))) await cache.add(each);
    }
    form.dataset.ready = ""; // from here on it opens without network
  } catch { /* no network: what is kept stays */ }
}

/** The page with the moment it was put aside, by this phone's own clock. */
async function dated(page) {
  const headers = new Headers(page.headers);
  headers.set("X-Kept", Date.now());
  return new Response(await page.text(), { headers });
}
