// trainer.js: the library's online learner (book/wasm/train.c) in a worker, for the widgets that
// learn while one watches.
"use strict";

// What the worker runs. It is made from this function's text, so that it starts from file://, too.
SB.trainer_code = function () {
    const SLICE = 120, FITS = 6; // milliseconds between two reports; Gabor fits in each
    let e = null, m = 0, side = 0, K = 0, seen = 0, running = false, busy = 0;
    let good = [], next = 0;
    const put = (values) => {
        const p = e.train_alloc(8 * values.length);
        new Float64Array(e.memory.buffer, p, values.length).set(values);
        return p;
    };
    const fail = (text) => { running = false; postMessage({ failed: text }); };

    function report() {
        const p = e.train_atoms();
        const atoms = new Float32Array(e.memory.buffer, p, K * m).slice();
        for (let i = 0; side && i < FITS; i++, next = (next + 1) % K)
            good[next] = e.train_gabor(next, side);
        const known = good.filter((v) => v !== undefined);
        postMessage({ atoms, seen, judged: e.train_judge(), seconds: busy / 1000,
            share: known.length ? known.reduce((a, b) => a + b, 0) / known.length : null });
    }
    function slice() {
        if (!running) return;
        const begin = performance.now();
        do { e.train_step(); seen += 64; } while (performance.now() - begin < SLICE);
        busy += performance.now() - begin; // of learning: the reports do not count
        report();
        setTimeout(slice, 0); // lets a message in
    }
    const acts = {
        async data({ wasm, images, shape, rows }) {
            if (!e) {
                const { instance } = await WebAssembly.instantiate(wasm, {});
                e = instance.exports;
                e._initialize();
            }
            const p = put(images ?? rows);
            const status = images
                ? e.train_images(p, shape[0], shape[1], shape[2], shape[3], 20000, 300)
                : e.train_rows(p, shape[0], shape[1]);
            e.train_free(p);
            side = images ? shape[3] : 0;
            m = images ? side * side : shape[1];
            if (status !== 0) fail("these signals cannot be learned from (status " + status + ")");
            else postMessage({ ready: true });
        },
        begin({ count, alpha, seed }) {
            K = count;
            good = [];
            next = seen = busy = 0;
            if (e.train_begin(count, alpha, seed) !== 0) { fail("there is no memory"); return; }
            report();
        },
        run() { if (!running) { running = true; slice(); } },
        pause() { running = false; },
    };
    let queue = Promise.resolve();
    onmessage = ({ data }) => {
        queue = queue.then(() => acts[data.act](data)).catch((error) => fail(error.message));
    };
};

// A worker with the learner in it; told(message) hears what it reports. {data, begin, run, pause}.
SB.trainer = async function (told) {
    await SB.script("data/train.js");
    const source = new Blob([`"use strict"; (${SB.trainer_code})();`],
        { type: "text/javascript" });
    const worker = new Worker(URL.createObjectURL(source));
    worker.onmessage = ({ data }) => told(data);
    worker.onerror = (event) => told({ failed: event.message || "the worker does not start" });
    const send = (act, what = {}) => worker.postMessage({ act, ...what });
    return { data: (what) => send("data", { wasm: SB.bytes(SB.wasm.train), ...what }),
        begin: (what) => send("begin", what), run: () => send("run"), pause: () => send("pause") };
};
