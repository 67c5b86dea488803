// work.js: the reader's work, one text per chapter: topic.c as make check knows it. Every keystroke
// is saved in this browser; several editors, pages and tabs show the same text.

const KEY = "sparsebook.work.";
const listeners = new Set();
const texts = new Map(); // chapter: the text
const skeletons = new Map(); // chapter: as it was handed out
let store = null,
    trouble = "";

try {
    store = globalThis.localStorage;
    store.setItem("sparsebook.try", "1");
    store.removeItem("sparsebook.try");
} catch {
    store = null;
    trouble =
        "This browser keeps nothing for this page (a private window, or a setting): export your " +
        "work before you leave.";
}

// Why the work may be lost, or "".
export const storeTrouble = () => trouble;

// called with (chapter, text, where): where is "here", "elsewhere" (another tab) or "trouble"
export const onWork = (listener) => listeners.add(listener);
const tell = (...what) => {
    for (const listener of listeners) listener(...what);
};

export function setSkeleton(chapter, text) {
    skeletons.set(chapter, text);
    if (!texts.has(chapter)) texts.set(chapter, read(chapter) ?? text);
}

function read(chapter) {
    try {
        return store?.getItem(KEY + chapter) ?? null;
    } catch {
        return null;
    }
}

export const skeletonOf = (chapter) => skeletons.get(chapter);
export const textOf = (chapter) => texts.get(chapter) ?? read(chapter) ?? skeletons.get(chapter);
export const isChanged = (chapter) =>
    (texts.get(chapter) ?? read(chapter) ?? skeletons.get(chapter)) !== skeletons.get(chapter);

export function setText(chapter, text, from) {
    if (texts.get(chapter) === text) return;
    texts.set(chapter, text);
    try {
        store?.setItem(KEY + chapter, text);
        if (store) trouble = "";
    } catch {
        trouble =
            "This browser's store is full: what you write now is lost when you leave this page. " +
            "Export your work, then make room (other sites' data, in the browser's settings).";
        tell(chapter, text, "trouble", from);
    }
    tell(chapter, text, "here", from);
}

addEventListener("storage", (event) => {
    const chapter = event.key?.startsWith(KEY) ? event.key.slice(KEY.length) : null;
    if (!chapter) return;
    const text = event.newValue ?? skeletons.get(chapter);
    if (text === undefined || texts.get(chapter) === text) return;
    texts.set(chapter, text);
    tell(chapter, text, "elsewhere");
});

// ---- a file and its sections:  /* ---- E2.1 ReLU ---- */ ----

const MARK = /^\/\* ---- (E[0-9.]+) \S+ ---- \*\/[ \t]*\r?$/;

// {head, sections: [{number, text}]}; head and texts join to the file.
export function split(text) {
    const lines = text.split("\n"),
        parts = [{ number: "", lines: [] }];
    for (const line of lines) {
        const mark = line.match(MARK);
        if (mark) parts.push({ number: mark[1], lines: [] });
        parts[parts.length - 1].lines.push(line);
    }
    return {
        head: parts[0].lines.join("\n"),
        sections: parts.slice(1).map((p) => ({ number: p.number, text: p.lines.join("\n") })),
    };
}

// A section without its mark and the blank lines around it, or null; begins: its line in the file.
export function section(text, number) {
    const { head, sections } = split(text);
    let line = head.split("\n").length;
    for (const s of sections) {
        const lines = s.text.split("\n");
        if (s.number === number) {
            const blank = lines.slice(1).findIndex((l) => l.trim() !== "");
            const first = 1 + Math.max(0, blank);
            return {
                text: lines.slice(first).join("\n").replace(/\s+$/, ""),
                begins: line + first + 1,
            };
        }
        line += lines.length;
    }
    return null;
}

export function withSection(text, number, inside) {
    const { head, sections } = split(text);
    const last = sections.length - 1;
    const parts = sections.map((s, i) =>
        s.number !== number
            ? s.text
            : `${s.text.split("\n")[0]}\n\n${inside.replace(/\s+$/, "")}\n${i < last ? "" : ""}`,
    );
    return [head, ...parts].join("\n");
}
