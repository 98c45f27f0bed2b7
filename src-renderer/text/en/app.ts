export const app = {
  name: "Saddlescope",
  close: "Close",
  document: {
    untitled: "Untitled project",
    unsaved: "Unsaved changes",
    saved: (name: string) => `Saved ${name}`,
    copied: "Copied as an image",
  },
  regions: {
    navigator: "Navigator",
    design: "Design",
    stage: "Stage",
    inspector: "Inspector",
    reader: "Lesson",
    transport: "Playback",
    notices: "Messages",
    hide: (region: string) => `Hide ${region}`,
    show: (region: string) => `Show ${region}`,
    resize: (left: string, right: string) => `Border between ${left} and ${right}`,
  },
};
