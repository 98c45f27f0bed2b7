import { CustomChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { graphic, init, setPlatformAPI, use } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import { registerShapes } from "./shapes.ts";

// The parts of ECharts that our pictures use, registered once; everything else stays out of the bundle.
use([CustomChart, GridComponent, CanvasRenderer, SVGRenderer]);
registerShapes();

export { graphic, init, setPlatformAPI };
