// help.js: a chapter's hints, and the reference once an exercise is done.
import { section } from "./work.js";

const judge = (path) => new URL("../judge/" + path, import.meta.url);

async function text(url, packed = false) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    if (!packed) return response.text();
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes[0] !== 0x1f) return new TextDecoder().decode(bytes); // the browser has unpacked it
    return new Response(
        new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")),
    ).text();
}

// The three hints of an exercise in hints.md: below  ## E2.1 ReLU  as  1. ...
export async function hintsOf(chapter, number) {
    const lines = (await text(judge(`${chapter}/hints.md`))).split("\n"),
        hints = [];
    let here = false;
    for (const line of lines) {
        if (line.startsWith("## ")) here = line.split(" ")[1] === number;
        else if (here && /^[1-3]\. /.test(line)) hints.push(line.slice(3));
        else if (here && hints.length > 0 && line.trim())
            hints[hints.length - 1] += " " + line.trim();
    }
    return hints;
}

// The reference's section, or "" where the site has none.
export async function referenceOf(chapter, number) {
    return section(await text(judge(`${chapter}/reference.gz`), true), number)?.text ?? "";
}
