// compare.js BUILD mistakes|answers [CHAPTER...]: the same code judged natively and by the
// browser's judge.
//   mistakes   every known mistake, and the reference, by BUILD/mutants and BUILD/judge
//   answers    every answer in BUILD/answers, compiled by the compiler of the pages
// Prints each difference, and a last line that counts them.
import fs from "node:fs";
import { differences, Judge } from "./judge.js";

const [, , build, what, ...chapters] = process.argv;
const judge = new Judge(build),
    found = [];
let judged = 0;
const hidden = new Set(
    fs
        .readFileSync(`${build}/tables/points.tsv`, "utf8")
        .split("\n")
        .filter((line) => /\bhidden\b/.test(line.split("\t")[4] ?? ""))
        .map((line) => line.split("\t").slice(1, 3).join("/")),
);
const json = (path) => JSON.parse(fs.readFileSync(path, "utf8"));

function mistakes() {
    for (const directory of fs.readdirSync(`${build}/mutants`)) {
        if (chapters.length > 0 && !chapters.includes(directory)) continue;
        for (const name of fs.readdirSync(`${build}/mutants/${directory}`)) {
            const exercise = judge.exerciseOf(name.split("__")[0]);
            const { results } = judge.known(directory, { standIn: name, exercise });
            found.push(
                ...differences(
                    json(`${build}/mutants/${directory}/${name}/results.json`),
                    results,
                    name,
                    hidden,
                ),
            );
            judged++;
        }
        const reference = `${build}/judge/${directory}/solutions/results.json`;
        if (fs.existsSync(reference)) {
            found.push(
                ...differences(
                    json(reference),
                    judge.known(directory, {}).results,
                    `the reference of ${directory}`,
                    hidden,
                ),
            );
            judged++;
        }
    }
}

async function answers() {
    await judge.loadCompiler();
    for (const name of fs.readdirSync(`${build}/answers`)) {
        const at = `${build}/answers/${name}`;
        if (!fs.existsSync(`${at}/results.json`)) continue;
        const exercise = name.split("__")[0],
            directory = judge.chapterOf(exercise),
            topic = directory.replace(/^\d+_/, "");
        const { results } = judge.student(
            directory,
            fs.readFileSync(`${at}/${directory}/${topic}.c`, "utf8"),
            { exercise },
        );
        found.push(...differences(json(`${at}/results.json`), results, name, hidden));
        judged++;
    }
}

if (what === "answers") await answers();
else mistakes();
for (const line of found) console.log(line);
const memory = found.filter((line) => line.endsWith("(memory)")).length;
const rounding = found.filter((line) => line.endsWith("(rounding)")).length;
console.log(
    `${judged} judged, ${found.length - memory - rounding} differences; besides, ${memory} in ` +
        `faults of memory, ` +
        `${rounding} where rounding decides`,
);
process.exitCode = found.length > memory + rounding || judged === 0 ? 1 : 0;
