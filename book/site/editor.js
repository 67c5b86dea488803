// editor.js: CodeMirror as this book uses it.
import {
    EditorView,
    keymap,
    lineNumbers,
    highlightActiveLine,
    drawSelection,
    highlightSpecialChars,
    EditorState,
    Annotation,
    defaultKeymap,
    history,
    historyKeymap,
    indentWithTab,
    bracketMatching,
    indentUnit,
    indentOnInput,
    syntaxHighlighting,
    HighlightStyle,
    search,
    searchKeymap,
    highlightSelectionMatches,
    closeBrackets,
    closeBracketsKeymap,
    setDiagnostics,
    lintGutter,
    lintKeymap,
    cpp,
    tags,
} from "./vendor/codemirror.js";

const colours = HighlightStyle.define([
    {
        tag: [tags.comment, tags.lineComment, tags.blockComment],
        color: "var(--soft)",
        fontStyle: "italic",
    },
    {
        tag: [tags.keyword, tags.controlKeyword, tags.processingInstruction, tags.modifier],
        color: "var(--link)",
    },
    { tag: [tags.typeName, tags.standard(tags.typeName)], color: "var(--type)" },
    { tag: [tags.string, tags.character, tags.number, tags.bool], color: "var(--accent)" },
]);

const look = EditorView.theme({
    "&": {
        backgroundColor: "var(--card)",
        color: "var(--ink)",
        border: "1px solid var(--edge)",
        borderRadius: "0.4rem",
        fontSize: "0.78rem",
    },
    "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
    ".cm-scroller": {
        fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
        lineHeight: "1.5",
    },
    ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--soft)", border: "none" },
    ".cm-activeLine": { backgroundColor: "transparent" },
    "&.cm-focused .cm-activeLine": {
        backgroundColor: "color-mix(in srgb, var(--focus) 7%, transparent)",
    },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ["&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, " +
    ".cm-selectionBackground"]: {
        backgroundColor: "color-mix(in srgb, var(--focus) 30%, transparent)",
    },
    "&.cm-focused .cm-matchingBracket": {
        backgroundColor: "color-mix(in srgb, var(--focus) 25%, transparent)",
    },
    ".cm-panels": { backgroundColor: "var(--code)", color: "var(--ink)" },
    ".cm-tooltip": {
        backgroundColor: "var(--card)",
        color: "var(--ink)",
        border: "1px solid var(--edge)",
    },
});

const fromOutside = Annotation.define();

// An editor in `parent`. change(text): typed here; check(): Ctrl-Enter. Returns {view, set(text),
// firstLine(n), marks(list)}.
export function editor(parent, { text, label, describedBy, change, check, firstLine = 1 }) {
    let first = firstLine;
    const view = new EditorView({
        parent,
        state: EditorState.create({
            doc: text,
            extensions: [
                lineNumbers({ formatNumber: (n) => String(n + first - 1) }),
                highlightSpecialChars(),
                history(),
                drawSelection(),
                highlightActiveLine(),
                indentOnInput(),
                indentUnit.of("    "),
                EditorState.tabSize.of(4),
                bracketMatching(),
                closeBrackets(),
                search({ top: true }),
                highlightSelectionMatches(),
                lintGutter(),
                cpp(),
                syntaxHighlighting(colours),
                look,
                EditorView.contentAttributes.of({
                    tabindex: "0", // make what scrolls reachable by keyboard
                    "aria-label": label,
                    "aria-describedby": describedBy,
                    spellcheck: "false",
                    autocapitalize: "off",
                    autocorrect: "off",
                }),
                keymap.of([
                    { key: "Mod-Enter", run: () => (check(), true) },
                    ...closeBracketsKeymap,
                    ...defaultKeymap,
                    ...searchKeymap,
                    ...historyKeymap,
                    ...lintKeymap,
                    indentWithTab,
                ]),
                EditorView.updateListener.of((update) => {
                    if (
                        update.docChanged &&
                        !update.transactions.some((t) => t.annotation(fromOutside))
                    )
                        change(update.state.doc.toString());
                }),
            ],
        }),
    });
    return {
        view,
        // Replaces the text; undo brings the old one back.
        set(next) {
            const now = view.state.doc.toString();
            if (now === next) return;
            let from = 0,
                end = 0; // only what differs, so that the cursor stays
            while (from < now.length && from < next.length && now[from] === next[from]) from++;
            while (
                end < now.length - from &&
                end < next.length - from &&
                now[now.length - 1 - end] === next[next.length - 1 - end]
            )
                end++;
            view.dispatch({
                changes: {
                    from,
                    to: now.length - end,
                    insert: next.slice(from, next.length - end),
                },
                annotations: fromOutside.of(true),
            });
        },
        firstLine(n) {
            if (n === first) return;
            first = n;
            view.dispatch({}); // numbers are drawn anew with the next change of the text
        },
        // [{line, column, severity, text}], lines of the whole file
        marks(list) {
            const { doc } = view.state,
                found = [];
            for (const { line, column = 1, severity, text: message } of list) {
                const here = line - first + 1;
                if (here < 1 || here > doc.lines) continue;
                const at = doc.line(here),
                    from = Math.min(at.from + column - 1, at.to);
                found.push({ from, to: Math.max(from, at.to), severity, message });
            }
            view.dispatch(setDiagnostics(view.state, found));
        },
    };
}
