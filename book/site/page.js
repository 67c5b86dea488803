// page.js: the editors of a page, and what belongs to them. Each exercise has its section of the
// chapter's file; all of them write into one text (work.js).
/* global SB */
import { course } from "../judge/course.js";
import { check, warm } from "./checker.js";
import { editor } from "./editor.js";
import { loadSkeletons, saveToFolder } from "./files.js";
import { hintsOf, referenceOf } from "./help.js";
import { missing } from "./missing.js";
import { panel } from "./panel.js";
import { note, show as showProgress } from "./progress.js";
import { h, showExercise } from "./show.js";
import {
    isChanged,
    onWork,
    section,
    setSkeleton,
    setText,
    skeletonOf,
    storeTrouble,
    textOf,
    withSection,
} from "./work.js";

const directory = document.documentElement.dataset.chapter;
const chapter = course.chapters.find((c) => c.directory === directory);
const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
const editors = []; // of this page: {number, set}

// ---- the first touch ----

let touched = false;
function touch(say) {
    if (touched) return;
    touched = true;
    // Then it needs the network.
    navigator.serviceWorker?.register(new URL("../sw.js", import.meta.url)).catch(() => {});
    warm(directory, say);
}

// ---- one exercise ----

// A check's progress in words; a bar while the compiler loads.
function progressLine() {
    const words = h("span"),
        bar = h("progress", {
            max: 1,
            value: 0,
            hidden: true,
            "aria-label": "the compiler is fetched",
        });
    const el = h("p", { class: "status", role: "status" }, words, " ", bar);
    const say = (text, share) => {
        words.textContent = text;
        bar.hidden = share === undefined;
        if (share !== undefined) bar.value = share;
    };
    const hear = (message) => {
        if (message.fetched !== undefined) {
            const { fetched, total } = message;
            if (fetched < total)
                say(
                    `Fetching the compiler, ${megabytes(fetched)} of ${megabytes(total)} MB; it ` +
                        `is kept for next time.`,
                    fetched / total,
                );
            else say("Starting the compiler ...");
        } else if (message.step === "compiling") say("Compiling ...");
        else if (message.step === "judging") say("Running the tests ...");
        else if (message.ready) say("The compiler is ready.");
        else if (message.error) say(message.error);
    };
    return { el, say, hear };
}

function exercise(place) {
    const e = chapter.exercises.find((one) => one.name === place.dataset.exercise);
    if (!e) return;
    const about = `exercise-${e.name}`,
        status = progressLine();
    const report = h("div", { class: "report", "aria-live": "polite" });
    const holder = h("div", { class: "holder" }),
        lostMarks = h("p", { class: "undone", hidden: true });
    const button = (text, action, more = {}) =>
        h("button", { type: "button", onclick: action, ...more }, text);
    const own = () => section(textOf(directory), e.number);

    const run = async () => {
        touch(status.hear);
        checkButton.disabled = true;
        const begun = performance.now();
        try {
            await checked(e, status, report, () => performance.now() - begun);
        } finally {
            checkButton.disabled = false;
        }
    };
    const checkButton = button("Check", run, {
        class: "main",
        "aria-keyshortcuts": "Control+Enter",
    });
    const reset = () => {
        const now = own(),
            was = section(skeletonOf(directory), e.number);
        if (now && now.text === was.text) return status.say("This is the skeleton already.");
        setText(
            directory,
            now ? withSection(textOf(directory), e.number, was.text) : skeletonOf(directory),
        );
        status.say(
            now
                ? "Back to the skeleton; Ctrl-Z in the editor brings your code back."
                : "The file is as it was handed out.",
        );
        report.replaceChildren();
    };
    const help = h("div", { class: "help" });
    let whole = null; // the editor shows all of the file
    const wholeButton = button(
        "Whole file",
        () => {
            whole = !whole;
            wholeButton.setAttribute("aria-pressed", String(whole));
            show();
        },
        { "aria-pressed": "false" },
    );
    const tools = h(
        "div",
        { class: "tools", role: "group", "aria-label": `${e.name}: what to do` },
        checkButton,
        button("Reset", reset),
        button("Hint", () => nextHint(e, help)),
        wholeButton,
    );
    place.replaceChildren(
        h(
            "div",
            { class: "left" },
            h(
                "p",
                { class: "name", id: about },
                `Your ${e.name}, in ${chapter.topic}.c. Ctrl-Enter checks it. Escape, then Tab ` +
                    `leaves the editor.`,
            ),
            lostMarks,
            holder,
            tools,
            status.el,
            help,
        ),
        report,
    );
    place.classList.add("live");

    const ed = editor(holder, {
        text: own()?.text ?? textOf(directory),
        label: `C code of ${e.name}`,
        describedBy: about,
        check: run,
        firstLine: own()?.begins ?? 1,
        change: (text) =>
            setText(
                directory,
                whole ? text : withSection(textOf(directory), e.number, text),
                e.number,
            ),
    });
    holder.addEventListener("focusin", () => touch(status.hear), { once: true });
    const show = (from) => {
        const part = own();
        if (!part && !whole) {
            whole = true;
            wholeButton.setAttribute("aria-pressed", "true");
        }
        lostMarks.hidden = !!part;
        lostMarks.textContent = part
            ? ""
            : `The line /* ---- ${e.number} ${e.name} ---- */ is missing, so this is the whole ` +
              `file. ` +
              "Put it back where this exercise begins, or press Reset.";
        ed.firstLine(whole ? 1 : part.begins);
        if (from !== e.number) ed.set(whole ? textOf(directory) : part.text);
    };
    show();
    editors.push({ number: e.number, show, marks: ed.marks, view: ed.view, report, e, help });
}

