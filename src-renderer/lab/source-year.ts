/**
 * The year of the first work that a source cites; null where it cites none (a class of torch's).
 *
 * @example sourceYear("Polyak (1964); Nesterov (1983)") // => 1964
 * @example sourceYear("torch.optim.lr_scheduler.StepLR") // => null
 */
export function sourceYear(source: string): number | null {
  const [, year] = /\((\d{4})[a-z]?\)/.exec(source) ?? [];
  return year === undefined ? null : Number(year);
}
