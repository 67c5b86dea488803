// own_data.js: pictures, sounds and tables of a reader's own, for the widgets that take them.
// Nothing leaves the page: a file is read here and nowhere else.
"use strict";

const MOST_SIDE = 512, MOST_BYTES = 64e6;

const readers = {
    // {grey, rows, cols}: at most 512 pixels a side, 0..255.
    async image(file) {
        const bitmap = await createImageBitmap(file).catch(() => {
            throw new Error("this browser cannot read it as a picture");
        });
        const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
        const cols = Math.max(1, Math.round(bitmap.width * scale)),
            rows = Math.max(1, Math.round(bitmap.height * scale));
        const context = SB.h("canvas", { width: cols, height: rows }).getContext("2d");
        context.drawImage(bitmap, 0, 0, cols, rows);
        const { data } = context.getImageData(0, 0, cols, rows);
        return { rows, cols, grey: Float64Array.from({ length: rows * cols }, (_, i) =>
            0.2989 * data[4 * i] + 0.5870 * data[4 * i + 1] + 0.1140 * data[4 * i + 2]) };
    },
    // A signal from a sound: its first channel.
    async sound(file) {
        const context = new OfflineAudioContext(1, 1, 8000);
        const sound = await context.decodeAudioData(await file.arrayBuffer()).catch(() => {
            throw new Error("this browser cannot read it as a sound");
        });
        return Float64Array.from(sound.getChannelData(0));
    },
    // A signal from a table: its first column of numbers that does not just count, as times do.
    async table(file) {
        const rows = (await file.text()).trim().split(/\r?\n/)
            .map((line) => line.split(line.includes(";") ? ";" : /[,\t]/));
        const number = (text) => (text?.trim() ? Number(text.trim().replace(/^"|"$/g, "")) : NaN);
        const columns = Math.max(...rows.map((row) => row.length)), found = [];
        let wrong = "it holds no table";
        for (let c = 0; c < columns; c++) {
            const first = Number.isFinite(number(rows[0][c])) ? 0 : 1; // a heading
            const values = rows.slice(first).map((row) => number(row[c]));
            const bad = values.findIndex((v) => !Number.isFinite(v));
            if (values.length > 1 && bad < 0) found.push(Float64Array.from(values));
            else wrong = `no column holds numbers only; line ${first + Math.max(bad, 0) + 1} has ` +
                `"${rows[first + Math.max(bad, 0)]?.[c] ?? ""}"`;
        }
        const step = (x) => x[1] - x[0];
        const counts = (x) => x.every((v, i) => i === 0 ||
            Math.abs(v - x[i - 1] - step(x)) <= 1e-6 * Math.abs(step(x)));
        if (found.length > 0) return found.find((x) => !counts(x)) ?? found[0];
        throw new Error(wrong);
    },
};

// What kind of file it is, by its name and its type.
function kind_of(file) {
    if (file.type.startsWith("image/")) return "image";
    if (file.type.startsWith("audio/") || /\.wav$/i.test(file.name)) return "sound";
    if (/\.(csv|tsv|txt)$/i.test(file.name) || file.type.startsWith("text/")) return "table";
    return null;
}
const KINDS = { image: ["a picture", "image/*"], sound: ["a WAV file", ".wav,audio/*"],
    table: ["a CSV file", ".csv,.tsv,.txt"] };

// A place to drop a file of one of these kinds, or to choose one: take(what is in it, name). Of a
// signal the first `most` samples.
SB.drop = function (el, { kinds, text, take, most = 20000 }) {
    const wanted = kinds.map((k) => KINDS[k][0]).join(", ").replace(/, ([^,]*)$/, " or $1");
    const said = SB.h("span", { role: "status" });
    const input = SB.h("input", { type: "file", accept: kinds.map((k) => KINDS[k][1]).join(","),
        onchange: () => { if (input.files[0]) read(input.files[0]); input.value = ""; } });
    const box = SB.h("div", { class: "drop" }, SB.h("label", {}, `${text}: drop ${wanted} here, ` +
        "or choose one ", input), " ", said);
    async function read(file) {
        said.textContent = `Reading ${file.name} ...`;
        box.dataset.own = "";
        try {
            const kind = kind_of(file);
            if (!kinds.includes(kind)) throw new Error(`it is none of: ${wanted}`);
            if (file.size > MOST_BYTES) throw new Error("it is larger than 64 MB");
            let data = await readers[kind](file), note = "";
            if (kind !== "image" && data.length > most) {
                data = data.subarray(0, most);
                note = `, the first ${most} samples of it`;
            }
            if (kind !== "image" && data.length < 20)
                throw new Error("20 samples are the least");
            await take(data, file.name);
            said.textContent = `This is ${file.name}${note}. It stays in this page.`;
            box.dataset.own = file.name;
        } catch (error) {
            said.textContent = `${file.name} cannot be used: ${error.message}.`;
        }
    }
    for (const type of ["dragenter", "dragover"])
        el.addEventListener(type, (event) => {
            event.preventDefault();
            box.classList.add("over");
        });
    el.addEventListener("dragleave", () => box.classList.remove("over"));
    el.addEventListener("drop", (event) => {
        event.preventDefault();
        box.classList.remove("over");
        if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
    });
    el.append(box);
    return box;
};

// A reader's signal as grey values, 0..255, so that the same figures show it.
SB.as_grey = function (signal) {
    const lo = signal.reduce((a, b) => Math.min(a, b)), hi = signal.reduce((a, b) =>
        Math.max(a, b));
    if (!(hi > lo)) throw new Error("all its values are equal");
    return Float64Array.from(signal, (v) => 255 * (v - lo) / (hi - lo));
};
