// sw.js: keeps the site for later, so that it works with the network off. It is registered when a
// reader first touches an editor; until then a page loads only what it shows. It asks the network
// first if there is one, so pages are never out of date.
const CACHE = "sparsebook-pages";

self.addEventListener("install", (event) =>
    event.waitUntil(
        (async () => {
            const cache = await caches.open(CACHE);
            const list = await (await fetch("files.txt")).text();
            // A file that fails is fetched when it is needed.
            await Promise.all(
                ["./", ...list.trim().split("\n")].map((file) => cache.add(file).catch(() => {})),
            );
            await self.skipWaiting();
        })(),
    ),
);

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
    const { request } = event,
        url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin) return;
    event.respondWith(
        (async () => {
            const cache = await caches.open(CACHE);
            try {
                const response = await fetch(request);
                // The packed compiler has a cache of its own (site/fetch.js).
                if (response.ok && !url.pathname.endsWith(".gz"))
                    cache.put(request, response.clone()).catch(() => {});
                else if (response.ok && url.pathname.includes("/judge/"))
                    cache.put(request, response.clone()).catch(() => {});
                return response;
            } catch (error) {
                const kept = await cache.match(request, { ignoreSearch: true });
                if (kept) return kept;
                throw error;
            }
        })(),
    );
});