// ---- a check ----

async function checked(e, status, report, elapsed) {
    status.say("Starting ...");
    for (const ed of editors) ed.marks([]);
    const text = textOf(directory);
    const result = await check({ chapter: directory, text, exercise: e.name }, status.hear, moved);
    if (result.replaced) return;
    if (result.late) {
        status.say(
            "The compiler or the tests did not come to an end and were stopped. Your work is " +
                "kept; mend what may loop, and check again.",
        );
        return;
    }
    if (result.error) {
        status.say(result.error);
        return;
    }
    const { answer } = result,
        seconds = (elapsed() / 1000).toFixed(1);
    for (const ed of editors) ed.marks(answer.marks);
    const mine = answer.report.exercises.find((one) => one.exercise === e.name);
    report.replaceChildren(showExercise(mine));
    if (answer.printed)
        report.append(
            h(
                "div",
                { class: "printed" },
                h("p", {}, "Your code printed:"),
                h("pre", { tabindex: "0" }, answer.printed.slice(0, 4096)),
            ),
        );
    for (const warning of answer.report.warnings)
        if (warning !== mine.compiler && !mine.why)
            report.append(h("p", { class: "remark" }, `Remark from the compiler: ${warning}`));
    for (const error of answer.report.errors)
        report.append(
            h(
                "p",
                { class: "undone" },
                `The judge itself has a problem; this is not your fault: ${error}`,
            ),
        );
    status.say(`${mine.points} of ${mine.of} points, in ${seconds} s.`);
    Object.assign(report.dataset, {
        state: mine.state,
        points: mine.points,
        seconds,
        ...answer.times,
    });
    problems = answer.problems;
    note(answer.report.exercises);
    if (mine.state === "done") await offerReference(e, report);
    saveToFolder(directory).catch((error) =>
        status.say(`Saving to the folder failed: ${error.message}`),
    );
}

async function nextHint(e, help) {
    const all = await hintsOf(directory, e.number).catch(() => []);
    const seen = help.querySelectorAll("li").length;
    if (seen === 0) help.append(h("ol", { class: "hints", "aria-live": "polite" }));
    if (seen < all.length) help.querySelector("ol").append(h("li", {}, all[seen]));
    else if (!help.querySelector(".last"))
        help.append(
            h(
                "p",
                { class: "last" },
                "These are all the hints. The report shows inputs for which your answer is " +
                    "still wrong.",
            ),
        );
}

async function offerReference(e, report) {
    const text = await referenceOf(directory, e.number).catch(() => "");
    if (text)
        report.append(
            h(
                "details",
                { class: "reference" },
                h("summary", {}, "One way to write it: the reference"),
                h("pre", { tabindex: "0" }, text),
            ),
        );
}

// ---- the widgets run what was compiled ----

let reference,
    problems = {};
async function moved(base64) {
    if (typeof SB === "undefined" || !SB.wasm[directory]) return; // a page without widgets
    SB.again = "press Check again";
    reference ??= SB.wasm[directory];
    if (base64 && isChanged(directory)) SB.replace(directory, base64, { reference, problems });
    else SB.replace(directory, reference, undefined);
    await SB.restart();
    document.documentElement.dataset.moved = String(
        Number(document.documentElement.dataset.moved ?? 0) + 1,
    );
}

// ---- the page ----

async function begin() {
    showProgress();
    const places = document.querySelectorAll(".exercise"),
        lacks = missing();
    if (lacks && places.length > 0) {
        places[0].replaceChildren(h("p", { class: "undone", role: "status" }, lacks));
        for (const place of [...places].slice(1)) place.replaceChildren();
        return;
    }
    try {
        await loadSkeletons(setSkeleton);
    } catch (error) {
        for (const place of places)
            place.replaceChildren(
                h(
                    "p",
                    { class: "undone", role: "status" },
                    `There is no editor here: ${error.message}`,
                ),
            );
        return;
    }
    for (const place of places) exercise(place);
    const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    document.querySelector("main").prepend(trouble);
    const tell = (text) => {
        trouble.hidden = !text;
        trouble.textContent = text;
    };
    tell(storeTrouble());
    onWork((changed, text, where, from) => {
        if (where === "trouble") return tell(storeTrouble());
        if (changed !== directory) return;
        for (const ed of editors) ed.show(where === "here" ? from : undefined);
        if (where === "elsewhere")
            tell(
                "This chapter was changed in another tab, and this one follows. Ctrl-Z in an " +
                    "editor brings back what was here.",
            );
        else if (!storeTrouble()) tell("");
    });
    panel(document.querySelector("main"));
    document.documentElement.dataset.editors = String(places.length);
}

begin();
