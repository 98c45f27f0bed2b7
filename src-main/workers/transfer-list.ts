/**
 * The buffers of all typed arrays within a plain value, each once: what to hand over instead of copying. Empty buffers
 * are left out (an empty array may be shared by several messages), and so is shared memory, which cannot be handed over.
 */
export function transferList(value: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(value, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.buffer.byteLength > 0) buffers.add(value.buffer);
    return;
  }
  for (const part of Object.values(value)) collect(part, buffers);
}
