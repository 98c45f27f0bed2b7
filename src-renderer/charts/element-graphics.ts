import { graphic } from "./echarts-parts.ts";
import type { Element, Group } from "./elements.ts";

type Graphic = Parameters<InstanceType<typeof graphic.Group>["add"]>[0];

/** A shape class as it is: it takes what it is to draw, which ECharts' own type leaves out. */
type ShapeClass = new (options: { readonly silent: true; readonly shape: object; readonly style: object }) => Graphic;

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
  if (element.type === "text") {
    const { fill, stroke, lineDash, ...style } = element.style;
    return new graphic.Text({
      silent: true,
      style: {
        ...style,
        ...(typeof fill === "string" ? { fill } : {}),
        ...(typeof stroke === "string" ? { stroke } : {}),
        ...(lineDash ? { lineDash: [...lineDash] } : {}),
      },
    });
  }
  // Every kind of element is ECharts' own or registered in shapes.ts.
  const Shape = graphic.getShapeClass(element.type) as unknown as ShapeClass;
  return new Shape({ silent: true, shape: element.shape, style: element.style });
}

function groupOf({ children, clipPath }: Group): Graphic {
  const group = graphicsOf(children);
  if (clipPath !== undefined) group.setClipPath(new graphic.Rect({ shape: clipPath.shape }));
  return group;
}
