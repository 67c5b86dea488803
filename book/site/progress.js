// progress.js: the points of all exercises, kept in this browser, and shown in the navigation.
import { course } from "../judge/course.js";
import { h } from "./show.js";

const KEY = "sparsebook.points";

function read() {
    try {
        return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
        return {};
    }
}

export const pointsOf = (exercise) => read()[exercise]?.points ?? 0;

export function note(exercises) {
    const points = read();
    for (const e of exercises) points[e.exercise] = { points: e.points, of: e.of, state: e.state };
    try {
        localStorage.setItem(KEY, JSON.stringify(points));
    } catch {
        /* work.js says that the store is full */
    }
    show();
}

export function forget() {
    try {
        localStorage.removeItem(KEY);
    } catch {
        /* there was nothing */
    }
    show();
}

export function total() {
    const points = read(),
        all = course.chapters.flatMap((c) => c.exercises);
    return {
        points: all.reduce((sum, e) => sum + (points[e.name]?.points ?? 0), 0),
        of: all.reduce((sum, e) => sum + e.points, 0),
    };
}

// Points beside each chapter in the bar, a mark at full marks, and the sum.
export function show() {
    const points = read();
    for (const c of course.chapters) {
        const link = document.querySelector(`.bar a[href="${c.directory}.html"]`);
        if (!link) continue;
        const won = c.exercises.reduce((sum, e) => sum + (points[e.name]?.points ?? 0), 0);
        const of = c.exercises.reduce((sum, e) => sum + e.points, 0);
        link.querySelector(".won")?.remove();
        if (won === 0) continue;
        const done = won === of;
        link.append(
            h(
                "span",
                { class: "won" },
                h("span", { "aria-hidden": "true" }, done ? " ✓" : ` ${won}/${of}`),
                h("span", { class: "unseen" }, done ? ", done" : `, ${won} of ${of} points`),
            ),
        );
    }
    const { points: sum, of } = total();
    for (const el of document.querySelectorAll(".total")) el.textContent = `${sum} of ${of} points`;
}

addEventListener("storage", (event) => {
    if (event.key === KEY) show();
});
