import type { Program } from "./powers.ts";
import { SourceWriter, type GeneratedSource } from "./source-writer.ts";

/** (p) => value */
export function valueSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  return writer.finish("p", [`return ${writer.text(program.outputs[0])};`]);
}

/** (p, g) => value, the gradient written to g */
export function gradientSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  const [value, ...gradient] = program.outputs;
  const lines = gradient.map((id, index) => `g[${String(index)}] = ${writer.text(id)};`);
  return writer.finish("p, g", [...lines, `return ${writer.text(value)};`]);
}

/** (p, g, h) => value, the gradient written to g, both triangles of the Hessian to h */
export function hessianSource(program: Program, dimension: number): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  const [value, ...rest] = program.outputs;
  const lines = rest.slice(0, dimension).map((id, index) => `g[${String(index)}] = ${writer.text(id)};`);
  let next = dimension;
  for (let row = 0; row < dimension; row += 1) {
    for (let column = row; column < dimension; column += 1) {
      const mirror = column === row ? "" : `h[${String(column * dimension + row)}] = `;
      lines.push(`${mirror}h[${String(row * dimension + column)}] = ${writer.text(rest[next])};`);
      next += 1;
    }
  }
  return writer.finish("p, g, h", [...lines, `return ${writer.text(value)};`]);
}

/** (p, v, o): H v written to o */
export function hessianVectorSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.leaves("direction", "v");
  writer.body();
  return writer.finish(
    "p, v, o",
    program.outputs.map((id, index) => `o[${String(index)}] = ${writer.text(id)};`),
  );
}

/** (p, r): the residuals written to r */
export function residualsSource(program: Program): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  return writer.finish(
    "p, r",
    program.outputs.map((id, index) => `r[${String(index)}] = ${writer.text(id)};`),
  );
}

/** (p, r, j): the residuals written to r, their Jacobian to j, one row after the other */
export function residualJacobianSource(program: Program, count: number): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p");
  writer.body();
  return writer.finish(
    "p, r, j",
    program.outputs.map((id, index) =>
      index < count ? `r[${String(index)}] = ${writer.text(id)};` : `j[${String(index - count)}] = ${writer.text(id)};`,
    ),
  );
}

/**
 * (p, o, x0, dx, nx, y0, dy, ny): values on a rectangle, the loops inside the source. What depends on the held parameters only is
 * computed before the loops, what depends on the row only once a row.
 */
export function gridSource(program: Program, xIndex: number, yIndex: number): GeneratedSource {
  const writer = new SourceWriter(program);
  writer.leaves("parameter", "p", new Set([xIndex, yIndex]));
  writer.body(["parameter", xIndex, yIndex]);
  const name = (index: number) => `p${String(index)}`;
  return writer.finish("p, o, x0, dx, nx, y0, dy, ny", [
    "let k = 0;",
    "for (let r = 0; r < ny; r++) {",
    ...(yIndex < 0 ? [] : [`const ${name(yIndex)} = y0 + r * dy;`]),
    ...writer.lines(1),
    "for (let c = 0; c < nx; c++) {",
    `const ${name(xIndex)} = x0 + c * dx;`,
    ...writer.lines(2),
    `o[k++] = ${writer.text(program.outputs[0])};`,
    "}",
    "}",
  ]);
}
