import { createRequire } from "node:module";
import { fromRoot } from "../surroundings.ts";

/** As much of @tensorflow/tfjs 4.22 as this folder uses; its own types are not installed with the project. */
interface Tensorflow {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  scalar(value: number): Tensor;
  variable(initial: Tensor): Tensor;
  sub(a: Tensor | number, b: Tensor | number): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor | number, b: Tensor | number): Tensor;
  square(a: Tensor): Tensor;
  readonly train: { adam(lr: number): { minimize(loss: () => Tensor, returnCost: boolean): Tensor; dispose(): void } };
}

interface Tensor {
  dataSync(): Float32Array;
  dispose(): void;
}

const PACKAGE = "@tensorflow/tfjs";
const PEERS = fromRoot("tests/bench/peers/package.json");
export const INSTALL_HINT = "npm install --prefix tests/bench/peers";

/** Adam on Rosenbrock with tfjs on its cpu backend, x, y and the loss read at every step; null where it is not installed. */
export async function tensorflowAdam(
  startX: number,
  startY: number,
  lr: number,
): Promise<((updates: number, recorded: Float64Array) => void) | null> {
  const tensorflow = loadTensorflow();
  if (tensorflow === null) return null;
  await tensorflow.setBackend("cpu");
  await tensorflow.ready();
  const x = tensorflow.variable(tensorflow.scalar(startX));
  const y = tensorflow.variable(tensorflow.scalar(startY));
  const optimizer = tensorflow.train.adam(lr);
  const { sub, add, mul, square } = tensorflow;
  const loss = () => add(square(sub(1, x)), mul(100, square(sub(y, square(x)))));
  return (updates, recorded) => {
    for (let step = 0; step < updates; step++) {
      recorded[3 * step] = x.dataSync()[0];
      recorded[3 * step + 1] = y.dataSync()[0];
      const cost = optimizer.minimize(loss, true);
      recorded[3 * step + 2] = cost.dataSync()[0];
      cost.dispose();
    }
  };
}

function loadTensorflow(): Tensorflow | null {
  // Its CommonJS form, in which gradients and the cpu backend register themselves.
  const require = createRequire(PEERS);
  try {
    return require(PACKAGE) as Tensorflow;
  } catch {
    return null;
  }
}
