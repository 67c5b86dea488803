// file.js: opened from a file, a page may load no module, so this is said by a plain script.
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
