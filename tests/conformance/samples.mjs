// Makes samples of schemas, independently of everything in this repository.
//
// In: a file with {definitions, schemas: [{definition}]}, the number of the schema to begin with,
// and which round it is. Out: for each schema a line {schema, samples, error} at the end of a
// second file; no two samples are equal.
//
// The same input produces the same samples, different ones in each round. A schema that takes too much of the
// processor's time is given up, however busy the machine is; the clock only ends what hangs.

import { appendFileSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import jsf from "json-schema-faker";

const [input, output, first, round] = process.argv.slice(2);
const { definitions, schemas } = JSON.parse(readFileSync(input, "utf8"));
const SECONDS = 4;
const PATIENCE = 2;
// The number of samples per schema, and of attempts: an enum has no more samples than values.
const WANTED = 7;
const ATTEMPTS = 21;

// Optional properties: all, none, and some. `examples`: examples in the schema are preferred.
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

// What says nothing of the kind of a value gets values of every kind; the faker leaves them out or
// makes empty objects.
const ANYTHING = { type: ["string", "integer", "number", "boolean", "array", "object", "null"] };
const SILENT = ["title", "description", "default"];

const MAPS = ["properties", "patternProperties", "dependentSchemas"];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const SCHEMAS = ["items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedProperties", "unevaluatedItems"];

// The definition itself, if some only refer to the next: the faker returns such a reference
// unresolved.
const POINTER = "#/$defs/";
function itself(name) {
  const seen = new Set();
  for (;;) {
    const schema = definitions[name];
    const next = schema !== null && typeof schema === "object" && Object.keys(schema).length === 1 ? schema.$ref : undefined;
    if (next === undefined || seen.has(name)) return name;
    seen.add(name);
    name = next.slice(POINTER.length);
  }
}

// What `allOf` brings together may declare what another part requires.
const parts = new Set();
for (const [, list] of JSON.stringify(definitions).matchAll(/"allOf":\[(.*?)\]/g)) {
  for (const [, name] of list.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) parts.add(itself(name));
}

// The faker leaves out what is required and not declared.
function complete(made) {
  const alone = !["$ref", ...LISTS, "if", "additionalProperties"].some((key) => key in made);
  const missing = alone && made.properties ? (made.required ?? []).filter((name) => !(name in made.properties)) : [];
  if (missing.length === 0) return made;
  return { ...made, properties: { ...made.properties, ...Object.fromEntries(missing.map((name) => [name, ANYTHING])) } };
}

// A schema of a value; what it consists of beside others may say nothing by itself.
function value(schema) {
  if (schema === false) return schema;
  const said = schema === true ? [] : Object.keys(schema);
  return said.every((key) => SILENT.includes(key)) ? ANYTHING : complete(older(schema));
}

// The faker knows how an older draft describes the items of a list by position.
function older(schema) {
  if (typeof schema !== "object") return schema;
  // A list of values is enough; otherwise the faker uses keywords beside it instead.
  if ("enum" in schema) return { enum: schema.enum };
  const made = { ...schema };
  if (made.$ref !== undefined) made.$ref = POINTER + itself(made.$ref.slice(POINTER.length));
  for (const key of MAPS.filter((key) => key in made)) {
    made[key] = Object.fromEntries(Object.entries(made[key]).map(([name, inner]) => [name, value(inner)]));
  }
  for (const key of LISTS.filter((key) => key in made)) made[key] = made[key].map(older);
  for (const key of SCHEMAS.filter((key) => typeof made[key] === "object")) {
    made[key] = key === "items" || key === "additionalProperties" ? value(made[key]) : older(made[key]);
  }
  // Of an instant the faker makes what has the pattern, and fails where that is none.
  if (made.format === "date-time" || made.format === "date") delete made.pattern;
  if (made.type === "array" && !("items" in made) && !("prefixItems" in made)) made.items = ANYTHING;
  if (Array.isArray(made.prefixItems)) {
    if (made.items !== undefined) made.additionalItems = made.items;
    made.items = made.prefixItems;
    delete made.prefixItems;
  }
  return made;
}

const known = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, parts.has(name) ? older(schema) : value(schema)]));

// The faker gets only what a schema reaches, since it copies all of its input.
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
  const name = itself(schemas[index].definition);
  const schema = { $ref: POINTER + name, $defs: reached(name) };
  const samples = new Map();
  let error = null;
  const begin = process.cpuUsage();
  const left = () => {
    const { user, system } = process.cpuUsage(begin);
    return SECONDS * 1000 - (user + system) / 1000;
  };
  for (let number = 0; number < ATTEMPTS && samples.size < WANTED; number += 1) {
    const seed = Number(round ?? 0) * 7919 + index * 97 + number;
    globalThis.job = () => {
      const made = sample(schema, RUNS[number % RUNS.length], seed);
      if (made !== undefined) samples.set(JSON.stringify(made), made);
    };
    if (left() <= 0) {
      error = "it takes too long";
      break;
    }
    try {
      script.runInThisContext({ timeout: PATIENCE * Math.ceil(left()) });
    } catch (thrown) {
      const late = thrown?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
      error = late ? "it takes too long" : String(thrown?.message ?? thrown).split("\n")[0].slice(0, 300);
    }
  }
  appendFileSync(output, `${JSON.stringify({ schema: index, samples: [...samples.values()], error })}\n`);
}
