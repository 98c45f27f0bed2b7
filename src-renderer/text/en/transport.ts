export const transport = {
  play: "Play",
  pause: "Pause",
  stepForward: "One step forward",
  stepBack: "One step back",
  toStart: "To the first step",
  toEnd: "To the last step",
  step: "Step",
  of: (last: string) => `of ${last}`,
  speed: "Speed",
  stepsPerSecond: (speed: string) => `${speed} steps/s`,
  events: {
    diverged: (runner: string, step: string) => `${runner} diverged at step ${step}`,
    converged: (runner: string, step: string) => `${runner} converged at step ${step}`,
    leftDomain: (runner: string, step: string) => `${runner} left the domain of the formula at step ${step}`,
    cancelled: (runner: string, step: string) => `${runner} was cancelled at step ${step}`,
    schedule: (runner: string, step: string) => `${runner}: the schedule changes pieces at step ${step}`,
  },
};
