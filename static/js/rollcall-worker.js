// The list of one meeting, also without network: its page and what draws it, as the page itself put them aside
// (rollcall-offline.js). It answers for nothing else, and keeps nothing by itself.
const OLDEST = 12 * 3600 * 1000; // a working day: as long as the team is signed in
const PATIENCE = 5000; // a room with one bar of network is a room without

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(event.request.mode === "navigate" ? page(event.request) : part(event.request));
});

/** The page as it is now; as it was when it was last here, when the network is gone or too slow. */
async function page(request) {
  const kept = await found(request);
  const asked = fetch(request);
  if (!kept) return asked;
  asked.catch(() => {});
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  try {
    return await Promise.race([asked, late]);
  } catch {
    return kept;
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (lost) {
    const kept = await found(request);
    if (kept) return kept;
    throw lost;
  }
}

async function found(request) {
  const kept = await self.caches.match(request, { ignoreVary: true });
  if (!kept) return null;
  const isOld = request.mode === "navigate" && Date.now() - Number(kept.headers.get("X-Kept")) > OLDEST;
  return isOld ? null : kept;
}
