// fetch.js: files of the site, for the thread that judges.

const failed = (url, status) =>
    new Error(
        `${url.replace(/.*\/(?=[^/]+\/[^/]+$)/, "")} cannot be fetched (${status}). ` +
            "Is this page still served, and is the network there? Nothing you wrote is lost.",
    );

async function get(url) {
    const response = await fetch(url).catch((error) => {
        throw failed(url, error.message);
    });
    if (!response.ok) throw failed(url, response.status);
    return response;
}

export const fetchText = async (url) => (await get(url)).text();
export const fetchBytes = async (url) => new Uint8Array(await (await get(url)).arrayBuffer());
// A packed file; some servers unpack what ends in .gz, or browsers do.
export async function fetchUnpacked(url) {
    const bytes = await fetchBytes(url);
    return new Uint8Array(await new Response(unpacking(bytes)).arrayBuffer());
}
const unpacking = (bytes) =>
    bytes[0] === 0x1f && bytes[1] === 0x8b
        ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
        : bytes;
export const fetchModule = async (url) => WebAssembly.compile(await fetchBytes(url));

// A packed file, from the browser's cache if it is there. id: of this version of it; heard(bytes):
// how much of it has come. Resolves to a response with the unpacked file.
export async function fetchPacked(url, id, heard) {
    const cache = globalThis.caches
        ? await caches.open("sparsebook-compiler-" + id).catch(() => null)
        : null;
    let bytes;
    const kept = cache && (await cache.match(url));
    if (kept) {
        bytes = new Uint8Array(await kept.arrayBuffer());
    } else {
        bytes = await download(url, heard);
        // Go on if the disk is full: it is fetched again the next time.
        await cache?.put(url, new Response(bytes)).catch(() => {});
    }
    heard(bytes.length);
    const type = url.includes(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(unpacking(bytes), { headers: { "content-type": type } });
}

async function download(url, heard) {
    const reader = (await get(url)).body.getReader(),
        parts = [];
    let length = 0;
    for (let part; !(part = await reader.read()).done;) {
        parts.push(part.value);
        length += part.value.length;
        heard(length);
    }
    const all = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
        all.set(part, at);
        at += part.length;
    }
    return all;
}
