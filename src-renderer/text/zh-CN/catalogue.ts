import type { catalogue as english } from "../en/catalogue.ts";

export const catalogue: typeof english = {
  title: "方法目录",
  tabs: { methods: "优化方法", schedules: "学习率调度" },
  search: "按名称、论文、作者或选项搜索",
  found: (count, of) => `${of} 项中的 ${count} 项`,
  nothing: "目录中没有包含这些词的条目。",
  race: (surface, steps) =>
    `小图都是算出来的：每种方法按各自的预设，在 ${surface}上从同一起点走 ${steps} 步。各方法的学习率没有相互调优，所以这不是排行榜。`,
  path: (name, surface, ending) => `${name} 在 ${surface}上的路径：${ending}`,
  ending: (stopped, loss) => `${stopped}，损失为 ${loss}`,
  computing: "正在计算",
  add: "添加",
  addRunner: (name) => `把 ${name} 添加为优化器`,
  added: (name) => `${name} 已加入优化器列表。`,
  options: "选项：",
  option: "选项",
  byDefault: "默认值",
  range: "允许范围",
  required: "必须给出",
  sketch: (name) => `${name} 的学习率随步数的变化`,
  holdsOthers: "图中以简单的调度为例。",
  reactive: "根据运行中的测量值调整；图中所画的是损失持续下降的情形。",
};
