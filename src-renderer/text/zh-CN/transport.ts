import type { transport as english } from "../en/transport.ts";

export const transport: typeof english = {
  play: "播放",
  pause: "暂停",
  stepForward: "前进一步",
  stepBack: "后退一步",
  toStart: "回到第一步",
  toEnd: "跳到最后一步",
  step: "步数",
  of: (last) => `共 ${last} 步`,
  speed: "速度",
  stepsPerSecond: (speed) => `每秒 ${speed} 步`,
  events: {
    diverged: (runner, step) => `${runner} 在第 ${step} 步发散`,
    converged: (runner, step) => `${runner} 在第 ${step} 步收敛`,
    leftDomain: (runner, step) => `${runner} 在第 ${step} 步离开了公式的定义域`,
    cancelled: (runner, step) => `${runner} 在第 ${step} 步被取消`,
    schedule: (runner, step) => `${runner}：学习率调度在第 ${step} 步换段`,
  },
};
