import type { failures as english } from "../en/failures.ts";

export const failures: typeof english = {
  unknown: ({ code }) => `出现了意料之外的情况（${code}）。没有任何内容被改动。`,

  "out-of-range": ({ path, found, allowed }) => `${path} 的值是 ${found}，允许的范围是 ${allowed}。`,
  "not-a-number": ({ path, found, allowed }) => `${path} 应当是一个数（${allowed}），现在是 ${found}。`,
  "not-an-integer": ({ path, found, allowed }) => `${path} 应当是整数（${allowed}），现在是 ${found}。`,
  "wrong-type": ({ path, found, allowed }) => `${path} 的类型不对：现在是 ${found}，应当是 ${allowed}。`,
  "wrong-length": ({ path, found, allowed }) => `${path} 的长度不对：现在是 ${found}，应当是 ${allowed}。`,
  "unknown-field": ({ path, found, allowed }) => `没有 ${path} 这一项（现在是 ${found}），可用的有 ${allowed}。`,
  "missing-field": ({ path, allowed }) => `缺少 ${path}，它应当是 ${allowed}。`,
  "unknown-name": ({ path, found, allowed }) => `${path} 写的是 ${found}，并没有这个名称；可用的有 ${allowed}。`,
  unsupported: ({ path, found, allowed }) => `${path}：这里不支持 ${found}，允许的是 ${allowed}。`,
  "too-large": ({ path, found, allowed }) => `${path} 太大：现在是 ${found}，最多 ${allowed}。`,
  "wrong-formula": ({ path, column, found, allowed }) =>
    `${path} 第 ${column ?? 1} 列：公式中不能出现 ${found}，允许的是 ${allowed}。`,
  inconsistent: ({ path, found, allowed }) => `${path} 与其余部分不一致：现在是 ${found}，应当是 ${allowed}。`,

  "needs-matrices": ({ path, found }) =>
    `${path}：${found} 作用在参数矩阵上（例如网络的权重），而这个损失没有矩阵参数。请换一种方法。`,
  "needs-residuals": ({ path, found }) =>
    `${path}：${found} 只适用于写成平方和的损失，而这个损失不是。请换一种方法，或把损失写成平方和。`,

  "job/worker-crashed": () => "一个计算线程意外停止，已由新线程接替。请再试一次。",
  "job/timeout": () => "计算没有响应，已被停止，并由新线程接替。",
  "job/out-of-memory": () => "计算所需的内存超过了一个线程的上限。减少步数或让记录更稀疏即可。",
  "job/unknown": () => "计算因未知原因失败；窗口和你的工作都没有受影响。",

  "file/not-found": ({ name }) => `文件 ${name ?? ""} 已经不在原处。`,
  "file/no-permission": ({ name }) => `没有权限读写文件 ${name ?? ""}。请换一个位置，或修改它的权限。`,
  "file/no-space": ({ name }) => `磁盘空间不足，无法写入 ${name ?? "文件"}。原文件没有改动；腾出空间后请再保存一次。`,
  "file/not-a-project": ({ name }) => `${name ?? "这个文件"} 不是鞍点实验室的项目文件。`,
  "file/too-new": ({ version, supported }) =>
    `这个项目由更新版本的鞍点实验室写成（格式 ${version ?? "?"}，本版本最高可读 ${supported ?? "?"}）。文件没有改动，请更新后再打开。`,
  "file/too-large": ({ found, allowed }) => `文件太大：${found ?? "?"} 字节，最多 ${allowed ?? "?"} 字节。`,
  "file/damaged": ({ part }) => `文件的一部分已损坏，没有读入：${part ?? "未知部分"}。其余内容已打开，请另存为新文件。`,
  "file/unreadable": ({ name }) => `${name ?? "这个文件"} 损坏严重，没有任何内容可以打开。文件没有改动。`,
  "file/changed-on-disk": ({ name }) => `${name ?? "文件"} 打开之后被别的程序修改过。`,
  "file/unknown": ({ name }) => `无法读写文件 ${name ?? ""}。`,

  "export/failed": () => "无法生成这张图。选择较小的尺寸可以少用内存。",

  "gate/refused": () => "出于安全考虑，请求被拒绝。没有任何内容被改动。",
  "gate/invalid": ({ path, found, allowed }) =>
    `无法理解这个请求：${path ?? ""} 是 ${found ?? "?"}，应当是 ${allowed ?? "?"}。`,
};
