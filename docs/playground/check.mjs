// Tries the module without a browser: `node check.mjs playground.wasm DOCUMENT`. Fails if the
// document produces no client.

import { readFile } from "node:fs/promises";
import { load } from "./playground.js";

const [module, document] = process.argv.slice(2);
const generate = await load(await readFile(module));
const { files, report, operations } = generate(await readFile(document, "utf8"));
const broken = generate("openapi: 3.1.0\npaths: [");
if (operations === 0 || report !== "" || broken.files.length > 0 || broken.report === "") {
  console.error(report, broken);
  process.exit(1);
}
console.log(`${operations} operations, ${files.length} files`);
