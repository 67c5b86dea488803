// show.js: a report of the judge, report.json (grader/README.md), as a part of a page. The
// sentences are the judge's own; only the labels are here, as grader/report/show.c has them.

export function h(tag, attributes = {}, ...children) {
    const el = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes)) {
        if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
        else if (value === true) el.setAttribute(key, "");
        else if (value !== false && value !== undefined) el.setAttribute(key, value);
    }
    el.append(...children);
    return el;
}

const IN_FULL = 2; // lost properties that are shown at once

// `code` in a sentence.
function sentence(text) {
    return text.split(/`([^`]*)`/).map((part, i) => (i % 2 ? h("code", {}, part) : part));
}

function lost(p) {
    const rows = [
        ["call", p.call],
        ["input", p.input],
        ["expected", p.expected],
        ["got", p.got],
        ["but", p.but],
        ["smaller", p.smallest],
        ["hint", p.hint],
        ["printed", p.printed],
    ];
    const list = h("dl");
    for (const [label, text] of rows)
        if (text)
            list.append(h("dt", {}, label), h("dd", { class: label }, text.replace(/\n$/, "")));
    return h(
        "li",
        {},
        h("p", {}, h("span", { class: "points" }, `lost ${p.of}: `), p.description ?? p.property),
        list,
    );
}

const number = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

// The report of one exercise, e of report.json.
export function showExercise(e) {
    const out = h("div", { class: "verdict", "data-state": e.state });
    out.append(
        h(
            "p",
            { class: "state" },
            h("strong", {}, `${e.state}: ${e.points} of ${number(e.of, "point")}`),
        ),
    );
    if (e.why) {
        out.append(h("p", { class: "why" }, ...sentence(e.why)));
        return out;
    }
    if (e.slip)
        out.append(h("p", { class: "likely" }, h("strong", {}, "look: "), ...sentence(e.slip)));
    else if (e.sentence && e.state !== "done")
        out.append(
            h("p", { class: "likely" }, h("strong", {}, "likely: "), ...sentence(e.sentence)),
        );
    if (e.compiler && e.state !== "done")
        out.append(h("p", { class: "why" }, h("strong", {}, "compiler: "), e.compiler));
    const all = e.properties.filter((p) => p.outcome !== "passed");
    if (e.state !== "not started" && all.length > 0) {
        const first = h("ul", { class: "lost" }, ...all.slice(0, IN_FULL).map(lost));
        out.append(first);
        if (all.length > IN_FULL)
            out.append(
                h(
                    "details",
                    {},
                    h(
                        "summary",
                        {},
                        "lost too: " +
                            number(all.length - IN_FULL, "more property").replace(
                                "propertys",
                                "properties",
                            ),
                    ),
                    h("ul", { class: "lost" }, ...all.slice(IN_FULL).map(lost)),
                ),
            );
    }
    if (e.withheld > 0)
        out.append(
            h(
                "p",
                {},
                `${number(e.withheld, "point")} of fixed examples ` +
                    `wait${e.withheld === 1 ? "s" : ""} until a property with random inputs holds`,
            ),
        );
    return out;
}
