import type { ReadyExperiment } from "./ready-experiment.ts";
import { ROSENBROCK_RACE } from "./rosenbrock-race.ts";
import { SADDLE } from "./saddle.ts";
import { TOY_NETWORK } from "./toy-network.ts";
import { VALLEY } from "./valley.ts";

/** The ready experiments in the order in which the welcome shows them. */
export const READY_EXPERIMENTS: readonly ReadyExperiment[] = [SADDLE, TOY_NETWORK, VALLEY, ROSENBROCK_RACE];
