import { expect, it } from "vitest";
import { checkExportRequest } from "../../../src-core/protocol/index.ts";
import { suggestedFileName } from "../../../src-renderer/lab/file-name.ts";

it("every title gives a name that the gate lets through", () => {
  for (const title of ["a/b", "..\\..\\x", "tab\there", "鞍点".repeat(200), "🙂".repeat(300), "1/√t"]) {
    const suggestedName = `${suggestedFileName(title)} – Map.png`;
    expect(checkExportRequest({ suggestedName, format: "png", bytes: new Uint8Array(1) }).suggestedName).toBe(
      suggestedName,
    );
  }
  expect(suggestedFileName("a/b")).toBe("a-b");
  expect(suggestedFileName("Rosenbrock race")).toBe("Rosenbrock race");
});
