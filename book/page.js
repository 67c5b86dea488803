// page.js: everything around a page's text: light and dark, the menu, search, keys, cards with
// definitions, links to headings, videos. Pages can be read without it.
"use strict";
{
    const root = document.documentElement, all = (css) => [...document.querySelectorAll(css)];
    const make = (tag, attributes = {}, ...children) => {
        const el = document.createElement(tag);
        for (const [key, value] of Object.entries(attributes))
            if (key.startsWith("on")) el.addEventListener(key.slice(2), value);
            else el.setAttribute(key, value);
        el.append(...children);
        return el;
    };

    // ---- what scrolls inside itself ----

    // Make it reachable by keyboard, and fade it where it continues.
    const more = (el) =>
        el.classList.toggle("more", el.scrollLeft + el.clientWidth < el.scrollWidth - 1);
    function reachable() {
        for (const el of all("pre, .paper, table, math[display=block]")) {
            if (el.scrollWidth > el.clientWidth + 1) el.setAttribute("tabindex", "0");
            else el.removeAttribute("tabindex");
            more(el);
            el.onscroll = () => more(el);
        }
    }
    // On a wide page, the contents are open.
    if (matchMedia("(min-width: 86rem)").matches)
        for (const d of all("details.contents")) d.open = true;
    // On a phone a figure is large enough to read, and scrolls; a tap shows all of it. Elsewhere,
    // and without scripts, a click opens its file.
    for (const link of all(".paper a"))
        link.addEventListener("click", (event) => {
            if (!matchMedia("(max-width: 36rem)").matches) return;
            event.preventDefault();
            link.parentNode.classList.toggle("whole");
            reachable();
        });
    addEventListener("load", reachable);
    addEventListener("resize", reachable);
    for (const d of all("details")) d.addEventListener("toggle", reachable);

    // Open whatever is folded for printing, and fold it again afterwards.
    let folded = [];
    addEventListener("beforeprint", () => {
        folded = all("main details:not([open]):not(.bugs):not(.contents)");
        for (const d of folded) d.open = true;
        for (const img of all("main img")) img.loading = "eager";
    });
    addEventListener("afterprint", () => { for (const d of folded) d.open = false; });

    // ---- light and dark ----

    const dark = matchMedia("(prefers-color-scheme: dark)");
    const is_dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
    const light = document.getElementById("theme");
    const name_light = () => { light.textContent = is_dark() ? "Light page" : "Dark page"; };
    function turn() {
        root.dataset.theme = is_dark() ? "light" : "dark";
        if ((root.dataset.theme === "dark") === dark.matches) delete root.dataset.theme;
        try {
            if (root.dataset.theme) localStorage.setItem("theme", root.dataset.theme);
            else localStorage.removeItem("theme");
        } catch { /* the page forgets, no more */ }
        name_light();
        dispatchEvent(new Event("theme"));
    }
    light.addEventListener("click", turn);
    dark.addEventListener("change", name_light);
    name_light();

    // ---- dialogs ----

    function dialog(title, ...children) {
        const close = make("button", { type: "button", class: "quiet", onclick: () => box.close() },
            "Close");
        const box = make("dialog", { "aria-label": title },
            make("div", { class: "top" }, make("b", {}, title), close), ...children);
        box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
        document.body.append(box);
        return box;
    }

    // ---- search ----

    const script = (src) => new Promise((done, failed) => {
        const el = make("script", { src, onload: done,
            onerror: () => failed(new Error(src + " is not beside this page")) });
        document.head.append(el);
    });
    const input = make("input", { type: "search", "aria-label": "Search the book",
        placeholder: "kurtosis, whitening, ReLU ...", autocomplete: "off" });
    const found = make("ol", { class: "found" });
    const count = make("p", { class: "count", role: "status" });
    let finder = null, index = null;

    // The library and the sections come when somebody searches for the first time.
    const ready = () => index ??= Promise.all([script("minisearch.js"), script("search.js")])
        .then(() => {
            const mini = new globalThis.MiniSearch({ fields: ["title", "text"],
                storeFields: ["page", "anchor", "title", "intro", "chapter"],
                searchOptions: { prefix: true, fuzzy: (term) => term.length > 7 && 0.2,
                    combineWith: "AND",
                    boost: { title: 3 } } });
            const names = new Map(globalThis.book_sections.filter((s) => !s[1])
                .map((s) => [s[0], s[2]]));
            mini.addAll(globalThis.book_sections.map(([page, anchor, title, text, intro], id) =>
                ({ id, page, anchor, title, text, intro, chapter: names.get(page) })));
            return mini;
        });
    async function look() {
        const words = input.value.trim();
        let mini;
        try {
            mini = await ready();
        } catch (error) {
            count.textContent = `The search cannot start: ${error.message}.`;
            return;
        }
        if (words !== input.value.trim()) return;
        const results = words ? mini.search(words).slice(0, 20) : [];
        count.textContent = !words ? "" : results.length === 0 ? "Nothing is found."
            : `${results.length}${results.length === 20 ? " or more" : ""} sections`;
        found.replaceChildren(...results.map((r) => make("li", {},
            make("a", { href: r.page + ".html" + (r.anchor && "#" + r.anchor),
                onclick: () => finder.close() },
                make("b", {}, r.title),
                make("small", {}, r.anchor ? ` ${r.chapter}` : "")),
            r.intro ? make("p", {}, r.intro + (r.intro.length >= 155 ? " ..." : "")) : "")));
    }
    function search() {
        finder ??= dialog("Search", input, count, found);
        finder.showModal();
        input.select();
        ready().catch(() => look());
    }
    input.addEventListener("input", look);
    input.addEventListener("keydown", (event) => {
        if (!["ArrowDown", "Enter", "Escape"].includes(event.key)) return;
        event.preventDefault();
        if (event.key === "Escape") { finder.close(); return; } // which else empties the field
        const first = found.querySelector("a");
        if (event.key === "Enter") first?.click(); else first?.focus();
    });
    found.addEventListener("keydown", (event) => {
        const links = [...found.querySelectorAll("a")], at = links.indexOf(event.target);
        if (event.key === "ArrowDown") links[at + 1]?.focus();
        else if (event.key === "ArrowUp") (links[at - 1] ?? input).focus();
        else return;
        event.preventDefault();
    });
    document.getElementById("search").addEventListener("click", search);

    // ---- keys ----

    const go = (css) => document.querySelector(css)?.click();
    const keys = {
        "/": ["search the book", search],
        n: ["the next page", () => go("footer .next")],
        p: ["the page before", () => go("footer .previous")],
        d: ["dark or light", turn],
        "?": ["these keys", () => help()],
    };
    let card_of_keys = null;
    function help() {
        const rows = Object.entries(keys).map(([key, [what]]) => [key, what]);
        rows.push(["arrow keys", "move a slider, or a point of a picture, once it has the focus"],
            ["Home, End", "a slider's first and last place"],
            ["Tab", "the next thing that answers"],
            ["Esc", "close what is open"]);
        card_of_keys ??= dialog("Keys", make("dl", { class: "keys-help" }, ...rows.flatMap(
            ([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)])));
        card_of_keys.showModal();
    }
    document.getElementById("keys").addEventListener("click", help);
    addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
        const at = event.target;
        if (at.isContentEditable || at.closest?.("input:not([type=range]), textarea, select, " +
            "[role=textbox], dialog")) return;
        const known = Object.hasOwn(keys, event.key) && keys[event.key];
        if (!known) return;
        event.preventDefault();
        known[1]();
    });

    // Close the menu when the focus leaves it.
    const menu = document.querySelector(".menu");
    addEventListener("click", (event) => {
        if (menu.open && (!menu.contains(event.target) || event.target.closest("a, button")))
            menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        menu.open = false;
        menu.querySelector("summary").focus();
    });

    // ---- the terms of the glossary ----

    const card = make("div", { class: "card", role: "tooltip", id: "definition", hidden: "" });
    document.body.append(card);
    function explain(term) {
        card.replaceChildren(make("b", {}, term.textContent + ": "), term.dataset.definition);
        card.hidden = false;
        card.style.left = card.style.top = "0"; // at its natural width
        const at = term.getBoundingClientRect(), size = card.getBoundingClientRect();
        const left = Math.min(Math.max(at.left, 8), root.clientWidth - size.width - 8);
        const above = at.bottom + size.height + 8 > innerHeight && at.top > size.height + 8;
        card.style.left = left + scrollX + "px";
        card.style.top = (above ? at.top - size.height - 6 : at.bottom + 6) + scrollY + "px";
        term.setAttribute("aria-describedby", "definition");
    }
    function unexplain() {
        card.hidden = true;
        document.querySelector("[aria-describedby=definition]")
            ?.removeAttribute("aria-describedby");
    }
    for (const term of all("a.term")) {
        let touched = false;
        term.addEventListener("mouseenter", () => explain(term));
        term.addEventListener("mouseleave", unexplain);
        term.addEventListener("focus", () => explain(term));
        term.addEventListener("blur", unexplain);
        // A finger cannot hover, so the first tap explains and the second follows the link.
        term.addEventListener("pointerdown", (event) => {
            touched = event.pointerType === "touch" && card.hidden;
        });
        term.addEventListener("click", (event) => {
            if (!touched) return;
            event.preventDefault();
            explain(term);
        });
    }
    addEventListener("keydown", (event) => { if (event.key === "Escape") unexplain(); });

    // ---- headings, examples to copy, videos ----

    for (const heading of all("main :is(h2, h3)[id]"))
        heading.append(make("a", { class: "anchor", href: "#" + heading.id,
            "aria-label": "Link to this section" }, "#"));

    for (const pre of all("pre.bibtex")) {
        const copy = make("button", { type: "button", class: "copy", onclick: async () => {
            try {
                await navigator.clipboard.writeText(pre.innerText);
                copy.textContent = "Copied";
            } catch { // no leave: select it, so that Ctrl-C does
                getSelection().selectAllChildren(pre);
                copy.textContent = "Selected: press Ctrl-C";
            }
        } }, "Copy");
        pre.after(copy);
    }

    for (const box of all(".video"))
        box.querySelector("button").addEventListener("click", () => {
            box.replaceChildren(make("iframe", { title: "Video of this chapter",
                allow: "fullscreen; picture-in-picture", allowfullscreen: "",
                referrerpolicy: "strict-origin-when-cross-origin",
                src: `https://www.youtube-nocookie.com/embed/${box.dataset.video}?autoplay=1` }));
        });
}
