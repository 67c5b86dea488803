// predict.js: the figure opens only after the reader has placed a guess. <div class="predict"
// data-question data-key ...> stands before a <div class="behind">; without scripts, and in print,
// that is simply shown. A guess is a number (data-value data-text data-min data-max data-step) or a
// curve that one draws (data-curve data-x data-y and their labels). The boxes of a page open in
// order, because the content of one may give away the answer to the one before. Guesses are
// remembered, even half-drawn ones.
"use strict";
{
    const places = (text) => (String(text).split(".")[1] ?? "").length;
    const shown = (text) => String(text).replace("-", "\u2212");

    const REACH = 24; // pixels: a curve that ends so close to the right edge is meant to reach it

    // Storage is optional: without it the page works but does not remember.
    const memory = {
        get(key) { try { return localStorage.getItem(key); } catch { return null; } },
        set(key, value) { try { localStorage.setItem(key, value); } catch { /* forgotten */ } },
        forget(key) { try { localStorage.removeItem(key); } catch { /* nothing kept */ } },
    };

    // Each kind: el to guess with, full() whether there is a guess, missing() what is still to do,
    // guess() to keep, resume(guess) to go on with one, known() what the answer is, reveal(guess)
    // to show both and say how far apart they are.

    function number(box, changed) {
        const { value, text, min, max, step } = box.dataset, truth = Number(value);
        const where = (v) => 100 * (Math.min(Math.max(v, min), max) - min) / (max - min) + "%";
        const middle = Number(min) + Math.round((max - min) / step / 2) * step;
        const slider = SB.slider({ label: "Your guess", min, max, step, value: middle,
            change: () => changed(), format: (v) => Number(v).toFixed(places(step)) });
        return {
            el: slider.el, full: () => true, missing: () => "", guess: () => String(slider.value),
            resume: (guess) => { slider.show(Number(guess)); },
            known: () => { slider.el.remove(); return `It is ${shown(text)}.`; },
            reveal(guess) {
                const off = guess - truth, digits = Math.max(places(step), places(text));
                const far = Math.abs(off) <= step / 2 ? "as close as the slider comes"
                    : `${Math.abs(off).toFixed(digits)} too ${off > 0 ? "high" : "low"}`;
                slider.el.replaceWith(SB.h("div", { class: "scale", "aria-hidden": "true" },
                    SB.h("span", { class: "truth", style: `left: ${where(truth)}` }),
                    SB.h("span", { class: "guess", style: `left: ${where(guess)}` })));
                return `You said ${shown(guess)}, it is ${shown(text)}: ${far}.`;
            },
        };
    }

    const svg = (tag, attributes = {}, ...children) => {
        const el = document.createElementNS("http://www.w3.org/2000/svg", tag);
        for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
        el.append(...children);
        return el;
    };

    // Round numbers from lo to hi, some five of them.
    function ticks(lo, hi) {
        const rough = (hi - lo) / 5, power = 10 ** Math.floor(Math.log10(rough));
        const step = power * [1, 2, 5, 10].find((m) => m * power >= rough * 0.99), out = [];
        for (let i = Math.ceil(lo / step); i * step <= hi;
            i++) out.push(Number((i * step).toFixed(6)));
        return out;
    }

    // Where the curve starts is given. The rest is drawn, by a pointer or by arrow keys.
    function curve(box, changed) {
        const { xlabel, ylabel } = box.dataset, texts = box.dataset.curve.split(" "),
            n = texts.length;
        const [x0, x1] = box.dataset.x.split(" ").map(Number),
            [lo, hi] = box.dataset.y.split(" ").map(Number);
        const truth = texts.map(Number), digits = places(texts[0]), drawn = new Array(n).fill(null);
        const left = 44, right = 12, top = 10, bottom = 42, height = 280;
        let at = 0, width = 0, open = false;
        drawn[0] = truth[0];

        const grid = svg("g"), mine = svg("path", { class: "guess" }),
            real = svg("path", { class: "truth", pathLength: 1 });
        const here = svg("circle", { class: "here", r: 6 }),
            hint = svg("text", { class: "hint", "text-anchor": "middle" },
            "Draw from the dot to the right edge");
        const plot = svg("svg", { class: "draw", tabindex: 0, role: "slider", "aria-valuemin": lo,
            "aria-valuemax": hi,
            "aria-label": `Your curve, ${ylabel} by ${xlabel}: left and right arrows choose a ` +
            `place, up and down the value` },
            grid, hint, mine, real, here);
        const legend = SB.h("p", { class: "keys hidden", "aria-hidden": "true" },
            SB.h("span", { class: "guess" }, "your curve"),
                            SB.h("span", { class: "truth" }, "what the C computes"));
        const el = SB.h("div", {}, plot, legend);

        const column = (i) => x0 + (x1 - x0) * i / (n - 1);
        const x = (i) => left + (width - left - right) * i / (n - 1);
        const y = (v) => top + (height - top - bottom) * (hi - v) / (hi - lo);
        const path = (values) =>
            values.map((v, i) =>
            (v === null ? "" : `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`)).join("");

        function show() {
            mine.setAttribute("d", path(drawn));
            hint.classList.toggle("hidden", open || drawn[1] !== null);
            if (open) return;
            here.setAttribute("cx", x(at));
            here.setAttribute("cy", y(drawn[at]));
            plot.setAttribute("aria-valuenow", drawn[at].toFixed(digits));
            plot.setAttribute("aria-valuetext", `${drawn[at].toFixed(digits)} at ${column(at)}`);
        }
        function lay() {
            width = Math.max(240, el.clientWidth || 560);
            plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
            grid.replaceChildren(
                ...ticks(lo, hi).flatMap((v) => [
                    svg("path", { class: v === 0 ? "axis" : "grid",
                        d: `M${left} ${y(v)}H${width - right}` }),
                    svg("text", { x: left - 6, y: y(v) + 4, "text-anchor": "end" }, shown(v))]),
                ...ticks(x0, x1).flatMap((v) => {
                    const place = left + (width - left - right) * (v - x0) / (x1 - x0);
                    return [svg("path", { class: "grid",
                        d: `M${place} ${top}V${height - bottom}` }),
                            svg("text", { x: place, y: height - bottom + 16,
                                "text-anchor": "middle" }, v)];
                }),
                svg("text", { x: (left + width - right) / 2, y: height - 6,
                    "text-anchor": "middle" }, xlabel),
                svg("text", { transform: `translate(12 ${(top + height - bottom) / 2}) rotate(-90)`,
                    "text-anchor": "middle" }, ylabel));
            hint.setAttribute("x", (left + width) / 2);
            hint.setAttribute("y", (top + height - bottom) / 2);
            if (open) real.setAttribute("d", path(truth));
            show();
        }
        // A straight line from what is drawn at column `from` to value v at column i.
        function line(from, i, v) {
            const start = drawn[from], way = i - from;
            for (let k = Math.min(1, way); k <= Math.max(-1, way); k++)
                if (k !== 0) drawn[from + k] = start + (v - start) * k / way;
            at = i;
            show();
            changed();
        }
        const bounded = (v) => Math.min(Math.max(v, lo), hi);
        const last = () => { const i = drawn.indexOf(null); return (i < 0 ? n : i) - 1; };
        let stroke = null, pointer = 0; // the column and the place where the pointer was
        function put(event) {
            const r = plot.getBoundingClientRect(), px = (event.clientX - r.left) * width / r.width;
            pointer = px;
            const i = Math.min(Math.max(Math.round((px - left) / (width - left - right) * (n - 1)),
                1), n - 1);
            const v = bounded(hi - ((event.clientY - r.top) *
                height / r.height - top) / (height - top - bottom) * (hi - lo));
            const from = stroke ?? (i > last() ? last() : i);
            if (from === i) { drawn[i] = v; at = i; show(); changed(); } else line(from, i, v);
            stroke = i;
        }
        plot.addEventListener("pointerdown", (event) => {
            if (open) return;
            event.preventDefault();
            plot.focus({ preventScroll: true });
            plot.setPointerCapture(event.pointerId);
            stroke = null;
            put(event);
        });
        plot.addEventListener("pointermove", (event) => {
            if (!open && plot.hasPointerCapture(event.pointerId))
                for (const e of event.getCoalescedEvents?.() ?? [event]) put(e);
        });
        // A curve that stops just before the edge continues to it at the same height.
        plot.addEventListener("pointerup", () => {
            const end = last();
            if (!open && end > 0 && end < n - 1 && x(n - 1) - pointer <= REACH)
                line(end, n - 1, drawn[end]);
        });
        plot.addEventListener("keydown", (event) => {
            const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], End: [n, 0], Home: [-n, 0],
                           ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 5],
                               PageDown: [0, -5] }[event.key];
            if (!step || open) return;
            event.preventDefault();
            const i = Math.min(Math.max(at + step[0], step[0] > 0 || at > 0 ? 1 : 0), n - 1);
            if (i > last()) line(last(), i, drawn[last()]); // on, at the same height
            else { at = i; show(); }
            if (step[1] && at > 0) { drawn[at] = bounded(drawn[at] + step[1] * (hi - lo) / 40);
                show(); changed(); }
        });
        new ResizeObserver(() => { if (Math.abs(el.clientWidth - width) > 1) lay(); }).observe(el);
        lay();

        function uncover(guessed) {
            open = true;
            plot.classList.add("open");
            legend.classList.remove("hidden");
            legend.firstChild.classList.toggle("hidden", !guessed);
            plot.removeAttribute("tabindex");
            for (const name of ["aria-valuemin", "aria-valuemax", "aria-valuenow",
                "aria-valuetext"]) plot.removeAttribute(name);
            plot.setAttribute("role", "img");
            plot.setAttribute("aria-label", `${ylabel} by ${xlabel}` +
                (guessed ? ": your curve, and what the C computes" : ""));
            lay();
        }
        return {
            el, full: () => last() === n - 1,
            missing: () => (last() === 0 || last() === n - 1 ? ""
                : `Your curve ends at ${column(last())}: draw on to ${x1}, or press End.`),
            guess: () => drawn.filter((v) => v !== null).map((v) => v.toFixed(digits)).join(" "),
            resume(guess) {
                guess.split(" ").forEach((v, i) => { if (i < n) drawn[i] = Number(v); });
                show();
            },
            known() {
                drawn.fill(null, 1);
                at = 0;
                uncover(false);
                return `It goes from ${shown(texts[0])} at ${x0} to ${shown(texts[n - 1])} at ` +
                    `${x1}.`;
            },
            reveal(guess) {
                guess.split(" ").forEach((v, i) => { if (i < n) drawn[i] = Number(v); });
                uncover(true);
                const off = drawn.map((v, i) => Math.abs(v - truth[i])),
                    most = off.indexOf(Math.max(...off));
                const mean = off.reduce((sum, v) => sum + v, 0) / n;
                return `On average you are ${mean.toFixed(digits)} off, most of all at ` +
                    `${column(most)}: ` +
                    `you drew ${shown(drawn[most].toFixed(digits))}, it is ${shown(texts[most])}.`;
            },
        };
    }

    const boxes = [...document.querySelectorAll(".predict")];

    // What is asked of a reader who comes to a box before the one above it is open.
    function waiting(box, before) {
        const skip = SB.h("button", { type: "button", class: "quiet", onclick: () => {
            for (const other of boxes.slice(0, boxes.indexOf(box))) other.reveal();
            box.querySelector("button, input, svg")?.focus();
        } }, "Skip those above");
        box.replaceChildren(SB.h("p", {}, SB.h("b", {}, "Guess first. "),
            "This question gives away the one above: ",
            SB.h("a", { href: "#" + before.id }, "place that guess"), " before you go on."),
            SB.h("div", {}, skip));
    }

    function start(box) {
        const { question, key } = box.dataset, behind = box.nextElementSibling,
            kept = "predict " + key, draft = "draft " + key;
        const answer = SB.say(), missing = SB.say(), button = (name, act, text) =>
            SB.h("button", { type: "button", class: name, onclick: act }, text);
        const changed = () => {
            show.disabled = !kind.full();
            missing.textContent = kind.missing();
            memory.set(draft, kind.guess());
        };
        const kind = (box.dataset.curve ? curve : number)(box, () => changed());
        const show = button("", () => { reveal(kind.guess()); answer.focus(); }, "Show me");
        const skip = button("quiet", () => { known(); memory.set(kept, ""); answer.focus(); },
            "Skip");
        const buttons = SB.h("div", {}, show, " ", skip);

        function open(text) {
            answer.textContent = text;
            box.classList.add("seen");
            box.dataset.seen = "yes";
            buttons.remove();
            missing.remove();
            box.append(SB.h("div", { class: "once-more" }, button("quiet", again, "Guess again")));
            begin(boxes.indexOf(box) + 1);
        }
        function known() { if (!box.dataset.seen) open(kind.known()); }
        function reveal(guess) {
            box.dataset.guess = guess;
            open(kind.reveal(guess));
            memory.set(kept, guess);
            memory.forget(draft);
        }
        // Forget this guess and those below it, and close their boxes.
        function again() {
            const at = boxes.indexOf(box);
            for (const other of boxes.slice(at)) {
                memory.forget("predict " + other.dataset.key);
                other.classList.remove("seen");
                delete other.dataset.seen;
                delete other.dataset.guess;
                delete other.dataset.begun;
            }
            begin(at);
            box.querySelector("input, svg.draw")?.focus();
        }
        show.disabled = !kind.full();
        answer.tabIndex = -1;
        box.replaceChildren(SB.h("p", { class: "question" }, SB.h("b", {}, "Guess first. "),
            question), kind.el, buttons, missing, answer);
        box.reveal = known;
        const before = memory.get(kept), half = memory.get(draft);
        if (before === "") known(); // skipped
        else if (before !== null) reveal(before);
        else if (half) { kind.resume(half); show.disabled = !kind.full();
            missing.textContent = kind.missing(); }
        behind.dataset.predict = key;
    }

    // The first box that is not open can be answered; those below wait for it.
    function begin(from) {
        for (let i = from; i < boxes.length; i++) {
            const before = boxes[i - 1];
            if (i > 0 && !before.dataset.seen) waiting(boxes[i], before);
            else if (!boxes[i].dataset.begun) {
                boxes[i].dataset.begun = "yes";
                start(boxes[i]); // goes on from here if its guess is remembered
                if (boxes[i].dataset.seen) return;
            }
        }
    }

    // A link to something that is still hidden opens it.
    function follow() {
        const target = location.hash && document.getElementById(
            decodeURIComponent(location.hash.slice(1)));
        const last = Math.max(...boxes.map((box, i) =>
            (target && box.nextElementSibling.contains(target) ? i : -1)));
        for (const box of boxes.slice(0, last + 1)) box.reveal();
        if (target) target.scrollIntoView();
    }
    boxes.forEach((box, i) => {
        box.id = "guess-" + (i + 1);
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "A guess first");
    });
    begin(0);
    if (location.hash) follow();
    addEventListener("hashchange", follow);
}
