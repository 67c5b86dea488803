// file.js: a page opened from a file may not load modules, so a plain script says so.
"use strict";
if (location.protocol === "file:")
    for (const [i, place] of document.querySelectorAll(".exercise").entries())
        place.textContent =
            i > 0
                ? ""
                : "There is no editor here: opened from a file, a page may not fetch the " +
                "compiler. " +
                  "Serve the site (make serve, or any web server). Everything else on this page " +
                  "works, and make check grades what you write on your own machine.";
