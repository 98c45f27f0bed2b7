import type { Bootstrap } from "../../src-core/protocol/index.ts";
import type { JobService } from "../jobs/job-service.ts";
import type { Drafts } from "../projects/drafts.ts";
import type { FileLayer } from "../projects/file-layer.ts";
import type { ProjectFiles } from "../projects/project-files.ts";
import type { RecentFiles } from "../projects/recent-files.ts";
import type { SettingsStore } from "../projects/settings-store.ts";
import type { UserFiles } from "../projects/user-files.ts";
import type { Desktop } from "./desktop.ts";

/** All that the handlers work with. Made once, in index.ts. */
export interface Services {
  readonly files: FileLayer;
  readonly jobs: JobService;
  readonly userFiles: UserFiles;
  readonly recent: RecentFiles;
  readonly projects: ProjectFiles;
  readonly drafts: Drafts;
  readonly settings: SettingsStore;
  readonly desktop: Desktop;
  /** What the page learns at its start besides settings, drafts and recent files. */
  readonly facts: Omit<Bootstrap, "settings" | "drafts" | "recent" | "requestedFileId" | "firstStart">;
  /** A page has begun: lets commands through to it, and answers with what it is to do at once. */
  readonly greet: () => { readonly requestedFileId: string | null; readonly firstStart: boolean };
}
