import type { app as english } from "../en/app.ts";

export const app: typeof english = {
  name: "鞍点实验室",
  close: "关闭",
  document: {
    untitled: "未命名项目",
    unsaved: "有未保存的修改",
    saved: (name) => `已保存 ${name}`,
    copied: "已复制为图片",
  },
  regions: {
    navigator: "导航",
    design: "设计",
    stage: "图区",
    inspector: "数值",
    reader: "课程",
    transport: "回放",
    notices: "消息",
    hide: (region) => `隐藏${region}`,
    show: (region) => `显示${region}`,
    resize: (left, right) => `${left}与${right}的分界`,
  },
};
