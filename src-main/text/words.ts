/** The words of menus and native boxes. What the page shows has words of its own. */
export interface Words {
  /** Of the program, as the window's title ends. */
  readonly product: string;
  readonly untitled: string;
  readonly menu: MenuWords;
  readonly dialog: DialogWords;
}

export interface MenuWords {
  readonly file: string;
  readonly newProject: string;
  readonly open: string;
  readonly openRecent: string;
  readonly noRecent: string;
  readonly clearRecent: string;
  readonly save: string;
  readonly saveAs: string;
  readonly export: string;
  readonly close: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly delete: string;
  readonly selectAll: string;
  readonly view: string;
  readonly navigator: string;
  readonly design: string;
  readonly inspector: string;
  readonly reader: string;
  readonly present: string;
  readonly language: string;
  readonly theme: string;
  readonly followSystem: string;
  readonly light: string;
  readonly dark: string;
  readonly actualSize: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fullScreen: string;
  readonly developerTools: string;
  readonly reload: string;
  readonly playback: string;
  readonly play: string;
  readonly stepForward: string;
  readonly stepBack: string;
  readonly toStart: string;
  readonly toEnd: string;
  readonly window: string;
  readonly minimise: string;
  readonly help: string;
  readonly welcome: string;
  readonly catalogue: string;
  readonly shortcuts: string;
  readonly about: string;
  readonly services: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
}

export interface DialogWords {
  readonly openTitle: string;
  readonly saveTitle: string;
  readonly exportTitle: string;
  readonly projects: string;
  readonly allFiles: string;
  readonly formats: Readonly<Record<"png" | "svg" | "csv" | "npz", string>>;
  readonly askToSave: (title: string) => string;
  readonly askToSaveDetail: string;
  readonly save: string;
  readonly discard: string;
  readonly cancel: string;
  readonly confirmReplace: (name: string) => string;
  readonly confirmReplaceDetail: string;
  readonly replace: string;
  readonly notAnswering: string;
  readonly notAnsweringDetail: string;
  readonly wait: string;
  readonly closeAnyway: string;
}
