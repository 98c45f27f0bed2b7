/** The catalogue of methods and schedules. */
export const catalogue = {
  title: "Catalogue of methods",
  tabs: { methods: "Methods", schedules: "Schedules" },
  search: "Search by name, paper, author or option",
  found: (count: string, of: string) => `${count} of ${of}`,
  nothing: "Nothing in the catalogue holds these words.",
  race: (surface: string, steps: string) =>
    `The pictures are computed: every method with its preset on ${surface}, from the same start, for ${steps} steps. The rates are not tuned against each other, so this is no ranking.`,
  path: (name: string, surface: string, ending: string) => `Path of ${name} on ${surface}: ${ending}`,
  ending: (stopped: string, loss: string) => `${stopped}, loss ${loss}`,
  computing: "being computed",
  add: "Add",
  addRunner: (name: string) => `Add ${name} as a runner`,
  added: (name: string) => `${name} is now among the optimizers.`,
  options: "Options:",
  option: "Option",
  byDefault: "Default",
  range: "Allowed",
  required: "must be given",
  sketch: (name: string) => `Learning rate of ${name} over the steps`,
  holdsOthers: "Drawn with simple schedules in it.",
  reactive: "Answers to what the run measures; drawn for a loss that goes on falling.",
};
