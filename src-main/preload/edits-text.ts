import type { LabCommand } from "../../src-core/protocol/index.ts";

/**
 * Gives undo and redo to the text field that has the focus, whose history is the browser's own. Everywhere else they
 * belong to the project. True when the command is dealt with.
 */
export function editsText(command: LabCommand, page: Document): boolean {
  if (command.name !== "undo" && command.name !== "redo") return false;
  if (!isTextField(page.activeElement)) return false;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- yet the only way to the field's history; the menu's own roles do the same from outside
  page.execCommand(command.name);
  return true;
}

function isTextField(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  if (element instanceof HTMLInputElement) return TEXT_TYPES.includes(element.type);
  return element instanceof HTMLElement && element.isContentEditable;
}

const TEXT_TYPES = ["text", "search", "url", "tel", "email", "password", "number"];
