// files.js: all chapters as one .zip, as make grade takes it, and back; the folder of a clone.
import { zipSync, unzipSync, strToU8 } from "./vendor/fflate.js";
import { course } from "../judge/course.js";
import { setText, skeletonOf, textOf } from "./work.js";

const pathOf = (c) => `chapters/${c.directory}/${c.topic}.c`;

export async function loadSkeletons(setSkeleton) {
    await Promise.all(
        course.chapters.map(async (c) => {
            const response = await fetch(
                new URL(`../judge/${c.directory}/skeleton.c`, import.meta.url),
            );
            if (!response.ok)
                throw new Error(
                    `the skeleton of chapter ${c.directory} cannot be fetched (${response.status})`,
                );
            setSkeleton(c.directory, await response.text());
        }),
    );
}

// Every chapter is in it, written or not.
export function zipped() {
    const files = {};
    for (const c of course.chapters)
        files[pathOf(c)] = [strToU8(textOf(c.directory)), { mtime: new Date() }];
    return new Blob([zipSync(files, { level: 6 })], { type: "application/zip" });
}

export function download(blob, name) {
    const link = Object.assign(document.createElement("a"), {
        href: URL.createObjectURL(blob),
        download: name,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const LARGEST = 1 << 20; // LIMIT_SOURCE_BYTES
// A whole clone has files of the same name that are none of the student's.
const ours = (path) => path.endsWith(".c") && !/\/(solutions|build)\//.test("/" + path);

// An editor of another age may have written bytes that are no UTF-8.
function textIn(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
        return new TextDecoder("windows-1252").decode(bytes);
    }
}

// Takes the chapters' files out of a list of [path, bytes]; returns {taken, skipped}, names.
function take(entries) {
    const taken = [],
        skipped = [];
    for (const c of course.chapters) {
        const found = entries.filter(([path]) => path.endsWith(`${c.directory}/${c.topic}.c`));
        const file =
            found.length > 0
                ? found
                : entries.filter(([path]) => path.split("/").pop() === `${c.topic}.c`);
        if (file.length === 0) continue;
        const bytes = file[0][1];
        if (bytes.length > LARGEST) skipped.push(`${file[0][0]} (larger than a megabyte)`);
        else if (file.length > 1)
            skipped.push(
                `${c.topic}.c (${file.length} of them: ${file.map(([p]) => p).join(", ")})`,
            );
        else {
            setText(c.directory, textIn(bytes));
            taken.push(c.directory);
        }
    }
    return { taken, skipped };
}

// Files that were chosen: one .zip, single .c files, or a folder's.
export async function importFiles(files) {
    const entries = [];
    for (const file of files) {
        const path = file.webkitRelativePath || file.name;
        if (/\.zip$/i.test(file.name)) {
            let inside;
            try {
                inside = unzipSync(new Uint8Array(await file.arrayBuffer()), {
                    filter: (f) => ours(f.name) && f.originalSize <= LARGEST,
                });
            } catch (error) {
                throw new Error(
                    `${file.name} is no .zip that can be read (${error.message}); nothing was ` +
                        `changed.`,
                );
            }
            entries.push(...Object.entries(inside));
        } else if (ours(path) && file.size <= LARGEST) {
            entries.push([path, new Uint8Array(await file.arrayBuffer())]);
        }
    }
    const result = take(entries);
    if (result.taken.length === 0 && result.skipped.length === 0)
        throw new Error(
            `No file of a chapter is in there: ${course.chapters
                .map((c) => c.topic + ".c")
                .slice(0, 3)
                .join(", ")} and so on. Nothing was changed.`,
        );
    return result;
}

// ---- the folder of a clone, where the browser lets a page open one ----

let folder = null; // its chapters/

export const canOpenFolder = () => typeof globalThis.showDirectoryPicker === "function";
export const isOpen = () => folder !== null;

async function fileHandle(c, create) {
    const chapter = await folder.getDirectoryHandle(c.directory, { create });
    return chapter.getFileHandle(`${c.topic}.c`, { create });
}

export async function openFolder() {
    const chosen = await globalThis.showDirectoryPicker({ mode: "readwrite", id: "sparsebook" });
    folder = await chosen.getDirectoryHandle("chapters").catch(() => chosen);
    const entries = [];
    for (const c of course.chapters)
        try {
            const file = await (await fileHandle(c, false)).getFile();
            entries.push([pathOf(c), new Uint8Array(await file.arrayBuffer())]);
        } catch {
            /* that chapter is not there */
        }
    if (entries.length === 0) {
        folder = null;
        throw new Error(
            `${chosen.name} has no chapters/ with ${course.chapters[0].directory} and so on: ` +
                `open the folder of a clone.`,
        );
    }
    return take(entries);
}

export async function saveToFolder(chapter) {
    if (!folder) return;
    const c = course.chapters.find((one) => one.directory === chapter);
    const file = await (await fileHandle(c, true)).createWritable();
    await file.write(textOf(chapter));
    await file.close();
}

export const isSkeleton = (chapter) => textOf(chapter) === skeletonOf(chapter);
