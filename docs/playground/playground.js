// The page around the generator: a document in, the files of its client out.

/** Loads the module, and returns a function from a document to what `src/lib.rs` says. */
export async function load(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes);
  const { input, generate, output, memory } = instance.exports;
  return (text) => {
    const document = new TextEncoder().encode(text);
    const address = input(document.length);
    if (address === 0) throw new Error("the document is larger than 16 MB");
    new Uint8Array(memory.buffer, address, document.length).set(document);
    const length = generate();
    return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, output(), length)));
  };
}

async function page() {
  const element = (id) => document.getElementById(id);
  const [source, select, code] = ["document", "file", "text"].map(element);
  const response = await fetch("playground.wasm");
  const bytes = await response.arrayBuffer();
  let generate = await load(bytes);
  let files = [];
  const show = () => {
    code.textContent = files.find((file) => file.path === select.value)?.text ?? "";
  };
  const run = async () => {
    let result;
    try {
      result = generate(source.value);
    } catch (error) {
      result = { files: [], report: String(error), operations: 0, left_out: 0, models: 0 };
      generate = await load(bytes);
    }
    const chosen = select.value;
    files = result.files;
    select.replaceChildren(...files.map((file) => new Option(file.path, file.path)));
    const first = files.find((file) => file.path === chosen) ?? files.at(-1);
    if (first) select.value = first.path;
    show();
    const leftOut = result.left_out ? `, ${result.left_out} left out` : "";
    const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;
    element("summary").textContent = `${count(result.operations, "operation")}${leftOut}, ${count(result.models, "model")}`;
    element("report").hidden = result.report === "";
    element("report").textContent = result.report;
  };
  let timer;
  source.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, 200);
  });
  select.addEventListener("change", show);
  await run();
}

if (globalThis.document) await page();
