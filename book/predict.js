// predict.js: the reader places a guess, and only then the figure opens.
// <div class="predict" data-question data-value data-text data-min data-max data-step>
// stands before a <div class="behind">; without scripts, and in print, that is simply shown.
"use strict";
{
    const places = (step) => (String(step).split(".")[1] ?? "").length;

    function start(box) {
        const { question, value, text, min, max, step, key } = box.dataset;
        const behind = box.nextElementSibling, truth = Number(value), memory = "predict " + key;
        const where = (v) => 100 * (Math.min(Math.max(v, min), max) - min) / (max - min) + "%";
        const answer = SB.say();

        function open() {
            box.classList.add("seen");
            box.dataset.seen = "yes";
            controls.remove();
        }
        function reveal(guess) {
            const off = guess - truth, digits = Math.max(places(step), places(text));
            const far = Math.abs(off) <= step / 2 ? "as close as the slider comes"
                : `${Math.abs(off).toFixed(digits)} too ${off > 0 ? "high" : "low"}`;
            box.dataset.guess = guess;
            answer.textContent = `You said ${guess}, it is ${text}: ${far}.`;
            box.insertBefore(SB.h("div", { class: "scale", "aria-hidden": "true" },
                SB.h("span", { class: "truth", style: `left: ${where(truth)}` }),
                SB.h("span", { class: "guess", style: `left: ${where(guess)}` })), answer);
            open();
            try { sessionStorage.setItem(memory, guess); } catch { /* the page forgets, no more */ }
        }
        const middle = Number(min) + Math.round((max - min) / step / 2) * step;
        const slider = SB.slider({ label: "Your guess", min, max, step, value: middle, change: () => {},
                                   format: (v) => Number(v).toFixed(places(step)) });
        const show = SB.h("button", { type: "button", onclick: () => { reveal(slider.value); answer.focus(); } }, "Show me");
        const skip = SB.h("button", { type: "button", class: "quiet", onclick: () => { answer.textContent = `It is ${text}.`; open(); answer.focus(); } }, "Skip");
        const controls = SB.h("div", {}, slider.el, show, " ", skip);

        answer.tabIndex = -1;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", "A guess first");
        box.append(SB.h("p", { class: "question" }, SB.h("b", {}, "Guess first. "), question), controls, answer);
        box.reveal = open;
        let before = null;
        try { before = sessionStorage.getItem(memory); } catch { /* nothing remembered */ }
        if (before !== null) reveal(Number(before));
        behind.dataset.predict = key;
    }

    // A link to something that is still hidden opens it.
    function follow() {
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        for (let el = target; el; el = el.parentElement)
            if (el.classList.contains("behind")) el.previousElementSibling.reveal();
        if (target) target.scrollIntoView();
    }
    for (const box of document.querySelectorAll(".predict")) start(box);
    if (location.hash) follow();
    addEventListener("hashchange", follow);
}
