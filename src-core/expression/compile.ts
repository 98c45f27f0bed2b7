import { bindExpression } from "./bind.ts";
import type { CompiledExpression, CompiledResiduals, GridPoints } from "./compiled-expression.ts";
import {
  gradientSource,
  gridSource,
  hessianSource,
  hessianVectorSource,
  residualJacobianSource,
  residualsSource,
  valueSource,
} from "./generate.ts";
import { hessianByColumns, interpretExpression } from "./interpret.ts";
import type { CheckedExpression } from "./parse.ts";
import { Programs } from "./programs.ts";
import type { GeneratedSource } from "./source-writer.ts";

/**
 * A loss as generated code, from its checked graph: value, gradient, Hessian, H v and grid, each generated when it is first called. Where
 * the page forbids code generation, closures do the same (interpretExpression).
 *
 * @param constants one finite number for each of the expression's constants
 * @throws InputError with the path `constants.name` for a constant that is missing, unknown or not finite
 * @example compileExpression(parseExpression("(1 - w1*w2)^2")).value(Float64Array.of(2, 1)) // => 1
 * @example
 *   const gradientOfExample = new Float64Array(2);
 *   compileExpression(parseExpression("(1 - w1*w2)^2")).gradient(Float64Array.of(2, 1), gradientOfExample);
 *   Array.from(gradientOfExample) // => [2, 4]
 */
export function compileExpression(
  expression: CheckedExpression,
  constants: Readonly<Record<string, number>> = {},
): CompiledExpression {
  if (!isGenerationAllowed()) return interpretExpression(expression, constants);
  const programs = new Programs(bindExpression(expression, constants));
  const grids = new Map<string, GridFunction>();

  // Each method makes its code at the first call and replaces itself by it, so that callers reach it without a step
  // between. One that was taken out before its first call goes on working, by way of what was made then.
  let value: CompiledExpression["value"] | null = null;
  let gradient: CompiledExpression["gradient"] | null = null;
  let hessian: CompiledExpression["hessian"] | null = null;
  let hessianVector: CompiledExpression["hessianVector"] | null = null;
  const compiled: { -readonly [Key in keyof CompiledExpression]: CompiledExpression[Key] } = {
    dimension: expression.parameters.length,
    parameters: expression.parameters,
    value(theta) {
      value ??= compiled.value = evaluate<CompiledExpression["value"]>(valueSource(programs.value()));
      return value(theta);
    },
    gradient(theta, gradientOut) {
      gradient ??= compiled.gradient = evaluate<CompiledExpression["gradient"]>(gradientSource(programs.gradient()));
      return gradient(theta, gradientOut);
    },
    hessian(theta, gradientOut, hessianOut) {
      hessian ??= compiled.hessian = makeHessian();
      return hessian(theta, gradientOut, hessianOut);
    },
    hessianVector(theta, vector, out) {
      hessianVector ??= compiled.hessianVector = evaluate<CompiledExpression["hessianVector"]>(
        hessianVectorSource(programs.hessianVector()),
      );
      hessianVector(theta, vector, out);
    },
    grid(request, out) {
      const key = `${String(request.xIndex)} ${String(request.yIndex)}`;
      let grid = grids.get(key);
      if (grid === undefined) {
        grid = evaluate<GridFunction>(gridSource(programs.value(), request.xIndex, request.yIndex));
        grids.set(key, grid);
      }
      const { held, x0, dx, nx, y0, dy, ny }: GridPoints = request;
      grid(held, out, x0, dx, nx, y0, dy, ny);
    },
    ...(programs.residualCount > 0 ? { residuals: compiledResiduals(programs) } : {}),
  };
  return compiled;

  function makeHessian(): CompiledExpression["hessian"] {
    const program = programs.hessian();
    if (program !== null) return evaluate<CompiledExpression["hessian"]>(hessianSource(program, programs.dimension));
    return (theta, gradientOut, hessianOut) => {
      hessianByColumns(compiled, theta, hessianOut);
      return compiled.gradient(theta, gradientOut);
    };
  }
}

function compiledResiduals(programs: Programs): CompiledResiduals {
  const count = programs.residualCount;
  let evaluateCode: CompiledResiduals["evaluate"] | null = null;
  let jacobianCode: CompiledResiduals["jacobian"] | null = null;
  return {
    count,
    evaluate(theta, residualsOut) {
      evaluateCode ??= evaluate<CompiledResiduals["evaluate"]>(residualsSource(programs.residuals()));
      evaluateCode(theta, residualsOut);
    },
    jacobian(theta, residualsOut, jacobianOut) {
      jacobianCode ??= evaluate<CompiledResiduals["jacobian"]>(
        residualJacobianSource(programs.residualJacobian(), count),
      );
      jacobianCode(theta, residualsOut, jacobianOut);
    },
  };
}

type GridFunction = (
  held: Float64Array,
  out: Float64Array,
  x0: number,
  dx: number,
  nx: number,
  y0: number,
  dy: number,
  ny: number,
) => void;

/** Counts the sources of this process. V8 shares what it learns between equal texts, so no two of ours are equal. */
let sourceCount = 0;

/**
 * The only place where text becomes code. The text comes from source-writer.ts and is made of our own names, numbers and operators.
 * The caller names the function's type, which is that of the source it passes.
 */
export function evaluate<Generated>({ source, helpers, keys }: GeneratedSource): Generated {
  sourceCount += 1;
  const make = new Function("f", "k", `// source ${String(sourceCount)}\n${source}`) as (
    f: GeneratedSource["helpers"],
    k: GeneratedSource["keys"],
  ) => Generated;
  return make(helpers, keys);
}

let generationAllowed: boolean | null = null;

/** Whether this page or process lets text become code; asked once. */
export function isGenerationAllowed(): boolean {
  if (generationAllowed === null) {
    try {
      generationAllowed = evaluate<boolean>({ source: "return true;", helpers: [], keys: [] });
    } catch {
      generationAllowed = false;
    }
  }
  return generationAllowed;
}
