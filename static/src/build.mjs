// Makes static/build from static/src and the npm packages: styles, script, fonts, icons.
// `npm run build` once; `npm run watch` again whenever a source changes.
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { watch } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const SRC = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(SRC, "../..");
const OUT = path.resolve(ROOT, "static/build");
const PACKAGES = path.resolve(ROOT, "node_modules");

const FONTS = [
  ["source-sans-3", "latin", 400],
  ["source-sans-3", "latin", 700],
  ["source-serif-4", "latin", 600],
  ["source-sans-3", "latin-ext", 400],
  ["source-sans-3", "latin-ext", 700],
  ["source-serif-4", "latin-ext", 600],
];

// Read by the program that prints PDFs (records/typesetting.py), never by a browser.
const PRINT_FONTS = [
  ["source-sans-3", "latin", 400, "normal"],
  ["source-sans-3", "latin", 400, "italic"],
  ["source-sans-3", "latin", 600, "normal"],
  ["source-sans-3", "latin", 700, "normal"],
  ["source-serif-4", "latin", 600, "normal"],
  ["source-sans-3", "latin-ext", 400, "normal"],
  ["source-sans-3", "latin-ext", 600, "normal"],
  ["source-serif-4", "latin-ext", 600, "normal"],
];

async function styles() {
  const made = sass.compile(path.join(SRC, "scss/portal.scss"), {
    loadPaths: [path.join(PACKAGES, "govuk-frontend/dist")],
    style: "compressed",
    quietDeps: true,
  });
  await writeFile(path.join(OUT, "portal.css"), made.css);
}

async function scripts() {
  await esbuild.build({
    entryPoints: [path.join(SRC, "js/portal.js"), path.join(SRC, "js/supported.js")],
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    logLevel: "warning",
  });
}

async function fonts() {
  await mkdir(path.join(OUT, "fonts"), { recursive: true });
  for (const [family, range, weight] of FONTS) {
    const extension = range === "latin-ext" ? "ext-" : "";
    await cp(
      path.join(PACKAGES, `@fontsource/${family}/files/${family}-${range}-${weight}-normal.woff2`),
      path.join(OUT, `fonts/${family}-${extension}${weight}.woff2`),
    );
  }
  await mkdir(path.join(OUT, "print-fonts"), { recursive: true });
  for (const [family, range, weight, style] of PRINT_FONTS) {
    const file = `${family}-${range}-${weight}-${style}.woff2`;
    await cp(
      path.join(PACKAGES, `@fontsource/${family}/files/${file}`),
      path.join(OUT, `print-fonts/${file}`),
    );
  }
  for (const family of ["source-sans-3", "source-serif-4"]) {
    const licence = path.join(PACKAGES, `@fontsource/${family}/LICENSE`);
    await cp(licence, path.join(OUT, `fonts/${family}-LICENSE.txt`));
  }
}

async function images() {
  await cp(path.join(SRC, "images"), OUT, { recursive: true });
}

async function sizes() {
  for (const name of (await readdir(OUT)).sort()) {
    const file = path.join(OUT, name);
    if ((await stat(file)).isDirectory()) continue;
    const body = await readFile(file);
    const kb = (n) => `${(n / 1024).toFixed(1)} kB`.padStart(9);
    console.log(`${name.padEnd(18)}${kb(body.length)}${kb(gzipSync(body).length)} gzip`);
  }
}

async function build() {
  await mkdir(OUT, { recursive: true });
  await Promise.all([styles(), scripts(), fonts(), images()]);
}

await rm(OUT, { recursive: true, force: true });
await build();
await sizes();
if (process.argv.includes("--watch")) {
  let waiting;
  watch(SRC, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => build().catch((error) => console.error(error.message)), 150);
  });
}
