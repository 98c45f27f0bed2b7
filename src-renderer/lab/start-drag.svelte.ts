import { dragStart } from "./edits/starts.ts";
import type { ProjectState } from "./project-state.svelte.ts";
import type { RunsState } from "./runs-state.svelte.ts";

type DraggedRuns = Pick<RunsState, "isCatchingUp" | "follow" | "whenSettled">;

interface Place {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * A start under the hand. A mouse tells of more places than paths can be drawn for: while the runs from one place are
 * still on their way, the newest one waits, so that neither workers nor panels spend time on places that nobody sees.
 * The place where the hand lets go always counts. To be made while a component is made.
 */
export class StartDrag {
  readonly #project: ProjectState;
  readonly #runs: DraggedRuns;
  #held: Place | null = null;

  constructor(project: ProjectState, runs: DraggedRuns) {
    this.#project = project;
    this.#runs = runs;
    $effect(() => runs.whenSettled(() => this.#release()));
  }

  move(id: string, x: number, y: number, phase: "move" | "end"): void {
    this.#held = { id, x, y };
    if (phase === "end" || !this.#runs.isCatchingUp) this.#release();
    if (phase === "end") this.#project.endCoalescing();
  }

  #release(): void {
    if (this.#held === null) return;
    const { id, x, y } = this.#held;
    this.#held = null;
    this.#project.editExperiment((experiment) => dragStart(experiment, id, x, y), `drag-${id}`);
    // At once, not with the other effects of the change: a worker is at the next place while this one is being drawn.
    this.#runs.follow(this.#project.experiment);
  }
}
