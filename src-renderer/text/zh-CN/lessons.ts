import type { lessons as english } from "../en/lessons.ts";

export const lessons: typeof english = {
  shelf: "课程",
  shelfEntry: (title, done, steps) => `${title}，已完成 ${done} 步，共 ${steps} 步`,
  share: (done, steps) => `${done}/${steps}`,
  steps: "本课的步骤",
  step: (number, steps, title) => `第 ${number} 步，共 ${steps} 步：${title}`,
  stepDone: (step) => `${step}（已完成）`,
  place: (number, steps) => `${number} / ${steps}`,
  previous: "上一步",
  next: "下一步",
  nextLesson: (title) => `下一课：${title}`,
  tryThis: "试一试",
  done: "完成了",
  copy: "复制为我的实验",
  copyTitle: (title) => `${title}（我的）`,
  restart: "恢复本课的实验",
  present: "只看课程和图区",
  endPresenting: "回到整个窗口",
};
