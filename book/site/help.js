// help.js: a chapter's hints, and the reference once an exercise is done.
import { section } from "./work.js";

const judge = (path) => new URL("../judge/" + path, import.meta.url);

async function text(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
}

// What PACK in site.mk packed: gzip, base64, and letters turned by 13 places.
async function packed(url) {
    const turned = (await text(url)).replace(/[a-z]/gi, (c) =>
        String.fromCharCode(c.charCodeAt(0) + (/[a-m]/i.test(c) ? 13 : -13)),
    );
    const bytes = Uint8Array.from(atob(turned), (c) => c.charCodeAt(0));
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
    return section(await packed(judge(`${chapter}/reference.packed`)), number)?.text ?? "";
}
