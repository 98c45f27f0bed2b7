import {
  type Experiment,
  type ExperimentView,
  type Figure,
  nextId,
  type Project,
} from "../../../src-core/project/index.ts";
import { repairView } from "./view.ts";

/* Changes of a project: its experiments and the figures kept of them. */

export function experimentById(project: Project, id: string): Experiment {
  const found = project.experiments.find((experiment) => experiment.id === id) ?? project.experiments[0];
  if (found === undefined) throw new Error("A project has at least one experiment.");
  return found;
}

export function replaceExperiment(project: Project, experiment: Experiment): Project {
  return {
    ...project,
    experiments: project.experiments.map((other) => (other.id === experiment.id ? experiment : other)),
  };
}

/** Adds an experiment under a free id and shows it. */
export function addExperiment(project: Project, experiment: Experiment): Project {
  const id = nextId("experiment", project.experiments);
  return {
    ...project,
    experiments: [...project.experiments, { ...experiment, id }],
    activeExperimentId: id,
  };
}

/** Removes an experiment and its figures; the last one cannot be removed. */
export function removeExperiment(project: Project, id: string): Project {
  if (project.experiments.length < 2) return project;
  const index = project.experiments.findIndex((experiment) => experiment.id === id);
  const experiments = project.experiments.filter((experiment) => experiment.id !== id);
  const neighbour = experiments[Math.min(index, experiments.length - 1)];
  return {
    ...project,
    experiments,
    figures: project.figures.filter((figure) => figure.experimentId !== id),
    activeExperimentId: project.activeExperimentId === id && neighbour ? neighbour.id : project.activeExperimentId,
  };
}

/** An older or newer value of the project, looked at as the present one is wherever that still makes sense. */
export function keepViews(target: Project, present: Project): Project {
  const experiments = target.experiments.map((experiment) => {
    const other = present.experiments.find((candidate) => candidate.id === experiment.id);
    return other === undefined || other.view === experiment.view ? experiment : withView(experiment, other.view);
  });
  const active = experiments.some((experiment) => experiment.id === present.activeExperimentId)
    ? present.activeExperimentId
    : target.activeExperimentId;
  return { ...target, experiments, activeExperimentId: active };
}

function withView(experiment: Experiment, view: ExperimentView): Experiment {
  return { ...experiment, view: repairView(view, experiment.loss.parameters) };
}

export function renameExperiment(project: Project, id: string, title: string): Project {
  return replaceExperiment(project, { ...experimentById(project, id), title });
}

/** Keeps a picture: the instrument and how it is being looked at. */
export function keepFigure(project: Project, instrument: Figure["instrument"], title: string): Project {
  const experiment = experimentById(project, project.activeExperimentId);
  const id = nextId("figure", project.figures);
  return {
    ...project,
    figures: [...project.figures, { id, title, experimentId: experiment.id, instrument, view: experiment.view }],
  };
}

export function removeFigure(project: Project, id: string): Project {
  return { ...project, figures: project.figures.filter((figure) => figure.id !== id) };
}
