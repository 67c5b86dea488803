// twin.js: where the pages run a student's code (make play, make site), every widget has a twin
// that nobody sees. The twin runs the reference, hears the same events, and lends its lines to the
// widget's plots (faint, wherever they differ) and its pictures (beside those that differ).
"use strict";
{
    const own = { module: SB.module, plot: SB.plot, picture: SB.picture };
    let twin = null;   // while a twin starts: what it has drawn so far
    let paired = null; // while a widget starts: what its twin has drawn, in the same order

    SB.module = (chapter) => (twin ? SB.reference(chapter) : own.module(chapter));

    const same = (a, b) => a.length === b.length && a.every((v, i) => v === b[i] ||
        (v !== v && b[i] !== b[i]));

    // Twice the series: first the twin's, wide and pale, then the widget's own.
    SB.plot = function (parent, options) {
        if (twin) {
            const plot = own.plot(parent, options), record = { data: options.data, changed() {} };
            const update = plot.update;
            plot.update = (data) => { record.data = data; update(data); record.changed(); };
            twin.plots.push(record);
            return plot;
        }
        const behind = paired?.plots.shift();
        if (!behind || behind.data.length !== options.data.length) return own.plot(parent, options);
        let data = options.data;
        const both = () => {
            const [x, ...lines] = data, fits = same(x, behind.data[0]);
            return [x, ...lines.map((y, i) => (fits && !same(y, behind.data[i + 1])
                ? behind.data[i + 1] : Array.from(x, () => null))), ...lines];
        };
        const pale = options.series.map((s) => ({ ...s, label: "reference",
            width: (s.width ?? 2) + 3, points: false,
                                                  fill: undefined, colour: SB.colours.grey +
                                                      "80" }));
        const plot = own.plot(parent, { ...options, series: [...pale, ...options.series],
            data: both() });
        // In the legend one "reference" is enough.
        const rows = [...plot.root.querySelectorAll(".u-legend .u-series")],
            first = rows.length - 2 * pale.length;
        rows.forEach((row, i) => row.classList.toggle("hidden", i > first &&
            i < first + pale.length));
        const update = plot.update;
        plot.update = (next) => { data = next; update(both()); };
        behind.changed = () => update(both());
        return plot;
    };

    SB.picture = function (parent, options) {
        const picture = own.picture(parent, options);
        const drawn = (after) => {
            for (const name of ["draw", "rgb"]) {
                const draw = picture[name];
                picture[name] = (...args) => { draw(...args); after(); };
            }
            return picture;
        };
        if (twin) {
            const record = { canvas: picture.canvas, context: picture.context, changed() {} };
            twin.pictures.push(record);
            return drawn(() => record.changed());
        }
        const behind = paired?.pictures.shift();
        const { width, height } = picture.canvas;
        if (!behind || behind.canvas.width !== width ||
            behind.canvas.height !== height) return picture;
        const copy = own.picture(parent, options), note =
            SB.h("div", { class: "say hidden" }, "The reference draws:");
        copy.canvas.before(note);
        note.append(copy.canvas);
        let waiting = false;
        const compare = () => {
            waiting = false;
            const mine = picture.context.getImageData(0, 0, width, height),
                theirs = behind.context.getImageData(0, 0, width, height);
            note.classList.toggle("hidden", same(mine.data, theirs.data));
            copy.context.putImageData(theirs, 0, 0);
        };
        const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(compare); } };
        behind.changed = later;
        return drawn(later);
    };

    // ---- the twin hears what the widget hears ----

    // Both have the same elements in the same order, but for the copies of pictures.
    const heard = "input:not([type=file]), select, button, canvas";
    const parts = (el) => [...el.querySelectorAll(heard)].filter((e) =>
        !e.closest(".say"));

    function mirror(el, shadow) {
        const pass = (event) => {
            const at = parts(el).indexOf(event.target), other = parts(shadow)[at];
            if (!other || other.tagName !== event.target.tagName) return;
            if ("value" in other) other.value = event.target.value;
            if ("checked" in other) other.checked = event.target.checked;
            const here = event.target.getBoundingClientRect(),
                there = other.getBoundingClientRect();
            other.dispatchEvent(new event.constructor(event.type, {
                bubbles: true, key: event.key, code: event.code, buttons: event.buttons,
                clientX: there.left + (event.clientX - here.left) / here.width * there.width,
                clientY: there.top + (event.clientY - here.top) / here.height * there.height,
            }));
        };
        for (const type of ["input", "change", "click", "keydown", "pointerdown", "pointermove",
            "pointerup"])
            el.addEventListener(type, pass);
    }

    // One widget starts at a time: SB.module has to know for whom it is asked.
    let before = Promise.resolve();
    const alone = SB.start;
    SB.start = function (el, widget) {
        if (!SB.play) return alone(el, widget);
        const run = async () => {
            const shadow = SB.h("div", { class: "twin", "aria-hidden": "true", inert: true });
            el.after(shadow);
            shadow.style.width = el.clientWidth + "px";
            const drawn = twin = { plots: [], pictures: [] };
            try {
                await widget.start(shadow);
            } finally {
                twin = null;
            }
            paired = { plots: [...drawn.plots], pictures: [...drawn.pictures] };
            try {
                await widget.start(el);
                mirror(el, shadow);
            } finally {
                paired = null;
            }
        };
        before = before.then(run, run);
        return before;
    };
}
