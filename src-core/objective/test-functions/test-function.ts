/** One loss that the field knows: what the shelf of the Loss card offers and what `distance to the minimum` needs. */
export interface TestFunction {
  /** kebab-case, stable: project files refer to it. */
  readonly id: string;
  readonly title: { readonly en: string; readonly "zh-CN": string };
  /** In the grammar of src-core/expression. */
  readonly expression: string;
  /** Sliders. Moving one within its range never moves a minimum. */
  readonly constants: readonly {
    readonly name: string;
    readonly value: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** In the order of theta. The range is where the function is usually shown; it holds every listed minimum. */
  readonly parameters: readonly { readonly name: string; readonly from: number; readonly to: number }[];
  /** All global minima within the ranges; some points of them when they fill a curve; none for a loss unbounded below. */
  readonly minima: readonly (readonly number[])[];
  readonly minimaAreContinuum: boolean;
  /** The value at the minima; -Infinity when the loss is unbounded below. */
  readonly minimumValue: number;
  /** A start from which a descent has something to show. */
  readonly start: readonly number[];
  /** Which contour levels show its structure. */
  readonly levels: "log" | "linear";
  readonly source: string;
}

/** The same range for several parameters. */
export function sameRange(names: readonly string[], from: number, to: number): TestFunction["parameters"] {
  return names.map((name) => ({ name, from, to }));
}

/** Surveys from which formulas, domains and minima are taken, by the names that the field uses for them. */
export const JAMIL_YANG = "Jamil & Yang (2013), A literature survey of benchmark functions, arXiv:1308.4008";
export const SURJANOVIC_BINGHAM = "Surjanovic & Bingham (2013), Virtual Library of Simulation Experiments";
export const MORE_GARBOW_HILLSTROM = "Moré, Garbow & Hillstrom (1981), ACM Trans. Math. Software 7(1)";
export const COURSE = "Hung-yi Lee, Machine Learning (2021); LeeDL Tutorial, chapter 3";
