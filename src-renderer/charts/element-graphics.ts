import { graphic } from "./echarts-parts.ts";
import type { Element, Group } from "./elements.ts";

type Graphic =
  InstanceType<typeof graphic.Group> | InstanceType<typeof graphic.Path> | InstanceType<typeof graphic.Text>;

/**
 * Elements as graphics of the drawing layer beneath ECharts, looking exactly as its custom series draws them. For what
 * changes at every frame: a description of the chart that is merged with the last one costs more there than the drawing.
 */
export function graphicsOf(elements: readonly Element[]): InstanceType<typeof graphic.Group> {
  const whole = new graphic.Group({ silent: true });
  for (const element of elements) whole.add(graphicOf(element));
  return whole;
}

function graphicOf(element: Element): Graphic {
  if (element.type === "group") return groupOf(element);
  if (element.type === "text") return new graphic.Text({ silent: true, style: element.style });
  const Shape = graphic.getShapeClass(element.type);
  // Every kind of element is ECharts' own or registered in shapes.ts.
  if (Shape === undefined) throw new Error(`no shape called ${element.type}`);
  return new Shape({ silent: true, shape: element.shape, style: element.style });
}

function groupOf({ children, clipPath }: Group): Graphic {
  const group = graphicsOf(children);
  if (clipPath !== undefined) group.setClipPath(new graphic.Rect({ shape: clipPath.shape }));
  return group;
}
