import { checkDraft, checkDraftId } from "../../src-core/protocol/index.ts";
import { call, type Calls } from "./call.ts";
import type { Services } from "./services.ts";

type DraftCalls = Pick<Calls, "keepDraft" | "dropDraft" | "recoverDraft" | "discardDraft">;

export function draftHandlers({ drafts, projects }: Pick<Services, "drafts" | "projects">): DraftCalls {
  return {
    keepDraft: call([checkDraft], ({ project, fileId }) => {
      drafts.keep({ project, base: projects.baseOf(fileId) });
      return null;
    }),
    dropDraft: call([], async () => {
      await drafts.drop();
      return null;
    }),
    recoverDraft: call([checkDraftId], async (draftId) => {
      const { project, base } = await drafts.recover(draftId);
      const file = base === null ? null : await projects.resume(base);
      return { project, fileId: file?.fileId ?? null };
    }),
    discardDraft: call([checkDraftId], async (draftId) => {
      await drafts.discard(draftId);
      return null;
    }),
  };
}
