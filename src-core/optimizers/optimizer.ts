import type { RuleTrouble } from "../expression/index.ts";
import type { Objective } from "../objective/index.ts";

/**
 * The state of an optimizer: plain numbers and typed arrays, so that it can be cloned, stored, compared and rewound.
 * Arrays are as long as theta, or a whole number of times as long where they hold several vectors (a history, a matrix).
 */
export type OptimizerState = Record<string, number | Float64Array>;

/**
 * The course's full rule made visible: theta <- theta - eta_t * m_t / sigma_t, entry by entry.
 * `direction` is m_t, `scale` is sigma_t (all ones for methods that do not scale); an optimizer writes both on every update.
 * Methods whose step has another part (decoupled weight decay) write the whole movement to theta and say so in their file.
 */
export interface StepParts {
  readonly direction: Float64Array;
  readonly scale: Float64Array;
}

/** What a step may look at besides the gradient. One object a run: the loop writes what changes before every step. */
export interface StepContext {
  /**
   * The loss as the run sees it, for methods that look again (line searches, second derivatives, a step ahead): its
   * gradient carries the run's noise and clipping. Its value and Hessian are exact.
   */
  readonly objective: Objective;
  /** The loss at theta. */
  loss: number;
  /** What a schedule sets this step's momentum to (torch: `momentum`, else the first of `betas`); null: the option's own. */
  momentum: number | null;
}

/** A method of torch.optim's kind: two functions over explicit state. */
export interface Optimizer<State extends OptimizerState = OptimizerState> {
  /** The state before the first step. `objective` is for methods that ask how theta is laid out (matrices, residuals). */
  init(theta: Float64Array, objective: Objective): State;
  /**
   * One step in place: changes theta and state, writes parts. `gradient` is that at theta and read only; `rate` is eta_t of
   * this step.
   */
  update(
    theta: Float64Array,
    gradient: Float64Array,
    state: State,
    rate: number,
    parts: StepParts,
    context: StepContext,
  ): void;
  /**
   * For rules that a person wrote: the line of the step from here whose value is not finite, null if there is none. Changes
   * nothing; asked when a run has ended, never on the way.
   */
  findTrouble?(
    theta: Float64Array,
    gradient: Float64Array,
    state: State,
    rate: number,
    context: Pick<StepContext, "loss">,
  ): RuleTrouble | null;
}

/** Whose formula it is where the field disagrees; "own" for a rule of the person's own, about which nobody disagrees. */
export type Convention = "pytorch" | "paper" | "tensorflow" | "optax" | "leedl" | "own";

/** A joint of a drawn curve: a step and the factor there. */
export type CurvePoint = readonly [step: number, factor: number];

/** null is torch's None; see OptionDescription.nullable. */
export type OptionValue = number | boolean | string | null | readonly (number | null)[] | readonly CurvePoint[];

/** What a field of a spec may hold: an option's value, or a text and named numbers (an own rule's). */
export type SpecValue = OptionValue | string | Readonly<Record<string, number>>;

/**
 * An optimizer as plain JSON: `name`, perhaps `convention`, and torch.optim's options verbatim (`lr`, `betas`, `weight_decay`).
 * A method around another holds that one's spec: { name: "lookahead", k: 5, optimizer: { name: "adam", lr: 0.01 } }.
 */
export interface OptimizerSpec {
  readonly name: string;
  readonly convention?: Convention | undefined;
  readonly optimizer?: OptimizerSpec | undefined;
  readonly [option: string]: SpecValue | OptimizerSpec | undefined;
}

/** One option of a method, as the settings panel, the checks, the tests and the documentation table need it. */
export interface OptionDescription {
  readonly name: string;
  /**
   * "numbers" and "integers" are lists; the range holds for each entry. "choice" is one of `choices`, "formula" a text in
   * the variables `variables`, "points" a list of [step, factor] whose steps rise; the range holds for each factor.
   */
  readonly kind: "number" | "integer" | "boolean" | "numbers" | "integers" | "choice" | "formula" | "points";
  readonly default: OptionValue;
  /** The default is only what a panel proposes: a spec must say the option itself, as in torch. */
  readonly required?: boolean;
  /** Where a convention has another default. */
  readonly defaults?: Readonly<Partial<Record<Convention, OptionValue>>>;
  /** The conventions that have this option; left out: all of the row's. */
  readonly conventions?: readonly Convention[];
  /** null is a value too: torch's None; in lists, as an entry. The method's file says what it stands for. */
  readonly nullable?: true;
  readonly choices?: readonly string[];
  readonly variables?: readonly string[];
  /** For lists: how many entries exactly; left out: any number, at least one, never falling (milestones). */
  readonly length?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  /** How a slider should move: "log" where the field thinks in decades, "one-minus-log" for betas near 1. */
  readonly slider: {
    readonly scale: "linear" | "log" | "one-minus-log";
    readonly from: number;
    readonly to: number;
  } | null;
}

