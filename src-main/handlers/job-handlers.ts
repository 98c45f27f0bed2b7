import { checkJobId, checkJobOptions, checkJobRequest } from "../../src-core/protocol/index.ts";
import { call, type Calls } from "./call.ts";
import type { Services } from "./services.ts";

export function jobHandlers({ jobs }: Pick<Services, "jobs">): Pick<Calls, "submitJob" | "cancelJob"> {
  return {
    submitJob: call([checkJobId, checkJobRequest, checkJobOptions], (id, request, options) => {
      jobs.submit(id, request, options);
      return null;
    }),
    cancelJob: call([checkJobId], (id) => {
      jobs.cancel(id);
      return null;
    }),
  };
}
