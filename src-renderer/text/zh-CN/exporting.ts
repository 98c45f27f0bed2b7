import type { exporting as english } from "../en/exporting.ts";

export const exporting: typeof english = {
  title: "导出",
  instrument: "图",
  format: "格式",
  formats: {
    png: "PNG 图片",
    svg: "SVG 矢量图",
    csv: "CSV，图中的数据",
    npz: "NPZ，供 NumPy 读取的轨迹",
  },
  scale: "尺寸",
  scales: (factor) => `${factor} 倍`,
  theme: "主题",
  themes: { current: "与屏幕相同", print: "适合打印" },
  preview: "预览",
  save: "保存……",
  copy: "复制为图片",
  surfaceNeedsShowing: "曲面按它当前的视角导出；请先在图区显示它。",
  saved: (name) => `已保存 ${name}`,
};
