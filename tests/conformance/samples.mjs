// Makes samples of schemas, independently of everything in this repository.
//
// In: a file with {definitions, schemas: [{definition}]}, the number of the schema to begin with, and which round it is.
// Out: for each schema a line {schema, samples, error} at the end of a second file; no two samples are equal.
//
// The same input gives the same samples, each round other ones. A schema that takes too long is given up.

import { appendFileSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import jsf from "json-schema-faker";

const [input, output, first, round] = process.argv.slice(2);
const { definitions, schemas } = JSON.parse(readFileSync(input, "utf8"));
const SECONDS = 4;
// So many samples are made of a schema, and so often is it tried: of an enum there are no more than it has values.
const WANTED = 7;
const ATTEMPTS = 21;

// Optional properties: all, none, and some. `examples`: values that the schema itself gives are preferred.
const RUNS = [
  { alwaysFakeOptionals: true, refDepthMax: 3 },
  { requiredOnly: true },
  { optionalsProbability: 0.5 },
  { optionalsProbability: 0.5 },
  { optionalsProbability: 0.2 },
  { optionalsProbability: 0.8, refDepthMax: 3 },
  { alwaysFakeOptionals: true, refDepthMax: 3, useExamplesValue: true },
];

// mulberry32: a well-known generator of 32 bits of state.
let state = 0;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

jsf.format("byte", () => Buffer.from(Array.from({ length: 1 + Math.floor(random() * 12) }, () => Math.floor(random() * 256))).toString("base64"));
jsf.format("uuid", () => "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => Math.floor(random() * 16).toString(16)));
jsf.format("uuid4", () => "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx".replaceAll("x", () => Math.floor(random() * 16).toString(16)));
const instant = () => new Date(Math.floor(random() * 4e12)).toISOString();
jsf.format("date-time", () => (random() < 0.3 ? instant().replace("Z", "+02:00") : random() < 0.5 ? instant() : instant().replace(/\.\d+/, "")));
jsf.format("date", () => instant().slice(0, 10));
jsf.format("time", () => instant().slice(11, 19) + "Z");

// The faker knows an older draft's way to say what stands at which place of a list.
function older(value) {
  if (Array.isArray(value)) return value.map(older);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === "enum" || key === "const" || key === "examples" ? inner : older(inner)]);
  const made = Object.fromEntries(entries);
  if (Array.isArray(made.prefixItems)) {
    if (made.items !== undefined) made.additionalItems = made.items;
    made.items = made.prefixItems;
    delete made.prefixItems;
  }
  return made;
}

const known = older(definitions);

// Only what a schema reaches is given to the faker, which copies all that it is given.
function reached(name) {
  const found = new Set([name]);
  for (const one of found) {
    for (const [, next] of JSON.stringify(known[one]).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) found.add(next);
  }
  return Object.fromEntries([...found].map((one) => [one, known[one]]));
}

function sample(schema, run, seed) {
  state = seed;
  const options = { alwaysFakeOptionals: false, requiredOnly: false, optionalsProbability: null, useExamplesValue: false, refDepthMin: 0, refDepthMax: 2 };
  jsf.option({ ...options, failOnInvalidFormat: false, failOnInvalidTypes: false, ignoreMissingRefs: true, fillProperties: false, maxItems: 3, maxLength: 40, defaultMaxLength: 40, random, ...run });
  return jsf.generate(structuredClone(schema));
}

const script = new Script("globalThis.job()");
for (let index = Number(first ?? 0); index < schemas.length; index += 1) {
  const name = schemas[index].definition;
  const schema = { $ref: `#/$defs/${name}`, $defs: reached(name) };
  const samples = new Map();
  let error = null;
  const end = Date.now() + SECONDS * 1000;
  for (let number = 0; number < ATTEMPTS && samples.size < WANTED; number += 1) {
    const seed = Number(round ?? 0) * 7919 + index * 97 + number;
    globalThis.job = () => {
      const made = sample(schema, RUNS[number % RUNS.length], seed);
      if (made !== undefined) samples.set(JSON.stringify(made), made);
    };
    const left = end - Date.now();
    if (left <= 0) {
      error ??= "it takes too long";
      break;
    }
    try {
      script.runInThisContext({ timeout: left });
    } catch (thrown) {
      error = String(thrown?.message ?? thrown).slice(0, 300);
    }
  }
  appendFileSync(output, `${JSON.stringify({ schema: index, samples: [...samples.values()], error })}\n`);
}
