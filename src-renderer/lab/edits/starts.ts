import { type Experiment, nextId, type Start } from "../../../src-core/project/index.ts";
import { axisIndices } from "./view.ts";

/* Changes of the starts. */

/** More starts than this make no readable picture. */
export const MAX_STARTS = 12;

export function addStart(experiment: Experiment, at: readonly number[]): Experiment {
  if (experiment.starts.length >= MAX_STARTS) return experiment;
  return { ...experiment, starts: [...experiment.starts, { id: nextId("start", experiment.starts), at }] };
}

export function moveStart(experiment: Experiment, id: string, at: readonly number[]): Experiment {
  return { ...experiment, starts: experiment.starts.map((start) => (start.id === id ? { ...start, at } : start)) };
}

/** Moves a start on the two shown axes only. */
export function dragStart(experiment: Experiment, id: string, x: number, y: number): Experiment {
  const [xIndex, yIndex] = axisIndices(experiment);
  const start = experiment.starts.find((candidate) => candidate.id === id);
  if (start === undefined) return experiment;
  const at = start.at.map((value, index) => (index === xIndex ? x : index === yIndex ? y : value));
  return moveStart(experiment, id, at);
}

export function removeStart(experiment: Experiment, id: string): Experiment {
  if (experiment.starts.length < 2) return experiment;
  return { ...experiment, starts: experiment.starts.filter((start) => start.id !== id) };
}

export function setStarts(experiment: Experiment, points: readonly (readonly number[])[]): Experiment {
  const starts: readonly Start[] = points.slice(0, MAX_STARTS).map((at, index) => ({ id: `start-${index + 1}`, at }));
  return starts.length === 0 ? experiment : { ...experiment, starts };
}
