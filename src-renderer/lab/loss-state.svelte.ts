import {
  type CheckedExpression,
  expressionTex,
  gradientTex,
  hessianTex,
  nameTex,
} from "../../src-core/expression/index.ts";
import { createObjective, type Objective } from "../../src-core/objective/index.ts";
import { type Experiment, type LossDesign, problemOf } from "../../src-core/project/index.ts";
import { checkLoss } from "./edits/loss.ts";
import type { ProjectState } from "./project-state.svelte.ts";

/** The formula as it is understood: the check of the text, and what is typeset below it. */
export class LossState {
  readonly #project: ProjectState;

  constructor(project: ProjectState) {
    this.#project = project;
  }

  readonly #key: string = $derived.by(() => lossKey(this.#project.experiment));

  readonly check: ReturnType<typeof checkLoss> = $derived.by(() => {
    const { expression, names } = JSON.parse(this.#key) as { expression: string; names: string[] };
    return checkLoss({ expression, constants: names.map((name) => ({ name, value: 0, from: 0, to: 0 })) });
  });

  readonly #expression: CheckedExpression | null = $derived.by(() => (this.check.ok ? this.check.expression : null));

  readonly #design: LossDesign = $derived.by(() => this.#project.experiment.loss);

  /** What says which methods can run on the loss; null while the formula is wrong. */
  readonly objective: Objective | null = $derived.by(() =>
    this.check.ok ? createObjective(problemOf(this.#design)) : null,
  );

  readonly tex: string | null = $derived.by(() => this.#expression && expressionTex(this.#expression));

  /** The parameters' names as they are typeset, in the order of theta. */
  readonly namesTex: readonly string[] = $derived.by(() => this.#expression?.parameters.map(nameTex) ?? []);

  readonly gradientTex: readonly string[] | null = $derived.by(() => this.#expression && gradientTex(this.#expression));

  readonly hessianTex: readonly (readonly string[])[] | null = $derived.by(
    () => this.#expression && hessianTex(this.#expression),
  );
}

/** What the check depends on; the same text while only views, ranges or runners change. */
function lossKey({ loss }: Experiment): string {
  return JSON.stringify({ expression: loss.expression, names: loss.constants.map((constant) => constant.name) });
}
