// missing.js: what this browser lacks or forbids, in one sentence, or "". For pages opened from a
// file, file.js says it.

const READ =
    "Everything else on this page works, and make check grades what you write on your own machine.";

export function missing() {
    if (typeof WebAssembly === "undefined")
        return `The editors compile C in the page, and this browser has no WebAssembly. ${READ}`;
    try {
        new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    } catch (error) {
        return (
            `The editors compile C in the page, and this site's security policy forbids ` +
            `WebAssembly ` +
            `(script-src has to allow 'wasm-unsafe-eval'): ${error.message} ${READ}`
        );
    }
    if (typeof Worker === "undefined")
        return `The editors compile C beside the page, and this browser has no workers. ${READ}`;
    if (typeof DecompressionStream === "undefined")
        return (
            `The compiler comes packed, and this browser has no DecompressionStream to ` +
            `unpack it: a newer one has. ${READ}`
        );
    return "";
}
