import type { JobOptions } from "../../src-core/protocol/index.ts";

/** Waiting jobs: interactive before background, first come first served within a priority. */
export class JobQueue<Job extends { readonly priority: JobOptions["priority"] }> {
  readonly #waiting: Record<JobOptions["priority"], Job[]> = { interactive: [], background: [] };

  add(job: Job): void {
    this.#waiting[job.priority].push(job);
  }

  /** For a job that must begin again: before all others of its priority. */
  addFirst(job: Job): void {
    this.#waiting[job.priority].unshift(job);
  }

  take(priority: JobOptions["priority"]): Job | null {
    return this.#waiting[priority].shift() ?? null;
  }

  /** True if the job was waiting. */
  remove(job: Job): boolean {
    const queue = this.#waiting[job.priority];
    const index = queue.indexOf(job);
    if (index < 0) return false;
    queue.splice(index, 1);
    return true;
  }

  /** Empties the queue. */
  takeAll(): readonly Job[] {
    return [...this.#waiting.interactive.splice(0), ...this.#waiting.background.splice(0)];
  }
}
