import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import { CHANNELS, failureOf, type Failure, type Outcome, type RequestName } from "../../src-core/protocol/index.ts";
import type { Call, Calls } from "../handlers/index.ts";

export interface GateOptions {
  /** What answers; messages that come before it wait for it. */
  readonly calls: Promise<Calls>;
  /** Whether we opened it as a window. */
  readonly isOurWindow: (contents: WebContents) => boolean;
  /** Whether the address is one of our own pages. */
  readonly isOurAddress: (address: string) => boolean;
  /** Told of refused senders and of faults of ours, with everything that the page is not told. */
  readonly report: (channel: string, error: unknown) => void;
}

/**
 * The one door from the page to main. A message passes when it comes from the main frame of a window that we opened and
 * that shows one of our pages; then its arguments are checked; then it is answered. Whatever goes wrong, the page gets a
 * code with values that are made to be shown: no path, no stack.
 */
export function openGate(options: GateOptions): void {
  // The list of channels is a constant of ours, one for each call.
  for (const [name, channel] of Object.entries(CHANNELS) as [RequestName, string][]) {
    ipcMain.handle(channel, (event, ...args: unknown[]) => answer(options, channel, name, event, args));
  }
}

async function answer(
  options: GateOptions,
  channel: string,
  name: RequestName,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<Outcome<unknown>> {
  try {
    if (!isOurSender(options, event)) {
      options.report(channel, new Error(`refused: ${event.senderFrame?.url ?? "a frame that is gone"}`));
      return { ok: false, error: REFUSED };
    }
    const call: Call<unknown> = (await options.calls)[name];
    return { ok: true, value: await call(args) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code === "job/unknown") options.report(channel, error);
    return { ok: false, error: failure };
  }
}

const REFUSED: Failure = { code: "gate/refused", values: {} };

function isOurSender({ isOurWindow, isOurAddress }: GateOptions, event: IpcMainInvokeEvent): boolean {
  const { sender, senderFrame } = event;
  return (
    senderFrame !== null && senderFrame === sender.mainFrame && isOurWindow(sender) && isOurAddress(senderFrame.url)
  );
}