/**
 * A method under the name that people choose it by. The rates are usable ones on losses of a few units' extent, not torch's
 * defaults: a comparison at default rates means nothing, since they differ by three powers of ten from method to method.
 */
export interface OptimizerPreset {
  readonly id: string;
  readonly spec: OptimizerSpec;
  /** Whether a spec of the row is this method; left out: any that no earlier preset of the row claims. */
  readonly claims?: (spec: OptimizerSpec) => boolean;
}

/** A second point that a method carries beside theta, worth drawing beside its path. */
export interface Companion {
  /**
   * An average of the path; the textbook's variable, where theta is its look-ahead; the look-ahead, where theta is the
   * textbook's variable; the slow weights around fast ones.
   */
  readonly name: "average" | "textbook" | "look-ahead" | "slow";
  /** Writes the point to `out`, from theta and the state as they are after the same updates. */
  readonly read: (theta: Float64Array, state: OptimizerState, out: Float64Array) => void;
}

/** What a method may need of a problem beyond a loss with derivatives: the field of Objective that must be there. */
export type ProblemPart = "matrices" | "residuals";

/**
 * The method that another one is around, ready to be driven by it. Both have one state: what the outer one remembers stands
 * beside the base method's entries under a name with a dot, which no method and no rule of a person's own gives, and `t` is
 * that of the base method.
 */
export interface BaseMethod {
  readonly optimizer: Optimizer;
  /** Whether it goes uphill (`maximize`): what lies ahead of it is then up there. */
  readonly climbs: boolean;
  /** How many methods it is, itself counted: 1 unless it is around another, too. */
  readonly depth: number;
}

export type OptimizerFamily =
  "gradient-descent" | "adaptive" | "sign" | "rate-free" | "around-another" | "second-order" | "own";

/** Fields of a spec that are no options of a fixed list. */
export interface SpecFields {
  readonly names: readonly string[];
  /** Whether the fields have the right kinds of values, whatever they mean; throws InputError. */
  readonly checkShape: (spec: Readonly<Record<string, unknown>>, path: string) => void;
  /** The fields checked and completed; throws InputError or ExpressionError. */
  readonly complete: (spec: Readonly<Record<string, unknown>>, path: string) => Readonly<Record<string, SpecValue>>;
}

/** One row of the catalogue. Adding an optimizer is one file and one such row. */
export interface OptimizerEntry {
  /** The spec's `name`, torch.optim's lower-case ("sgd", "adamw"). */
  readonly name: string;
  /** How papers call it, in English ("SGD", "AdamW"); translated titles live with the window's text. */
  readonly title: string;
  readonly family: OptimizerFamily;
  /** The first is the default. */
  readonly conventions: readonly Convention[];
  readonly options: readonly OptionDescription[];
  /** What a spec of this row holds besides its options. */
  readonly fields?: SpecFields;
  /** The update in TeX, for panels and documentation; where a convention has another formula, it is in texOf. */
  readonly tex: string;
  readonly texOf?: Readonly<Partial<Record<Convention, string>>>;
  readonly source: string;
  /** What "add a runner" offers of this row, in order; at least one. */
  readonly presets: readonly OptimizerPreset[];
  /** Runs on problems that lack it are refused. */
  readonly needs?: ProblemPart;
  /** The field that holds the spec of the method that this one is around; it has the learning rate, the row itself has none. */
  readonly children?: "optimizer";
  /** The class of torch.optim that takes the same options under the "pytorch" convention; null where there is none. */
  readonly torch?: { readonly className: string } | null;
  /** What the options must satisfy together; throws InputError. `path` is that of the spec. */
  readonly check?: (options: Readonly<Record<string, OptionValue>>, path: string) => void;
  /** The second point that the method carries under these options, where it does; see companionOf(), and BaseMethod for depth. */
  readonly companion?: (
    options: Readonly<Record<string, SpecValue>>,
    convention: Convention,
    depth: number,
  ) => Companion | null;
  /**
   * Checked options in (every one present, as optimizerOptions() returns them), optimizer out. `children` is the one base
   * method where the row has children, empty otherwise.
   */
  readonly create: (
    options: Readonly<Record<string, SpecValue>>,
    convention: Convention,
    children: readonly BaseMethod[],
  ) => Optimizer;
}
