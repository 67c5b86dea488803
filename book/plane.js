// plane.js: a plane with points to drag, for the widgets of geometry. Loaded by those that need it.
"use strict";

// A square plane from -reach to reach, or a box [x0, x1, y0, y1] so high, in a group `label`.
// draw(shapes) replaces what is on it:
//   {arrow: [x0, y0, x1, y1], colour, width, dash}, {path: [[x, y], ...], colour, fill, closed},
//   {dot: [x, y], colour, radius}, {text, at: [x, y], colour}
// handle({at: [x, y], label, moved(x, y)}) is a point that pointer and arrow keys move; moved
// returns its new place, and says() the text for a screen reader.
SB.plane = function (parent, { reach, label, size = 300, high = size,
                               box = [-reach, reach, -reach, reach] }) {
    const NS = "http://www.w3.org/2000/svg";
    const svg = (tag, attributes = {}, ...children) => {
        const el = document.createElementNS(NS, tag);
        for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
        el.append(...children);
        return el;
    };
    const [x0, x1, y0, y1] = box;
    const x = (v) => size * (v - x0) / (x1 - x0), y = (v) => high * (y1 - v) / (y1 - y0);
    const shapes = svg("g"), handles = svg("g");
    const root = svg("svg", { class: high < size ? "plane wide" : "plane", role: "group",
        viewBox: `0 0 ${size} ${high}`, "aria-label": label },
        svg("path", { class: "axis", d: `M0 ${y(0)}H${size}M${x(0)} 0V${high}` }), shapes, handles);
    parent.append(root);
    const drawn = {
        arrow({ arrow: [x0, y0, x1, y1], colour, width = 2.5, dash }) {
            const dx = x(x1) - x(x0), dy = y(y1) - y(y0), length = Math.hypot(dx, dy);
            const line = { d: `M${x(x0)} ${y(y0)}L${x(x1)} ${y(y1)}`, stroke: colour,
                "stroke-width": width, "stroke-dasharray": dash ?? "none" };
            if (length < 4) return svg("path", line);
            const u = [dx / length, dy / length], tip = [x(x1), y(y1)];
            const back = [tip[0] - 9 * u[0], tip[1] - 9 * u[1]];
            return svg("g", {}, svg("path", line), svg("path", { fill: colour, stroke: "none",
                d: `M${tip}L${back[0] - 4 * u[1]} ${back[1] + 4 * u[0]}` +
                    `L${back[0] + 4 * u[1]} ${back[1] - 4 * u[0]}Z` }));
        },
        path: ({ path, colour, fill = "none", closed, width = 2, dash }) => svg("path", {
            d: "M" + path.map(([a, b]) => `${x(a)} ${y(b)}`).join("L") + (closed ? "Z" : ""),
            stroke: colour, fill, "fill-opacity": 0.18, "stroke-width": width,
            "stroke-dasharray": dash ?? "none" }),
        dot: ({ dot: [a, b], colour, radius = 4 }) => svg("circle", { cx: x(a), cy: y(b),
            r: radius, fill: colour }),
        text: ({ text, at: [a, b], colour }) => svg("text", { x: x(a), y: y(b), fill: colour,
            "text-anchor": "middle" }, text),
    };
    return {
        el: root,
        draw(list) {
            shapes.replaceChildren(...list.map((shape) =>
                drawn[Object.keys(drawn).find((kind) => kind in shape)](shape)));
        },
        handle({ at, label: name, colour, step = reach / 40, steps = [step, step], radius = 9,
            moved, says = () => `${at[0].toFixed(2)}, ${at[1].toFixed(2)}` }) {
            const el = svg("circle", { class: "handle", r: radius, fill: colour, tabindex: 0,
                role: "slider", "aria-label": name,
                "aria-valuemin": x0, "aria-valuemax": x1 });
            const place = () => {
                el.setAttribute("cx", x(at[0]));
                el.setAttribute("cy", y(at[1]));
                el.setAttribute("aria-valuenow", at[0].toFixed(2));
                el.setAttribute("aria-valuetext", says());
            };
            const inside = (v, lo, hi) => Math.min(Math.max(v, lo), hi);
            const go = (a, b) => {
                at = moved(inside(a, x0, x1), inside(b, y0, y1)) ?? at;
                place();
            };
            el.addEventListener("pointerdown", (event) => {
                event.preventDefault();
                el.focus({ preventScroll: true });
                el.setPointerCapture(event.pointerId);
            });
            el.addEventListener("pointermove", (event) => {
                if (!el.hasPointerCapture(event.pointerId)) return;
                const seen = root.getBoundingClientRect();
                go(x0 + (x1 - x0) * (event.clientX - seen.left) / seen.width,
                    y1 - (y1 - y0) * (event.clientY - seen.top) / seen.height);
            });
            el.addEventListener("keydown", (event) => {
                const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1],
                    ArrowDown: [0, -1] }[event.key];
                if (!by) return;
                event.preventDefault();
                go(at[0] + by[0] * steps[0], at[1] + by[1] * steps[1]);
            });
            handles.append(el);
            place();
            return { el, set(a, b) { at = [a, b]; place(); } };
        },
    };
};
