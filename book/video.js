// video.js: the bird video in the widgets of chapters 2 to 4. A page costs its first frame and the
// signals of the pixels in the text; the other frames (2.6 MB) come when a reader asks for one.
"use strict";

// {frames, rows, cols}. frame(t): its grey values; signal(row, col): those of a pixel in all
// frames; both are null for what is not here yet, and whole(say, then) brings it, saying so, and
// calls then.
SB.bird = async function () {
    const { shape: [rows, cols], values: first } = await SB.load("bird_first");
    const { shape: [, frames], values: signals } = await SB.load("bird_first", "bird_signals");
    const { values: places } = await SB.load("bird_first", "bird_places");
    let all = null, waits = null;
    return {
        frames, rows, cols,
        frame: (t) => (t === 0 ? first
            : all && all.subarray(t * rows * cols, (t + 1) * rows * cols)),
        signal(row, col) {
            if (all) return SB.range(frames).map((t) => all[(t * rows + row) * cols + col]);
            for (let i = 0; 2 * i < places.length; i++)
                if (places[2 * i] === row && places[2 * i + 1] === col)
                    return Float64Array.from(signals.subarray(i * frames, (i + 1) * frames));
            return null;
        },
        whole(say, then) {
            if (!waits) say.textContent = "Fetching the whole video (2.6 MB) ...";
            waits = then; // of what is asked for meanwhile, the last
            SB.load("bird").then(({ values }) => {
                all = values;
                waits?.();
                waits = null;
            }, (error) => {
                waits = null;
                say.textContent = `The other frames cannot be fetched: ${error.message}.`;
            });
        },
    };
};

// Let the reader choose a pixel of a picture of values(), by a click or with the arrow keys:
// chosen(row, col) is called for every new one. The value under the pointer stands below the
// picture, that of the chosen pixel is what a screen reader says.
SB.choosePixel = function (picture, { rows, cols, row, col, values, chosen }) {
    const canvas = picture.canvas, under = SB.h("p", { class: "say under" });
    const words = (r, k) => `row ${r}, column ${k}: grey value ` +
        (values()?.[r * cols + k] ?? "not here yet");
    const tell = () => {
        canvas.setAttribute("aria-valuenow", row * cols + col);
        canvas.setAttribute("aria-valuetext", words(row, col));
    };
    canvas.style.cursor = "crosshair";
    canvas.tabIndex = 0;
    canvas.after(under);
    for (const [name, value] of [["role", "slider"], ["aria-valuemin", 0],
        ["aria-valuemax", rows * cols - 1]]) canvas.setAttribute(name, value);
    const inside = (v, n) => Math.min(Math.max(v, 0), n - 1);
    const pick = (r, k) => {
        row = inside(r, rows);
        col = inside(k, cols);
        tell();
        chosen(row, col);
    };
    const at = (event) => {
        const box = canvas.getBoundingClientRect();
        return [inside(Math.floor((event.clientY - box.top) / box.height * rows), rows),
            inside(Math.floor((event.clientX - box.left) / box.width * cols), cols)];
    };
    canvas.addEventListener("pointerdown", (event) => pick(...at(event)));
    canvas.addEventListener("pointermove", (event) => {
        under.textContent = "Under the pointer, " + words(...at(event));
    });
    canvas.addEventListener("pointerleave", () => { under.textContent = ""; });
    canvas.addEventListener("keydown", (event) => {
        const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1],
            ArrowRight: [0, 1] }[event.key];
        if (!step) return;
        event.preventDefault();
        pick(row + step[0], col + step[1]);
    });
    tell();
    return tell; // to be called when the picture is another
};
