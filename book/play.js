// play.js: what the pages of make play do besides running the student's code (twin.js).
"use strict";
{
    // ---- figures that the student's code draws, called by figures/yours/NN_topic.js ----

    // Until then the page shows the reference's, and says so below.
    SB.yours = function (id, file, width, height) {
        const place = document.getElementById(id), img = place?.querySelector("img");
        if (!img) return; // a figure that this page does without
        Object.assign(img, { src: file, width, height });
        img.style.setProperty("--w", (width / 960).toFixed(3));
        img.style.setProperty("--tall", height / width > 0.66 ? 1 : 0);
        place.querySelector("a").href = file;
        const figure = place.closest("figure");
        if ([...figure.querySelectorAll("img")].every((i) => i.src.includes("/yours/")))
            figure.querySelector(".others")?.remove();
    };

    // ---- make play has rebuilt something: reload the page ----

    // A page from file:// may not read other files, but it may run them as scripts.
    const chapter = document.documentElement.dataset.chapter;
    let first;
    SB.changed = (stamp) => {
        first ??= stamp;
        if (stamp !== first) location.reload();
    };
    const look = () => {
        const script = document.createElement("script");
        script.src = `changed/${chapter}.js?${Date.now()}`;
        script.onload = () => script.remove();
        document.head.append(script);
    };
    if (/^\d/.test(chapter)) { // the others belong to no chapter
        look();
        setInterval(look, 1000);
    }
}
