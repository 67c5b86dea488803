// panel.js: "Your work" at the end of each page: points, export, import, the folder of a clone.
import { canOpenFolder, download, importFiles, openFolder, zipped } from "./files.js";
import { show as showProgress } from "./progress.js";
import { h } from "./show.js";

export function panel(main) {
    const say = h("p", { class: "status", role: "status" });
    const told = async (action, more = "") => {
        try {
            const { taken, skipped } = await action();
            say.textContent =
                `Taken: ${taken.join(", ") || "nothing"}.` +
                (skipped.length ? ` Left alone: ${skipped.join("; ")}.` : "") +
                ` What was here before, Ctrl-Z in an editor brings back.${more}`;
        } catch (error) {
            say.textContent = error.name === "AbortError" ? "" : error.message;
        }
    };
    const openClone = () =>
        told(openFolder, " From now on each check saves the chapter in that folder.");
    const chooser = (text, more) => {
        const input = h("input", {
            type: "file",
            class: "unseen",
            tabindex: "-1",
            "aria-label": text,
            ...more,
        });
        input.addEventListener("change", async () => {
            await told(() => importFiles([...input.files]));
            input.value = "";
        });
        return [h("button", { type: "button", onclick: () => input.click() }, text), input];
    };
    const box = h(
        "section",
        { class: "panel", "aria-labelledby": "your-work" },
        h("h2", { id: "your-work" }, "Your work"),
        h(
            "p",
            {},
            h("strong", { class: "total" }),
            " on these pages. What you write is kept in this browser only, with every keystroke; " +
                "the .zip holds all chapters, and is what you hand in. ",
            h("a", { href: "inbrowser.html" }, "More about these pages"),
            ".",
        ),
        h(
            "div",
            { class: "tools" },
            h(
                "button",
                {
                    type: "button",
                    onclick: () => {
                        download(zipped(), "sparsebook.zip");
                        say.textContent = "sparsebook.zip is on its way to your downloads.";
                    },
                },
                "Export .zip",
            ),
            ...chooser("Import .zip or .c", { accept: ".zip,.c", multiple: true }),
            ...chooser("Import a chapters/ folder", { webkitdirectory: true }),
            ...(canOpenFolder()
                ? [h("button", { type: "button", onclick: openClone }, "Open a clone")]
                : []),
        ),
        say,
    );
    main.append(box);
    showProgress();
}
