import { app } from "./app.ts";
import { catalogue } from "./catalogue.ts";
import { charts } from "./charts.ts";
import { methodConventions, scheduleConventions } from "./convention-notes.ts";
import { design } from "./design.ts";
import { dialogs } from "./dialogs.ts";
import { exporting } from "./exporting.ts";
import { failures } from "./failures.ts";
import { inspector } from "./inspector.ts";
import { lessons } from "./lessons.ts";
import { navigator } from "./navigator.ts";
import { families, presets, schedules } from "./methods.ts";
import { stage } from "./stage.ts";
import { transport } from "./transport.ts";
import { workbench } from "./workbench.ts";

export const words = {
  ...app,
  catalogue,
  charts,
  design,
  dialogs,
  exporting,
  failures,
  families,
  inspector,
  lessons,
  methodConventions,
  navigator,
  presets,
  scheduleConventions,
  schedules,
  stage,
  transport,
  workbench,
};
