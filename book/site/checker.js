// checker.js: sends checks to the judging thread (worker.js), shows their progress, and ends the
// thread when it hangs. One check at a time; a newer one of the same kind replaces one that is
// waiting.

// Milliseconds without a word, once the compiler is there; a test may take 8 s.
const PATIENCE = 40000;

let worker,
    current,
    waiting = [],
    number = 0,
    timer;

function begin() {
    worker ??= Object.assign(
        new Worker(new URL("worker.js", import.meta.url), { type: "module", name: "judge" }),
        {
            onmessage: ({ data }) => hear(data),
            onerror: (event) => {
                end();
                finish({
                    error:
                        event.message ||
                        "The thread that compiles and judges cannot be fetched. Is this page " +
                            "still served, and is the network there? Nothing you wrote is lost.",
                });
            },
        },
    );
}

function end() {
    worker?.terminate();
    worker = null;
}

function next() {
    if (current || waiting.length === 0) return;
    current = waiting.shift();
    try {
        begin();
    } catch (error) {
        finish({ error: error.message });
        return;
    }
    worker.postMessage({ id: current.id, ...current.job });
}

function finish(result) {
    clearTimeout(timer);
    const { resolve } = current ?? {};
    current = null;
    resolve?.(result);
    next();
}

function hear(data) {
    if (!current || data.id !== current.id) return;
    clearTimeout(timer);
    if (data.error !== undefined || data.ready) {
        current.progress?.(data);
        finish(data);
    } else if (data.widgets !== undefined) {
        const { heardWidgets } = current;
        finish({});
        heardWidgets?.(data.widgets);
    } else if (data.answer) {
        current.resolve(data);
        current.resolve = null;
    } else {
        current.progress?.(data);
    }
    if (current && data.fetched === undefined)
        timer = setTimeout(() => {
            end();
            finish({ late: true });
        }, PATIENCE);
}

// job: {chapter, text, exercise}; progress(message); widgets(base64 or null) comes after the
// answer.
// Resolves to {answer}, {error: text} or {late: true}.
export function check(job, progress, heardWidgets) {
    return new Promise((resolve) => {
        waiting = waiting.filter((w) => {
            if (w.job.chapter !== job.chapter || w.job.warm) return true;
            w.resolve({ replaced: true });
            return false;
        });
        waiting.push({ id: ++number, job, progress, heardWidgets, resolve });
        next();
    });
}

// Fetches the compiler, and what the chapter needs, before the first check.
export function warm(chapter, progress) {
    return new Promise((resolve) => {
        waiting.push({ id: ++number, job: { chapter, warm: true }, progress, resolve });
        next();
    });
}
