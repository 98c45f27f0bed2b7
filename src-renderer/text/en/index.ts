import { app } from "./app.ts";
import { charts } from "./charts.ts";
import { design } from "./design.ts";
import { dialogs } from "./dialogs.ts";
import { exporting } from "./exporting.ts";
import { failures } from "./failures.ts";
import { inspector } from "./inspector.ts";
import { navigator } from "./navigator.ts";
import { presets, schedules } from "./methods.ts";
import { stage } from "./stage.ts";
import { transport } from "./transport.ts";

export const words = {
  ...app,
  charts,
  design,
  dialogs,
  exporting,
  failures,
  inspector,
  navigator,
  presets,
  schedules,
  stage,
  transport,
};
