// place.js: where in the source an exception came from, as "topic.c line 12: ", or nothing.
// Chromium and Firefox say in an exception's stack at which byte of a module each call stands;
// WebKit does not, and then no line is told.

// The byte at which the contents of the code section begin: addresses count from there.
function codeStart(module) {
    let at = 8;
    const number = () => {
        let value = 0,
            shift = 0,
            byte;
        do {
            byte = module[at++];
            value |= (byte & 0x7f) << shift;
            shift += 7;
        } while (byte & 0x80);
        return value >>> 0;
    };
    while (at < module.length) {
        const section = module[at++],
            size = number();
        if (section === 10) return at;
        at += size;
    }
    return 0;
}

// The frames of the judged module, innermost first: those above the first JavaScript that called
// it.
function frames(error) {
    const found = [];
    for (const line of String(error.stack).split("\n")) {
        const match = line.match(/wasm-function\[\d+\]:0x([0-9a-f]+)/);
        if (match) found.push(parseInt(match[1], 16));
        else if (found.length > 0) break;
    }
    return found.slice(0, 24);
}

const BACK = 24; // some instructions have no line; then the one before has

export function placeOf(error, code) {
    const addresses = frames(error);
    if (addresses.length === 0 || !code.addr2line) return "";
    const start = codeStart(code.bytes),
        asked = [];
    for (const address of addresses)
        for (let back = 0; back < BACK; back++)
            asked.push("0x" + Math.max(0, address - start - back).toString(16));
    const name = code.source.replace(/.*\//, "");
    for (const line of code.addr2line(asked)) {
        const match = line.match(/([^/:]+):(\d+)/);
        if (match && match[1] === name && Number(match[2]) > 0) return `${name} line ${match[2]}: `;
    }
    return "";
}
