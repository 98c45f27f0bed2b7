import type { ConventionNotes } from "../en/convention-notes.ts";

export const methodConventions: ConventionNotes = {
  sgd: {
    pytorch: "学习率在动量之外：改变学习率，过去累积的各步也随之缩放。",
    paper: "速度形式：每一步都保留当时的学习率。Nesterov 的梯度在前方的 θ + μv 处计算。",
    tensorflow: "速度形式：每一步都保留当时的学习率。权重衰减是解耦的。",
    optax: "与 PyTorch 相同，但没有阻尼。",
    leedl: "速度形式：每一步都保留当时的学习率。没有 Nesterov。",
  },
  adagrad: {
    pytorch: "平方和从 0 开始累加；ε 在根号外。",
    tensorflow: "平方和从 0.1 开始累加；ε 在根号内。权重衰减是解耦的。",
    optax: "平方和从 0.1 开始累加；ε 在根号内。",
    leedl: "取平方的均值而不是平方和，因此没有 1/√t 的衰减。没有 ε。",
  },
  rmsprop: {
    pytorch: "ε 在根号外；v 从 0 开始，所以 α = 0.99 时第一步长达学习率的 10 倍。",
    paper: "讲义中的原始形式：α = 0.9，没有 ε。",
    tensorflow: "ε 在根号内；动量记住的是已乘上学习率的位移。权重衰减是解耦的。",
    optax: "ε 在根号内；动量记住的是位移；v 的初值可以另设，也可以校正。",
    leedl: "σ 从 |g| 开始，所以第一步恰好等于学习率。没有 ε。",
  },
  adadelta: {
    pytorch: "默认 ρ = 0.9。",
    paper: "默认 ρ = 0.95。",
    tensorflow: "默认 ρ = 0.95，lr = 0.001。权重衰减是解耦的。",
  },
  adam: {
    pytorch: "算法 1：ε 加在校正后的根号外。AMSGrad 保留最大的 v。",
    paper: "算法 1，与 PyTorch 相同。AMSGrad 按原论文：没有偏差校正，也没有 ε。",
    tensorflow: "ε 在偏差校正之前就加到根号上（即 ε̂），起初分量更重。权重衰减是解耦的。",
    optax: "根号内还有第二个 ε。AMSGrad 保留校正后最大的 v。",
  },
  adamw: {
    pytorch: "权重衰减乘以学习率；默认 0.01。",
    paper: "权重衰减只乘以学习率调度的因子，不乘以 lr。",
    tensorflow: "ε 在偏差校正之前就加到根号上（即 ε̂）；权重衰减默认 0.004。",
    optax: "根号内还有第二个 ε；权重衰减默认 0.0001。",
  },
  adamax: {
    pytorch: "ε 先与 |g| 相加再取最大值，并随最大值一起衰减。",
    paper: "没有 ε。",
    tensorflow: "取最大值之后再加 ε。权重衰减是解耦的。",
  },
  nadam: {
    pytorch: "动量要经过约 24000 步才增大到 β₁。与 PyTorch 1.13 及更早版本一致。",
    paper: "一阶矩也使用逐渐增大的动量，v 还多乘一个 β₂。",
    tensorflow: "动量在约 100 步内增大到 β₁。权重衰减是解耦的。",
    optax: "动量从一开始就是 β₁；根号内还有第二个 ε。",
  },
  radam: {
    pytorch: "ρ > 5 时才开始缩放；ε 在偏差校正之前加到根号上。",
    paper: "ρ > 4 时就开始缩放；没有 ε。",
    optax: "ρ 达到阈值后开始缩放；ε 加在校正后的根号外。",
  },
  adabelief: {
    paper: "根号内外用同一个 ε。",
    optax: "根号内的 ε 是单独的选项。",
  },
  yogi: {
    paper: "m 和 v 从 0 开始，没有偏差校正。",
    optax: "m 和 v 从一个很小的值开始，并做偏差校正。",
  },
  lamb: {
    paper: "权重衰减计入被拉伸的那一步。",
    tensorflow: "权重衰减与被拉伸的那一步解耦。",
  },
  novograd: {
    paper: "默认 β = (0.95, 0.98)。",
    optax: "默认 β = (0.9, 0.25)：几乎只看当前梯度的范数。",
  },
  adan: {
    paper: "前瞻项的权重是 β₂；衰减除在整步上。",
    optax: "前瞻项的权重是 1 − β₂；根号内还有第二个 ε；衰减与 AdamW 相同。",
  },
  ademamix: {
    paper: "默认 α = 2；α 和 β₃ 可以预热。",
    optax: "默认 α = 5；没有预热。",
  },
  lion: {
    paper: "默认 lr = 0.0001，没有权重衰减。",
    tensorflow: "默认 lr = 0.001，没有权重衰减。",
    optax: "权重衰减默认 0.001。",
  },
  polyak_sgd: {
    paper: "梯度范数的平方乘以 c，默认 1/2：步长是 Polyak 原式的两倍。",
    optax: "Polyak 的原式：c = 1。",
  },
  dadapt_adamw: {
    paper: "Adam 的偏差校正是选项，默认关闭。",
    optax: "总是带有 Adam 的偏差校正。",
  },
  prodigy: {
    paper: "Adam 的偏差校正是选项，默认关闭。",
    optax: "总是带有 Adam 的偏差校正。",
  },
  schedule_free_adamw: {
    paper: "v 的校正作用在学习率上，也因此影响求平均的权重。",
    optax: "v 的校正只作用在尺度上。",
  },
};

export const scheduleConventions: ConventionNotes = {
  exponential: {
    pytorch: "每一步都乘以 γ。",
    optax: "每隔若干步乘以 γ，可以连续变化，也可以逐级下降；可以设定起点和终值。",
  },
  cosine: {
    pytorch: "过了最低点又会回升。",
    optax: "到了最低点就停在那里；最低值是基础学习率的一个比例。",
  },
  onecycle: {
    pytorch: "最高点在第 p·T − 1 步，终点在第 T − 1 步；动量可以一起循环。",
    optax: "最高点在第 ⌊p·T⌋ 步，终点在第 T 步，此后保持不变。",
  },
};
